//! The retrieval request of an office.

use jiff::Timestamp;
use jiff::civil::Date;

use super::errand::{Asked, Errand, Progress};
use super::file::Content;
use super::identifiers::RequestAckId;
use super::registration::{DocumentKey, StatedIdentity};
use super::transit_copy::{ErasedBy, TransitCopy};
use crate::das_error::Reason;

/// A retrieval request and the stage that it has reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retrieval {
    /// The acknowledgement id that the office received.
    pub ack: RequestAckId,
    /// The requesting office.
    pub office: String,
    /// The document that it named.
    pub key: DocumentKey,
    /// The number as the office spelt it.
    pub number: String,
    /// The filing date that it stated.
    pub date: Date,
    /// How far the request has come.
    pub stage: RetrievalStage,
    /// How often the copy was downloaded.
    pub downloads: u32,
    /// Who was asked for the content, where DAS does not keep it.
    pub asked: Option<Asked>,
}

/// How far a retrieval request has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RetrievalStage {
    /// The document is being prepared.
    Pending {
        /// What the office stated, access code included; forgotten when the request is settled.
        stated: StatedIdentity,
        /// When it is prepared.
        due: Timestamp,
    },
    /// The document is being had from the party that keeps it.
    Outstanding {
        /// How that goes.
        errand: Errand,
    },
    /// The document was prepared. Final, also after the copy is gone.
    Success {
        /// What the office fetches.
        copy: TransitCopy,
        /// `documentAvailabilityDate`.
        available_since: Timestamp,
    },
    /// The document could not be prepared. Final.
    Error {
        /// Everything that was wrong.
        reasons: Vec<Reason>,
    },
}

/// What came of the preparation of a document.
pub type Preparation = Result<(TransitCopy, Timestamp), Vec<Reason>>;

impl RetrievalStage {
    /// The preparation is over. A settled request never changes again.
    #[must_use]
    pub fn settle(self, preparation: Preparation) -> Self {
        match (self, preparation) {
            (Self::Pending { .. } | Self::Outstanding { .. }, Ok((copy, available_since))) => {
                Self::Success {
                    copy,
                    available_since,
                }
            }
            (Self::Pending { .. } | Self::Outstanding { .. }, Err(reasons)) => {
                Self::Error { reasons }
            }
            (settled, _) => settled,
        }
    }

    /// Another party keeps the document; the access code has done its duty and is forgotten.
    #[must_use]
    pub fn hand_over(self, errand: Errand) -> Self {
        match self {
            Self::Pending { .. } => Self::Outstanding { errand },
            other => other,
        }
    }

    /// How it goes with the party that keeps the document, while the request is open.
    pub fn errand(&self) -> Option<&Errand> {
        match self {
            Self::Outstanding { errand } => Some(errand),
            _ => None,
        }
    }

    /// The errand has come to this.
    #[must_use]
    pub fn progress(self, progress: Progress) -> Self {
        match self {
            Self::Outstanding { errand } => Self::Outstanding {
                errand: errand.at(progress),
            },
            other => other,
        }
    }

    /// Ends the transit copy, if there is one; returns what is to be erased.
    #[must_use]
    pub fn erase_copy(self, by: ErasedBy) -> (Self, Option<Content>) {
        match self {
            Self::Success {
                copy,
                available_since,
            } => {
                let (copy, erased) = copy.erase(by);
                let stage = Self::Success {
                    copy,
                    available_since,
                };
                (stage, erased)
            }
            other => (other, None),
        }
    }

    /// Whether the first complete download ends the copy.
    pub fn ends_with_the_download(&self) -> bool {
        matches!(
            self,
            Self::Success {
                copy: TransitCopy::Available { once: true, .. },
                ..
            }
        )
    }

    /// `requestStatusCategory`.
    pub fn category(&self) -> &'static str {
        match self {
            Self::Pending { .. } | Self::Outstanding { .. } => "pending",
            Self::Success { .. } => "success",
            Self::Error { .. } => "error",
        }
    }

    /// Whether the document was prepared, its copy erased or not.
    pub fn is_successful(&self) -> bool {
        matches!(self, Self::Success { .. })
    }

    /// Whether the request is still open.
    pub fn is_pending(&self) -> bool {
        matches!(self, Self::Pending { .. } | Self::Outstanding { .. })
    }

    /// The copy that can be downloaded, or why there is none.
    pub fn downloadable(&self) -> Result<&Content, Vec<Reason>> {
        match self {
            Self::Pending { .. } | Self::Outstanding { .. } => Err(vec![Reason::RetrievalPending]),
            Self::Success { copy, .. } => copy.available().ok_or_else(|| vec![Reason::CopyErased]),
            Self::Error { reasons } => Err(reasons.clone()),
        }
    }
}
