//! Which checks an uploaded document passes, and a set of them.

use super::ContentError;

/// One check of an uploaded document. A deliberate fault leaves out exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Check {
    /// The document is not empty and not above the limit.
    Size,
    /// The SHA-256 is the declared one.
    Checksum,
    /// The bytes are what `fileFormatCategory` declares.
    Format,
    /// The bytes are one file and nothing else: nothing in front, behind or in between.
    Polyglot,
    /// Cross-references and page tree of a PDF are whole.
    PdfStructure,
    /// A PDF opens without a password.
    PdfEncryption,
    /// A PDF has no more pages than the limit.
    PdfPages,
    /// The directory of an archive is whole and agrees with its local headers.
    ZipDirectory,
    /// No entry name of an archive leads out of the folder it is unpacked in.
    ZipPaths,
    /// No two entries of an archive unpack to the same file.
    ZipDuplicates,
    /// Entries of an archive are files and folders, never links or devices.
    ZipLinks,
    /// Entries of an archive open without a password.
    ZipEncryption,
    /// Count, sizes and ratio of the entries stay within the limits.
    ZipBomb,
    /// An archive has at least one PDF, and its entries are undamaged.
    ZipContent,
}

/// A set of checks: those which an examination enforces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checks(u16);

impl Checks {
    /// Every check.
    pub const ALL: Self = Self(u16::MAX);

    /// This set without one of its checks.
    #[must_use]
    pub const fn without(self, check: Check) -> Self {
        Self(self.0 & !(1 << check as u8))
    }

    /// Whether a check is in the set.
    pub const fn contains(self, check: Check) -> bool {
        self.0 & (1 << check as u8) != 0
    }

    /// Turns the finding of a check that is left out into silence.
    pub(super) fn settle<T>(
        self,
        outcome: Result<T, ContentError>,
    ) -> Result<Option<T>, ContentError> {
        match outcome {
            Ok(value) => Ok(Some(value)),
            Err(error) if self.contains(error.check()) => Err(error),
            Err(_) => Ok(None),
        }
    }
}

impl Default for Checks {
    fn default() -> Self {
        Self::ALL
    }
}
