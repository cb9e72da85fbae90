//! Whom the request token is about: the connector that made it (IDS-G, request token, `sub`; RFC 7523, 3 item 2).

use super::compact::RequestToken;
use super::issuer::named;
use crate::daps::connector::Connector;
use crate::daps::faults::identity::ACCEPTS_ANOTHER_SUBJECT;
use crate::daps::identifier::ConnectorId;
use crate::daps::provisioning::ProvisioningService;
use crate::daps::refusal::Refusal;

const ANOTHER: Refusal = Refusal::Unauthenticated("the subject is not the issuer");

/// The connector that is to get the DAT: `issuer` itself, for a DAPS that behaves.
pub fn check(
    daps: &ProvisioningService,
    token: &RequestToken,
    issuer: &Connector,
) -> Result<Connector, Refusal> {
    let name = token.text(daps, "sub").ok_or(ANOTHER)?;
    if is_same(name, token.text(daps, "iss")) {
        return Ok(issuer.clone());
    }
    let other = named(daps, name).filter(|_| daps.commits(&ACCEPTS_ANOTHER_SUBJECT));
    other.ok_or(ANOTHER)
}

/// Two spellings of one identifier name one connector.
fn is_same(subject: &str, issuer: Option<&str>) -> bool {
    let read = |text: &str| text.parse::<ConnectorId>().ok();
    issuer.is_some_and(|issuer| {
        issuer == subject || (read(issuer).is_some() && read(issuer) == read(subject))
    })
}
