//! An office's client under test: what it is made to do, what the others do to it, and what it does then.

mod act;
mod assertion;
mod connection;
mod honesty;
mod pace;
mod time_zone;
mod token;
mod token_request;
mod trouble;
mod upload;

use crate::actor::office_client::run::{Run, described};
use crate::exchange::model::Exchange;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;

/// A finding that an exchange shows.
fn shown_by(exchange: &Exchange, expected: &str, received: impl Into<String>) -> Step {
    let finding = Finding::new(expected, received).at(exchange.number);
    Err(Stop::violated(finding))
}

/// A finding about how the client ended.
fn ended_wrongly(run: &Run, expected: &str) -> Step {
    let received = format!("it says that it is done: {}", run.ended.how);
    Err(Stop::violated(Finding::new(expected, received)))
}

/// A request, in a finding.
fn request_named(exchange: &Exchange) -> String {
    format!("a request: {}", described(exchange))
}
