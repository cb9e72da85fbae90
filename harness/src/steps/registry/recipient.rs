//! Single recipients, and what is told of each (FDX, 2C, recipient metadata).

use cucumber::{then, when};
use serde_json::Value;

use super::listing::{list, recipients, served};
use crate::actor::Party;
use crate::actor::office::answer::Answer;
use crate::exchange::call::Call;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

/// What makes a reference to a registry whole.
const REFERENCE: [&str; 3] = ["registered_entity_name", "registered_entity_id", "registry"];
/// The registries there are.
const REGISTRIES: [&str; 4] = ["PRIVATE", "FDX", "GLEIF", "ICANN"];
/// By what a recipient can be looked up.
const RECOGNISED_BY: [&str; 3] = ["client_name", "client_uri", "logo_uri"];

#[when("a provider reads a recipient of the list")]
async fn reads(world: &mut World) -> Step {
    let listed = list(world, &[]).await?.served("the list")?;
    let first = recipients(&listed).and_then(|all| all.first().cloned());
    let id = first.and_then(|first| first["recipient_id"].as_str().map(str::to_owned));
    let none = || Stop::inconclusive("the list names no recipient");
    world.registry.answer = Some(read(world, &id.ok_or_else(none)?).await?);
    Ok(())
}

/// That the list can be had is the control.
#[when("a provider reads a recipient that nobody knows")]
async fn reads_an_unknown_one(world: &mut World) -> Step {
    list(world, &[]).await?.served("the list")?;
    let unknown = crate::randomness::identifier();
    world.registry.answer = Some(read(world, &unknown).await?);
    Ok(())
}

async fn read(world: &World, recipient_id: &str) -> Result<Answer, Stop> {
    let facts = world.environment.registry().await?;
    let url = facts.recipient(recipient_id)?;
    let call = Call::get(Party::Registry, url).bearer(&facts.access_token);
    let sender = world.environment.sender("provider");
    Answer::of(sender.send(call).await?)
}

#[then("the registry serves the request")]
fn is_served(world: &mut World) -> Step {
    served(world).map(drop)
}

#[then("the registry tells one recipient with nothing around it")]
fn tells_one(world: &mut World) -> Step {
    let answer = served(world)?;
    if answer.body()["recipient_id"].is_string() {
        return Ok(());
    }
    Err(Stop::violated(answer.finding(
        "one object with recipient_id",
        "no recipient_id at the top",
    )))
}

#[then("the registry answers that it is not there")]
fn is_not_there(world: &mut World) -> Step {
    let answer = world.registry.answer()?;
    if answer.status() == 404 {
        return Ok(());
    }
    let received = format!("status {}", answer.status());
    Err(Stop::violated(answer.finding("status 404", received)))
}

#[then("every recipient has its id")]
fn has_its_id(world: &mut World) -> Step {
    for_each(world, |recipient| lacking(recipient, &["recipient_id"]))
}

#[then("every recipient can be recognised")]
fn can_be_recognised(world: &mut World) -> Step {
    for_each(world, |recipient| lacking(recipient, &RECOGNISED_BY))
}

#[then("every reference to a registry is whole")]
fn is_whole(world: &mut World) -> Step {
    for_each(world, |recipient| {
        let references = recipient["registry_references"].as_array();
        let mut references = references.into_iter().flatten();
        references
            .find_map(|reference| lacking(reference, &REFERENCE).or_else(|| unknown(reference)))
    })
}

#[then("no recipient has intermediaries")]
fn has_none(world: &mut World) -> Step {
    for_each(world, |recipient| {
        let told = recipient.get("intermediaries");
        told.map(|_| Finding::new("no intermediaries", "intermediaries"))
    })
}

fn for_each(world: &World, defect: impl Fn(&Value) -> Option<Finding>) -> Step {
    let answer = served(world)?;
    let held = recipients(&answer).unwrap_or_default();
    if held.is_empty() {
        return Err(Stop::inconclusive("the list holds no recipient"));
    }
    match held.iter().find_map(defect) {
        Some(finding) => Err(Stop::violated(finding.at(answer.exchange.number))),
        None => Ok(()),
    }
}

fn lacking(object: &Value, members: &[&str]) -> Option<Finding> {
    let mut members = members.iter();
    let absent = members.find(|name| !object[**name].is_string())?;
    Some(Finding::new(*absent, format!("{absent} absent")))
}

fn unknown(reference: &Value) -> Option<Finding> {
    let registry = reference["registry"].as_str()?;
    let known = REGISTRIES.contains(&registry);
    (!known).then(|| Finding::new(REGISTRIES.join(", "), format!("registry {registry}")))
}
