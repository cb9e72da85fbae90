//! The subject of the assertion is the client (RFC 7523, 3 item 2B; OIDC Core, 9).

use super::{AuthenticationFailure, Examination};
use crate::faults::assertion::{ACCEPTS_FOREIGN_SUBJECT, ACCEPTS_MISSING_SUBJECT};

/// Refuses an assertion about nobody or about another.
///
/// # Errors
/// [`AuthenticationFailure::OtherSubject`].
pub fn check(examination: &Examination<'_>) -> Result<(), AuthenticationFailure> {
    let accepted = match examination.assertion.claims.get("sub") {
        Some(subject) if *subject == *examination.client.client_id => true,
        Some(_) => examination.faults.commits(&ACCEPTS_FOREIGN_SUBJECT),
        None => examination.faults.commits(&ACCEPTS_MISSING_SUBJECT),
    };
    accepted
        .then_some(())
        .ok_or(AuthenticationFailure::OtherSubject)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{CLIENT, examined};
    use serde_json::json;

    #[test]
    fn the_client_is_accepted_as_subject() {
        assert_eq!(
            examined(check, |bench| bench.claim("sub", json!(CLIENT))),
            Ok(())
        );
    }

    #[test]
    fn a_missing_or_other_subject_is_refused() {
        for subject in [json!("another"), json!(7)] {
            let verdict = examined(check, |bench| bench.claim("sub", subject.clone()));
            assert_eq!(
                verdict,
                Err(AuthenticationFailure::OtherSubject),
                "{subject}"
            );
        }
        let verdict = examined(check, |bench| bench.without_claim("sub"));
        assert_eq!(verdict, Err(AuthenticationFailure::OtherSubject));
    }
}
