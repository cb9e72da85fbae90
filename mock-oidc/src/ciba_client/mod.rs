//! A client of the back channel, as it should be (CIBA Core 1.0): it asks for users, waits, and believes nothing that it has not checked.
//!
//! It is the reference for the role `ciba-client`, and a party of its own with a listener for its operator and for notifications. Whoever
//! posts to `start` makes it ask; `flows/0` and so on tell how that ends, for a while. Whoever posts to `authenticate` is answered at the end,
//! and ends it by hanging up. It can be told to commit faults, one deviation each.

mod acknowledgement;
mod assertion;
mod client;
mod endpoints;
mod faults;
mod flow;
mod flows;
mod handle;
mod id_token;
mod inbox;
mod metadata;
mod notification;
mod poll;
mod request;
mod settings;
mod stop;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests;
mod tokens;

pub use handle::{Handle, StartError, spawn};
pub use settings::Settings;

use mock_kit::Fault;

/// Every deviation that the client can commit.
#[must_use]
pub fn faults() -> &'static [&'static [&'static Fault]] {
    faults::SEAMS
}
