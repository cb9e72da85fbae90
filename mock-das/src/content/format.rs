//! What a document is declared to be, and what its bytes look like.

use serde::{Deserialize, Serialize};

use super::ContentError;
use super::{pdf, zip};

/// `fileFormatCategory` of an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FormatCategory {
    /// One PDF document.
    Pdf,
    /// An archive with at least one PDF document.
    Zip,
}

impl FormatCategory {
    /// The value on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Zip => "zip",
        }
    }

    /// The media type under which such a document is uploaded.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Zip => "application/zip",
        }
    }

    /// What common readers would take the bytes for, also where junk lies in front.
    pub fn recognise(bytes: &[u8]) -> Option<Self> {
        if zip::starts_as_archive(bytes) {
            Some(Self::Zip)
        } else if pdf::has_header_near_start(bytes) {
            Some(Self::Pdf)
        } else if zip::has_end_record(bytes) {
            Some(Self::Zip)
        } else {
            None
        }
    }
}

impl std::fmt::Display for FormatCategory {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Refuses bytes that are not what was declared.
pub(super) fn agrees(
    declared: FormatCategory,
    found: Option<FormatCategory>,
) -> Result<(), ContentError> {
    if found == Some(declared) {
        Ok(())
    } else {
        Err(ContentError::FormatMismatch { declared, found })
    }
}
