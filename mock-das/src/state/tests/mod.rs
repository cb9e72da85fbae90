//! The state machines against small models of them.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]

mod document;
mod errand;
mod file;
mod notification;
mod retrieval;

use super::file::Content;
use crate::content::FormatCategory;
use crate::storage::{ObjectName, Place};

/// Content that is told apart by its size.
fn content(place: Place, size: u64) -> Content {
    Content {
        object: ObjectName::fresh(place),
        size,
        checksum: String::new(),
        format: FormatCategory::Pdf,
    }
}
