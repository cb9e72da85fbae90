//! Only clients that are admitted start authorizations (FDX API Security Profile, authorization server 1).

use mock_kit::FaultPlan;

use super::failure::RequestError;
use crate::faults::authorization_request::{
    REFUSES_APPROVED_CLIENTS, REFUSES_TENTATIVE_CLIENTS, SERVES_CLIENTS_THAT_ARE_NOT_ADMITTED,
};
use crate::settings::ClientStatus;
use crate::state::client::RegisteredClient;

/// Refuses a client that is not or no longer admitted.
///
/// # Errors
/// [`RequestError::NotAdmitted`].
pub fn check(client: &RegisteredClient, faults: &FaultPlan) -> Result<(), RequestError> {
    let refused = match client.status {
        ClientStatus::Approved => faults.commits(&REFUSES_APPROVED_CLIENTS),
        ClientStatus::Tentative => faults.commits(&REFUSES_TENTATIVE_CLIENTS),
        ClientStatus::Pending | ClientStatus::Rejected | ClientStatus::Inactive => false,
    };
    let admitted =
        client.status.may_authorize() || faults.commits(&SERVES_CLIENTS_THAT_ARE_NOT_ADMITTED);
    (admitted && !refused)
        .then_some(())
        .ok_or(RequestError::NotAdmitted)
}
