//! A proof key by S256 comes with the request where that is demanded (RFC 7636, 4.3; FAPI 1.0 Baseline, 5.2.2-7; Advanced, 5.2.2-18).

use super::admission::Admission;
use super::failure::RequestError;
use super::request::CodeChallenge;
use crate::faults::authorization_request::{
    ACCEPTS_PLAIN_PROOF_KEYS, ACCEPTS_REQUESTS_WITHOUT_PROOF_KEY,
};
use crate::settings::PkceRule;

/// Characters of a SHA-256 in base64url.
const LENGTH: usize = 43;

/// The challenge, where there is one.
///
/// # Errors
/// When it is demanded and missing, or by another method than S256.
pub fn check(admission: &Admission<'_>) -> Result<Option<CodeChallenge>, RequestError> {
    let Some(challenge) = admission.parameters.text("code_challenge")? else {
        return absent(admission);
    };
    let by_hash = admission.parameters.text("code_challenge_method")? == Some("S256");
    if by_hash && challenge.len() == LENGTH {
        return Ok(Some(CodeChallenge::S256(challenge.to_owned())));
    }
    if !by_hash && admission.faults().commits(&ACCEPTS_PLAIN_PROOF_KEYS) {
        return Ok(Some(CodeChallenge::Plain(challenge.to_owned())));
    }
    Err(RequestError::NoProofKey)
}

fn absent(admission: &Admission<'_>) -> Result<Option<CodeChallenge>, RequestError> {
    let demanded = admission.rules.pkce == PkceRule::Required || admission.arrival.pushed;
    if demanded
        && !admission
            .faults()
            .commits(&ACCEPTS_REQUESTS_WITHOUT_PROOF_KEY)
    {
        return Err(RequestError::NoProofKey);
    }
    Ok(None)
}
