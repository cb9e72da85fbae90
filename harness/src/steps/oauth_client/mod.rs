//! A web client under test: what it sends while users sign in, and where it has to stop.

mod assertion;
mod connection;
mod ending;
mod key;
mod metadata;
mod notification;
mod refresh;
mod request;
mod request_object;
mod resource_request;
mod set_up;
mod sign_in;
mod token_request;

use crate::actor::web_client::sign_in::SignIn;
use crate::exchange::model::Exchange;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

/// A finding that an exchange shows.
fn shown_by(number: u32, expected: impl Into<String>, received: impl Into<String>) -> Step {
    Err(Stop::violated(Finding::new(expected, received).at(number)))
}

fn went_wrong(sign_in: &SignIn, expected: &str) -> Step {
    Err(Stop::violated(reached(sign_in, expected)))
}

/// A finding about how far the client went.
fn reached(sign_in: &SignIn, expected: &str) -> Finding {
    let finding = Finding::new(expected, sign_in.reach());
    match sign_in.to_servers.last() {
        Some(exchange) => finding.at(exchange.number),
        None => finding,
    }
}

/// Everything that the client sent while users signed in.
fn sent(world: &World) -> impl Iterator<Item = &Exchange> {
    let sign_ins = world.web_client.sign_ins.iter();
    sign_ins.flat_map(|one| one.to_servers.iter().chain(&one.to_resource))
}
