//! The verifier of a proof key fits its challenge (RFC 7636, 4.6).

use base64ct::{Base64UrlUnpadded, Encoding as _};
use mock_kit::FaultPlan;
use sha2::{Digest as _, Sha256};

use super::GrantFailure;
use crate::authorization::request::CodeChallenge;
use crate::faults::code_grant::{ACCEPTS_MISSING_VERIFIERS, ACCEPTS_WRONG_VERIFIERS};

/// Refuses a missing and a wrong verifier; without challenge there is nothing to verify.
///
/// # Errors
/// [`GrantFailure::NoVerifier`] and [`GrantFailure::WrongVerifier`].
pub fn check(
    challenge: Option<&CodeChallenge>,
    verifier: Option<&str>,
    faults: &FaultPlan,
) -> Result<(), GrantFailure> {
    match (challenge, verifier) {
        (None, _) => Ok(()),
        (Some(_), None) if faults.commits(&ACCEPTS_MISSING_VERIFIERS) => Ok(()),
        (Some(_), None) => Err(GrantFailure::NoVerifier),
        (Some(challenge), Some(verifier))
            if fits(challenge, verifier) || faults.commits(&ACCEPTS_WRONG_VERIFIERS) =>
        {
            Ok(())
        }
        (Some(_), Some(_)) => Err(GrantFailure::WrongVerifier),
    }
}

fn fits(challenge: &CodeChallenge, verifier: &str) -> bool {
    match challenge {
        CodeChallenge::S256(hash) => {
            *hash == Base64UrlUnpadded::encode_string(&Sha256::digest(verifier))
        }
        CodeChallenge::Plain(text) => text == verifier,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_rfc_fits() {
        let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        let challenge = CodeChallenge::S256(challenge.to_owned());
        assert!(fits(
            &challenge,
            "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
        ));
        assert!(!fits(
            &challenge,
            "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXl"
        ));
    }
}
