//! The PCT service: whoever asks in the name of DAS gets documents of RO/IB, and nobody else gets anything.
//!
//! DAS keeps no copy of such documents. It asks here on each request of an office, for where the document can be fetched, and fetches it there.
//! Nothing public describes this service; its shapes follow those of DAS, and so do its error codes.

mod contents;
mod faults;
mod handle;
mod server;
mod service;
mod settings;
mod url_downloads;

#[cfg(test)]
mod tests;

pub use handle::{Handle, spawn};
pub use settings::{Availability, Document, Settings};

use mock_kit::Fault;

/// The deviations that a PCT service can be told to commit, seam by seam.
pub fn faults() -> &'static [&'static [&'static Fault]] {
    faults::SEAMS
}
