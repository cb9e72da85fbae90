//! An office with an API of its own, which WIPO calls.
//!
//! An office of first filing that keeps its documents in its own digital library takes retrievals that WIPO forwards to it, and reports to
//! WIPO when a document is prepared; an office of second filing is notified here when its own retrieval has been settled. Big documents go
//! to WIPO through the transit zone instead of being fetched. Both set-ups of the authentication page are one [`Accepts`]: WIPO's
//! authorization server with a client dedicated to this office, or the office's own server with WIPO as its client.

mod address;
mod admission;
mod careless_guard;
mod endpoints;
mod faults;
mod handle;
mod inspection;
mod outbound;
mod refusal;
mod report;
mod server;
mod service;
mod settings;
mod state;
mod transit;

#[cfg(test)]
mod tests;

use mock_kit::Fault;

pub use handle::{Handle, spawn};
pub use settings::{Accepts, Availability, Calling, Document, Settings, Transfer};

/// The deviations that an office's API can be told to commit, seam by seam.
pub fn faults() -> &'static [&'static [&'static Fault]] {
    faults::SEAMS
}
