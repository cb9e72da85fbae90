//! What the parties that DAS calls have in common: how they recognise DAS, and how they refuse.

pub mod body;
pub mod guard;
pub mod refusal;

#[cfg(test)]
mod guard_tests;

pub use guard::{Admission, Guard, Lapse};
