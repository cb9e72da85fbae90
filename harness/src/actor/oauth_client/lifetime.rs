//! How long an access token lives.

use jiff::SignedDuration;

use super::answer::Answer;
use crate::actor::environment::Environment;
use crate::oracle::compact::Compact;
use crate::stop::Stop;
use crate::verdict::UntestedReason;

/// The longest life of a token whose end is waited for.
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

/// As long as the server has stated, or else as the token says of itself, or else as the profile foresees: RFC 6749, 5.1, recommends
/// `expires_in` only.
pub fn of(environment: &Environment, issued: &Answer) -> SignedDuration {
    let server = &environment.wire().authorization_server;
    let now = environment.clock().unix_now();
    known(issued, now).unwrap_or(server.access_token_lifetime)
}

/// Lets time pass until the token has expired, and so much more.
///
/// # Errors
/// Where it lives for very long: everybody's certificates would end meanwhile, and the failures be ours.
pub async fn outlive(
    environment: &Environment,
    issued: &Answer,
    more: SignedDuration,
) -> Result<(), Stop> {
    let span = beyond(of(environment, issued), more)?;
    environment.advance(span).await
}

fn beyond(lifetime: SignedDuration, more: SignedDuration) -> Result<SignedDuration, Stop> {
    if lifetime <= LONGEST {
        return Ok(lifetime.max(SignedDuration::ZERO) + more);
    }
    let seconds = lifetime.as_secs();
    let why = format!("the access token lives for {seconds} seconds, and no clock is moved so far");
    Err(Stop::untested(UntestedReason::NeedsClockControl, why))
}

fn known(issued: &Answer, now: i64) -> Option<SignedDuration> {
    issued.lifetime().or_else(|| carried(issued, now))
}

/// How long the token lives from `now` on by its own word, where it is a JWT.
pub fn carried(issued: &Answer, now: i64) -> Option<SignedDuration> {
    let token = Compact::read(&issued.access_token()?).ok()?;
    let left = token.moment("exp")?.saturating_sub(now);
    Some(SignedDuration::from_secs(left))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::answer::tests::exchange;
    use super::*;
    use crate::actor::forge::Jwt;

    fn issued(body: &Value) -> Answer {
        Answer::new(exchange(200, &[], &body.to_string()))
    }

    fn jwt(claims: Value) -> String {
        Jwt::new(json!({"alg": "none"}), claims).unsigned()
    }

    #[test]
    fn a_token_says_itself_how_long_it_lives_where_it_can() {
        let lifetime = |token: &str| carried(&issued(&json!({"access_token": token})), 1_000);
        let hour = lifetime(&jwt(json!({"exp": 4_600})));
        assert_eq!(hour, Some(SignedDuration::from_hours(1)));
        let extreme = lifetime(&jwt(json!({"exp": -1e300})));
        assert_eq!(extreme, Some(SignedDuration::from_secs(i64::MIN)));
        assert_eq!(lifetime(&jwt(json!({}))), None);
        assert_eq!(lifetime("opaque"), None);
    }

    #[test]
    fn the_word_of_the_server_comes_first() {
        for token in ["opaque".to_owned(), jwt(json!({"exp": 4_600}))] {
            let body = json!({"access_token": token, "expires_in": 14_400});
            let lifetime = known(&issued(&body), 1_000);
            assert_eq!(lifetime, Some(SignedDuration::from_hours(4)));
        }
        assert_eq!(
            known(&issued(&json!({"access_token": "opaque"})), 1_000),
            None
        );
    }

    #[test]
    fn nobody_waits_for_the_end_of_what_lives_for_years() {
        let minute = SignedDuration::from_mins(1);
        let waited = |seconds| beyond(SignedDuration::from_secs(seconds), minute).ok();
        assert_eq!(waited(-5), Some(minute));
        assert_eq!(waited(3_600), Some(SignedDuration::from_mins(61)));
        assert_eq!([waited(86_401), waited(i64::MAX)], [None, None]);
    }
}
