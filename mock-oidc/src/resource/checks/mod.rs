//! The checks of a request, one small file each, in the order in which they are made.

mod bearer;
mod binding;
mod consent;
mod customer;
mod liveness;
mod other_credentials;
mod scope;
pub mod tolerance;

pub use self::consent::Reach;

use http::request::Parts;
use mock_kit::tls::ClientCertificate;

use super::accounts::Account;
use super::refusal::Refusal;
use super::resource_server::{Access, ResourceServer};

/// What a request may touch.
#[derive(Clone, Debug)]
pub struct Entitlement {
    /// The customer behind the token.
    pub customer: String,
    /// Which of the customer's accounts.
    pub reach: Reach,
}

impl Entitlement {
    /// Whether `account` is the customer's, and within reach.
    pub fn covers(&self, account: &Account) -> bool {
        account.customer == self.customer && self.reach.covers(&account.account_id)
    }
}

/// Finds out what a request may touch, from its access token alone (FAPI 1.0 Baseline, 6.2.1-02 to -07).
pub async fn admit(
    resource: &ResourceServer,
    request: &Parts,
    access: Access,
) -> Result<Entitlement, Refusal> {
    let presented = bearer::presented(request, &resource.faults)?;
    if let Some(entitlement) = other_credentials::mistaken(resource, &presented) {
        return Ok(entitlement);
    }
    let token = liveness::check(resource, &presented).await?;
    let certificate = request.extensions.get::<ClientCertificate>();
    binding::check(resource, &token, certificate)?;
    scope::check(resource, &token, access)?;
    let customer = customer::find(resource, &token, request, access)?;
    let reach = consent::reach(resource, &token, access)?;
    Ok(Entitlement { customer, reach })
}
