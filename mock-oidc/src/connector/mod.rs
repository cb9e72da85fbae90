//! A connector of a data space: it gets a Dynamic Attribute Token from its DAPS, and takes messages from others that show theirs (IDS-G,
//! DAPS).
//!
//! Messages come over connections on which both sides show a certificate, and a DAT counts only over a connection with one of the
//! certificates that it lists. Whoever posts to `ask` makes it ask. The connector can be told to commit [`faults`], one deviation each.

mod compact;
mod daps;
mod data_connector;
mod document;
mod faults;
mod handle;
mod key_set;
mod message;
mod operator;
mod refusal;
mod request;
mod request_token;
mod server;
mod settings;
mod state;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests;
mod verification;

pub use handle::{Handle, StartError, spawn};
pub use request::AskError;
pub use settings::{Daps, Identity, Settings};

use mock_kit::Fault;

/// Every deviation that the connector can commit, by seam.
#[must_use]
pub fn faults() -> &'static [&'static [&'static Fault]] {
    faults::SEAMS
}
