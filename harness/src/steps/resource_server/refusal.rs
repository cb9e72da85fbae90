//! How the resource server refuses (RFC 6750, 3).

use cucumber::then;

use crate::steps::answer::{
    INSUFFICIENT_SCOPE, INVALID_TOKEN, demand_challenge, demand_insufficient_scope,
    demand_invalid_token,
};
use crate::stop::{Step, Stop};
use crate::world::World;

const REFUSED: &str = "the resource server refuses the request";

#[then("the resource server refuses the request")]
fn refuses(world: &mut World) -> Step {
    world.resource_server.demand_refused(REFUSED).map(drop)
}

#[then("the resource server refuses the access token as invalid")]
fn refuses_as_invalid(world: &mut World) -> Step {
    let answer = world.resource_server.demand_refused(INVALID_TOKEN)?;
    demand_invalid_token(&answer)
}

#[then("the resource server refuses the access token for its scope")]
fn refuses_for_scope(world: &mut World) -> Step {
    let answer = world.resource_server.demand_refused(INSUFFICIENT_SCOPE)?;
    demand_insufficient_scope(&answer)
}

#[then("the refusal of the resource server carries a challenge")]
fn has_a_challenge(world: &mut World) -> Step {
    let answer = world.resource_server.demand_refused(REFUSED)?;
    demand_challenge(&answer)
}

/// Only what a challenge has in the place of its error code counts; which code it is, other rules say.
#[then("the refusal of the resource server names an error")]
fn names_an_error(world: &mut World) -> Step {
    let answer = world.resource_server.demand_refused(REFUSED)?;
    let challenge = answer.header("WWW-Authenticate").unwrap_or_default();
    if challenge.contains("error=") {
        return Ok(());
    }
    let expected = "a challenge with an error code of RFC 6750, 3.1";
    let received = format!("WWW-Authenticate without an error code: {challenge:?}");
    Err(Stop::violated(answer.finding(expected, received)))
}

#[then("the refusal of the resource server names no error")]
fn names_no_error(world: &mut World) -> Step {
    let answer = world.resource_server.demand_refused(REFUSED)?;
    let challenge = answer.header("WWW-Authenticate").unwrap_or_default();
    if !challenge.contains("error=") {
        return Ok(());
    }
    let received = format!("challenge {challenge:?}");
    let expected = "a challenge without an error code";
    Err(Stop::violated(answer.finding(expected, received)))
}
