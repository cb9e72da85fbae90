//! The reasons for a refusal, with their codes and messages.

use http::StatusCode;
use serde_json::{Value, json};

/// One thing that is wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// -7: no such document, or of another kind.
    NotRegistered {
        /// `documentNumber` as it was asked for.
        number: String,
        /// `documentKindCategory` as it was asked for.
        kind: String,
    },
    /// -12: `documentDate` is not the registered one.
    WrongDate {
        /// The registered one.
        expected: String,
    },
    /// -14: `dasAccessCode` is not the registered one.
    WrongAccessCode {
        /// The registered one.
        expected: String,
    },
    /// -101: the body cannot be read.
    UnreadableBody(String),
    /// -101: a field is missing or malformed.
    Malformed {
        /// Its name.
        field: String,
        /// What it should have been.
        expected: &'static str,
    },
    /// -102: some details of the parent application are given and others not.
    ParentIncomplete,
    /// -103: the document is registered already.
    RegisteredAlready,
    /// -104: no such file, or one of another office.
    UnknownFile,
    /// -104: a registration without a file; only offices with a digital library of their own may send one.
    FileMissing,
    /// -105: the file has not arrived or is still being checked.
    FileNotReady,
    /// -106: the file was rejected.
    FileRejected,
    /// -106: the content harms its readers or cannot be read.
    UnacceptableContent(String),
    /// -107: the content does not have the declared checksum.
    ChecksumMismatch,
    /// -108: the content is not of the declared format.
    FormatMismatch,
    /// -109: the content is larger than the limit.
    ContentTooLarge,
    /// -110: the office may not do this.
    NotEntitled(&'static str),
    /// -111: the document was withdrawn in the meantime.
    Withdrawn,
    /// -112: the content of the document cannot be had.
    ContentLost,
    /// -113: whoever keeps the document reports that it is not available.
    NotAvailable,
    /// -114: whoever keeps the document reports that it is not cleared for others.
    NotCleared,
    /// -112: whoever keeps the document did not supply it in time.
    HolderSilent,
    /// What whoever keeps the document gave as its reason.
    Reported {
        /// Its code.
        code: i32,
        /// Its message.
        message: String,
    },
    /// -115: what whoever keeps the document sent is not what it announced.
    TransferCorrupt,
    /// -116: the transit copy has been erased.
    CopyErased,
    /// -117: content of RO/IB may pass through DAS but not stay.
    ReceivingOfficeInternationalBureau,
    /// -118: no such acknowledgement id, or one of another office.
    UnknownAcknowledgement,
    /// -119: the signed URL has expired or was not issued like this.
    SignedUrlRefused(String),
    /// -120: content has arrived for this file already.
    ContentTaken,
    /// -120: the file is bound to a registration already.
    FileBound,
    /// -120: DAS keeps no content of this document, so that none can be replaced.
    KeptElsewhere,
    /// -121: the retrieval is still being prepared.
    RetrievalPending,
    /// -122: too many wrong access codes were tried for this document.
    Locked,
    /// -123: content that is to be encrypted, for an office without a key that can be used.
    NoEncryptionKey,
    /// A wrong number in place of the right one, by a fault.
    Misnumbered(Box<Reason>),
}

impl Reason {
    /// The code in the error body.
    pub fn code(&self) -> i32 {
        match self {
            Self::NotRegistered { .. } => -7,
            Self::WrongDate { .. } => -12,
            Self::WrongAccessCode { .. } => -14,
            Self::UnreadableBody(_) | Self::Malformed { .. } => -101,
            Self::ParentIncomplete => -102,
            Self::RegisteredAlready => -103,
            Self::UnknownFile | Self::FileMissing => -104,
            Self::FileNotReady => -105,
            Self::FileRejected | Self::UnacceptableContent(_) => -106,
            Self::ChecksumMismatch => -107,
            Self::FormatMismatch => -108,
            Self::ContentTooLarge => -109,
            Self::NotEntitled(_) => -110,
            Self::Withdrawn => -111,
            Self::ContentLost | Self::HolderSilent => -112,
            Self::Reported { code, .. } => *code,
            Self::TransferCorrupt => -115,
            Self::NotAvailable => -113,
            Self::NotCleared => -114,
            Self::CopyErased => -116,
            Self::ReceivingOfficeInternationalBureau => -117,
            Self::UnknownAcknowledgement => -118,
            Self::SignedUrlRefused(_) => -119,
            Self::ContentTaken | Self::FileBound | Self::KeptElsewhere => -120,
            Self::RetrievalPending => -121,
            Self::Locked => -122,
            Self::NoEncryptionKey => -123,
            Self::Misnumbered(_) => -99,
        }
    }

