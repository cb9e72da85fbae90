//! A consumer: to whom protected messages are sent, and who says whether it accepts them.
//!
//! It publishes its encryption keys, takes messages of the one producer that is registered with it, and answers each with 200 or with a
//! reason. It can be told to commit [`crate::faults::consumer`], one deviation each.

mod endpoints;
mod handle;
mod party;
mod settings;

pub use handle::{Handle, spawn};
pub use settings::{Registration, Settings};

use mock_kit::Fault;

/// Every deviation that a consumer can commit, by seam.
#[must_use]
pub fn faults() -> &'static [&'static [&'static Fault]] {
    crate::faults::consumer::SEAMS
}
