//! The file: from its upload URL to the registration, or the retrieval, that it is bound to.

use jiff::Timestamp;
use mock_kit::FaultPlan;

use super::identifiers::FileId;
use crate::content::FormatCategory;
use crate::das_error::Reason;
use crate::faults::{registration as faulty, transit_zone};
use crate::storage::{ObjectName, Place};

/// What an office says of a file before it uploads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// `fileReference`, the office's own name for the file.
    pub reference: Option<String>,
    /// `fileFormatCategory`.
    pub format: FormatCategory,
    /// `fileChecksum`.
    pub checksum: String,
}

/// Where content lies, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// The object, in one of the places of the storage.
    pub object: ObjectName,
    /// Octets.
    pub size: u64,
    /// SHA-256 in lowercase hexadecimal.
    pub checksum: String,
    /// Its format.
    pub format: FormatCategory,
}

/// A file and the stage that it has reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// `fileId`.
    pub id: FileId,
    /// The office that asked for the upload URL.
    pub office: String,
    /// What the office said of it.
    pub declared: Declaration,
    /// The object that its upload URLs name; content is kept under another name.
    pub upload_object: ObjectName,
    /// When its newest upload URL expires.
    pub url_expires: Timestamp,
    /// How far it has come.
    pub stage: FileStage,
}

/// How far a file has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileStage {
    /// An upload URL was issued; it works until it expires and can be renewed.
    AwaitingContent,
    /// Content has arrived and is being checked.
    Validating {
        /// What arrived.
        content: Content,
        /// When the check is finished.
        due: Timestamp,
    },
    /// The content was accepted and waits for a registration.
    Accepted {
        /// The content, in the upload area.
        content: Content,
    },
    /// The content was rejected. Final.
    Rejected {
        /// What was rejected.
        content: Content,
        /// Why.
        reason: Reason,
    },
    /// The file is the content of a registration, or of one retrieval of a big document. Final.
    Bound {
        /// The content: in the library, or in transit for as long as the retrieval has it.
        content: Content,
    },
    /// No registration came in time. Final.
    Expired,
}

impl FileStage {
    /// Whether content may still arrive: only the first upload counts.
    pub fn awaits_content(&self) -> Result<(), Reason> {
        match self {
            Self::AwaitingContent => Ok(()),
            Self::Expired => Err(Reason::UnknownFile),
            _ => Err(Reason::ContentTaken),
        }
    }

    /// Content has arrived.
    pub fn receive(self, content: Content, due: Timestamp) -> Result<Self, Reason> {
        self.awaits_content()?;
        Ok(Self::Validating { content, due })
    }

    /// The check is finished. A file that is not being checked stays as it is.
    #[must_use]
    pub fn settle(self, verdict: Result<(), Reason>) -> Self {
        match (self, verdict) {
            (Self::Validating { content, .. }, Ok(())) => Self::Accepted { content },
            (Self::Validating { content, .. }, Err(reason)) => Self::Rejected { content, reason },
            (settled, _) => settled,
        }
    }

    /// The content that a registration may take, which is that of an accepted file.
    pub fn bindable(&self, faults: &FaultPlan) -> Result<&Content, Reason> {
        match self {
            Self::Accepted { content } => Ok(content),
            Self::Validating { content, .. }
                if faults.commits(&faulty::REGISTERS_FILES_STILL_BEING_CHECKED) =>
            {
                Ok(content)
            }
            Self::Rejected { content, .. } if faults.commits(&faulty::REGISTERS_REJECTED_FILES) => {
                Ok(content)
            }
            Self::Bound { content } if faults.commits(&faulty::BINDS_A_FILE_TWICE) => Ok(content),
            Self::Bound { content }
                if content.object.place() == Place::Transit
                    && faults.commits(&transit_zone::REGISTERS_PASSED_FILES) =>
            {
                Ok(content)
            }
            Self::AwaitingContent | Self::Validating { .. } => Err(Reason::FileNotReady),
            Self::Rejected { .. } => Err(Reason::FileRejected),
            Self::Bound { .. } => Err(Reason::FileBound),
            Self::Expired => Err(Reason::UnknownFile),
        }
    }

    /// The file becomes the content of a registration or of a retrieval, which lies elsewhere from now on.
    pub fn bind(self, content: Content, faults: &FaultPlan) -> Result<Self, Reason> {
        self.bindable(faults)?;
        Ok(Self::Bound { content })
    }

    /// Time is up for a file that no registration has taken; returns what is to be erased.
    #[must_use]
    pub fn expire(self) -> (Self, Option<Content>) {
        match self {
            Self::AwaitingContent => (Self::Expired, None),
            Self::Validating { content, .. } | Self::Accepted { content } => {
                (Self::Expired, Some(content))
            }
            other => (other, None),
        }
    }

    /// `fileStatusCategory`.
    pub fn category(&self) -> &'static str {
        match self {
            Self::AwaitingContent | Self::Validating { .. } => "pending",
            Self::Accepted { .. } | Self::Bound { .. } => "accepted",
            Self::Rejected { .. } => "rejected",
            Self::Expired => "expired",
        }
    }

    /// The content once it has been checked.
    pub fn processed(&self) -> Option<&Content> {
        match self {
            Self::Accepted { content }
            | Self::Rejected { content, .. }
            | Self::Bound { content } => Some(content),
            _ => None,
        }
    }

    /// The content as far as it has arrived.
    pub fn arrived(&self) -> Option<&Content> {
        match self {
            Self::Validating { content, .. } => Some(content),
            other => other.processed(),
        }
    }
}
