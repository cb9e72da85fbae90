//! A registry of recipients (FDX API Security Profile, 2C): it tells providers who a client is, to those callers that it knows.
//!
//! It is a party of its own, which nobody reaches but over HTTPS. How recipients come to be registered there, and how callers come by
//! their access tokens, is agreed on elsewhere. It can be told to commit [`faults`], one deviation each.

mod endpoints;
mod faults;
mod handle;
mod page;
mod recipient;
mod refusal;
mod server;
mod settings;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests;

pub use handle::{Handle, StartError, spawn};
pub use recipient::{Recipient, RegistryReference};
pub use settings::Settings;

use mock_kit::Fault;

/// Every deviation that the registry can commit, by seam.
#[must_use]
pub fn faults() -> &'static [&'static [&'static Fault]] {
    faults::SEAMS
}
