//! How far the client goes.

use cucumber::then;

use super::{reached, shown_by, went_wrong};
use crate::stop::{Step, Stop};
use crate::world::World;

/// A client that has failed before, or that nobody knows to be good, may be set up wrongly.
#[then("the user is signed in")]
fn is_done(world: &mut World) -> Step {
    let sign_in = world.last_sign_in()?;
    if sign_in.is_done {
        return Ok(());
    }
    let is_foreign = world.environment.is_around_a_foreign_client();
    if is_foreign && !world.web_client.is_controlled {
        let why = format!("the client, or how it is set up: {}", sign_in.reach());
        return Err(Stop::inconclusive(why));
    }
    let finding = reached(sign_in, "a user who is signed in");
    Err(Stop::violated(finding.turned_away()))
}

#[then("the client does not redeem the code")]
fn redeems_nothing(world: &mut World) -> Step {
    let sign_in = world.last_sign_in()?;
    if sign_in.redemption().is_none() && !sign_in.is_done {
        return Ok(());
    }
    went_wrong(sign_in, "no token request with the code")
}

#[then("the client redeems the code once")]
fn redeems_once(world: &mut World) -> Step {
    let sign_in = world.last_sign_in()?;
    let requests = sign_in.token_requests();
    let redeeming = |name| name == Some("authorization_code");
    let count = requests
        .iter()
        .filter(|request| redeeming(request.parameter("grant_type")))
        .count();
    if count <= 1 {
        return Ok(());
    }
    let received = format!("{count} token requests with the code");
    let shows = requests.last().map_or(0, |request| request.number);
    shown_by(shows, "one token request with the code", received)
}

#[then("the user is not signed in")]
fn is_not_done(world: &mut World) -> Step {
    let sign_in = world.last_sign_in()?;
    if sign_in.to_resource.is_empty() && !sign_in.is_done {
        return Ok(());
    }
    went_wrong(sign_in, "a client that stops and uses no access token")
}
