//! What comes of authorization requests.

use cucumber::then;
use serde_json::Value;

use super::code::{demand_tokens, hold};
use super::id_token::{demand_nonce, of_token_response};
use super::request::with_hint;
use crate::actor::authorization::attempt;
use crate::actor::authorization::grant::Grant;
use crate::actor::authorization::response::{Outcome, Part};
use crate::oracle::compact::Compact;
use crate::oracle::signature::{KnownAlgorithm, SignatureVerdict, of_jwt};
use crate::steps::issued_token::published_keys;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

#[then("the authorization server issues a code")]
fn issues_a_code(world: &mut World) -> Step {
    let attempt = world.authorization_attempt()?;
    if attempt.outcome.code().is_some() {
        return Ok(());
    }
    let finding = attempt.outcome.finding("a code").turned_away();
    Err(with_hint(finding, attempt.hint))
}

/// A server may serve OpenID Connect alone, and calls the request a mistake of the client's then.
#[then("the authorization server issues a code, unless it issues none without openid")]
fn issues_a_code_without_openid(world: &mut World) -> Step {
    if world.authorization_attempt()?.outcome.blames_the_request() {
        let why = "the server serves requests for openid only";
        return Err(Stop::not_applicable(why));
    }
    issues_a_code(world)
}

/// A refusal may come when the request is pushed, on a page, or as an error response.
#[then("the authorization server refuses the authorization request")]
fn refuses(world: &mut World) -> Step {
    let attempt = world.authorization_attempt()?;
    match &attempt.outcome {
        Outcome::Strayed(..) => Err(with_hint(
            attempt.outcome.finding("a refusal"),
            attempt.hint,
        )),
        outcome if outcome.code().is_some() => {
            Err(with_hint(outcome.finding("a refusal"), attempt.hint))
        }
        Outcome::Answered(response) if response.text("error").is_none() => Err(with_hint(
            attempt.outcome.finding("a refusal"),
            attempt.hint,
        )),
        _ => Ok(()),
    }
}

#[then("no user is sent to an address that is not registered")]
fn nobody_strays(world: &mut World) -> Step {
    let attempt = world.authorization_attempt()?;
    match &attempt.outcome {
        Outcome::Strayed(..) => Err(with_hint(
            attempt
                .outcome
                .finding("that the browser stays with the server or returns to the client"),
            attempt.hint,
        )),
        _ => Ok(()),
    }
}

#[then(expr = "the client is told {string}")]
#[expect(
    clippy::needless_pass_by_value,
    reason = "what a step captures is handed over"
)]
fn is_told(world: &mut World, error: String) -> Step {
    let attempt = world.authorization_attempt()?;
    if attempt.outcome.error() == Some(error.as_str()) {
        return Ok(());
    }
    Err(with_hint(
        attempt.outcome.finding(format!("the error {error}")),
        attempt.hint,
    ))
}

#[then("the response carries the state that was sent")]
fn carries_the_state(world: &mut World) -> Step {
    let sent = world
        .authorization_attempt()?
        .request
        .one_time
        .state
        .clone();
    let response = world.authorization_response()?;
    let returned = response.text("state");
    if returned == Some(sent.as_str()) {
        return Ok(());
    }
    let received = match returned {
        Some(_) => "another state",
        None => "no state",
    };
    Err(found(world, "the state that was sent", received)?)
}

#[then("the response carries no state")]
fn carries_no_state(world: &mut World) -> Step {
    match world.authorization_response()?.text("state") {
        None => Ok(()),
        Some(_) => Err(found(world, "a response without state", "a state")?),
    }
}

#[then("the state is returned whole or the request is refused")]
fn state_whole_or_refused(world: &mut World) -> Step {
    match world.authorization_attempt()?.outcome.code() {
        Some(_) => carries_the_state(world),
        None => refuses(world),
    }
}

#[then("the state beside the request is ignored or the request is refused")]
fn state_beside_is_ignored(world: &mut World) -> Step {
    match world.authorization_attempt()?.outcome.code() {
        Some(_) => carries_no_state(world),
        None => refuses(world),
    }
}

/// Whether a request without a nonce is refused at all is judged elsewhere.
#[then("the nonce beside the request is ignored or the request is refused")]
async fn nonce_beside_is_ignored(world: &mut World) -> Step {
    if world.authorization_attempt()?.outcome.code().is_none() {
        return refuses(world);
    }
    redeem(world).await?;
    let sent = world.held_grant()?.request.one_time.nonce.clone();
    match of_token_response(world)?.claims.get("nonce") {
        Some(Value::String(returned)) if *returned == sent => Err(found(
            world,
            "no nonce",
            "accepted: the nonce beside the request",
        )?),
        _ => Ok(()),
    }
}

