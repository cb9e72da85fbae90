//! A client uses the method that it is registered with, and that is on offer (FAPI 1.0 Baseline, 5.2.2-4; Advanced, 5.2.2-14 and -16).

use super::AuthenticationFailure;
use crate::authorization_server::AuthorizationServer;
use crate::faults::client_method::{
    ACCEPTS_CLIENT_SECRET_JWT_WHERE_IT_IS_BARRED, REFUSES_PUBLIC_CLIENTS, SERVES_PUBLIC_CLIENTS,
};
use crate::settings::ClientAuthentication;
use crate::state::client::RegisteredClient;

/// Refuses a client whose method is not on offer.
///
/// # Errors
/// [`AuthenticationFailure::MethodNotOffered`].
pub fn check(
    server: &AuthorizationServer,
    client: &RegisteredClient,
) -> Result<(), AuthenticationFailure> {
    let method = client.authentication.method();
    let (faults, offered) = (&server.faults, &server.variant.client_authentication);
    let accepted = match method {
        ClientAuthentication::None if faults.commits(&REFUSES_PUBLIC_CLIENTS) => false,
        ClientAuthentication::None if faults.commits(&SERVES_PUBLIC_CLIENTS) => true,
        ClientAuthentication::ClientSecretJwt
            if faults.commits(&ACCEPTS_CLIENT_SECRET_JWT_WHERE_IT_IS_BARRED) =>
        {
            true
        }
        method => offered.contains(&method),
    };
    accepted
        .then_some(())
        .ok_or(AuthenticationFailure::MethodNotOffered)
}
