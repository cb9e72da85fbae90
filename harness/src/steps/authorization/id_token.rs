//! ID tokens, those of the browser and those of the token endpoint.

use cucumber::then;
use serde_json::Value;

use super::response::{audience, demand_signature, foreign_algorithm, found, signature};
use crate::oracle::compact::Compact;
use crate::oracle::{half_hash, near_miss};
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

/// Claims that tell who a user is in real life (OpenID Connect Core 5.1).
const PERSONAL: [&str; 8] = [
    "name",
    "given_name",
    "family_name",
    "email",
    "phone_number",
    "address",
    "birthdate",
    "picture",
];

#[then("the ID token of the response is signed by the authorization server")]
async fn is_signed(world: &mut World) -> Step {
    let jwt = of_response(world)?;
    demand_signature(world, &jwt, "the ID token").await
}

#[then("the ID token of the token response is signed by the authorization server")]
async fn is_signed_in_token_response(world: &mut World) -> Step {
    let jwt = of_token_response(world)?;
    match signature(world, &jwt).await? {
        None => Ok(()),
        Some(flaw) => told(world, "an ID token signed with a published key", flaw),
    }
}

#[then("the ID token of the token response is signed with an algorithm of the profile")]
fn has_an_algorithm_of_the_profile(world: &mut World) -> Step {
    let jwt = of_token_response(world)?;
    match foreign_algorithm(world, &jwt) {
        None => Ok(()),
        Some(stated) => told(world, "an algorithm of the profile", stated),
    }
}

#[then("the ID token of the response covers the code")]
fn covers_the_code(world: &mut World) -> Step {
    let code = world
        .authorization_attempt()?
        .outcome
        .code()
        .unwrap_or_default()
        .to_owned();
    covers(world, "c_hash", &code)
}

#[then("the ID token of the response covers the state")]
fn covers_the_state(world: &mut World) -> Step {
    let state = world
        .authorization_attempt()?
        .request
        .one_time
        .state
        .clone();
    covers(world, "s_hash", &state)
}

#[then("the ID token of the response covers no state")]
fn covers_no_state(world: &mut World) -> Step {
    match of_response(world)?.claims.get("s_hash") {
        None => Ok(()),
        Some(_) => Err(found(world, "an ID token without s_hash", "s_hash")?),
    }
}

#[then("the ID token of the response tells nothing personal")]
fn tells_nothing_personal(world: &mut World) -> Step {
    let jwt = of_response(world)?;
    let told: Vec<&str> = PERSONAL
        .into_iter()
        .filter(|claim| jwt.claims.contains_key(*claim))
        .collect();
    if told.is_empty() {
        return Ok(());
    }
    Err(found(
        world,
        "no personal data in the browser",
        &told.join(", "),
    )?)
}

#[then("the ID token of the token response names its issuer, its audience, its user and its time")]
async fn names_its_ends(world: &mut World) -> Step {
    let jwt = of_token_response(world)?;
    let flow = world.flow().await?;
    let now = world.environment.clock().unix_now();
    let text = |claim: &str| jwt.claims.get(claim).and_then(Value::as_str);
    let moment = |claim: &str| jwt.moment(claim);
    let issuer: Vec<&str> = text("iss").into_iter().collect();
    demand_named(world, "iss", &flow.server.issuer, &issuer)?;
    demand_named(world, "aud", &flow.client.client_id, &audience(&jwt))?;
    if text("sub").is_none_or(str::is_empty) {
        return told(world, "the user in sub", "sub absent".to_owned());
    }
    if moment("exp").is_none_or(|end| end <= now) {
        return untimely(world, "an exp that lies ahead", "exp", moment("exp"), now);
    }
    match moment("iat") {
        Some(made) if (now - 3600..=now + 60).contains(&made) => Ok(()),
        other => untimely(world, "the moment of issue in iat", "iat", other, now),
    }
}

