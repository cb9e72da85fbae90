//! The scope that was granted, and how long it is granted for.

use super::code::{demand_tokens, hold};
use super::refresh_token;
use crate::actor::authorization::grant::Grant;
use crate::actor::oauth_client::answer::Answer;
use crate::actor::oauth_client::lifetime;
use crate::steps::introspection::introspect;
use crate::stop::{Step, Stop};
use crate::verdict::UntestedReason;
use crate::world::World;
use cucumber::{then, when};
use jiff::SignedDuration;
use serde_json::Value;

/// Bearer tokens live for less than ten minutes (FAPI 1.0 Baseline, 5.2.2, item 21).
const TEN_MINUTES: SignedDuration = SignedDuration::from_mins(10);
/// For clocks that are not quite the same.
const LEEWAY: SignedDuration = SignedDuration::from_mins(1);
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

/// Everything that says how long the token lives has to keep to the limit: RFC 6749, 5.1, only recommends `expires_in`.
#[then("the token lives no longer than the profile allows")]
async fn lives_shortly(world: &mut World) -> Step {
    let server = &world.environment.wire().authorization_server;
    let limit = server.access_token_lifetime.max(TEN_MINUTES);
    let answer = world.held_tokens()?;
    let now = world.environment.clock().unix_now();
    let known = [
        ("expires_in", answer.lifetime(), limit),
        ("exp", lifetime::carried(answer, now), limit + LEEWAY),
        (
            "introspection",
            introspected(world, now).await?,
            limit + LEEWAY,
        ),
    ];
    let mut known = known
        .into_iter()
        .filter_map(|(name, stated, limit)| Some((name, stated?, limit)))
        .peekable();
    if known.peek().is_none() {
        return Err(Stop::untested(
            UntestedReason::NotObservable,
            "neither the token response nor the token nor introspection says how long it lives",
        ));
    }
    match known.find(|(_, stated, limit)| stated > limit) {
        None => Ok(()),
        Some((name, stated, _)) => Err(Stop::violated(answer.finding(
            format!("a token that lives for {} seconds at most", limit.as_secs()),
            format!("{} seconds by its {name}", stated.as_secs()),
        ))),
    }
}

/// How long introspection gives the token from `now` on, where there is any.
async fn introspected(world: &World, now: i64) -> Result<Option<SignedDuration>, Stop> {
    let server = world.environment.authorization_server().await?;
    if server.introspection_endpoint.is_none() {
        return Ok(None);
    }
    let known = introspect(world, world.held_token()?).await?;
    let end = known.body().get("exp").and_then(Value::as_i64);
    Ok(end.map(|end| SignedDuration::from_secs(end.saturating_sub(now))))
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
