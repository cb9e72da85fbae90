//! Authentication requests, and whether they are acknowledged (CIBA, 7).

use cucumber::{given, then, when};

use super::violated;
use crate::actor::backchannel::attempt::{self, attempt, honest};
use crate::actor::backchannel::deviation::{DeviationName, UNREGISTERED_SCOPE};
use crate::actor::backchannel::flow::BackchannelFlow;
use crate::actor::backchannel::poll;
use crate::actor::environment::backchannel::Decision;
use crate::oracle::access_token::AccessToken;
use crate::stop::{Step, Stop};
use crate::verdict::UntestedReason;
use crate::world::World;

/// Error codes of CIBA, 13, those of RFC 9101, 7, and what profiles of CIBA add for hints.
pub(super) const CODES: [&str; 18] = [
    "invalid_request",
    "invalid_scope",
    "expired_login_hint_token",
    "unknown_user_id",
    "unauthorized_client",
    "missing_user_code",
    "invalid_user_code",
    "invalid_binding_message",
    "invalid_client",
    "access_denied",
    "invalid_request_object",
    "invalid_id_token_hint",
    "expired_id_token_hint",
    "invalid_authorization_details",
    "invalid_grant",
    "unsupported_grant_type",
    "server_error",
    "temporarily_unavailable",
];

#[given("the client has asked for the authentication of a user")]
async fn has_asked(world: &mut World) -> Step {
    ask(world).await?;
    world.auth_req_id().map(drop)
}

/// Whom codes are for, the server decides (CIBA, 7.1.2).
#[given("a user who is not disturbed without a code")]
async fn is_not_disturbed(world: &mut World) -> Step {
    let flow = world.backchannel_flow().await?;
    let environment = &world.environment;
    let (user, code) = flow.user_with_code()?;
    let without = || flow.legal_request().with("login_hint", user);
    let with = without().with("user_code", code);
    attempt::control(environment, &flow, with, "before").await?;
    let served = attempt::send(environment, &flow, without()).await?;
    if served.auth_req_id().is_some() {
        let why = "the server does not ask this client for the code of this user";
        return Err(Stop::not_applicable(why));
    }
    Ok(())
}

#[when("the client asks for the authentication of a user")]
async fn asks(world: &mut World) -> Step {
    ask(world).await
}

#[when("the client asks for the authentication of a user twice")]
async fn asks_twice(world: &mut World) -> Step {
    ask(world).await?;
    world.auth_req_id()?;
    ask(world).await
}

#[when(expr = "an authentication request goes out {backchannel_deviation}")]
async fn asks_with(world: &mut World, deviation: DeviationName) -> Step {
    let flow = world.backchannel_flow().await?;
    let attempt = attempt(&world.environment, &flow, deviation.0).await?;
    keep(world, attempt);
    Ok(())
}

/// The first time is the control.
#[when("the client sends its signed request twice")]
async fn sends_twice(world: &mut World) -> Step {
    let flow = world.backchannel_flow().await?;
    let legal = flow.legal_request();
    let object = flow.draft(&legal).signed_by(&flow.client.key);
    let request = legal.with_object(object);
    attempt::control(&world.environment, &flow, request.clone(), "before").await?;
    let again = attempt::send(&world.environment, &flow, request).await?;
    keep(world, again);
    Ok(())
}

/// The usual client, which registered an algorithm, is the control.
#[when("that client signs a request after another client has signed one")]
async fn signs_unregistered(world: &mut World) -> Step {
    let own = world.backchannel_flow().await?;
    let environment = &world.environment;
    let usual = BackchannelFlow::survey(environment, world.acting_client()?, own.mode).await?;
    let signed = usual.legal_request().signed();
    attempt::control(environment, &usual, signed, "before").await?;
    let request = own.legal_request().signed();
    let attempt = attempt::send(environment, &own, request).await?;
    keep(world, attempt);
    Ok(())
}

async fn ask(world: &mut World) -> Step {
    let flow = world.backchannel_flow().await?;
    let attempt = honest(&world.environment, &flow).await?;
    keep(world, attempt);
    Ok(())
}

fn keep(world: &mut World, attempt: attempt::Attempt) {
    let former = world.backchannel.attempt.replace(attempt);
    world.backchannel.former.extend(former);
}

#[then("the authentication request is acknowledged")]
fn is_acknowledged(world: &mut World) -> Step {
    let attempt = world.backchannel_attempt()?;
    if attempt.auth_req_id().is_some() {
        return Ok(());
    }
    let finding = attempt.answer.finding("an acknowledgement", attempt.told());
    Err(Stop::violated(finding.turned_away()))
}

#[then("the authentication request is refused")]
fn is_refused(world: &mut World) -> Step {
    let attempt = world.backchannel_attempt()?;
    if attempt.auth_req_id().is_some() || attempt.answer.succeeded() {
        return violated(&attempt.answer, "a refusal", attempt.told());
    }
    Ok(())
}

