//! How long the user may take: as long as the client asks for, within bounds (CIBA, 7.1, `requested_expiry`).

use serde_json::Value;

use super::admission::Admission;
use super::failure::BackchannelError;
use crate::faults::backchannel_signed_request::{
    REFUSES_EXPIRIES_AS_NUMBERS, REFUSES_EXPIRIES_AS_TEXTS,
};

const NAME: &str = "requested_expiry";
/// The most seconds that are granted.
const LONGEST: i64 = 600;

/// Seconds for which the request lives.
///
/// # Errors
/// [`BackchannelError::Expiry`] for anything but a positive integer, as a text or as a number.
pub fn check(admission: &Admission<'_>) -> Result<i64, BackchannelError> {
    let usual = admission.offer.request_lifetime.as_secs();
    let Some(stated) = admission.parameters.0.get(NAME) else {
        return Ok(usual);
    };
    match seconds(stated).filter(|_| !is_disliked(admission, stated)) {
        Some(seconds) => Ok(seconds.min(LONGEST)),
        None => Err(BackchannelError::Expiry),
    }
}

/// CIBA, 7.1.1: in a signed request it may be of either JSON type.
fn seconds(stated: &Value) -> Option<i64> {
    let seconds = match stated {
        Value::Number(number) => number.as_i64(),
        Value::String(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok(),
        _ => None,
    };
    seconds.filter(|seconds| *seconds > 0)
}

fn is_disliked(admission: &Admission<'_>, stated: &Value) -> bool {
    let faults = admission.faults();
    let fault = match stated {
        Value::Number(_) => &REFUSES_EXPIRIES_AS_NUMBERS,
        _ => &REFUSES_EXPIRIES_AS_TEXTS,
    };
    admission.signed && faults.commits(fault)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_positive_integer_is_read_from_either_type() {
        assert_eq!(seconds(&json!(120)), Some(120));
        assert_eq!(seconds(&json!("120")), Some(120));
    }

    #[test]
    fn anything_else_is_not_read() {
        for stated in [
            json!(0),
            json!(-1),
            json!(1.5),
            json!("0"),
            json!("-1"),
            json!("+1"),
            json!("soon"),
            json!(""),
            json!([1]),
        ] {
            assert_eq!(seconds(&stated), None, "{stated}");
        }
    }
}
