//! An assertion is not used before its time (RFC 7523, 3 item 5).

use super::numeric_date::{self, number};
use super::{AuthenticationFailure, Examination, LEEWAY};
use crate::faults::assertion::IGNORES_NOT_BEFORE;

/// Refuses an assertion whose `nbf` lies ahead by more than clocks differ.
///
/// # Errors
/// When `nbf` is no number or has not come.
pub fn check(examination: &Examination<'_>) -> Result<(), AuthenticationFailure> {
    let begins = numeric_date::read(examination, "nbf")?;
    let early = begins.is_some_and(|begins| begins > number(examination.now + LEEWAY));
    if early && !examination.faults.commits(&IGNORES_NOT_BEFORE) {
        return Err(AuthenticationFailure::NotYetValid);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{NOW, examined};
    use serde_json::json;

    #[test]
    fn a_time_that_has_come_or_is_a_minute_ahead_is_accepted() {
        for begins in [NOW - 3600, NOW, NOW + LEEWAY] {
            assert_eq!(
                examined(check, |bench| bench.claim("nbf", json!(begins))),
                Ok(()),
                "{begins}"
            );
        }
        assert_eq!(examined(check, |bench| bench.without_claim("nbf")), Ok(()));
    }

    #[test]
    fn a_time_farther_ahead_or_no_number_is_refused() {
        let early = examined(check, |bench| bench.claim("nbf", json!(NOW + 300)));
        assert_eq!(early, Err(AuthenticationFailure::NotYetValid));
        let text = examined(check, |bench| bench.claim("nbf", json!(NOW.to_string())));
        assert_eq!(text, Err(AuthenticationFailure::NotANumber("nbf")));
    }
}
