//! The token is for now (IDS-G, request token, `exp`, `iat`, `nbf`; RFC 7523, 3 items 4 to 6).

use super::compact::RequestToken;
use crate::daps::faults::times as faulty;
use crate::daps::provisioning::ProvisioningService;
use crate::daps::refusal::Refusal;

/// By how many seconds clocks may differ.
const TOLERANCE: f64 = 60.0;

/// Refuses a token whose time is over or has not come, or that does not say.
pub fn check(daps: &ProvisioningService, token: &RequestToken) -> Result<(), Refusal> {
    expiry(daps, token)?;
    beginning(daps, token)?;
    making(daps, token)
}

fn expiry(daps: &ProvisioningService, token: &RequestToken) -> Result<(), Refusal> {
    match token.seconds(daps, "exp") {
        None if !daps.commits(&faulty::ACCEPTS_TOKENS_WITHOUT_EXP) => {
            Err(Refusal::Unauthenticated("it has no expiry"))
        }
        Some(expiry) if expiry <= now(daps) && !daps.commits(&faulty::ACCEPTS_EXPIRED_TOKENS) => {
            Err(Refusal::Unauthenticated("it has expired"))
        }
        _ => Ok(()),
    }
}

fn beginning(daps: &ProvisioningService, token: &RequestToken) -> Result<(), Refusal> {
    match token.seconds(daps, "nbf") {
        None if demands(daps, token, "nbf")
            && !daps.commits(&faulty::ACCEPTS_TOKENS_WITHOUT_NBF) =>
        {
            Err(Refusal::Unauthenticated(
                "it does not say from when it is valid",
            ))
        }
        Some(beginning)
            if beginning > now(daps) + TOLERANCE
                && !daps.commits(&faulty::ACCEPTS_TOKENS_OF_THE_FUTURE) =>
        {
            Err(Refusal::Unauthenticated("it is not valid yet"))
        }
        _ => Ok(()),
    }
}

fn making(daps: &ProvisioningService, token: &RequestToken) -> Result<(), Refusal> {
    let stated = token.seconds(daps, "iat");
    let missing = stated.is_none() && demands(daps, token, "iat");
    if missing && !daps.commits(&faulty::ACCEPTS_TOKENS_WITHOUT_IAT) {
        return Err(Refusal::Unauthenticated("it does not say when it was made"));
    }
    Ok(())
}

/// The seed demands what RFC 7523 leaves open; what is there has to be a time in any case.
fn demands(daps: &ProvisioningService, token: &RequestToken, name: &str) -> bool {
    !daps.is_current() || token.claims.contains_key(name)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "seconds since 1970 have fewer bits than that"
)]
fn now(daps: &ProvisioningService) -> f64 {
    daps.clock.unix_now() as f64
}
