//! Times in claims are numbers (RFC 7519, 2 and 4.1.4).

use serde_json::Value;

use super::{AuthenticationFailure, Examination};
use crate::faults::assertion::ACCEPTS_TEXT_AS_TIME;

/// The seconds in `claim`, which may be missing.
///
/// # Errors
/// [`AuthenticationFailure::NotANumber`] for anything but a number.
pub fn read(
    examination: &Examination<'_>,
    claim: &'static str,
) -> Result<Option<f64>, AuthenticationFailure> {
    match examination.assertion.claims.get(claim) {
        None => Ok(None),
        Some(value) => seconds(value, examination)
            .map(Some)
            .ok_or(AuthenticationFailure::NotANumber(claim)),
    }
}

fn seconds(value: &Value, examination: &Examination<'_>) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) if examination.faults.commits(&ACCEPTS_TEXT_AS_TIME) => {
            text.parse().ok()
        }
        _ => None,
    }
}

/// A second of the clock as a number to compare times in claims with; exact for some 280 million years.
#[expect(
    clippy::cast_precision_loss,
    reason = "seconds since 1970 are far below 2^53"
)]
#[must_use]
pub fn number(seconds: i64) -> f64 {
    seconds as f64
}
