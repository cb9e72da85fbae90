//! A signed request is this client's, for this server, for now and for once (CIBA, 7.1.1; FAPI-CIBA, 5.2.2, item 9).

use mock_kit::Fault;
use serde_json::Value;

use super::failure::BackchannelError;
use super::signed_request::Opening;
use crate::checks::LEEWAY;
use crate::faults::backchannel_signed_request::{
    ACCEPTS_EXPIRED_SIGNED_REQUESTS, ACCEPTS_REPEATED_SIGNED_REQUESTS,
    ACCEPTS_SIGNED_REQUESTS_BEFORE_THEIR_TIME, ACCEPTS_SIGNED_REQUESTS_FOR_NOBODY,
    ACCEPTS_SIGNED_REQUESTS_FOR_OTHERS, ACCEPTS_SIGNED_REQUESTS_OF_OTHER_ISSUERS,
    ACCEPTS_SIGNED_REQUESTS_THAT_LIVE_TOO_LONG, ACCEPTS_SIGNED_REQUESTS_WITHOUT_EXPIRY,
    ACCEPTS_SIGNED_REQUESTS_WITHOUT_ISSUER, ACCEPTS_SIGNED_REQUESTS_WITHOUT_NAME,
    ACCEPTS_SIGNED_REQUESTS_WITHOUT_NOT_BEFORE, ACCEPTS_SIGNED_REQUESTS_WITHOUT_TIME,
};
use crate::settings::RequestObjectRule;

/// The most that may lie between `nbf` and `exp`, and between `nbf` and now, in seconds.
const HOUR: i64 = 3600;

/// Refuses a request of another client, for others, of another time, and one that came before.
///
/// # Errors
/// [`BackchannelError::SignedRequest`].
pub fn check(opening: &Opening<'_>) -> Result<(), BackchannelError> {
    issuer(opening)?;
    audience(opening)?;
    let now = opening.server.clock.unix_now();
    let ends = ends(opening, now)?;
    let begins = begins(opening, now)?;
    seconds(opening, "iat", &ACCEPTS_SIGNED_REQUESTS_WITHOUT_TIME)?;
    lives_shortly(opening, begins, ends, now)?;
    is_new(opening, ends.unwrap_or(now + HOUR))
}

fn issuer(opening: &Opening<'_>) -> Result<(), BackchannelError> {
    let excuse = match opening.object.claims.get("iss") {
        Some(issuer) if *issuer == opening.client.client_id.as_str() => return Ok(()),
        Some(_) => &ACCEPTS_SIGNED_REQUESTS_OF_OTHER_ISSUERS,
        None => &ACCEPTS_SIGNED_REQUESTS_WITHOUT_ISSUER,
    };
    refuse_unless(
        opening.server.faults.commits(excuse),
        "iss is not the client",
    )
}

fn audience(opening: &Opening<'_>) -> Result<(), BackchannelError> {
    let issuer = opening.server.addresses.issuer_text();
    let excuse = match opening.object.claims.get("aud") {
        Some(audience) if names(audience, &issuer) => return Ok(()),
        Some(_) => &ACCEPTS_SIGNED_REQUESTS_FOR_OTHERS,
        None => &ACCEPTS_SIGNED_REQUESTS_FOR_NOBODY,
    };
    refuse_unless(
        opening.server.faults.commits(excuse),
        "aud is not the issuer",
    )
}

fn names(audience: &Value, issuer: &str) -> bool {
    match audience {
        Value::String(one) => one.trim_end_matches('/') == issuer,
        Value::Array(all) => all.iter().any(|one| names(one, issuer)),
        _ => false,
    }
}

fn ends(opening: &Opening<'_>, now: i64) -> Result<Option<i64>, BackchannelError> {
    let ends = seconds(opening, "exp", &ACCEPTS_SIGNED_REQUESTS_WITHOUT_EXPIRY)?;
    let alive = ends.is_none_or(|ends| ends > now - LEEWAY);
    let careless = opening
        .server
        .faults
        .commits(&ACCEPTS_EXPIRED_SIGNED_REQUESTS);
    refuse_unless(alive || careless, "exp has passed").map(|()| ends)
}

fn begins(opening: &Opening<'_>, now: i64) -> Result<Option<i64>, BackchannelError> {
    let begins = seconds(opening, "nbf", &ACCEPTS_SIGNED_REQUESTS_WITHOUT_NOT_BEFORE)?;
    let begun = begins.is_none_or(|begins| begins <= now + LEEWAY);
    let careless = opening
        .server
        .faults
        .commits(&ACCEPTS_SIGNED_REQUESTS_BEFORE_THEIR_TIME);
    refuse_unless(begun || careless, "nbf has not come yet").map(|()| begins)
}

/// FAPI-CIBA sets the limit; CIBA alone has none.
fn lives_shortly(
    opening: &Opening<'_>,
    begins: Option<i64>,
    ends: Option<i64>,
    now: i64,
) -> Result<(), BackchannelError> {
    let offer = opening.rules.backchannel.as_ref();
    let limited = offer.is_some_and(|offer| offer.signed_requests == RequestObjectRule::Required);
    let careless = opening
        .server
        .faults
        .commits(&ACCEPTS_SIGNED_REQUESTS_THAT_LIVE_TOO_LONG);
    let (Some(begins), Some(ends), true) = (begins, ends, limited && !careless) else {
        return Ok(());
    };
    let short = ends - begins <= HOUR && begins >= now - HOUR - LEEWAY;
    refuse_unless(short, "it lives for more than an hour")
}

/// Only what is acceptable otherwise is used up.
fn is_new(opening: &Opening<'_>, until: i64) -> Result<(), BackchannelError> {
    let faults = &opening.server.faults;
    let Some(jti) = opening.object.claims.get("jti").and_then(Value::as_str) else {
        let careless = faults.commits(&ACCEPTS_SIGNED_REQUESTS_WITHOUT_NAME);
        return refuse_unless(careless, "jti is missing");
    };
    let name = (opening.client.client_id.clone(), jti.to_owned());
    let mut state = opening.server.state();
    state.used_requests.purge(opening.server.clock.unix_now());
    let first = state.used_requests.insert(name, (), until + LEEWAY);
    let careless = faults.commits(&ACCEPTS_REPEATED_SIGNED_REQUESTS);
    refuse_unless(first || careless, "it came before")
}

/// The seconds in a claim, without which `excuse` alone lets the request pass.
fn seconds(
    opening: &Opening<'_>,
    claim: &str,
    excuse: &'static Fault,
) -> Result<Option<i64>, BackchannelError> {
    match opening.object.claims.get(claim) {
        Some(Value::Number(seconds)) => seconds
            .as_i64()
            .map(Some)
            .ok_or(BackchannelError::SignedRequest("a time is not an integer")),
        Some(_) => Err(BackchannelError::SignedRequest("a time is not a number")),
        None => refuse_unless(
            opening.server.faults.commits(excuse),
            "exp, nbf or iat is missing",
        )
        .map(|()| None),
    }
}

fn refuse_unless(accepted: bool, reason: &'static str) -> Result<(), BackchannelError> {
    accepted
        .then_some(())
        .ok_or(BackchannelError::SignedRequest(reason))
}
