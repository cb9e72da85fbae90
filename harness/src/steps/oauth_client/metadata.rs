//! What the client makes of the metadata of the authorization server.

use cucumber::then;

use super::went_wrong;
use crate::actor::web_client::sign_in::SignIn;
use crate::stop::{Step, Stop};
use crate::verdict::{Finding, UntestedReason};
use crate::world::World;

/// The well-known places of metadata (OpenID Connect Discovery, 4; RFC 8414, 3).
const WELL_KNOWN: &str = "/.well-known/";

fn has_read_metadata(sign_in: &SignIn) -> bool {
    let mut sent = sign_in.to_servers.iter();
    sent.any(|each| each.request.url.contains(WELL_KNOWN))
}

/// What was read in an earlier scenario is not read again by a client that keeps it.
fn demand_reading(world: &World) -> Step {
    let is_foreign = world.environment.is_around_a_foreign_client();
    if is_foreign && !has_read_metadata(world.last_sign_in()?) {
        let why = "the client did not read the metadata meanwhile";
        return Err(Stop::untested(UntestedReason::NotObservable, why));
    }
    Ok(())
}

#[then("the client has read the discovery document")]
fn reads_discovery(world: &mut World) -> Step {
    demand_reading(world)?;
    let sign_in = world.last_sign_in()?;
    if has_read_metadata(sign_in) {
        return Ok(());
    }
    let received = format!("no look at the discovery document: {}", sign_in.reach());
    Err(Stop::violated(Finding::new(
        "a request for the discovery document",
        received,
    )))
}

#[then("the client does not ask for authorization")]
fn asks_nothing(world: &mut World) -> Step {
    demand_reading(world)?;
    let sign_in = world.last_sign_in()?;
    if sign_in.asked.is_none() {
        return Ok(());
    }
    went_wrong(sign_in, "no authorization request by such metadata")
}
