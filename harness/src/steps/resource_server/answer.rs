//! What every answer of the resource server has (FAPI 1.0 Baseline, 6.2.1, items 8 to 12).

use cucumber::{then, when};
use serde_json::Value;

use crate::actor::Party;
use crate::invariants::resource_response;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

/// The id of the example in the specification.
const INTERACTION_ID: &str = "c770aef3-6784-41f7-8e0e-ff5f97bddb3a";

#[when("the client reads the resource under an interaction id")]
async fn reads_under_an_id(world: &mut World) -> Step {
    let consumer = world.resource_server.consumer()?;
    let call = consumer.reading();
    let call = call.header(resource_response::INTERACTION_ID, INTERACTION_ID);
    world.resource_server.interaction_id = Some(INTERACTION_ID.to_owned());
    world.resource_server.answer = Some(consumer.ask(call).await?);
    Ok(())
}

#[when("somebody without an access token asks under an interaction id")]
async fn asks_under_an_id(world: &mut World) -> Step {
    let consumer = world.resource_server.consumer()?;
    consumer.read().await?.served("the control")?;
    let call = consumer.reading();
    let call = call.header(resource_response::INTERACTION_ID, INTERACTION_ID);
    world.resource_server.interaction_id = Some(INTERACTION_ID.to_owned());
    world.resource_server.answer = Some(consumer.send(call).await?);
    Ok(())
}

#[then("the answer is text in UTF-8")]
fn is_utf_8(world: &mut World) -> Step {
    demand(world, resource_response::defect_of_encoding)
}

#[then("the answer is called JSON")]
fn is_json(world: &mut World) -> Step {
    demand(world, resource_response::defect_of_media_type)
}

#[then("the answer has the date of the server")]
fn has_a_date(world: &mut World) -> Step {
    demand(world, resource_response::defect_of_date)
}

#[then("the answer names the interaction")]
fn names_the_interaction(world: &mut World) -> Step {
    let answer = world.resource_server.answer()?;
    match resource_response::defect_of_interaction_id(&answer.exchange) {
        Some(finding) => Err(Stop::violated(finding.at(answer.exchange.number))),
        None => Ok(()),
    }
}

fn demand(world: &World, defect: resource_response::Defect) -> Step {
    let answer = world
        .resource_server
        .demand_served("the resource server serves the request")?;
    match defect(&answer.exchange) {
        Some(finding) => Err(Stop::violated(finding.at(answer.exchange.number))),
        None => Ok(()),
    }
}

#[then("the interaction id is in the log of the resource server")]
async fn is_logged(world: &mut World) -> Step {
    let sent = world.resource_server.interaction_id()?;
    let held = world.environment.inspect(Party::ResourceServer).await?;
    let entries = held["interactions"].as_array();
    let mut entries = entries.into_iter().flatten();
    let logged = |entry: &Value| entry["interactionId"] == sent;
    if entries.any(logged) {
        return Ok(());
    }
    Err(Stop::violated(Finding::new(
        format!("the interaction id {sent} in the log"),
        "no such id in the log",
    )))
}
