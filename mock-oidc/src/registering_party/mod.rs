//! Who registers recipients at providers (FDX API Security Profile, 2A to 2C): a platform for its recipients, or a recipient for itself.
//!
//! It is a client without a server: it does what it is told to, registers each application of its recipient, registers all of them anew
//! when the intermediaries change, reads, updates and deletes registrations, and asks for authorization in the names of applications. It can be told to commit [`faults`], one deviation each.

mod authorization;
mod faults;
mod management;
mod metadata;
mod party;
mod provider;
mod settings;
mod signing;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests;
mod trouble;

pub use party::RegisteringParty;
pub use settings::{Application, Intermediary, Settings};
pub use trouble::Trouble;

use mock_kit::Fault;

/// Every deviation that the registering party can commit, by seam.
#[must_use]
pub fn faults() -> &'static [&'static [&'static Fault]] {
    faults::SEAMS
}
