//! The transit copy: what one office fetches, for as long as the exchange lasts.

use jiff::Timestamp;

use super::file::Content;

/// A copy made for one retrieval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TransitCopy {
    /// It can be downloaded.
    Available {
        /// The copy, in the transit area.
        content: Content,
        /// When DAS erases it by itself.
        expires: Timestamp,
        /// Whether the first complete download ends it.
        once: bool,
    },
    /// It is gone for good; the office has to request the document again.
    Erased(ErasedBy),
}

/// What ended a transit copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErasedBy {
    /// The office deleted it.
    Office,
    /// The preset period has passed.
    Time,
    /// The office fetched it, and it may be kept no longer (DAS-RET-16).
    Download,
    /// The document got new content, and only the latest is ever served.
    Replacement,
    /// The document was withdrawn.
    Withdrawal,
}

impl TransitCopy {
    /// Ends the copy; returns what is to be erased. What ended it first stays on record.
    #[must_use]
    pub fn erase(self, by: ErasedBy) -> (Self, Option<Content>) {
        match self {
            Self::Available { content, .. } => (Self::Erased(by), Some(content)),
            erased @ Self::Erased(_) => (erased, None),
        }
    }

    /// The same copy without an end: a fault.
    #[must_use]
    pub fn forever(self) -> Self {
        match self {
            Self::Available { content, .. } => Self::Available {
                content,
                expires: Timestamp::MAX,
                once: false,
            },
            erased @ Self::Erased(_) => erased,
        }
    }

    /// The copy while it can be downloaded.
    pub fn available(&self) -> Option<&Content> {
        match self {
            Self::Available { content, .. } => Some(content),
            Self::Erased(_) => None,
        }
    }
}

impl ErasedBy {
    /// The cause in a word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::Time => "time",
            Self::Download => "download",
            Self::Replacement => "replacement",
            Self::Withdrawal => "withdrawal",
        }
    }
}
