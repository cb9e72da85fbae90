//! What a client may be registered with (FAPI 1.0 Baseline, 5.2.2-3, -20 and 7.5).

use mock_kit::FaultPlan;
use mock_kit::tls::is_loopback;
use url::Url;

use crate::faults::client_method::{
    REGISTERS_LOOPBACK_REDIRECTS, REGISTERS_PLAIN_HTTP_REDIRECTS, REGISTERS_PRIVATE_USE_SCHEMES,
    REGISTERS_WEAK_SECRETS,
};
use crate::settings::{Authentication, Client};
use crate::state::client::RegistrationError;

/// The fewest octets of a secret for HS256.
const SECRET_OCTETS: usize = 32;

/// Refuses secrets that can be guessed and redirect URIs that others can listen at.
///
/// # Errors
/// The first thing that is wrong.
pub fn check(client: &Client, faults: &FaultPlan) -> Result<(), RegistrationError> {
    for redirect_uri in &client.redirect_uris {
        redirect(redirect_uri, faults)?;
    }
    match &client.authentication {
        Authentication::ClientSecretJwt { secret }
            if secret.len() < SECRET_OCTETS && !faults.commits(&REGISTERS_WEAK_SECRETS) =>
        {
            Err(RegistrationError::WeakSecret)
        }
        _ => Ok(()),
    }
}

fn redirect(address: &Url, faults: &FaultPlan) -> Result<(), RegistrationError> {
    let local = address.host_str().is_some_and(is_loopback);
    let (fault, refused) = match address.scheme() {
        "https" => return Ok(()),
        "http" if local => (
            &REGISTERS_LOOPBACK_REDIRECTS,
            RegistrationError::LoopbackRedirect(address.clone()),
        ),
        "http" => (
            &REGISTERS_PLAIN_HTTP_REDIRECTS,
            RegistrationError::PlainRedirect(address.clone()),
        ),
        _ => (
            &REGISTERS_PRIVATE_USE_SCHEMES,
            RegistrationError::PrivateUseScheme(address.clone()),
        ),
    };
    if faults.commits(fault) {
        return Ok(());
    }
    Err(refused)
}
