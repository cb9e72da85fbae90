//! The token is for this DAPS (RFC 7523, 3 item 3), or, as the seed has it, for everybody in the data space.

use serde_json::Value;

use super::compact::RequestToken;
use crate::daps::faults::audience as faulty;
use crate::daps::provisioning::ProvisioningService;
use crate::daps::refusal::Refusal;

/// Refuses a token for somebody else.
pub fn check(daps: &ProvisioningService, token: &RequestToken) -> Result<(), Refusal> {
    match token.claims.get("aud") {
        None if daps.commits(&faulty::ACCEPTS_TOKENS_WITHOUT_AUDIENCE) => Ok(()),
        Some(_) if daps.commits(&faulty::ACCEPTS_TOKENS_FOR_OTHERS) => Ok(()),
        Some(audience) if names(daps, audience) => Ok(()),
        _ => Err(Refusal::Unauthenticated("it is for somebody else")),
    }
}

fn names(daps: &ProvisioningService, audience: &Value) -> bool {
    let own = [
        daps.issuer(),
        format!("{}/", daps.issuer()),
        daps.token_endpoint(),
        daps.variant.audience.clone(),
    ];
    let is_own = |value: &Value| {
        value
            .as_str()
            .is_some_and(|text| own.iter().any(|own| own == text))
    };
    match audience.as_array() {
        Some(several) => several.iter().any(is_own),
        None => is_own(audience),
    }
}
