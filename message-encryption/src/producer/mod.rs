//! A producer: with which recipients register their keys, and from which they fetch protected messages.
//!
//! What it has to tell is one customer: whole, or with the name encrypted and the rest in the clear. It can be told to commit
//! [`crate::faults::producer`], one deviation each.

mod customer;
mod endpoints;
mod handle;
mod party;
mod registration;
mod settings;

pub use handle::{Handle, spawn};
pub use settings::Settings;

use mock_kit::Fault;

/// Every deviation that a producer can commit, by seam.
#[must_use]
pub fn faults() -> &'static [&'static [&'static Fault]] {
    crate::faults::producer::SEAMS
}
