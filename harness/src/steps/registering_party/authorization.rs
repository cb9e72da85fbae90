//! What a registering party says in authorization requests (FDX, 2C, new fields).

use cucumber::then;

use super::chain::list;
use crate::actor::environment::registry::AGREED;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;
use crate::world::registering_party::Sent;

#[then("every request names the registry that was agreed on")]
fn names_the_registry(world: &mut World) -> Step {
    for_each(world, |sent| match sent.content["registry"].as_str() {
        Some(AGREED) => None,
        Some(other) => Some(Finding::new(AGREED, format!("registry {other}"))),
        None => Some(Finding::new(AGREED, "registry absent")),
    })
}

#[then("every request names the intermediaries")]
fn names_the_intermediaries(world: &mut World) -> Step {
    for_each(world, |sent| {
        let told = sent.content.get("intermediaries");
        told.is_none()
            .then(|| Finding::new("intermediaries", "intermediaries absent"))
    })
}

#[then("the intermediaries of every request are a list in base64")]
fn are_a_list(world: &mut World) -> Step {
    for_each(world, |sent| {
        let told = sent.content.get("intermediaries")?;
        list(told).is_none().then(|| {
            Finding::new(
                "a list of objects in base64",
                "no list of objects in base64",
            )
        })
    })
}

#[then("no request names intermediaries")]
fn names_none(world: &mut World) -> Step {
    for_each(world, |sent| {
        let told = sent.content.get("intermediaries");
        told.map(|_| Finding::new("no intermediaries", "intermediaries"))
    })
}

fn for_each(world: &World, defect: impl Fn(&Sent) -> Option<Finding>) -> Step {
    for sent in world.requests_pushed()? {
        if let Some(finding) = defect(&sent) {
            return Err(Stop::violated(finding.at(sent.exchange.number)));
        }
    }
    Ok(())
}
