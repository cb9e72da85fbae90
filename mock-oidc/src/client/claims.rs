//! What claims of ID tokens and of responses within a JWT are held against (RFC 7519, 4.1).

use serde_json::Value;

/// Seconds by which the clocks of two machines may differ.
const LEEWAY: i64 = 30;
/// Seconds after which an ID token was issued too long ago.
const AGE_LIMIT: i64 = 3600;

/// Whether the audience is that client, as a text or in an array, and nobody else.
pub fn is_addressed_to(aud: &Value, client_id: &str) -> bool {
    match aud {
        Value::Array(all) => !all.is_empty() && all.iter().all(|one| one == client_id),
        one => one == client_id,
    }
}

/// Whether the audience is an array with that client in it, and with whomever else.
pub fn is_among_several(aud: &Value, client_id: &str) -> bool {
    let all = aud.as_array();
    all.is_some_and(|all| all.iter().any(|one| one == client_id))
}

/// Whether that moment has not come yet.
pub fn is_ahead_of(moment: &Value, now: i64) -> bool {
    let moment = moment.as_f64();
    moment.is_some_and(|moment| moment > number(now.saturating_sub(LEEWAY)))
}

/// Whether that moment has come, and not long ago.
pub fn is_recent(moment: &Value, now: i64) -> bool {
    let earliest = number(now.saturating_sub(AGE_LIMIT));
    let latest = number(now.saturating_add(LEEWAY));
    let moment = moment.as_f64();
    moment.is_some_and(|moment| (earliest..=latest).contains(&moment))
}

/// Times in claims may have fractions (RFC 7519, 2).
#[expect(
    clippy::cast_precision_loss,
    reason = "seconds since 1970 are far below 2^53"
)]
fn number(seconds: i64) -> f64 {
    seconds as f64
}
