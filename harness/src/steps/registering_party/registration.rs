//! What a registering party says of applications (FDX, 2A and 2B, compliance).

use std::collections::BTreeSet;

use cucumber::then;
use serde_json::Value;

use crate::actor::registration::portfolio::{APPLICATIONS, scope_of};
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;
use crate::world::registering_party::Sent;

/// Where a recipient can be looked up.
const ADDRESSES: [&str; 2] = ["client_uri", "logo_uri"];

#[then("every registration states its scope")]
fn states_its_scope(world: &mut World) -> Step {
    for_each(world, |sent| {
        let stated = sent.content["scope"].as_str().unwrap_or_default();
        stated
            .is_empty()
            .then(|| Finding::new("scope", "scope absent"))
    })
}

#[then("every registration says where the recipient can be looked up")]
fn can_be_looked_up(world: &mut World) -> Step {
    for_each(world, |sent| {
        let mut addresses = ADDRESSES.into_iter();
        let over_tls = |name: &&str| {
            let address = sent.content[*name].as_str();
            !address.unwrap_or_default().starts_with("https:")
        };
        let wrong = addresses.find(over_tls);
        let nameless = sent.content["client_name"]
            .as_str()
            .is_none_or(str::is_empty);
        let wrong = wrong.or(nameless.then_some("client_name"));
        wrong.map(|name| {
            let told = &sent.content[name];
            Finding::new("a name, and addresses over HTTPS", format!("{name} {told}"))
        })
    })
}

#[then("each application is registered with the scope that it needs")]
fn has_its_own_scope(world: &mut World) -> Step {
    let users = world
        .environment
        .wire()
        .authorization_server
        .authorization
        .clone();
    let offered = users.map(|users| users.scopes).unwrap_or_default();
    let sent = world.registrations_sent()?;
    let known = |sent: &Sent| APPLICATIONS.iter().any(|name| describes(sent, name));
    if !sent.iter().any(known) {
        let why = "no registration describes one of the applications";
        return Err(Stop::inconclusive(why));
    }
    for_each(world, |sent| {
        let mut applications = APPLICATIONS.into_iter();
        let application = applications.find(|name| describes(sent, name))?;
        let needed: BTreeSet<String> = scope_of(application, &offered).into_iter().collect();
        let beyond = values(&sent.content["scope"]).any(|value| !needed.contains(&value));
        beyond.then(|| {
            let needed: Vec<String> = needed.into_iter().collect();
            Finding::new(needed.join(" "), "the scope of another application")
        })
    })
}

#[then("each application has a name and a description of its own")]
fn has_its_own_name(world: &mut World) -> Step {
    let registrations = world.registrations_sent()?;
    if registrations.len() < APPLICATIONS.len() {
        return Err(world.has_not("registered each application"));
    }
    for name in ["client_name", "description"] {
        let told: BTreeSet<String> = registrations
            .iter()
            .map(|sent| sent.content[name].to_string())
            .collect();
        if told.len() < registrations.len() {
            return Err(Stop::violated(Finding::new(
                format!("another {name} for each application"),
                format!("the same {name} twice"),
            )));
        }
    }
    Ok(())
}

#[then("every registration comes over a connection with the certificate of the party")]
fn comes_with_the_certificate(world: &mut World) -> Step {
    for_each(world, |sent| {
        let shown = sent.exchange.tls.as_ref();
        let shown = shown.and_then(|tls| tls.certificate.as_ref());
        let authorization = sent.exchange.request.header("Authorization");
        if authorization.is_none() {
            return Some(Finding::new("an access token", "no access token"));
        }
        shown
            .is_none()
            .then(|| Finding::new("a certificate", "no certificate"))
    })
}

#[then("the registered scope covers what users are asked for")]
fn covers_what_is_asked(world: &mut World) -> Step {
    let registrations = world.registrations_sent()?;
    for asked in world.requests_pushed()? {
        let client_id = &asked.content["client_id"];
        let of_client = |sent: &&Sent| sent.told()["client_id"] == *client_id;
        let Some(registration) = registrations.iter().find(of_client) else {
            return Err(Stop::inconclusive(
                "a request comes from no registered client",
            ));
        };
        let registered: Vec<String> = values(&registration.content["scope"]).collect();
        let mut asked_for = values(&asked.content["scope"]);
        if let Some(value) = asked_for.find(|value| !registered.contains(value)) {
            let finding = Finding::new(
                "scope that is registered",
                format!("{value}, which is not registered"),
            );
            return Err(Stop::violated(finding.at(asked.exchange.number)));
        }
    }
    Ok(())
}

/// An application is known by its description, whatever it is called.
fn describes(sent: &Sent, application: &str) -> bool {
    let told = sent.content["description"].as_str().unwrap_or_default();
    told.contains(application)
}

fn values(scope: &Value) -> impl Iterator<Item = String> {
    let scope = scope.as_str().unwrap_or_default().to_owned();
    let values: Vec<String> = scope.split_whitespace().map(str::to_owned).collect();
    values.into_iter()
}

fn for_each(world: &World, defect: impl Fn(&Sent) -> Option<Finding>) -> Step {
    for sent in world.registrations_sent()? {
        if let Some(finding) = defect(&sent) {
            return Err(Stop::violated(finding.at(sent.exchange.number)));
        }
    }
    Ok(())
}
