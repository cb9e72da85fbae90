//! A retrieval that WIPO forwarded to the office.

use jiff::Timestamp;
use jiff::civil::Date;

use super::stage::Stage;
use crate::state::registration::DocumentKey;
use crate::storage::ObjectName;

/// A forwarded retrieval.
#[derive(Clone, Debug)]
pub struct Forwarded {
    /// The acknowledgement id that the office gave out.
    pub office_ack_id: String,
    /// The acknowledgement id that WIPO stated.
    pub das_ack_id: String,
    /// The document.
    pub key: DocumentKey,
    /// `documentNumber` as WIPO spelt it.
    pub number: String,
    /// `documentDate`.
    pub date: Date,
    /// An access code that WIPO should not have told; kept for a fault alone.
    pub access_code: Option<String>,
    /// Under which name signed URLs lead to the content.
    pub object: ObjectName,
    /// When the document is prepared.
    pub due: Timestamp,
    /// How far it has come.
    pub stage: Stage,
}

impl Forwarded {
    /// Whether a request names the same document.
    pub fn is_about(&self, key: &DocumentKey, date: Date) -> bool {
        self.key == *key && self.date == date
    }
}
