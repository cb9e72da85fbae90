//! What is to happen at which moment.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::identifiers::{FileId, RequestAckId};
use super::registration::DocumentKey;
use crate::storage::ObjectName;

/// Work that time brings about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Work {
    /// Finish checking the content of a file.
    ValidateFile(FileId),
    /// Prepare the document of a retrieval.
    PrepareRetrieval(RequestAckId),
    /// Erase the transit copy of a retrieval.
    EraseCopy(RequestAckId),
    /// Give up a file that no registration has taken.
    ExpireFile(FileId),
    /// Forget a registration whose period in the library is over.
    ForgetRegistration(DocumentKey),
    /// Attempt to deliver the notification of a retrieval.
    Notify(RequestAckId),
    /// Attempt to forward a retrieval to the office that keeps the document.
    Forward(RequestAckId),
    /// Attempt to fetch the document of a retrieval from the party that keeps it.
    Fetch(RequestAckId),
    /// Stop waiting for the party that keeps the document.
    GiveUp(RequestAckId),
    /// Erase an object that the storage would not let go before.
    Erase(ObjectName),
}

/// What DAS has to send to another party now, about a retrieval. It is sent outside the lock of the records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sending {
    /// Its notification.
    Notification(RequestAckId),
    /// The request itself, to the office that keeps the document.
    ForwardedRequest(RequestAckId),
    /// The request for its content, to the party that keeps the document.
    Fetch(RequestAckId),
}

/// Work in the order of its moments. Doing work twice does no harm: every stage knows what it is ready for.
#[derive(Debug, Default)]
pub struct DueQueue {
    queue: BTreeSet<(Timestamp, Work)>,
}

impl DueQueue {
    /// Notes work for a moment.
    pub fn add(&mut self, at: Timestamp, work: Work) {
        self.queue.insert((at, work));
    }

    /// Takes the earliest work that is due, with its moment.
    pub fn take(&mut self, now: Timestamp) -> Option<(Timestamp, Work)> {
        let first = self.queue.first()?;
        if first.0 > now {
            return None;
        }
        self.queue.pop_first()
    }

    /// The moment of the earliest work.
    pub fn next(&self) -> Option<Timestamp> {
        self.queue.first().map(|(at, _)| *at)
    }
}