#[then(expr = "the authentication request is refused with {string}")]
#[expect(
    clippy::needless_pass_by_value,
    reason = "what a step captures is handed over"
)]
fn is_refused_with(world: &mut World, codes: String) -> Step {
    is_refused(world)?;
    let answer = &world.backchannel_attempt()?.answer;
    let stated = answer.error().unwrap_or("no error code");
    if codes.split(", ").any(|code| code == stated) {
        return Ok(());
    }
    violated(
        answer,
        &format!("a refusal with {codes}"),
        answer.to_string(),
    )
}

/// RFC 6749, 5.2, and CIBA, 13: servers differ in 400 and 401 here.
#[then("the client is refused as unproven")]
fn is_unproven(world: &mut World) -> Step {
    is_refused(world)?;
    let answer = &world.backchannel_attempt()?.answer;
    let named = matches!(answer.error(), Some("invalid_client" | "invalid_request"));
    let is_closed = answer.exchange().failure.is_some();
    if is_closed || named && matches!(answer.status(), 400 | 401) {
        return Ok(());
    }
    let expected = "400 or 401 with invalid_client or invalid_request";
    violated(answer, expected, answer.to_string())
}

/// A server may also show such a message.
#[then(expr = "the authentication request is acknowledged, or refused with {string}")]
fn is_acknowledged_or_refused_with(world: &mut World, codes: String) -> Step {
    match world.backchannel_attempt()?.auth_req_id() {
        Some(_) => Ok(()),
        None => is_refused_with(world, codes),
    }
}

/// A server may also grant less than is asked for (RFC 6749, 3.3).
#[then(expr = "the scope that nobody registered is refused with {string}, or left out")]
async fn scope_is_refused_or_left_out(world: &mut World, codes: String) -> Step {
    let attempt = world.backchannel_attempt()?.clone();
    let Some(name) = attempt.auth_req_id() else {
        return is_refused_with(world, codes);
    };
    let environment = &world.environment;
    let flow = world.backchannel_flow().await?;
    environment.decide(name, Decision::Approves).await?;
    let answer = poll::poll_after_decision(environment, &flow, &attempt).await?;
    let Some(token) = answer.access_token() else {
        return Ok(());
    };
    let stated = answer.text("scope").map(str::to_owned);
    let carried = || {
        AccessToken::read(&token)
            .ok()
            .map(|token| token.scope().join(" "))
    };
    let unseen = || {
        let why = "neither the token response nor the token says what was granted";
        Stop::untested(UntestedReason::NotObservable, why)
    };
    let granted = stated.or_else(carried).ok_or_else(unseen)?;
    if granted.split(' ').all(|value| value != UNREGISTERED_SCOPE) {
        return Ok(());
    }
    let received = format!("{UNREGISTERED_SCOPE} granted");
    violated(&answer, "the scope that the client registered", received)
}

#[then("the refusal has a code that is listed")]
fn has_a_listed_code(world: &mut World) -> Step {
    let attempt = world.backchannel_attempt()?;
    let answer = &attempt.answer;
    match answer.error() {
        Some(code) if CODES.contains(&code) => Ok(()),
        _ => violated(answer, "an error code of CIBA, 13", answer.to_string()),
    }
}

#[then("each request has a name of its own")]
fn names_differ(world: &mut World) -> Step {
    let own = world.auth_req_id()?;
    let former = &world.backchannel.former;
    if former
        .iter()
        .any(|one| one.auth_req_id() == Some(own.as_str()))
    {
        let answer = &world.backchannel_attempt()?.answer;
        return violated(answer, "an auth_req_id of its own", "one auth_req_id twice");
    }
    Ok(())
}

#[then("the names of the requests cannot be guessed")]
fn names_are_unguessable(world: &mut World) -> Step {
    let attempt = world.backchannel_attempt()?;
    let all = world.backchannel.former.iter().chain([attempt]);
    let names: Vec<String> = all
        .filter_map(attempt::Attempt::auth_req_id)
        .map(str::to_owned)
        .collect();
    match crate::oracle::identifier::guessable(&names) {
        None => Ok(()),
        Some(why) => {
            let received = format!("auth_req_id can be guessed: {why}");
            violated(&attempt.answer, "an unguessable auth_req_id", received)
        }
    }
}

#[given("the client has asked for the authentication of several users")]
async fn has_asked_for_several(world: &mut World) -> Step {
    for _ in 0..4 {
        ask(world).await?;
        world.auth_req_id()?;
    }
    Ok(())
}

#[then("the user of the ID token is the one of the signed request")]
async fn user_is_that_of_the_signed_request(world: &mut World) -> Step {
    let attempt = world.backchannel_attempt()?.clone();
    let Some(name) = attempt.auth_req_id() else {
        return Ok(());
    };
    let flow = world.backchannel_flow().await?;
    let control = poll::tokens(&world.environment, &flow).await?;
    let usual = super::subject::subject(&control)?;
    world.environment.decide(name, Decision::Approves).await?;
    let answer = poll::poll_after_decision(&world.environment, &flow, &attempt).await?;
    if !answer.issues_a_token() {
        return Err(Stop::inconclusive(format!(
            "the tokens were not issued: {answer}"
        )));
    }
    if super::subject::subject(&answer)? == usual {
        return Ok(());
    }
    violated(&answer, "the user of the signed request", "another user")
}
