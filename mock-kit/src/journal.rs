//! The journal of a party: what it received and answered, byte for byte. Documents alone are counted and hashed, not kept.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::HeaderMap;
use jiff::Timestamp;
use ring::digest::{self, SHA256};

/// Octets kept of one body; the rest is counted only.
pub const BODY_LIMIT: usize = 1 << 20;
/// Exchanges kept; the oldest go first.
pub const ENTRY_LIMIT: usize = 2_000;

static TURNS: AtomicU64 = AtomicU64::new(0);

/// The next place in the order of all requests of the process, for which no clock that stands still can vouch.
#[must_use]
pub fn next_turn() -> u64 {
    TURNS.fetch_add(1, Ordering::SeqCst)
}

/// One request with its response, as the receiving party saw them.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// Number within the journal, from 1.
    pub number: u64,
    /// Its place among the requests of all parties of the process: see [`next_turn`].
    pub turn: u64,
    /// The place of its answer in the same order: what came before it came while this one was waiting.
    pub answered: u64,
    /// When the request arrived, on the party's clock.
    pub at: Timestamp,
    /// The party that received it.
    pub party: &'static str,
    /// Request method.
    pub method: http::Method,
    /// Path and query as sent.
    pub target: String,
    /// Request header fields in order.
    pub request_headers: HeaderMap,
    /// Request body.
    pub request_body: CapturedBody,
    /// Response status.
    pub status: http::StatusCode,
    /// Response header fields.
    pub response_headers: HeaderMap,
    /// Response body.
    pub response_body: CapturedBody,
    /// How the channel was secured; nothing for plain HTTP.
    pub tls: Option<TlsFacts>,
}

/// What a TLS handshake agreed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsFacts {
    /// Protocol version, such as `TLSv1_3`.
    pub version: String,
    /// Cipher suite, by its registered name.
    pub suite: String,
    /// The SHA-256 of the certificate that the caller showed, as `x5t#S256` spells it (RFC 8705, 3.1).
    pub certificate: Option<String>,
}

/// A body as it went by: its first [`BODY_LIMIT`] octets and its whole length; of a document its hash in the place of its octets. Clones
/// share what is captured.
#[derive(Clone, Debug, Default)]
pub struct CapturedBody {
    capture: Arc<Mutex<Capture>>,
}

#[derive(Default)]
struct Capture {
    octets: Vec<u8>,
    hash: Option<digest::Context>,
    length: u64,
}

impl std::fmt::Debug for Capture {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = formatter.debug_struct("Capture");
        shown.field("length", &self.length).finish_non_exhaustive()
    }
}

impl CapturedBody {
    /// A body of which no octet is kept.
    pub(crate) fn of_document() -> Self {
        let body = Self::default();
        body.lock().hash = Some(digest::Context::new(&SHA256));
        body
    }

    /// The SHA-256 of a document that went by, in lowercase hexadecimal; nothing where the octets themselves are kept.
    #[must_use]
    pub fn document_hash(&self) -> Option<String> {
        let hash = self.lock().hash.clone();
        hash.map(|hash| hex::encode(hash.finish()))
    }

    /// The octets kept.
    #[must_use]
    pub fn octets(&self) -> Vec<u8> {
        self.lock().octets.clone()
    }

    /// How many octets went by.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.lock().length
    }

    pub(crate) fn append(&self, passing: &Bytes) {
        let mut capture = self.lock();
        capture.length += passing.len() as u64;
        if let Some(hash) = &mut capture.hash {
            hash.update(passing);
            return;
        }
        let room = BODY_LIMIT.saturating_sub(capture.octets.len());
        let kept = passing.len().min(room);
        capture.octets.extend_from_slice(&passing[..kept]);
    }

    fn lock(&self) -> MutexGuard<'_, Capture> {
        self.capture.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The exchanges of one party. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    pages: Arc<Mutex<Pages>>,
    documents_below: Option<&'static str>,
}

#[derive(Debug, Default)]
struct Pages {
    last: u64,
    panics: u64,
    entries: VecDeque<Exchange>,
}

impl Journal {
    /// An empty journal.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty journal of a party whose paths with this prefix lead to documents: not one octet of them is kept, whatever becomes
    /// of the exchange.
    #[must_use]
    pub fn without_documents_below(prefix: &'static str) -> Self {
        Self {
            documents_below: Some(prefix),
            ..Self::default()
        }
    }

    /// An empty record for a body that goes to this path, or comes from it.
    pub(crate) fn body_at(&self, path: &str) -> CapturedBody {
        let leads_to_document = self
            .documents_below
            .is_some_and(|prefix| path.starts_with(prefix));
        if leads_to_document {
            CapturedBody::of_document()
        } else {
            CapturedBody::default()
        }
    }

    /// The exchanges kept, oldest first.
    #[must_use]
    pub fn entries(&self) -> Vec<Exchange> {
        self.lock().entries.iter().cloned().collect()
    }

    /// The exchange with this number.
    #[must_use]
    pub fn entry(&self, number: u64) -> Option<Exchange> {
        let pages = self.lock();
        let found = pages.entries.iter().find(|entry| entry.number == number);
        found.cloned()
    }

    /// The exchanges after the one with this number.
    #[must_use]
    pub fn since(&self, number: u64) -> Vec<Exchange> {
        let pages = self.lock();
        let later = pages.entries.iter().filter(|entry| entry.number > number);
        later.cloned().collect()
    }

    /// How many handlers, and tasks that handlers began, panicked: each one is a bug of the mock, never of its peer.
    #[must_use]
    pub fn panics(&self) -> u64 {
        self.lock().panics
    }

    /// Forgets everything.
    pub fn clear(&self) {
        *self.lock() = Pages::default();
    }

    /// Notes that a handler panicked, or a task that one began.
    pub fn note_panic(&self) {
        self.lock().panics += 1;
    }

    pub(crate) fn record(&self, mut exchange: Exchange) {
        let mut pages = self.lock();
        pages.last += 1;
        exchange.number = pages.last;
        pages.entries.push_back(exchange);
        if pages.entries.len() > ENTRY_LIMIT {
            pages.entries.pop_front();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Pages> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
