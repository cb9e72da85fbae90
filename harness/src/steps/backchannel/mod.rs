//! Authentication over the back channel (CIBA): what an authorization server makes of requests, polls and decisions, and of whom it
//! notifies.

mod acknowledgement;
mod client;
mod decision;
mod metadata;
mod notification;
mod poll;
mod push;
mod registration;
mod request;
mod subject;
mod tokens;

use crate::actor::oauth_client::answer::Answer;
use crate::stop::{Step, Stop};

/// A finding that an answer shows.
fn violated(answer: &Answer, expected: &str, received: impl Into<String>) -> Step {
    Err(Stop::violated(answer.finding(expected, received)))
}
