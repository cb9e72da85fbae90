//! How far a registration has come (FDX, 2A 5a and 2B, response metadata).

use cucumber::{given, then};
use serde_json::Value;

use super::response::{absent, accepted};
use crate::actor::environment::clients::ClientStatus;
use crate::stop::{Step, Stop};
use crate::world::World;

/// The statuses, as they are written.
const STATUSES: [&str; 5] = ["Approved", "Tentative", "Pending", "Rejected", "Inactive"];

#[given("decisions on registrations take time")]
async fn take_time(world: &mut World) -> Step {
    world.environment.decide_on_registrations_later().await
}

/// That the recipient was served before is the control.
#[given("a recipient that was served and has become inactive")]
async fn has_become_inactive(world: &mut World) -> Step {
    let registered = super::deletion::served(world).await?;
    let client_id = registered.client_id;
    let inactive = ClientStatus::Inactive;
    world
        .environment
        .decide_on_registration(&client_id, inactive)
        .await
}

#[then("the response tells its status")]
fn tells_its_status(world: &mut World) -> Step {
    let answer = accepted(world)?;
    match answer.body().get("status") {
        None | Some(Value::Null) => absent(answer, "status"),
        Some(_) => Ok(()),
    }
}

/// FDX, 2A 5a and 2B 3.1: only while a decision is open does a response have to tell a status.
#[then("a status that the response tells is one of those that there are")]
fn is_one_of_them(world: &mut World) -> Step {
    let answer = accepted(world)?;
    let expected = STATUSES.join(", ");
    match answer.body().get("status") {
        None => Err(Stop::not_applicable("the response tells no status")),
        Some(Value::String(status)) if STATUSES.contains(&status.as_str()) => Ok(()),
        Some(other) => Err(Stop::violated(
            answer.finding(expected, format!("status {other}")),
        )),
    }
}

#[then("the recipient has a client id before anything is decided")]
fn has_an_id(world: &mut World) -> Step {
    let answer = accepted(world)?;
    match answer.text("client_id") {
        Some(_) => Ok(()),
        None => absent(answer, "client_id"),
    }
}
