//! How a registering party manages its registrations (RFC 7592, 2).

use cucumber::then;
use serde_json::Value;

use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;
use crate::world::registering_party::Managed;

/// What the response has beside the metadata (RFC 7592, 2.2).
const ISSUED: [&str; 4] = [
    "registration_access_token",
    "registration_client_uri",
    "client_id_issued_at",
    "client_secret_expires_at",
];
/// What is no matter of the client: its id has a row of its own, and its status is for the server to say (FDX, 2A 5a).
const APART: [&str; 2] = ["client_id", "status"];

#[then("every registration is managed with the token that came with it")]
fn own_token(world: &mut World) -> Step {
    for_each(world.managements()?, |managed| {
        let shown = managed.exchange.request.header("Authorization");
        let token = shown.and_then(|shown| shown.split_once(' '));
        let token = token.map_or("", |(_, token)| token.trim());
        let own = managed.told["registration_access_token"].as_str();
        let is_own = own == Some(token);
        (!is_own).then(|| Finding::new("the registration access token", "another token"))
    })
}

#[then("every update has all metadata that were told")]
fn has_all(world: &mut World) -> Step {
    for_each(updates(world)?, |update| {
        let told = update.told.as_object().into_iter().flatten();
        let told = told.filter(|(_, value)| !value.is_null());
        let mut told = told.map(|(name, _)| name.as_str());
        let sent = update.content();
        let missing = told.find(|name| {
            !ISSUED.contains(name) && !APART.contains(name) && sent.get(*name).is_none()
        });
        missing.map(|name| Finding::new(name, format!("an update without {name}")))
    })
}

#[then("no update has what the server alone says")]
fn has_nothing_issued(world: &mut World) -> Step {
    for_each(updates(world)?, |update| {
        let sent = update.content();
        let mut issued = ISSUED.into_iter();
        let found = issued.find(|name| sent.get(*name).is_some());
        found.map(|name| Finding::new("metadata of the client alone", name))
    })
}

#[then("every update names the client that it is about")]
fn names_its_client(world: &mut World) -> Step {
    for_each(updates(world)?, |update| {
        let told = &update.told["client_id"];
        match update.content().get("client_id") {
            Some(sent) if sent == told => None,
            Some(sent) => Some(Finding::new(told.to_string(), format!("client_id {sent}"))),
            None => Some(Finding::new("client_id", "client_id absent")),
        }
    })
}

fn updates(world: &World) -> Result<Vec<Managed>, Stop> {
    let mut managed = world.managements()?;
    managed.retain(|each| each.exchange.request.method == "PUT");
    if managed.is_empty() {
        return Err(world.has_not("updated a registration"));
    }
    Ok(managed)
}

fn for_each(managed: Vec<Managed>, defect: impl Fn(&Managed) -> Option<Finding>) -> Step {
    for each in managed {
        if let Some(finding) = defect(&each) {
            return Err(Stop::violated(finding.at(each.exchange.number)));
        }
    }
    Ok(())
}

impl Managed {
    /// What an update says.
    fn content(&self) -> Value {
        serde_json::from_slice(&self.exchange.request.body).unwrap_or_default()
    }
}
