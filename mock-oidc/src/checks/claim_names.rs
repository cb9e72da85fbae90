//! Claims that are not known do no harm (RFC 7523, 3 item 8): an honest server looks only at those it knows.

use super::{AuthenticationFailure, Examination};
use crate::faults::assertion::REFUSES_UNKNOWN_CLAIMS;

const KNOWN: [&str; 7] = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti"];

/// Lets every claim stand.
///
/// # Errors
/// None of an honest server.
pub fn check(examination: &Examination<'_>) -> Result<(), AuthenticationFailure> {
    let unknown = examination
        .assertion
        .claims
        .keys()
        .any(|name| !KNOWN.contains(&name.as_str()));
    if unknown && examination.faults.commits(&REFUSES_UNKNOWN_CLAIMS) {
        return Err(AuthenticationFailure::UnknownClaim);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::examined;
    use serde_json::json;

    #[test]
    fn unknown_claims_are_accepted() {
        assert_eq!(
            examined(check, |bench| bench.claim("surprise", json!({"a": 1}))),
            Ok(())
        );
    }
}
