//! What a client is started with.

use message_encryption::own_key::OwnKey;
use mock_kit::Clock;
use url::Url;

use crate::settings::Variant;

/// Everything that a client needs.
#[derive(Clone)]
pub struct Settings {
    /// The authorization server that it was set up with; it deals with no other.
    pub issuer: Url,
    /// Under which URL the operations of DAS stand.
    pub das_base: Url,
    /// The wire variant: operations, names of fields, scope, audience of access tokens.
    pub variant: Variant,
    /// Certificate authorities, as PEM texts, trusted on every connection, and no others.
    pub trust: Vec<String>,
    /// Its client id.
    pub client_id: String,
    /// Its P-256 private key as PEM text.
    pub private_key_pem: String,
    /// The name of the key, where it was registered with one.
    pub kid: Option<String>,
    /// The scope that it asks for.
    pub scope: String,
    /// The clock on which it measures.
    pub clock: Clock,
    /// How its pauses pass.
    pub pacing: Pacing,
    /// What its signatures look like.
    pub signatures: Signatures,
    /// The private keys to which DAS encrypts content for the office, if it does.
    pub content_keys: Vec<OwnKey>,
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Settings")
            .field("issuer", &self.issuer.as_str())
            .field("das_base", &self.das_base.as_str())
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

/// How the pauses of a client pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pacing {
    /// It waits until the clock has got there.
    Real,
    /// It moves the clock, which stands still.
    MovesTheClock,
}

/// Which of the possible signatures over an assertion a client uses. ECDSA has many; one in 128 has a number that begins with a zero
/// octet, which careless conversions drop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signatures {
    /// The first that comes.
    AsTheyCome,
    /// The first whose number r begins with a zero octet.
    BeginningWithZero,
}
