//! A small customer resource under FAPI 1.0 (Baseline and Advanced, 6.2.1): accounts to read, and payments to make.
//!
//! It is a party of its own, which knows the authorization server only over HTTPS: it asks about every access token (RFC 7662), each time
//! anew, so that a revocation acts at once. It can be told to commit [`faults`], one deviation each.

mod account_number;
mod accounts;
mod checks;
mod cross_origin;
mod endpoints;
mod envelope;
mod faults;
mod handle;
mod interaction;
mod introspection;
mod refusal;
mod resource_server;
mod server;
mod settings;
mod state;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests;

pub use account_number::AccountNumber;
pub use accounts::Account;
pub use handle::{Handle, StartError, spawn};
pub use introspection::CredentialsError;
pub use settings::{Credentials, Protection, Settings};

use mock_kit::Fault;

/// Every deviation that the resource can commit, by seam.
#[must_use]
pub fn faults() -> &'static [&'static [&'static Fault]] {
    faults::SEAMS
}
