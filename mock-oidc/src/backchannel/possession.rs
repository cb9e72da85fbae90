//! A client that knows users by names of its own proves that the keys at its address are its own (CIBA, 4, pairwise identifiers).

use super::failure::BackchannelError;
use super::registration::BackchannelRegistration;
use crate::faults::backchannel_registration::TELLS_PAIRWISE_NAMES_WITHOUT_PROOF;
use crate::settings::{ClientAuthentication, DeliveryMode};
use crate::state::client::RegisteredClient;
use mock_kit::FaultPlan;

/// Refuses a client that uses no key of its address: neither in signing the request nor in proving who it is.
///
/// # Errors
/// [`BackchannelError::NotProved`].
pub fn check(
    client: &RegisteredClient,
    registration: &BackchannelRegistration,
    signed: bool,
    faults: &FaultPlan,
) -> Result<(), BackchannelError> {
    let needless = registration.sector.is_none() || registration.mode == DeliveryMode::Push;
    let by_key = matches!(
        client.authentication.method(),
        ClientAuthentication::PrivateKeyJwt | ClientAuthentication::SelfSignedTlsClientAuth
    );
    (needless || signed || by_key || faults.commits(&TELLS_PAIRWISE_NAMES_WITHOUT_PROOF))
        .then_some(())
        .ok_or(BackchannelError::NotProved)
}
