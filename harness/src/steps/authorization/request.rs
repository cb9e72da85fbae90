//! Authorization requests, as they should be and otherwise.

use cucumber::{given, then, when};
use jiff::SignedDuration;
use serde_json::Value;

use crate::actor::authorization::attempt::{self, Attempt, Decision, browser};
use crate::actor::authorization::deviation::DeviationName;
use crate::actor::authorization::flow::Flow;
use crate::actor::authorization::request::{AuthorizationRequest, Carried};
use crate::actor::oauth_client::answer::Answer;
use crate::requirement::wire::ResponseOption;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

/// Bits of entropy below which a value could be guessed; what looks like it is a matter of length alone.
const UNGUESSABLE_CHARACTERS: usize = 22;

#[given("a client that pushes its requests")]
fn client_that_pushes(world: &mut World) {
    world.users.pushes = true;
}

#[given("a client that uses code challenges")]
fn client_that_challenges(world: &mut World) {
    world.users.challenges = true;
}

#[given("a client that asks for a code and an ID token")]
fn client_of_the_hybrid_flow(world: &mut World) -> Step {
    ask_for(world, ResponseOption::CodeIdToken)
}

#[given("a client that asks for a signed response")]
fn client_of_signed_responses(world: &mut World) -> Step {
    ask_for(world, ResponseOption::CodeJwt)
}

fn ask_for(world: &mut World, response: ResponseOption) -> Step {
    let wire = world.environment.wire().authorization_server.clone();
    let offered = wire.authorization.iter().flat_map(|users| &users.responses);
    if !offered.into_iter().any(|each| *each == response) {
        return Err(Stop::not_applicable(
            "the profile has no responses of this kind",
        ));
    }
    world.users.response = Some(response);
    Ok(())
}

#[when("the client asks a user for authorization")]
async fn asks(world: &mut World) -> Step {
    let flow = world.flow().await?;
    world.users.attempt = Some(attempt::honest(&world.environment, &flow).await?);
    Ok(())
}

#[when(expr = "the client asks a user for authorization {authorization_deviation}")]
async fn asks_otherwise(world: &mut World, deviation: DeviationName) -> Step {
    let flow = world.flow().await?;
    let attempt = attempt::attempt(&world.environment, &flow, deviation.0).await?;
    world.users.attempt = Some(attempt);
    Ok(())
}

#[when("the client pushes a request")]
async fn pushes(world: &mut World) -> Step {
    let flow = world.flow().await?.pushing();
    let answer = flow.legal_request().push(&world.environment, &flow).await?;
    world.users.pushed = Some(answer);
    Ok(())
}

#[when(expr = "the client makes a request {authorization_deviation}")]
async fn pushes_otherwise(world: &mut World, deviation: DeviationName) -> Step {
    let flow = world.flow().await?.pushing();
    let request = deviation.0.request(&flow)?;
    world.users.pushed = Some(request.push(&world.environment, &flow).await?);
    Ok(())
}

#[when("the client sends its request by GET instead")]
async fn pushes_by_get(world: &mut World) -> Step {
    let flow = world.flow().await?.pushing();
    let control = flow.legal_request().push(&world.environment, &flow).await?;
    demand_pushed(&control)?;
    let answer = flow
        .legal_request()
        .push_by_get(&world.environment, &flow)
        .await?;
    world.users.pushed = Some(answer);
    Ok(())
}

#[when("the user opens one pushed request twice before logging in")]
async fn opens_twice(world: &mut World) -> Step {
    let flow = world.flow().await?.pushing();
    let request = flow.legal_request();
    let Carried::At(address) = request.carry(&world.environment, &flow).await? else {
        return Err(Stop::inconclusive("the request could not be pushed"));
    };
    browser(&world.environment, Decision::Approves)?
        .load(address.clone())
        .await?;
    let outcome = attempt::open(&world.environment, &flow, address, Decision::Approves).await?;
    world.users.attempt = Some(Attempt {
        outcome,
        request,
        hint: Some(
            "a pushed request is used up when the user has answered, not when a page is loaded",
        ),
    });
    Ok(())
}

#[when("a pushed request that a user has answered is opened again")]
async fn opens_again(world: &mut World) -> Step {
    let flow = world.flow().await?.pushing();
    let request = flow.legal_request();
    let address = pushed(world, &flow, &request).await?;
    let first = address.clone();
    let first = attempt::open(&world.environment, &flow, first, Decision::Approves).await?;
    if first.code().is_none() {
        return Err(Stop::inconclusive("the first use was not accepted"));
    }
    visit(world, &flow, request, address).await
}

