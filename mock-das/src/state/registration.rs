//! The registration of a document, its corrections, its versions of content, its withdrawal.

use jiff::Timestamp;
use jiff::civil::Date;

use super::file::Content;
use super::identifiers::RequestAckId;
use crate::das_error::Reason;
use crate::number::{DocumentKind, DocumentNumber};

/// What makes a registration unique: number and kind. Date and access code are checked against it and are no part of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentKey {
    /// The number in its canonical spelling.
    pub number: String,
    /// `documentKindCategory`.
    pub kind: DocumentKind,
}

/// A document as a caller names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedIdentity {
    /// `documentNumber`, read.
    pub number: DocumentNumber,
    /// `documentNumber` as it was spelt.
    pub spelling: String,
    /// `documentKindCategory`.
    pub kind: DocumentKind,
    /// `documentDate`.
    pub date: Date,
    /// `dasAccessCode`, letters in upper case.
    pub access_code: String,
}

/// The application of the depositing office in which a foreign priority document is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parent {
    /// `applicationCategory`.
    pub category: String,
    /// `applicationNumber`.
    pub number: String,
    /// `applicationFilingDate`.
    pub filing_date: Date,
}

/// What a correction can change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attributes {
    /// The filing date.
    pub date: Date,
    /// The parent application.
    pub parent: Option<Parent>,
    /// Where the applicant is told the access code.
    pub email: Option<String>,
}

/// A registered document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    /// Number and kind.
    pub key: DocumentKey,
    /// The document as it was first named.
    pub number: DocumentNumber,
    /// The depositing office.
    pub office: String,
    /// The access code, letters in upper case. It never leaves DAS.
    pub access_code: String,
    /// What is in force.
    pub attributes: Attributes,
    /// The filing date before any correction.
    pub first_date: Date,
    /// How often the attributes were corrected.
    pub revision: u32,
    /// Since when the document can be retrieved; no correction moves it.
    pub available_since: Timestamp,
    /// How far the registration has come.
    pub stage: RegistrationStage,
}

/// How far a registration has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RegistrationStage {
    /// The document can be retrieved.
    Registered {
        /// Who keeps its content; that never changes.
        host: Host,
    },
    /// The document was withdrawn. Final: a new registration is a new document.
    Withdrawn {
        /// The content it had.
        archived: Vec<Content>,
    },
}

/// Who keeps the content of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
    /// DAS, in its own digital library.
    Das {
        /// The content that is served.
        current: Content,
        /// Which version of the content that is, from 1.
        version: u32,
        /// Replaced versions, oldest first; they are never served.
        archived: Vec<Content>,
    },
    /// The depositing office, in its digital library (DAS-FLOW-REG-02). DAS has nothing but what was said of the document.
    Office,
    /// The PCT service, which keeps the documents of RO/IB.
    Pct,
}

impl Host {
    /// DAS keeps the document, and this is its first content.
    pub fn das(content: Content) -> Self {
        Self::Das {
            current: content,
            version: 1,
            archived: Vec::new(),
        }
    }

    fn replace(self, content: Content, superseded: Content) -> Result<Self, Reason> {
        match self {
            Self::Das {
                version,
                mut archived,
                ..
            } => {
                archived.push(superseded);
                Ok(Self::Das {
                    current: content,
                    version: version + 1,
                    archived,
                })
            }
            Self::Office | Self::Pct => Err(Reason::KeptElsewhere),
        }
    }

    fn into_archive(self, last: Option<Content>) -> Vec<Content> {
        let mut archived = match self {
            Self::Das { archived, .. } => archived,
            Self::Office | Self::Pct => Vec::new(),
        };
        archived.extend(last);
        archived
    }
}

impl Registration {
    /// Puts new attributes in force, or keeps all as it was when the document was withdrawn.
    pub fn correct(self, attributes: Attributes) -> Result<Self, Reason> {
        self.stage.host()?;
        Ok(Self {
            attributes,
            revision: self.revision + 1,
            ..self
        })
    }

    /// Puts new content in force; `archived` is where the old content lies from now on.
    pub fn replace(self, content: Content, archived: Content) -> Result<Self, Reason> {
        let stage = self.stage.replace(content, archived)?;
        Ok(Self { stage, ..self })
    }

    /// Ends the registration; `archived` is where the content that DAS kept lies from now on.
    pub fn withdraw(self, archived: Option<Content>) -> Result<Self, Reason> {
        let stage = self.stage.withdraw(archived)?;
        Ok(Self { stage, ..self })
    }
}

impl RegistrationStage {
    fn replace(self, content: Content, superseded: Content) -> Result<Self, Reason> {
        match self {
            Self::Registered { host } => {
                let host = host.replace(content, superseded)?;
                Ok(Self::Registered { host })
            }
            Self::Withdrawn { .. } => Err(Reason::Withdrawn),
        }
    }

    fn withdraw(self, last: Option<Content>) -> Result<Self, Reason> {
        match self {
            Self::Registered { host } => Ok(Self::Withdrawn {
                archived: host.into_archive(last),
            }),
            Self::Withdrawn { .. } => Err(Reason::Withdrawn),
        }
    }

    /// Who keeps the content.
    pub fn host(&self) -> Result<&Host, Reason> {
        match self {
            Self::Registered { host } => Ok(host),
            Self::Withdrawn { .. } => Err(Reason::Withdrawn),
        }
    }

    /// The content that is served, where DAS keeps it.
    pub fn current(&self) -> Result<&Content, Reason> {
        match self.host()? {
            Host::Das { current, .. } => Ok(current),
            Host::Office | Host::Pct => Err(Reason::KeptElsewhere),
        }
    }

    /// Content that was served once.
    pub fn archived(&self) -> &[Content] {
        match self {
            Self::Registered {
                host: Host::Das { archived, .. },
            }
            | Self::Withdrawn { archived } => archived,
            Self::Registered { .. } => &[],
        }
    }

    /// Which version of the content DAS serves, where it keeps the document.
    pub fn version(&self) -> Option<u32> {
        match self {
            Self::Registered {
                host: Host::Das { version, .. },
            } => Some(*version),
            _ => None,
        }
    }

    /// Whether the document can be retrieved.
    pub fn is_registered(&self) -> bool {
        matches!(self, Self::Registered { .. })
    }
}

/// What a registration request did; DAS settles such requests at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegistrationOperation {
    /// A document was registered.
    Registration,
    /// Filing date or parent application were corrected.
    Correction,
    /// The content was replaced.
    Replacement,
}

impl RegistrationOperation {
    /// `operationCategory`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Registration => "registration",
            Self::Correction => "correction",
            Self::Replacement => "replacement",
        }
    }
}

/// A registration request that was acknowledged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistrationRequest {
    /// The acknowledgement id that the office received.
    pub ack: RequestAckId,
    /// The office.
    pub office: String,
    /// What it asked for.
    pub operation: RegistrationOperation,
    /// The document.
    pub key: DocumentKey,
    /// The number in its canonical spelling.
    pub number: String,
    /// The filing date then stated.
    pub date: Date,
    /// `documentAvailabilityDate` as of then.
    pub available_since: Timestamp,
}
