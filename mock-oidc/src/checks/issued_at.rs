//! An assertion was not made in the future (RFC 7523, 3 item 6).

use super::numeric_date::{self, number};
use super::{AuthenticationFailure, Examination, LEEWAY};

/// Refuses an assertion whose `iat` lies ahead by more than clocks differ.
///
/// # Errors
/// When `iat` is no number or lies in the future.
pub fn check(examination: &Examination<'_>) -> Result<(), AuthenticationFailure> {
    let made = numeric_date::read(examination, "iat")?;
    if made.is_some_and(|made| made > number(examination.now + LEEWAY)) {
        return Err(AuthenticationFailure::IssuedInTheFuture);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{NOW, examined};
    use serde_json::json;

    #[test]
    fn the_past_and_a_minute_ahead_are_accepted() {
        for made in [NOW - 3600, NOW, NOW + LEEWAY] {
            assert_eq!(
                examined(check, |bench| bench.claim("iat", json!(made))),
                Ok(()),
                "{made}"
            );
        }
    }

    #[test]
    fn the_future_and_what_is_no_number_are_refused() {
        let ahead = examined(check, |bench| bench.claim("iat", json!(NOW + 300)));
        assert_eq!(ahead, Err(AuthenticationFailure::IssuedInTheFuture));
        let truth = examined(check, |bench| bench.claim("iat", json!(true)));
        assert_eq!(truth, Err(AuthenticationFailure::NotANumber("iat")));
    }
}
