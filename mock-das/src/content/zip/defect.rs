//! What is broken in an archive.

use thiserror::Error;

/// A part of an archive on which two readers could disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ZipDefect {
    /// There is no end-of-central-directory record.
    #[error("find the end of the directory")]
    NoEndRecord,
    /// The archive is split over several disks, or uses ZIP64, which nothing of this size needs.
    #[error("read an archive that is split or uses ZIP64")]
    Unsupported,
    /// The central directory does not lie where, or is not as long as, its end record says.
    #[error("find the directory where its end record points")]
    DirectoryMisplaced,
    /// An entry of the central directory is malformed.
    #[error("read entry {index} of the directory")]
    BrokenEntry {
        /// Its place in the directory.
        index: usize,
    },
    /// The local header of an entry is missing or says something else than the directory.
    #[error("find the local header of entry {index} in agreement with the directory")]
    LocalHeaderDisagrees {
        /// Its place in the directory.
        index: usize,
    },
    /// Two entries share bytes.
    #[error("keep the bytes of entry {index} apart from its neighbour")]
    Overlap {
        /// Its place in the directory.
        index: usize,
    },
    /// A compression method other than stored and deflated.
    #[error("inflate entry {index}, which is neither stored nor deflated")]
    Method {
        /// Its place in the directory.
        index: usize,
    },
}
