//! An assertion under an HMAC is made with the client's secret (OIDC Core, 9: `client_secret_jwt`).

use josekit::jws::{HS256, JwsVerifier as _};

use super::{AuthenticationFailure, Examination};
use crate::faults::client_method::ACCEPTS_WRONG_MACS;

/// Refuses another algorithm than HS256, and another secret.
///
/// # Errors
/// When the HMAC is not that of the client.
pub fn check(examination: &Examination<'_>, secret: &str) -> Result<(), AuthenticationFailure> {
    if examination
        .assertion
        .header
        .get("alg")
        .is_none_or(|name| name != "HS256")
    {
        return Err(AuthenticationFailure::OtherAlgorithm);
    }
    let input = examination.assertion.signing_input.as_bytes();
    let genuine = HS256
        .verifier_from_bytes(secret)
        .and_then(|verifier| verifier.verify(input, &examination.assertion.signature));
    if genuine.is_err() && !examination.faults.commits(&ACCEPTS_WRONG_MACS) {
        return Err(AuthenticationFailure::BrokenSignature);
    }
    Ok(())
}