/// That a claim names somebody, alone or among others.
fn demand_named(world: &World, claim: &str, expected: &str, stated: &[&str]) -> Step {
    if stated.contains(&expected) {
        return Ok(());
    }
    let received = match stated {
        [] => "absent".to_owned(),
        stated => stated.join(", "),
    };
    let near = near_miss::among(expected, stated);
    let finding = Finding::new(format!("{claim} {expected}"), format!("{claim} {received}"));
    shown(world, finding.hinting_at(near))
}

/// A time that lies elsewhere, with what is usually mistaken for it.
fn untimely(world: &World, expected: &str, claim: &str, stated: Option<i64>, now: i64) -> Step {
    #[expect(
        clippy::cast_precision_loss,
        reason = "the seconds of this century fit"
    )]
    let near = stated.and_then(|stated| near_miss::of_time(stated as f64, now as f64));
    let received = stated.map_or("absent".to_owned(), |stated| stated.to_string());
    let finding = Finding::new(expected, format!("{claim} {received}, when it is {now}"));
    shown(world, finding.hinting_at(near))
}

#[then("the ID token of the token response carries the nonce that was sent")]
fn carries_the_nonce(world: &mut World) -> Step {
    demand_nonce(world)
}

/// The nonce of the request stands in the ID token of the token response.
pub(super) fn demand_nonce(world: &World) -> Step {
    let sent = world.held_grant()?.request.one_time.nonce.clone();
    let returned = of_token_response(world)?
        .claims
        .get("nonce")
        .and_then(Value::as_str)
        .map(str::to_owned);
    match returned {
        Some(nonce) if nonce == sent => Ok(()),
        Some(_) => told(world, "the nonce that was sent", "another nonce".to_owned()),
        None => told(world, "the nonce that was sent", "nonce absent".to_owned()),
    }
}

/// An ID token in the response to the client.
fn of_response(world: &World) -> Result<Compact, Stop> {
    match world
        .authorization_response()?
        .text("id_token")
        .map(Compact::read)
    {
        Some(Ok(jwt)) => Ok(jwt),
        Some(Err(defect)) => Err(found(world, "an ID token", &defect.to_string())?),
        None => Err(found(
            world,
            "an ID token in the response",
            "id_token absent",
        )?),
    }
}

/// An ID token beside the access token.
pub(super) fn of_token_response(world: &World) -> Result<Compact, Stop> {
    let answer = world.held_tokens()?;
    let violated = |received: String| {
        Stop::violated(answer.finding("an ID token in the token response", received))
    };
    let text = answer
        .text("id_token")
        .ok_or_else(|| violated("id_token absent".to_owned()))?;
    Compact::read(text).map_err(|defect| violated(defect.to_string()))
}

fn covers(world: &World, claim: &str, value: &str) -> Step {
    let jwt = of_response(world)?;
    let expected = format!("{claim} of what came along");
    match jwt.claims.get(claim).and_then(Value::as_str) {
        Some(hash) if hash == half_hash_for(&jwt, value)? => Ok(()),
        Some(_) => Err(found(world, &expected, &format!("another {claim}"))?),
        None => Err(found(world, &expected, &format!("{claim} absent"))?),
    }
}

/// The half hash of a value as this ID token has to state it.
pub(in crate::steps) fn half_hash_for(jwt: &Compact, value: &str) -> Result<String, Stop> {
    let algorithm = jwt.header_text("alg").unwrap_or_default();
    let none = || Stop::inconclusive(format!("no hash is known to go with alg {algorithm:?}"));
    half_hash::of(value, algorithm).ok_or_else(none)
}

/// A finding about the tokens held.
pub(super) fn told(world: &World, expected: &str, received: String) -> Step {
    shown(world, Finding::new(expected, received))
}

/// A finding in the response to the client.
fn shown(world: &World, finding: Finding) -> Step {
    let number = world.held_tokens()?.exchange().number;
    Err(Stop::violated(finding.at(number)))
}
