//! The journal of a party: what it received and answered, byte for byte.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::HeaderMap;
use jiff::Timestamp;

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
}

/// A body as it went by: its first [`BODY_LIMIT`] octets and its whole length. Clones share what is captured.
#[derive(Clone, Debug, Default)]
pub struct CapturedBody {
    capture: Arc<Mutex<Capture>>,
}

#[derive(Debug, Default)]
struct Capture {
    octets: Vec<u8>,
    length: u64,
}

impl CapturedBody {
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
        let room = BODY_LIMIT.saturating_sub(capture.octets.len());
        let kept = passing.len().min(room);
        capture.octets.extend_from_slice(&passing[..kept]);
        capture.length += passing.len() as u64;
    }

    fn lock(&self) -> MutexGuard<'_, Capture> {
        self.capture.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The exchanges of one party. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    pages: Arc<Mutex<Pages>>,
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

    /// The exchanges kept, oldest first.
    #[must_use]
    pub fn entries(&self) -> Vec<Exchange> {
        self.lock().entries.iter().cloned().collect()
    }

    /// The exchanges after the one with this number.
    #[must_use]
    pub fn since(&self, number: u64) -> Vec<Exchange> {
        let pages = self.lock();
        let later = pages.entries.iter().filter(|entry| entry.number > number);
        later.cloned().collect()
    }

    /// How many handlers panicked: each one is a bug of the mock, never of its peer.
    #[must_use]
    pub fn panics(&self) -> u64 {
        self.lock().panics
    }

    /// Forgets everything.
    pub fn clear(&self) {
        *self.lock() = Pages::default();
    }

    pub(crate) fn note_panic(&self) {
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
