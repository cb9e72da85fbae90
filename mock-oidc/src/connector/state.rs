//! What a connector remembers, behind one lock.

use serde::Serialize;

use super::key_set::KeySet;

/// Everything that changes while a connector runs.
#[derive(Debug, Default)]
pub struct State {
    /// The messages that were taken, oldest first.
    pub messages: Vec<Message>,
    /// The keys of the DAPS as first fetched, which only a connector that misbehaves goes back to.
    pub first_keys: Option<KeySet>,
}

/// A message that was taken.
#[derive(Clone, Debug, Serialize)]
pub struct Message {
    /// The connector that it comes from.
    pub from: String,
    /// What it says.
    pub text: String,
}
