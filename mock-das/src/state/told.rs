//! What an office says of a retrieval that was forwarded to it.

use super::identifiers::FileId;
use crate::das_error::Reason;

/// The content of a notification that DAS receives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// The document is ready to be fetched from the office.
    Ready,
    /// The document is too big for that; the office has uploaded it into the transit zone.
    Uploaded(FileId),
    /// The document cannot be had.
    Failed(Reason),
}
