//! The scope that was granted, and how long it is granted for.

use super::code::{demand_tokens, hold};
use super::refresh_token;
use crate::actor::authorization::grant::Grant;
use crate::actor::oauth_client::answer::Answer;
use crate::oracle::compact::Compact;
use crate::steps::introspection::introspect;
use crate::stop::{Step, Stop};
use crate::verdict::UntestedReason;
use crate::world::World;
use cucumber::{then, when};
use jiff::SignedDuration;

/// Bearer tokens live for less than ten minutes (FAPI 1.0 Baseline, 5.2.2, item 21).
const TEN_MINUTES: SignedDuration = SignedDuration::from_mins(10);
/// A scope value that nobody is registered for.
const NEVER_REGISTERED: &str = "conformance/never-registered";

#[then("no scope is granted that the client is not registered for")]
async fn grants_nothing_unregistered(world: &mut World) -> Step {
    let attempt = world.authorization_attempt()?;
    if attempt.outcome.code().is_none() {
        return Ok(());
    }
    let flow = world.flow().await?;
    let answer = Grant::of(attempt, &flow)?
        .redeem(&world.environment, &flow)
        .await?;
    let granted = answer.text("scope").unwrap_or(NEVER_REGISTERED);
    if answer.issues_a_token() && granted.split(' ').any(|value| value == NEVER_REGISTERED) {
        let received = "accepted: the scope was granted";
        return Err(Stop::violated(answer.finding("no such scope", received)));
    }
    Ok(())
}

/// A user may grant less than was asked for; whether it is what was granted is judged elsewhere.
#[then("the token response states the scope that was granted")]
fn states_the_scope(world: &mut World) -> Step {
    let answer = world.held_tokens()?;
    match answer.text("scope") {
        Some(stated) if !stated.trim().is_empty() => Ok(()),
        _ => Err(Stop::violated(
            answer.finding("the scope that was granted", "scope absent"),
        )),
    }
}

#[then("the scope of the token is the one stated, or the one asked for")]
async fn scope_is_as_stated(world: &mut World) -> Step {
    let asked = world
        .held_grant()?
        .request
        .value("scope")
        .unwrap_or_default()
        .to_owned();
    let answer = world.held_tokens()?.clone();
    let known = introspect(world, world.held_token()?).await?;
    let stated = answer.text("scope").unwrap_or(&asked);
    match known.text("scope") {
        Some(granted) if sorted(granted) == sorted(stated) => Ok(()),
        Some(granted) => Err(Stop::violated(answer.finding(
            format!("the scope {granted}"),
            format!("scope {stated}, stated or by silence"),
        ))),
        None => Err(Stop::inconclusive("introspection tells no scope")),
    }
}

#[then("the token lives no longer than the profile allows")]
fn lives_shortly(world: &mut World) -> Step {
    let limit = world
        .environment
        .wire()
        .authorization_server
        .access_token_lifetime
        .max(TEN_MINUTES);
    let answer = world.held_tokens()?;
    match answer.lifetime().or_else(|| carried_lifetime(world)) {
        Some(lifetime) if lifetime <= limit => Ok(()),
        Some(lifetime) => Err(Stop::violated(answer.finding(
            format!("expires_in of {} at most", limit.as_secs()),
            format!("expires_in {}", lifetime.as_secs()),
        ))),
        None => Err(Stop::untested(
            UntestedReason::NotObservable,
            "neither the token response nor the token says how long it lives",
        )),
    }
}

/// How long a token lives by its own word, where it is a JWT (RFC 6749, 5.1, recommends expires_in only).
fn carried_lifetime(world: &World) -> Option<SignedDuration> {
    let token = Compact::read(world.held_token().ok()?).ok()?;
    let left = token.moment("exp")? - world.environment.clock().unix_now();
    Some(SignedDuration::from_secs(left))
}

/// The first grant is for less than the client may have; the refresh then asks for all of it.
#[when("the client refreshes its tokens for a scope that was never granted")]
async fn asks_for_more(world: &mut World) -> Step {
    let flow = world.flow().await?;
    let (more, less) = flow
        .wire
        .scopes
        .split_last()
        .map_or((String::new(), String::new()), |(last, rest)| {
            (last.clone(), rest.join(" "))
        });
    let request = flow.legal_request().with("scope", less.as_str());
    let attempt =
        crate::actor::authorization::attempt::of_request(&world.environment, &flow, request)
            .await?;
    let first = Grant::of(&attempt, &flow)?
        .redeem(&world.environment, &flow)
        .await?;
    demand_tokens(&first)?;
    let token = first
        .text("refresh_token")
        .ok_or_else(|| Stop::not_applicable("the server issues no refresh tokens"))?;
    let request = refresh_token::request(token).with("scope", format!("{less} {more}"));
    let answer = crate::actor::authorization::grant::send_as(
        &world.environment,
        &flow,
        &flow.client,
        request,
    )
    .await?;
    world.users.never_granted = more;
    hold(world, answer);
    Ok(())
}

#[then("the authorization server grants no scope that was never granted")]
async fn grants_no_more(world: &mut World) -> Step {
    let answer: Answer = world.held_tokens()?.clone();
    if !answer.issues_a_token() {
        return Ok(());
    }
    let known = introspect(world, world.held_token()?).await?;
    let granted = known
        .text("scope")
        .or(answer.text("scope"))
        .unwrap_or_default();
    if granted
        .split(' ')
        .any(|value| value == world.users.never_granted)
    {
        return Err(Stop::violated(answer.finding(
            "no more than was granted",
            format!("accepted: scope {granted}"),
        )));
    }
    Ok(())
}

fn sorted(scope: &str) -> Vec<&str> {
    let mut values: Vec<&str> = scope.split_ascii_whitespace().collect();
    values.sort_unstable();
    values
}
