//! Who says to have made the request token: a connector that is known and valid (IDS-G, request token, `iss`).

use super::compact::RequestToken;
use super::key_in_header;
use crate::daps::connector::Connector;
use crate::daps::faults::{identity as faulty, issuer as lax};
use crate::daps::identifier::ConnectorId;
use crate::daps::provisioning::ProvisioningService;
use crate::daps::refusal::Refusal;

const NOBODY: Refusal = Refusal::Unauthenticated("the issuer is no connector that is known");

/// The connector that `iss` identifies.
pub fn find(daps: &ProvisioningService, token: &RequestToken) -> Result<Connector, Refusal> {
    let name = token.text(daps, "iss").ok_or(NOBODY)?;
    let known = named(daps, name).or_else(|| key_in_header::stranger(daps, token));
    let connector = known.ok_or(NOBODY)?;
    if connector.revoked && !daps.commits(&lax::SERVES_REVOKED_CONNECTORS) {
        return Err(NOBODY);
    }
    Ok(connector)
}

/// The connector of this name: of both key identifiers, for a DAPS that behaves.
pub fn named(daps: &ProvisioningService, name: &str) -> Option<Connector> {
    let id: Option<ConnectorId> = name.parse().ok();
    let state = daps.state();
    let known = id.and_then(|id| state.connectors.get(&id).cloned());
    known.or_else(|| {
        let mut all = state.connectors.values();
        all.find(|each| answers_to(daps, each, name)).cloned()
    })
}

/// Other names that a DAPS knows connectors by when it misbehaves.
fn answers_to(daps: &ProvisioningService, connector: &Connector, name: &str) -> bool {
    let id = connector.id.to_string();
    let halves = id.split_once(":keyid:").unwrap_or_default();
    (daps.commits(&faulty::KNOWS_CONNECTORS_BY_NAME) && connector.common_name == name)
        || (daps.commits(&faulty::KNOWS_CONNECTORS_BY_SUBJECT_KEY) && name.starts_with(halves.0))
        || (daps.commits(&faulty::READS_IDENTIFIERS_BACKWARDS)
            && name == format!("{}:keyid:{}", halves.1, halves.0))
}
