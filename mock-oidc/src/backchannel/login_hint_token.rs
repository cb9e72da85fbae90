//! A login hint token of this server: a JWT that the client signed, with a subject identifier of RFC 9493 in `sub_id`.

use mock_kit::FaultPlan;
use serde_json::Value;

use super::admission::Admission;
use super::failure::BackchannelError;
use super::hint;
use crate::checks::compact_form::{self, Assertion};
use crate::faults::backchannel_hint::{
    ACCEPTS_EXPIRED_LOGIN_HINT_TOKENS, ACCEPTS_UNSIGNED_LOGIN_HINT_TOKENS,
};
use crate::settings::{Algorithm, User};
use crate::state::client_key::KeyRing;

/// The user that it names.
///
/// # Errors
/// When it is malformed, unsigned (CIBA, 14) or expired.
pub fn user(admission: &Admission<'_>, text: &str) -> Result<Option<User>, BackchannelError> {
    let faults = admission.faults();
    let token = compact_form::read(text, &FaultPlan::default());
    let token = token.map_err(|_| BackchannelError::Hint("it is no JWT"))?;
    if !is_signed(admission.keys, &token) && !faults.commits(&ACCEPTS_UNSIGNED_LOGIN_HINT_TOKENS) {
        return Err(BackchannelError::Hint("the client has not signed it"));
    }
    let expiry = token.claims.get("exp").and_then(Value::as_i64);
    let expired = expiry.is_some_and(|expiry| expiry <= admission.now);
    if expired && !faults.commits(&ACCEPTS_EXPIRED_LOGIN_HINT_TOKENS) {
        return Err(BackchannelError::ExpiredLoginHintToken);
    }
    let named = token.claims.get("sub_id").and_then(|id| id["id"].as_str());
    let named = named.ok_or(BackchannelError::Hint("it names nobody"))?;
    Ok(hint::known_as(admission, named))
}

fn is_signed(keys: &KeyRing, token: &Assertion<'_>) -> bool {
    let name = token.header.get("alg").and_then(Value::as_str);
    let Some(algorithm) = name.and_then(Algorithm::named) else {
        return false;
    };
    let input = token.signing_input.as_bytes();
    let mut verifiers = keys.keys.iter().filter_map(|key| key.verifier(algorithm));
    verifiers.any(|verifier| verifier.verify(input, &token.signature).is_ok())
}
