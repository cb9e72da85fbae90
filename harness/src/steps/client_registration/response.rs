//! What is told of a registration (RFC 7591, 3.2.1; RFC 7592, 3).

use cucumber::{then, when};
use serde_json::Value;

use crate::actor::Party;
use crate::actor::oauth_client::answer::Answer;
use crate::actor::registration::recipient::told;
use crate::exchange::call::Call;
use crate::stop::{Step, Stop};
use crate::world::World;

/// What no server that registers a client can leave unregistered (RFC 7591, 2).
const REGISTERED: [&str; 5] = [
    "redirect_uris",
    "client_name",
    "grant_types",
    "response_types",
    "token_endpoint_auth_method",
];

#[when("a partner looks for the registration endpoint")]
async fn looks(world: &mut World) -> Step {
    let server = world.environment.authorization_server().await?;
    let call = Call::get(Party::AuthorizationServer, server.discovery_url);
    let exchange = world.environment.sender("partner").send(call).await?;
    world.registration.answer = Some(Answer::new(exchange));
    Ok(())
}

#[then("the metadata name a registration endpoint")]
fn name_the_endpoint(world: &mut World) -> Step {
    let answer = world.registration.answer()?;
    match answer.text("registration_endpoint") {
        Some(address) if address.starts_with("https:") => Ok(()),
        Some(address) => Err(Stop::violated(answer.finding(
            "a registration_endpoint over HTTPS",
            format!("registration_endpoint {address}"),
        ))),
        None => absent(answer, "registration_endpoint"),
    }
}

#[then("the response tells the client id")]
fn tells_the_client_id(world: &mut World) -> Step {
    let answer = accepted(world)?;
    if answer.status() != 201 {
        let received = format!("status {}", answer.status());
        return Err(Stop::violated(answer.finding("status 201", received)));
    }
    demand(answer, "client_id")
}

#[then("the response tells what was registered")]
fn tells_what_was_registered(world: &mut World) -> Step {
    let answer = accepted(world)?;
    REGISTERED.iter().try_for_each(|name| demand(answer, name))
}

#[then("the response tells where and how the registration is managed")]
fn tells_the_management(world: &mut World) -> Step {
    let answer = accepted(world)?;
    demand(answer, "registration_client_uri")?;
    demand(answer, "registration_access_token")
}

#[then("the response tells the description of the recipient")]
fn tells_the_description(world: &mut World) -> Step {
    let answer = accepted(world)?;
    let recipient = world.registration.recipient.as_ref();
    let sent = recipient.map(|recipient| &recipient.metadata["description"]);
    match answer.body().get("description") {
        None => absent(answer, "description"),
        told if told == sent => Ok(()),
        _ => Err(Stop::violated(
            answer.finding("the description that was sent", "another description"),
        )),
    }
}

/// The answer, where the recipient was registered; a refusal is judged elsewhere.
pub(super) fn accepted(world: &World) -> Result<&Answer, Stop> {
    let answer = world.registration.answer()?;
    if answer.succeeded() {
        return Ok(answer);
    }
    let why = format!("the recipient was not registered: {}", told(answer));
    Err(Stop::inconclusive(why))
}

fn demand(answer: &Answer, name: &str) -> Step {
    match answer.body().get(name) {
        None | Some(Value::Null) => absent(answer, name),
        Some(_) => Ok(()),
    }
}

pub(super) fn absent(answer: &Answer, name: &str) -> Step {
    Err(Stop::violated(
        answer.finding(name, format!("{name} absent")),
    ))
}
