//! The office's API, alone and with a real DAS.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]

mod admission;
mod reports;
mod retrievals;
mod with_das;
mod world;
