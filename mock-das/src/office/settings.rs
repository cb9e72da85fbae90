//! What an office's API is started with.

use std::net::IpAddr;

use jiff::SignedDuration;
use jiff::civil::Date;
use mock_kit::{Clock, ListenerSettings};
use url::Url;

use crate::content::FormatCategory;
use crate::number::DocumentKind;
use crate::settings::{TokenAudience, TokenSource};

/// Everything that an office's API needs to start.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where to listen, and how WIPO reaches it.
    pub listener: ListenerSettings,
    /// The clock on which every lifetime is measured.
    pub clock: Clock,
    /// Its code in WIPO ST.3.
    pub code: String,
    /// The path under which all operations stand.
    pub base_path: String,
    /// Whose calls it takes.
    pub accepts: Accepts,
    /// The network addresses from which calls are taken; nothing means from everywhere.
    pub addresses: Option<Vec<IpAddr>>,
    /// How it calls DAS.
    pub das: Calling,
    /// How content gets to WIPO.
    pub transfer: Transfer,
    /// How long the preparation of a document takes.
    pub preparation_time: SignedDuration,
}

impl Settings {
    /// The base path where nobody needs another.
    pub const BASE_PATH: &'static str = "/das-office/v1";
    /// The preparation time where nobody needs another.
    pub const PREPARATION_TIME: SignedDuration = SignedDuration::from_secs(2);
}

/// Who vouches for those who call the office, and whom it takes for WIPO.
#[derive(Clone, Debug)]
pub struct Accepts {
    /// The issuer whose tokens count: WIPO's authorization server, or the office's own.
    pub issuer: Url,
    /// Certificate authorities, as PEM texts, trusted on every outbound connection.
    pub trust: Vec<String>,
    /// The client of that issuer that is WIPO when it calls this office.
    pub client_id: String,
    /// Whom a token must name as its audience.
    pub audience: TokenAudience,
    /// The scope that a token must cover.
    pub scope: String,
}

/// How the office calls DAS.
#[derive(Clone, Debug)]
pub struct Calling {
    /// Under which URL the operations of DAS stand; nothing is reported before it is known.
    pub base: Option<Url>,
    /// Where tokens come from, and as whom.
    pub tokens: TokenSource,
}

/// How content gets from the office to WIPO.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transfer {
    /// WIPO fetches it from the office's digital library.
    DigitalLibrary,
    /// The office uploads it to the transit zone of DAS, as is done with big documents.
    TransitZone,
}

/// A document that the office keeps.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its number, in any spelling.
    pub number: String,
    /// `documentKindCategory`.
    pub kind: DocumentKind,
    /// Its filing date.
    pub date: Date,
    /// Its octets.
    pub content: Vec<u8>,
    /// `fileFormatCategory`.
    pub format: FormatCategory,
    /// Whether it can be had.
    pub availability: Availability,
}

/// Whether a document can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Availability {
    /// It can.
    Available,
    /// There is a file, and it cannot be had at present.
    NotAvailable,
    /// It is not cleared for others, for security for example.
    NotCleared,
}
