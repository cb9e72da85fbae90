//! The checks of a request token, in their order: who has signed it, and whether it is for this DAPS and for now (IDS-G, request token;
//! RFC 7523, 3).

mod audience;
mod compact;
mod issuer;
mod key_in_header;
mod members;
mod signature;
mod subject;
mod times;

use serde_json::{Map, Value};

use self::compact::RequestToken;
use super::attributes::Attributes;
use super::identifier::ConnectorId;
use super::provisioning::ProvisioningService;
use super::refusal::Refusal;

/// A connector that has proved who it is.
#[derive(Clone, Debug)]
pub struct Authenticated {
    /// Who it is.
    pub id: ConnectorId,
    /// What is known of it.
    pub attributes: Attributes,
    /// What it says of itself, which is no attribute.
    pub claims: Map<String, Value>,
}

/// Who has signed this request token.
pub fn authenticated(daps: &ProvisioningService, text: &str) -> Result<Authenticated, Refusal> {
    let token = RequestToken::read(daps, text)?;
    let issuer = issuer::find(daps, &token)?;
    let subject = subject::check(daps, &token, &issuer)?;
    signature::check(daps, &token, &issuer)?;
    members::check(daps, &token)?;
    times::check(daps, &token)?;
    audience::check(daps, &token)?;
    Ok(Authenticated {
        id: subject.id,
        attributes: subject.attributes,
        claims: token.claims,
    })
}
