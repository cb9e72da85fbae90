//! WIPO DAS as the conformance harness plays it: the hosted flows of the DAS API, version 1.
//!
//! [`spawn`] starts a DAS and returns its [`Handle`]. What an office does goes through HTTPS and nothing else: upload, register, correct,
//! replace, withdraw, retrieve by notification or by polling, download, delete. What the wire looks like where public sources disagree is
//! one [`Variant`]; how long everything lasts is measured on one clock; how it may misbehave is listed by [`faults`].
//!
//! What DAS does not keep it has from whoever keeps it: an office with a digital library of its own, which may pass big documents through the
//! transit zone, and the PCT service for documents of RO/IB.

mod arrivals;
mod authorization_server;
mod broken_off;
mod callee;
pub mod certificate;
mod checks;
pub mod client;
pub mod content;
mod das;
mod das_error;
mod encrypted_content;
mod endpoints;
mod erasure;
mod faults;
mod fetching;
mod field_names;
mod forwarding;
mod handle;
mod inspection;
mod notifier;
pub mod number;
pub mod office;
mod operations;
pub mod pct;
mod pct_cache;
mod peer;
mod preparation;
mod rendezvous;
mod retention;
mod server;
mod settings;
mod settlement;
mod state;
mod stimuli;
pub mod storage;
mod tokens;
mod transit_zone;
mod white_list;
mod wire;
mod worker;

#[cfg(test)]
mod tests;

use mock_kit::Fault;

pub use field_names::FieldNames;
pub use handle::{Handle, StartError, spawn, spawn_within};
pub use operations::{Operation, Operations};
pub use settings::{
    AccessCodePattern, Algorithm, AuthorizationServer, ContentEncryption, Headers, Office,
    OfficeApi, OutboundClient, PctService, RetrievalErrors, RoIbErasedAfter, Settings,
    StorageChoice, TokenAudience, TokenSource, Variant,
};

/// The deviations that a DAS can be told to commit, seam by seam.
pub fn faults() -> &'static [&'static [&'static Fault]] {
    faults::SEAMS
}