/// A request without a scope may be granted for one of the server's own (RFC 6749, 3.3). Where openid is part of that, an ID token comes
/// also when no scope stands beside the request.
#[then("the scope beside the request is ignored or the request is refused")]
async fn scope_beside_is_ignored(world: &mut World) -> Step {
    if world.authorization_attempt()?.outcome.code().is_none() {
        return refuses(world);
    }
    redeem(world).await?;
    if world.held_tokens()?.text("id_token").is_none() || is_granted_openid_unasked(world).await? {
        return Ok(());
    }
    Err(found(
        world,
        "no ID token",
        "accepted: the scope beside the request",
    )?)
}

async fn is_granted_openid_unasked(world: &World) -> Result<bool, Stop> {
    let flow = world.flow().await?;
    let request = flow.legal_request().without("scope");
    let attempt = attempt::of_request(&world.environment, &flow, request).await?;
    if attempt.outcome.code().is_none() {
        return Ok(false);
    }
    let grant = Grant::of(&attempt, &flow)?;
    let answer = grant.redeem(&world.environment, &flow).await?;
    Ok(answer.text("id_token").is_some())
}

/// A request that says two things may be refused; where it is not, the nonce inside counts, whole.
#[then("the nonce inside comes back whole or the request is refused")]
async fn nonce_inside_counts(world: &mut World) -> Step {
    if world.authorization_attempt()?.outcome.code().is_none() {
        return refuses(world);
    }
    redeem(world).await?;
    demand_nonce(world)
}

/// Redeems the code that a request was granted.
async fn redeem(world: &mut World) -> Step {
    let flow = world.flow().await?;
    let grant = Grant::of(world.authorization_attempt()?, &flow)?;
    let answer = grant.redeem(&world.environment, &flow).await?;
    demand_tokens(&answer)?;
    world.users.grant = Some(grant);
    hold(world, answer);
    Ok(())
}

#[then("nothing of the response stands in the query")]
fn nothing_in_the_query(world: &mut World) -> Step {
    let Some(response) = world.authorization_attempt()?.outcome.response() else {
        return Ok(());
    };
    let granted = response.plain("code").is_some() || response.plain("id_token").is_some();
    if response.part == Part::Query && granted {
        return Err(found(
            world,
            "that neither code nor ID token stands in the query",
            "accepted: they stand in the query",
        )?);
    }
    Ok(())
}

#[then("an ID token comes with the code")]
fn comes_with_an_id_token(world: &mut World) -> Step {
    match world.authorization_response()?.text("id_token") {
        Some(_) => Ok(()),
        None => Err(found(
            world,
            "an ID token beside the code",
            "id_token absent",
        )?),
    }
}

#[then("the response is signed by the authorization server")]
async fn response_is_signed(world: &mut World) -> Step {
    let jwt = signed(world)?;
    demand_signature(world, &jwt, "the response").await
}

#[then("the response is signed with an algorithm of the profile")]
fn response_has_an_algorithm_of_the_profile(world: &mut World) -> Step {
    let jwt = signed(world)?;
    match foreign_algorithm(world, &jwt) {
        None => Ok(()),
        Some(stated) => Err(found(world, "an algorithm of the profile", &stated)?),
    }
}

#[then("the signed response names its issuer, its audience and its end")]
async fn response_names_its_ends(world: &mut World) -> Step {
    let jwt = signed(world)?;
    let flow = world.flow().await?;
    let now = world.environment.clock().unix_now();
    let issuer = jwt.claims.get("iss").and_then(Value::as_str);
    if issuer != Some(flow.server.issuer.as_str()) {
        return Err(found(
            world,
            "the issuer in iss",
            &format!("iss {issuer:?}"),
        )?);
    }
    if !audience(&jwt).contains(&flow.client.client_id.as_str()) {
        return Err(found(world, "the client in aud", "aud without the client")?);
    }
    match jwt.moment("exp") {
        Some(end) if end > now => Ok(()),
        other => Err(found(
            world,
            "an exp that lies ahead",
            &format!("exp {other:?}"),
        )?),
    }
}

/// JARM, 2.1, recommends ten minutes at most.
#[then("the signed response holds for ten minutes at most")]
fn response_ends_soon(world: &mut World) -> Step {
    const LONGEST: i64 = 600;
    /// For clocks that are not quite the same.
    const LEEWAY: i64 = 60;
    let jwt = signed(world)?;
    let now = world.environment.clock().unix_now();
    match jwt.moment("exp") {
        Some(end) if end - now > LONGEST + LEEWAY => Err(found(
            world,
            "a response that ends within 600 seconds",
            &format!("one that ends after {} seconds", end - now),
        )?),
        Some(_) => Ok(()),
        None => Err(Stop::inconclusive("the response has no exp")),
    }
}