    /// The status of an answer that gives this reason first.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotEntitled(_)
            | Self::NotCleared
            | Self::ReceivingOfficeInternationalBureau
            | Self::SignedUrlRefused(_) => StatusCode::FORBIDDEN,
            Self::UnknownFile | Self::UnknownAcknowledgement => StatusCode::NOT_FOUND,
            Self::RegisteredAlready
            | Self::FileNotReady
            | Self::FileRejected
            | Self::Withdrawn
            | Self::NotAvailable
            | Self::ContentTaken
            | Self::FileBound
            | Self::KeptElsewhere
            | Self::RetrievalPending
            | Self::NoEncryptionKey => StatusCode::CONFLICT,
            Self::CopyErased => StatusCode::GONE,
            Self::ContentTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Locked => StatusCode::TOO_MANY_REQUESTS,
            _ => StatusCode::BAD_REQUEST,
        }
    }

    /// The message for people; what would have been right stands in it only where that is disclosed.
    pub fn message(&self, disclosing: bool) -> String {
        match self {
            Self::NotRegistered { number, kind } => {
                format!(
                    "no such document is registered: documentNumber={number}, documentKindCategory={kind}"
                )
            }
            Self::WrongDate { expected } if disclosing => {
                format!("the filing date differs: expected documentDate={expected}")
            }
            Self::WrongAccessCode { expected } if disclosing => {
                format!("the access code differs: expected dasAccessCode={expected}")
            }
            Self::Malformed { field, expected } => format!("{field} should be {expected}"),
            Self::UnreadableBody(why)
            | Self::UnacceptableContent(why)
            | Self::SignedUrlRefused(why) => why.clone(),
            Self::NotEntitled(to) => format!("the office is not entitled to {to}"),
            Self::Reported { message, .. } => message.clone(),
            Self::Misnumbered(reason) => reason.message(disclosing),
            other => other.sentence().to_owned(),
        }
    }

    /// The message of a reason that needs no details.
    fn sentence(&self) -> &'static str {
        match self {
            Self::WrongDate { .. } => "the filing date differs: documentDate",
            Self::WrongAccessCode { .. } => "the access code differs: dasAccessCode",
            Self::ParentIncomplete => {
                "applicationCategory, applicationNumber and applicationFilingDate come together or not at all"
            }
            Self::RegisteredAlready => "the document is registered already",
            Self::UnknownFile => "there is no such file",
            Self::FileMissing => "a document hosted by DAS is registered with its fileId",
            Self::FileNotReady => "the file is not ready",
            Self::FileRejected => "the file was rejected",
            Self::ChecksumMismatch => "the content does not have the declared fileChecksum",
            Self::FormatMismatch => "the content is not of the declared fileFormatCategory",
            Self::ContentTooLarge => "the content is too large",
            Self::Withdrawn => "the document was withdrawn",
            Self::ContentLost => "the content of the document cannot be had",
            Self::HolderSilent => "the document was not supplied in time",
            Self::TransferCorrupt => "the document arrived corrupt",
            Self::KeptElsewhere => "the content is kept elsewhere and cannot be replaced here",
            Self::NotAvailable => "the document is not available",
            Self::NotCleared => "the document is not cleared",
            Self::CopyErased => "the copy has been erased; request the document again",
            Self::ReceivingOfficeInternationalBureau => "content of RO/IB is not stored",
            Self::UnknownAcknowledgement => "there is no such acknowledgement id",
            Self::ContentTaken => "content has been received for this file already",
            Self::FileBound => "the file belongs to a registration already",
            Self::RetrievalPending => "the retrieval is still being prepared",
            Self::Locked => "too many wrong access codes; try again later",
            Self::NoEncryptionKey => {
                "the office publishes no key to which content can be encrypted"
            }
            _ => "the request cannot be served",
        }
    }

    /// The reason as an entry of `details`.
    pub fn detail(&self, disclosing: bool) -> Value {
        json!({ "code": self.code(), "message": self.message(disclosing) })
    }
}
