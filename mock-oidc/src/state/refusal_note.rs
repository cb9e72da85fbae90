//! Why the latest requests were refused: the wire does not say, the operator may ask.

use std::collections::VecDeque;

use jiff::Timestamp;
use serde::Serialize;

/// How many notes are kept.
const NOTES_KEPT: usize = 50;

/// One refused request.
#[derive(Clone, Debug, Serialize)]
pub struct RefusalNote {
    /// When it was refused.
    pub at: Timestamp,
    /// Why, in full.
    pub reason: String,
}

/// The latest notes, oldest first.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(transparent)]
pub struct RefusalNotes(VecDeque<RefusalNote>);

impl RefusalNotes {
    /// Adds a note and drops the oldest one where there are too many.
    pub fn add(&mut self, at: Timestamp, reason: String) {
        if self.0.len() == NOTES_KEPT {
            self.0.pop_front();
        }
        self.0.push_back(RefusalNote { at, reason });
    }

    /// The reason of the latest refusal.
    #[cfg(test)]
    #[must_use]
    pub fn latest(&self) -> Option<&str> {
        self.0.back().map(|note| note.reason.as_str())
    }
}
