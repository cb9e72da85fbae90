//! What a client is asked to do, and what it brings back.

use crate::content::FormatCategory;

/// A document as it is named towards DAS. The values are handed on as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// `documentKindCategory`.
    pub kind: String,
    /// `documentNumber`.
    pub number: String,
    /// `documentDate`.
    pub date: String,
    /// `dasAccessCode`.
    pub access_code: String,
}

/// A document to be registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// How it is named.
    pub identity: Identity,
    /// Its octets.
    pub content: Vec<u8>,
    /// Its format.
    pub format: FormatCategory,
    /// The office's own name for the file.
    pub reference: Option<String>,
}

/// A registration that DAS has acknowledged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    /// DAS's name for the request.
    pub request_ack_id: String,
    /// The file that the document is kept as.
    pub file_id: String,
}

/// A document that was fetched and verified.
#[derive(Clone, PartialEq, Eq)]
pub struct Retrieved {
    /// DAS's name for the request.
    pub request_ack_id: String,
    /// Its octets.
    pub content: Vec<u8>,
    /// Their SHA-256 in hexadecimal digits.
    pub checksum: String,
}

impl std::fmt::Debug for Retrieved {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Retrieved")
            .field("request_ack_id", &self.request_ack_id)
            .field("octets", &self.content.len())
            .finish_non_exhaustive()
    }
}
