//! The issuer of the assertion is the client (RFC 7523, 3 item 1; OIDC Core, 9).

use super::{AuthenticationFailure, Examination};
use crate::faults::assertion::{ACCEPTS_FOREIGN_ISSUER_CLAIM, ACCEPTS_MISSING_ISSUER_CLAIM};

/// Refuses an assertion of a missing or of another issuer.
///
/// # Errors
/// [`AuthenticationFailure::OtherIssuer`].
pub fn check(examination: &Examination<'_>) -> Result<(), AuthenticationFailure> {
    let accepted = match examination.assertion.claims.get("iss") {
        Some(issuer) if *issuer == *examination.client.client_id => true,
        Some(_) => examination.faults.commits(&ACCEPTS_FOREIGN_ISSUER_CLAIM),
        None => examination.faults.commits(&ACCEPTS_MISSING_ISSUER_CLAIM),
    };
    accepted
        .then_some(())
        .ok_or(AuthenticationFailure::OtherIssuer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{CLIENT, examined};
    use serde_json::json;

    #[test]
    fn the_client_is_accepted_as_issuer() {
        assert_eq!(
            examined(check, |bench| bench.claim("iss", json!(CLIENT))),
            Ok(())
        );
    }

    #[test]
    fn a_missing_or_other_issuer_is_refused() {
        for issuer in [json!("another"), json!(null), json!([CLIENT]), json!("")] {
            let verdict = examined(check, |bench| bench.claim("iss", issuer.clone()));
            assert_eq!(verdict, Err(AuthenticationFailure::OtherIssuer), "{issuer}");
        }
        let verdict = examined(check, |bench| bench.without_claim("iss"));
        assert_eq!(verdict, Err(AuthenticationFailure::OtherIssuer));
    }
}
