//! The assertion has an expiry, which has not passed and is not far off (RFC 7523, 3 item 4).

use super::numeric_date::{self, number};
use super::{AuthenticationFailure, Examination, LEEWAY};
use crate::faults::assertion::{
    ACCEPTS_ASSERTION_VALID_FOR_DAYS, ACCEPTS_ASSERTION_WITHOUT_EXPIRY, ACCEPTS_EXPIRED_ASSERTION,
};

/// How far off an expiry may be where the profile sets no limit, in seconds. The seed speaks of ten seconds, WIPO's
/// published sample uses a thousand; what is valid for longer than this is no one-time proof.
pub const FARTHEST: i64 = 3600;

/// Refuses an assertion that has expired, never expires, or expires too late.
///
/// # Errors
/// When `exp` is missing, no number, past or too far off.
pub fn check(examination: &Examination<'_>) -> Result<(), AuthenticationFailure> {
    let faults = examination.faults;
    match numeric_date::read(examination, "exp")? {
        None if faults.commits(&ACCEPTS_ASSERTION_WITHOUT_EXPIRY) => Ok(()),
        None => Err(AuthenticationFailure::NoExpiry),
        Some(expiry)
            if passed(expiry, examination) && !faults.commits(&ACCEPTS_EXPIRED_ASSERTION) =>
        {
            Err(AuthenticationFailure::Expired)
        }
        Some(expiry)
            if too_far(expiry, examination)
                && !faults.commits(&ACCEPTS_ASSERTION_VALID_FOR_DAYS) =>
        {
            Err(AuthenticationFailure::ExpiryTooFar)
        }
        Some(_) => Ok(()),
    }
}

/// The second until which an assertion may be presented again, as far as its expiry goes.
#[must_use]
pub fn last_second(examination: &Examination<'_>) -> i64 {
    let stated = numeric_date::read(examination, "exp").ok().flatten();
    let longest = examination.now + limit(examination);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the cast saturates, and the minimum follows"
    )]
    let expiry = stated.map_or(longest, |expiry| expiry.ceil() as i64);
    expiry.min(longest) + LEEWAY
}

fn passed(expiry: f64, examination: &Examination<'_>) -> bool {
    expiry + number(LEEWAY) <= number(examination.now)
}

fn too_far(expiry: f64, examination: &Examination<'_>) -> bool {
    expiry > number(examination.now + limit(examination) + LEEWAY)
}

fn limit(examination: &Examination<'_>) -> i64 {
    let stated = examination.variant.assertion_lifetime_limit;
    stated.map_or(FARTHEST, |limit| limit.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{NOW, examined};
    use jiff::SignedDuration;
    use serde_json::{Value, json};

    fn judge(expiry: &Value) -> Result<(), AuthenticationFailure> {
        examined(check, |bench| bench.claim("exp", expiry.clone()))
    }

    #[test]
    fn an_expiry_within_the_hour_is_accepted() {
        for expiry in [
            json!(NOW + 10),
            json!(NOW + 1000),
            json!(number(NOW) + 10.5),
            json!(NOW - 30),
        ] {
            assert_eq!(judge(&expiry), Ok(()), "{expiry}");
        }
    }

    #[test]
    fn a_past_expiry_is_refused() {
        for expiry in [NOW - LEEWAY, NOW - 300, 0, -1] {
            assert_eq!(
                judge(&json!(expiry)),
                Err(AuthenticationFailure::Expired),
                "{expiry}"
            );
        }
    }

    #[test]
    fn a_far_expiry_is_refused() {
        for expiry in [json!(NOW + 4200), json!(NOW + 86_400), json!(1e300)] {
            assert_eq!(
                judge(&expiry),
                Err(AuthenticationFailure::ExpiryTooFar),
                "{expiry}"
            );
        }
    }

    #[test]
    fn the_limit_of_the_profile_counts() {
        let verdict = examined(check, |bench| {
            bench.variant.assertion_lifetime_limit = Some(SignedDuration::from_secs(60));
            bench.claim("exp", json!(NOW + 600));
        });
        assert_eq!(verdict, Err(AuthenticationFailure::ExpiryTooFar));
    }

    #[test]
    fn an_expiry_that_is_missing_or_no_number_is_refused() {
        let missing = examined(check, |bench| bench.without_claim("exp"));
        assert_eq!(missing, Err(AuthenticationFailure::NoExpiry));
        for expiry in [
            json!((NOW + 10).to_string()),
            json!(null),
            json!([NOW + 10]),
        ] {
            assert_eq!(
                judge(&expiry),
                Err(AuthenticationFailure::NotANumber("exp")),
                "{expiry}"
            );
        }
    }
}
