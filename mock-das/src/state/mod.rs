//! The state machines and the records that hold them.

pub mod due;
pub mod file;
pub mod identifiers;
pub mod notification;
pub mod registration;
pub mod retrieval;
pub mod transit_copy;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use indexmap::IndexMap;
use jiff::{SignedDuration, Timestamp};

use crate::checks::guessing::Guesses;
use due::{DueQueue, Work};
use file::File;
use identifiers::{FileId, RequestAckId};
use notification::Notification;
use registration::{DocumentKey, Registration, RegistrationRequest};
use retrieval::Retrieval;

/// Everything that exchanges have made, in the order in which they made it.
#[derive(Debug, Default)]
pub struct Records {
    /// Files.
    pub files: IndexMap<FileId, File>,
    /// Documents, withdrawn ones included.
    pub registrations: IndexMap<DocumentKey, Registration>,
    /// Acknowledged registration requests.
    pub registration_requests: HashMap<RequestAckId, RegistrationRequest>,
    /// Acknowledged retrieval requests.
    pub retrievals: IndexMap<RequestAckId, Retrieval>,
    /// Notifications, by the retrieval that they are about.
    pub notifications: HashMap<RequestAckId, Notification>,
    /// What time will bring about.
    pub due: DueQueue,
    /// Notifications whose attempt is due.
    pub outbox: Vec<RequestAckId>,
    /// Wrong access codes, by office and document.
    pub guesses: HashMap<(String, DocumentKey), Guesses>,
    /// How many acknowledgement ids were counted, by the fault that counts them.
    pub counted: u64,
}

impl Records {
    /// Notes work for a moment.
    pub fn schedule(&mut self, at: Timestamp, work: Work) {
        self.due.add(at, work);
    }

    /// The retrievals of one document.
    pub fn retrievals_of(&self, key: &DocumentKey) -> Vec<RequestAckId> {
        let of_document = self.retrievals.values().filter(|one| one.key == *key);
        of_document.map(|one| one.ack.clone()).collect()
    }
}

/// `span` after `moment`, at the latest the end of time.
pub fn later(moment: Timestamp, span: SignedDuration) -> Timestamp {
    moment.checked_add(span).unwrap_or(Timestamp::MAX)
}
