//! What the office holds: its documents, the requests forwarded to it, and what it was notified of.

pub mod forwarded;
pub mod stage;

use bytes::Bytes;
use indexmap::{IndexMap, IndexSet};
use jiff::civil::Date;

use self::forwarded::Forwarded;
use super::settings::{Availability, Document};
use crate::content::{FormatCategory, checksum};
use crate::number::DocumentNumber;
use crate::state::registration::DocumentKey;

/// A document in the digital library.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Its filing date.
    pub date: Date,
    /// Its octets.
    pub content: Bytes,
    /// Their SHA-256 in lowercase hexadecimal.
    pub checksum: String,
    /// `fileFormatCategory`.
    pub format: FormatCategory,
    /// Whether it can be had.
    pub availability: Availability,
}

/// Everything that the office holds.
#[derive(Debug, Default)]
pub struct Records {
    /// The digital library.
    pub documents: IndexMap<DocumentKey, Kept>,
    /// The requests that WIPO forwarded, by the office's own acknowledgement id.
    pub forwarded: IndexMap<String, Forwarded>,
    /// The acknowledgement ids of the office's own retrievals at WIPO.
    pub expected: IndexSet<String>,
    /// How often each of them was reported as settled.
    pub notified: IndexMap<String, usize>,
}

impl Records {
    /// Puts a document into the library; false where the number is no number.
    pub fn keep(&mut self, document: Document) -> bool {
        let Ok(number) = DocumentNumber::parse(&document.number, document.kind) else {
            return false;
        };
        let key = DocumentKey {
            number: number.canonical().to_owned(),
            kind: document.kind,
        };
        let kept = Kept {
            date: document.date,
            checksum: checksum(&document.content),
            content: document.content.into(),
            format: document.format,
            availability: document.availability,
        };
        self.documents.insert(key, kept);
        true
    }

    /// The request that WIPO forwarded under this id of its own.
    pub fn forwarded_as(&self, das_ack_id: &str) -> Option<&Forwarded> {
        let mut requests = self.forwarded.values();
        requests.find(|request| request.das_ack_id == das_ack_id)
    }

    /// The request that either acknowledgement id stands for.
    pub fn named(&self, ack_id: &str) -> Option<&Forwarded> {
        let own = self.forwarded.get(ack_id);
        own.or_else(|| self.forwarded_as(ack_id))
    }

    /// Forgets what exchanges made; the library stays.
    pub fn forget(&mut self) {
        self.forwarded.clear();
        self.expected.clear();
        self.notified.clear();
    }
}
