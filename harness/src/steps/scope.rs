//! The scope that a token is for.

use std::collections::BTreeSet;

use cucumber::then;

use super::token_response::violated;
use crate::actor::oauth_client::answer::Answer;
use crate::oracle::access_token::AccessToken;
use crate::stop::Step;
use crate::world::World;

/// What is granted is what the response states and what the token carries, where it can be read.
#[then("the scope granted is within what the client asked for and is registered for")]
fn scope_is_within_bounds(world: &mut World) -> Step {
    let registered = values(&world.acting_client()?.scope);
    let attempt = world.attempt()?;
    let answer = &attempt.answer;
    let Some(token) = answer.access_token() else {
        return Ok(());
    };
    let asked = asked(answer);
    let allowed = if asked.is_empty() {
        registered
    } else {
        &registered & &asked
    };
    let stated = values(answer.text("scope").unwrap_or_default());
    let granted = &stated | &carried(&token).unwrap_or_default();
    match granted.difference(&allowed).next() {
        Some(value) => {
            let received = format!("accepted: {} with the scope {value}", answer.status());
            Err(violated(
                attempt,
                "the scope asked for and registered at most",
                received,
            ))
        }
        None => Ok(()),
    }
}

/// A scope that is left out of the response is the one asked for (RFC 6749, 5.1); what it really is, a JWT says.
#[then("a scope other than the one asked for is stated")]
fn other_scope_is_stated(world: &mut World) -> Step {
    let attempt = world.attempt()?;
    let answer = &attempt.answer;
    let (Some(token), None) = (answer.access_token(), answer.text("scope")) else {
        return Ok(());
    };
    match carried(&token) {
        Some(granted) if granted != asked(answer) => {
            let received = format!(
                "accepted: {} without scope, though the token carries {granted:?}",
                answer.status()
            );
            Err(violated(
                attempt,
                "the scope in the token response",
                received,
            ))
        }
        _ => Ok(()),
    }
}

fn values(scope: &str) -> BTreeSet<String> {
    scope.split_ascii_whitespace().map(str::to_owned).collect()
}

/// The scope in a token, where that is a JWT.
fn carried(token: &str) -> Option<BTreeSet<String>> {
    let token = AccessToken::read(token).ok()?;
    Some(token.scope().into_iter().map(str::to_owned).collect())
}

/// The scope in the request that was answered.
fn asked(answer: &Answer) -> BTreeSet<String> {
    let mut form = url::form_urlencoded::parse(&answer.exchange().request.body);
    let scope = form.find(|(name, _)| name == "scope");
    scope.map(|(_, value)| values(&value)).unwrap_or_default()
}
