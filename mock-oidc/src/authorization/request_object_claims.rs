//! A request object is made for this server and for this hour (FAPI 1.0 Advanced, 5.2.2-13, -15 and -17).

use serde_json::Value;

use super::failure::RequestError;
use super::request_object::Opening;
use crate::checks::LEEWAY;
use crate::checks::numeric_date::number;
use crate::faults::request_object::{
    ACCEPTS_EXPIRED_REQUEST_OBJECTS, ACCEPTS_REQUEST_OBJECTS_FOR_NOBODY,
    ACCEPTS_REQUEST_OBJECTS_FOR_OTHERS, ACCEPTS_REQUEST_OBJECTS_THAT_BEGAN_LONG_AGO,
    ACCEPTS_REQUEST_OBJECTS_THAT_LIVE_TOO_LONG, ACCEPTS_REQUEST_OBJECTS_WITHOUT_EXPIRY,
    ACCEPTS_REQUEST_OBJECTS_WITHOUT_NOT_BEFORE, REFUSES_REQUEST_OBJECTS_FOR_SEVERAL,
};
use crate::settings::RequestObjectRule;

/// The most that may lie between `nbf` and `exp`, and between `nbf` and now, in seconds.
const HOUR: i64 = 3600;

/// Refuses an object for others, and one of another time.
///
/// # Errors
/// [`RequestError::RequestObject`].
pub fn check(opening: &Opening<'_>) -> Result<(), RequestError> {
    audience(opening)?;
    let begins = begins(opening)?;
    ends(opening, begins)
}

fn audience(opening: &Opening<'_>) -> Result<(), RequestError> {
    let faults = &opening.server.faults;
    let issuer = opening.server.addresses.issuer_text();
    let accepted = match opening.object.claims.get("aud") {
        None => faults.commits(&ACCEPTS_REQUEST_OBJECTS_FOR_NOBODY) || !is_demanding(opening),
        Some(Value::Array(_)) if faults.commits(&REFUSES_REQUEST_OBJECTS_FOR_SEVERAL) => false,
        Some(audience) => {
            names(audience, &issuer) || faults.commits(&ACCEPTS_REQUEST_OBJECTS_FOR_OTHERS)
        }
    };
    refuse_unless(accepted, "aud is not the issuer")
}

fn names(audience: &Value, issuer: &str) -> bool {
    match audience {
        Value::String(one) => one.trim_end_matches('/') == issuer,
        Value::Array(all) => all.iter().any(|one| names(one, issuer)),
        _ => false,
    }
}

fn begins(opening: &Opening<'_>) -> Result<Option<f64>, RequestError> {
    let faults = &opening.server.faults;
    let now = opening.server.clock.unix_now();
    let Some(begins) = seconds(opening, "nbf")? else {
        let tolerated = faults.commits(&ACCEPTS_REQUEST_OBJECTS_WITHOUT_NOT_BEFORE);
        refuse_unless(tolerated || !is_demanding(opening), "nbf is missing")?;
        return Ok(None);
    };
    if begins < number(now - HOUR - LEEWAY) {
        // Whoever overlooks this must not trip over the span from there to exp.
        let tolerated = faults.commits(&ACCEPTS_REQUEST_OBJECTS_THAT_BEGAN_LONG_AGO);
        return refuse_unless(tolerated, "nbf lies more than an hour back").map(|()| None);
    }
    refuse_unless(begins <= number(now + LEEWAY), "nbf has not come yet")?;
    Ok(Some(begins))
}

fn ends(opening: &Opening<'_>, begins: Option<f64>) -> Result<(), RequestError> {
    let faults = &opening.server.faults;
    let now = opening.server.clock.unix_now();
    let Some(ends) = seconds(opening, "exp")? else {
        let tolerated = faults.commits(&ACCEPTS_REQUEST_OBJECTS_WITHOUT_EXPIRY);
        return refuse_unless(tolerated || !is_demanding(opening), "exp is missing");
    };
    let alive = ends > number(now - LEEWAY) || faults.commits(&ACCEPTS_EXPIRED_REQUEST_OBJECTS);
    refuse_unless(alive, "exp has passed")?;
    let short = begins.is_none_or(|begins| ends - begins <= number(HOUR))
        || faults.commits(&ACCEPTS_REQUEST_OBJECTS_THAT_LIVE_TOO_LONG);
    refuse_unless(short, "exp lies more than an hour after nbf")
}

/// Where request objects are a choice, so are their limits; those that are stated count all the same.
fn is_demanding(opening: &Opening<'_>) -> bool {
    opening.rules.request_object == RequestObjectRule::Required
}

fn seconds(opening: &Opening<'_>, claim: &str) -> Result<Option<f64>, RequestError> {
    match opening.object.claims.get(claim) {
        None => Ok(None),
        Some(Value::Number(seconds)) => Ok(seconds.as_f64()),
        Some(_) => Err(RequestError::RequestObject("a time is not a number")),
    }
}

fn refuse_unless(accepted: bool, reason: &'static str) -> Result<(), RequestError> {
    accepted
        .then_some(())
        .ok_or(RequestError::RequestObject(reason))
}