/// The server says itself how long a reference lives (RFC 9126, 2.2).
#[when("a pushed request is opened after its time")]
async fn opens_late(world: &mut World) -> Step {
    let flow = world.flow().await?.pushing();
    attempt::control(&world.environment, &flow, "before").await?;
    let request = flow.legal_request();
    let answer = request.push(&world.environment, &flow).await?;
    let reference = demand_pushed(&answer)?;
    let silent = || Stop::inconclusive("the server does not say how long the reference lives");
    let lifetime = answer.lifetime().ok_or_else(silent)?;
    let beyond = lifetime + SignedDuration::from_mins(5);
    world.environment.advance(beyond).await?;
    let address = request.by_reference(&flow, &reference)?;
    visit(world, &flow, request, address).await
}

#[when("another client uses a pushed request of the client")]
async fn another_uses_it(world: &mut World) -> Step {
    let flow = world.flow().await?.pushing();
    attempt::control(&world.environment, &flow, "before").await?;
    let request = flow.legal_request();
    let answer = request.push(&world.environment, &flow).await?;
    let reference = demand_pushed(&answer)?;
    let foreign = flow.of_another()?;
    let address = request.by_reference(&foreign, &reference)?;
    visit(world, &flow, request, address).await
}

async fn pushed(
    world: &World,
    flow: &Flow,
    request: &AuthorizationRequest,
) -> Result<url::Url, Stop> {
    match request.carry(&world.environment, flow).await? {
        Carried::At(address) => Ok(address),
        Carried::Refused(answer) => Err(Stop::inconclusive(format!(
            "the request could not be pushed: {} {}",
            answer.status(),
            answer.error().unwrap_or_default()
        ))),
    }
}

async fn visit(
    world: &mut World,
    flow: &Flow,
    request: AuthorizationRequest,
    address: url::Url,
) -> Step {
    let outcome = attempt::open(&world.environment, flow, address, Decision::Approves).await?;
    world.users.attempt = Some(Attempt {
        outcome,
        request,
        hint: None,
    });
    Ok(())
}

#[then("the authorization server takes the pushed request")]
fn takes_it(world: &mut World) -> Step {
    let answer = pushed_answer(world)?;
    let lives = answer.body().get("expires_in").and_then(Value::as_i64);
    if answer.status() == 201
        && answer.text("request_uri").is_some()
        && lives.is_some_and(|left| left > 0)
    {
        return Ok(());
    }
    let refused = answer
        .error()
        .map(|error| format!("refused: {} {error}", answer.status()));
    let named = answer.text("request_uri").map_or("absent", |_| "present");
    let taken = || {
        format!(
            "{}, request_uri {named}, expires_in {lives:?}",
            answer.status()
        )
    };
    let received = refused.unwrap_or_else(taken);
    Err(Stop::violated(
        answer.finding("201 with request_uri and expires_in", received),
    ))
}

#[then("the reference lives for less than ten minutes")]
fn reference_ends_soon(world: &mut World) -> Step {
    let answer = pushed_answer(world)?;
    let lives = answer.body().get("expires_in").and_then(Value::as_i64);
    match lives {
        Some(seconds) if seconds < 600 => Ok(()),
        other => Err(Stop::violated(
            answer.finding("expires_in below 600", format!("expires_in {other:?}")),
        )),
    }
}

#[then("the request URI cannot be guessed")]
fn reference_is_long(world: &mut World) -> Step {
    let answer = pushed_answer(world)?;
    let reference = demand_pushed(answer)?;
    let own = reference.rsplit(':').next().unwrap_or_default();
    if own.len() >= UNGUESSABLE_CHARACTERS {
        return Ok(());
    }
    let received = format!(
        "a request_uri that ends in {} characters of its own",
        own.len()
    );
    Err(Stop::violated(
        answer.finding("a request_uri of 128 random bits", received),
    ))
}

/// RFC 9126, 2.3, names 405 among what can be answered.
#[then("the pushed request is not taken")]
fn is_not_taken(world: &mut World) -> Step {
    let answer = pushed_answer(world)?;
    if reference(answer).is_none() {
        return Ok(());
    }
    let received = format!("accepted: {} with request_uri", answer.status());
    Err(Stop::violated(answer.finding("no request_uri", received)))
}

fn pushed_answer(world: &World) -> Result<&Answer, Stop> {
    let missing = || Stop::harness("no request was pushed in this scenario");
    world.users.pushed.as_ref().ok_or_else(missing)
}

fn demand_pushed(answer: &Answer) -> Result<String, Stop> {
    let refused = || {
        let why = format!(
            "the request could not be pushed: {} {}",
            answer.status(),
            answer.error().unwrap_or_default()
        );
        Stop::inconclusive(why)
    };
    reference(answer).map(str::to_owned).ok_or_else(refused)
}

/// The reference in an answer that takes a pushed request.
fn reference(answer: &Answer) -> Option<&str> {
    answer.text("request_uri").filter(|_| answer.succeeded())
}

/// A finding with what usually lies behind it.
pub(super) fn with_hint(finding: Finding, hint: Option<&'static str>) -> Stop {
    Stop::violated(finding.hinting_at(hint))
}
