//! Claims that a connector asks for by value: those of its transport certificates, and no others (IDS-G, dynamic claims request).

use mock_kit::strict_json;
use serde_json::{Map, Value, json};

use super::faults::disclosure::{GRANTS_ANY_CLAIM, GRANTS_NO_CLAIM};
use super::provisioning::ProvisioningService;

/// The one claim that is the connector's to say.
const CERTIFICATES: &str = "transportCertsSha256";
/// The hexadecimal digits of a SHA-256.
const DIGITS: usize = 64;

/// What is granted of the parameter `claims`; the seed knows none.
pub fn of(daps: &ProvisioningService, parameter: Option<&str>) -> Map<String, Value> {
    let is_heard = daps.is_current() && !daps.commits(&GRANTS_NO_CLAIM);
    let asked = parameter.filter(|_| is_heard).and_then(requested);
    let mut claims = asked.unwrap_or_default();
    if !daps.commits(&GRANTS_ANY_CLAIM) {
        claims.retain(|name, value| name == CERTIFICATES && are_hashes(value));
    }
    claims
}

/// Each claim of the sink `access_token` with the value that is asked for.
fn requested(parameter: &str) -> Option<Map<String, Value>> {
    let asked = strict_json::parse(parameter.as_bytes()).ok()?;
    let members = asked.get("access_token")?.as_object()?.iter();
    let valued = members.filter_map(|(name, wish)| {
        let value = wish.get("value")?.clone();
        Some((name.clone(), value))
    });
    Some(valued.collect())
}

fn are_hashes(value: &Value) -> bool {
    let one = json!([value]);
    let items = value.as_array().or_else(|| one.as_array());
    items.is_some_and(|items| items.iter().all(is_hash))
}

fn is_hash(value: &Value) -> bool {
    let is_hexadecimal = |text: &str| text.bytes().all(|digit| digit.is_ascii_hexdigit());
    value
        .as_str()
        .is_some_and(|text| text.len() == DIGITS && is_hexadecimal(text))
}
