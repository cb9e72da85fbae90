//! The state machines and the records that hold them.

pub mod due;
pub mod errand;
mod errands;
pub mod file;
pub mod identifiers;
pub mod notification;
pub mod registration;
pub mod retrieval;
pub mod told;
pub mod transit_copy;

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;
use jiff::{SignedDuration, Timestamp};

use crate::checks::guessing::Guesses;
use crate::storage::ObjectName;
use due::{DueQueue, Sending, Work};
use file::{Content, File};
use identifiers::{FileId, RequestAckId};
use notification::Notification;
use registration::{DocumentKey, Registration, RegistrationRequest};
use retrieval::Retrieval;
use told::Told;

/// Everything that exchanges have made, in the order in which they made it.
#[derive(Debug, Default)]
pub struct Records {
    /// Files.
    pub files: IndexMap<FileId, File>,
    /// Files by the objects that their upload URLs name.
    pub uploads: HashMap<ObjectName, FileId>,
    /// Retrievals by the objects that their download URLs name.
    pub copies: HashMap<ObjectName, RequestAckId>,
    /// Retrievals by the document.
    pub requested: HashMap<DocumentKey, Vec<RequestAckId>>,
    /// Retrievals by the office that requested them.
    pub requested_by: HashMap<String, Vec<RequestAckId>>,
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
    /// What is to be sent now.
    pub outbox: Vec<Sending>,
    /// Retrievals that were forwarded and that their offices have not acknowledged.
    pub unacknowledged: HashSet<RequestAckId>,
    /// Forwarded retrievals by the office asked and the acknowledgement id of its own.
    pub office_acks: HashMap<(String, String), RequestAckId>,
    /// Retrievals whose content came through the transit zone.
    pub passed: HashSet<RequestAckId>,
    /// What offices said of requests whose acknowledgement of theirs has not arrived yet, by office and its own acknowledgement id.
    pub early: HashMap<(String, String), Told>,
    /// Wrong access codes, by office and document.
    pub guesses: HashMap<(String, DocumentKey), Guesses>,
    /// What was kept of documents of RO/IB, by the fault that keeps it.
    pub cached: HashMap<DocumentKey, Content>,
    /// How many acknowledgement ids were counted, by the fault that counts them.
    pub counted: u64,
}

impl Records {
    /// Notes work for a moment.
    pub fn schedule(&mut self, at: Timestamp, work: Work) {
        self.due.add(at, work);
    }

    /// From when on there is something to do: at once, where something is to be sent.
    pub fn next_moment(&self) -> Timestamp {
        if !self.outbox.is_empty() {
            return Timestamp::MIN;
        }
        self.due.next().unwrap_or(Timestamp::MAX)
    }

    /// Notes a file for which an upload URL was asked.
    pub fn add_file(&mut self, file: File) {
        self.uploads
            .insert(file.upload_object.clone(), file.id.clone());
        self.files.insert(file.id.clone(), file);
    }

    /// Notes a retrieval that was requested.
    pub fn add_retrieval(&mut self, retrieval: Retrieval) {
        let of_document = self.requested.entry(retrieval.key.clone()).or_default();
        of_document.push(retrieval.ack.clone());
        let of_office = self.requested_by.entry(retrieval.office.clone());
        of_office.or_default().push(retrieval.ack.clone());
        self.retrievals.insert(retrieval.ack.clone(), retrieval);
    }

    /// The retrievals of one office.
    pub fn retrievals_by(&self, office: &str) -> impl Iterator<Item = &Retrieval> {
        let acks = self.requested_by.get(office).into_iter().flatten();
        acks.filter_map(|ack| self.retrievals.get(ack))
    }

    /// The retrievals of one document.
    pub fn retrievals_of(&self, key: &DocumentKey) -> Vec<RequestAckId> {
        self.requested.get(key).cloned().unwrap_or_default()
    }
}

/// `span` after `moment`, at the latest the end of time.
pub fn later(moment: Timestamp, span: SignedDuration) -> Timestamp {
    moment.checked_add(span).unwrap_or(Timestamp::MAX)
}
