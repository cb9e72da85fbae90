//! What a PCT service is started with, and what it keeps.

use bytes::Bytes;
use jiff::SignedDuration;
use jiff::civil::Date;
use mock_kit::{Clock, ListenerSettings};

use crate::content::FormatCategory;
use crate::number::DocumentKind;
use crate::settings::{AuthorizationServer, TokenAudience};

/// Everything that a PCT service needs to start.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where to listen, and how DAS reaches it.
    pub listener: ListenerSettings,
    /// The clock on which every lifetime is measured.
    pub clock: Clock,
    /// Whose access tokens are honoured.
    pub authorization_server: AuthorizationServer,
    /// The client that is dedicated to calls of DAS to this service.
    pub caller: String,
    /// Whom access tokens must name as their audience.
    pub audience: TokenAudience,
    /// The scope that access tokens must cover.
    pub scope: String,
}

impl Settings {
    /// The path under which the operations stand.
    pub const BASE_PATH: &str = "/pct-das/v1";
    /// The client that WIPO dedicates to calls of DAS to this service.
    pub const CALLER: &str = "wipo-das-for-pct";
    /// How long a download URL works.
    pub const URL_LIFETIME: SignedDuration = SignedDuration::from_mins(15);
}

/// A document of RO/IB.
#[derive(Clone)]
pub struct Document {
    /// Its number, in whatever spelling.
    pub number: String,
    /// Its kind.
    pub kind: DocumentKind,
    /// Its filing date.
    pub date: Date,
    /// Its content.
    pub content: Bytes,
    /// What the content is.
    pub format: FormatCategory,
    /// Whether it can be had.
    pub availability: Availability,
}

/// Without the content, which nobody is to find in a log.
impl std::fmt::Debug for Document {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = formatter.debug_struct("Document");
        shown
            .field("number", &self.number)
            .field("kind", &self.kind)
            .field("availability", &self.availability)
            .finish_non_exhaustive()
    }
}

/// Whether a document can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Availability {
    /// It can.
    Available,
    /// It is known, and cannot be had at present.
    NotAvailable,
    /// It is not cleared for others.
    NotCleared,
}

impl Availability {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::NotAvailable => "not available",
            Self::NotCleared => "not cleared",
        }
    }
}