#[then("no ID token comes with the code")]
fn comes_without_id_token(world: &mut World) -> Step {
    match world.authorization_response()?.text("id_token") {
        None => Ok(()),
        Some(_) => Err(found(
            world,
            "a code without an ID token beside it",
            "an id_token in the response",
        )?),
    }
}

/// The parameters of responses, with those of errors (RFC 6749, 4.1.2 and 4.1.2.1; OpenID Connect Core, 3.3.2.5).
const OF_A_RESPONSE: [&str; 9] = [
    "code",
    "state",
    "id_token",
    "access_token",
    "token_type",
    "expires_in",
    "error",
    "error_description",
    "error_uri",
];

/// What a server sends of its own accord, iss (RFC 9207) or its session, may stand anywhere.
#[then("no parameter of the response stands beside the signed response")]
fn only_inside(world: &mut World) -> Step {
    let response = world.authorization_response()?;
    let mut outer = response.outer.iter();
    let beside = outer.find(|(name, _)| OF_A_RESPONSE.contains(&name.as_str()));
    match beside {
        None => Ok(()),
        Some((name, _)) => Err(found(
            world,
            "a response parameter alone",
            &format!("{name} beside it"),
        )?),
    }
}

#[then("a code cannot be guessed")]
fn code_is_long(world: &mut World) -> Step {
    let code = world
        .authorization_attempt()?
        .outcome
        .code()
        .unwrap_or_default();
    if code.len() >= 22 {
        return Ok(());
    }
    let received = format!("a code of {} characters", code.len());
    Err(found(world, "a code of 128 random bits", &received)?)
}

fn signed(world: &World) -> Result<Compact, Stop> {
    match &world.authorization_response()?.signed {
        Some(Ok(jwt)) => Ok(jwt.clone()),
        Some(Err(defect)) => Err(found(world, "a signed response", &defect.to_string())?),
        None => Err(found(
            world,
            "a signed response",
            "accepted: an unsigned response",
        )?),
    }
}

/// Whether both stacks accept a signature by a published key; with which algorithm it is made is judged elsewhere.
pub(super) async fn demand_signature(world: &World, jwt: &Compact, what: &str) -> Step {
    let expected = format!("{what} signed with a published key");
    match signature(world, jwt).await? {
        None => Ok(()),
        Some(flaw) => Err(found(world, &expected, &flaw)?),
    }
}

/// What is wrong with a signature, if anything is; what cannot be verified here is inconclusive.
pub(in crate::steps) async fn signature(
    world: &World,
    jwt: &Compact,
) -> Result<Option<String>, Stop> {
    let stated = jwt.header_text("alg").unwrap_or("absent");
    let is_sealed = !stated.eq_ignore_ascii_case("none") && stated != "absent";
    if is_sealed && KnownAlgorithm::named(stated).is_none() {
        let why = format!("signatures with {stated} cannot be verified here");
        return Err(Stop::inconclusive(why));
    }
    match of_jwt(jwt, &published_keys(world).await?) {
        SignatureVerdict::Valid => Ok(None),
        SignatureVerdict::Invalid(why) => {
            Ok(Some(format!("a signature that does not verify: {why}")))
        }
        SignatureVerdict::Disputed(one, other) => Err(Stop::inconclusive(format!(
            "the two stacks disagree about the signature: {one}; {other}"
        ))),
    }
}

/// An algorithm that the profile does not let the server sign with.
pub(super) fn foreign_algorithm(world: &World, jwt: &Compact) -> Option<String> {
    let stated = jwt.header_text("alg").unwrap_or("absent");
    let known = algorithms(world);
    (!known.iter().any(|algorithm| algorithm == stated)).then(|| format!("alg {stated}"))
}

/// What the profile lets a server sign with.
fn algorithms(world: &World) -> Vec<String> {
    let users = &world.environment.wire().authorization_server.authorization;
    let known = users.iter().flat_map(|users| &users.id_token_algorithms);
    let named = known.filter_map(|algorithm| serde_json::to_value(algorithm).ok());
    named
        .filter_map(|name| name.as_str().map(str::to_owned))
        .collect()
}

/// Whom a JWT is for.
pub(super) fn audience(jwt: &Compact) -> Vec<&str> {
    match jwt.claims.get("aud") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// A finding about the latest response.
pub(super) fn found(world: &World, expected: &str, received: &str) -> Result<Stop, Stop> {
    let attempt = world.authorization_attempt()?;
    let finding = Finding::new(expected, received).at(attempt.outcome.number());
    Ok(with_hint(finding, attempt.hint))
}
