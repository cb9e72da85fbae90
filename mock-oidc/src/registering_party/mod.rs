//! Who registers recipients at providers (FDX API Security Profile, 2A to 2C): a platform for its recipients, or a recipient for itself.
//!
//! It does what it is told to: it registers each application of its recipient, registers all of them anew when the intermediaries change,
//! reads, updates and deletes registrations, and asks for authorization in the names of applications. It is told so by calls, or once it is
//! spawned by orders that are posted to it. It can be told to commit [`faults`], one deviation each.

mod authorization;
mod faults;
mod handle;
mod management;
mod metadata;
mod order;
mod party;
mod provider;
mod settings;
mod signing;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests;
mod trouble;

pub use handle::{Handle, StartError, spawn};
pub use order::{Order, OrderError};
pub use party::RegisteringParty;
pub use settings::{Application, Intermediary, Settings};
pub use trouble::Trouble;

use mock_kit::Fault;

/// Every deviation that the registering party can commit, by seam.
#[must_use]
pub fn faults() -> &'static [&'static [&'static Fault]] {
    faults::SEAMS
}
