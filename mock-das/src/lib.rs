//! WIPO DAS as the conformance harness plays it: the hosted flows of the DAS API, version 1.
//!
//! [`spawn`] starts a DAS and returns its [`Handle`]. What an office does goes through HTTPS and nothing else: upload, register, correct,
//! replace, withdraw, retrieve by notification or by polling, download, delete. What the wire looks like where public sources disagree is
//! one [`Variant`]; how long everything lasts is measured on one clock; how it may misbehave is listed by [`faults`].
//!
//! Left out are documents that an office keeps in a digital library of its own, uploads through the transit zone, the PCT service, and
//! the set-up in which an office runs its own authorization server.

mod authorization_server;
pub mod certificate;
mod checks;
pub mod content;
mod das;
mod das_error;
mod endpoints;
mod faults;
mod handle;
mod inspection;
mod notifier;
pub mod number;
mod retention;
mod server;
mod settings;
mod settlement;
mod state;
pub mod storage;
mod tokens;
mod white_list;
mod wire;

#[cfg(test)]
mod tests;

use mock_kit::Fault;

pub use handle::{Handle, StartError, spawn};
pub use settings::{
    AccessCodePattern, Algorithm, AuthorizationServer, Office, OfficeApi, OutboundClient,
    PctService, RetrievalErrors, Settings, StorageChoice, TokenAudience, TokenSource, Variant,
};

/// The deviations that a DAS can be told to commit, seam by seam.
pub fn faults() -> &'static [&'static [&'static Fault]] {
    faults::SEAMS
}
