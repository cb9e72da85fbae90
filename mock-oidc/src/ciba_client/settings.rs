//! What a client is started with.

use josekit::jwk::Jwk;
use mock_kit::tls::ClientIdentity;
use mock_kit::{Clock, ListenerSettings};
use url::Url;

use crate::settings::DeliveryMode;

/// Everything that a client needs to start.
#[derive(Clone)]
pub struct Settings {
    /// Where it listens for its operator and for notifications.
    pub listener: ListenerSettings,
    /// The clock by which it waits.
    pub clock: Clock,
    /// The authorization server that it was registered with.
    pub issuer: Url,
    /// The authorities, as PEM texts, that vouch for that server.
    pub trust: Vec<String>,
    /// Its name there.
    pub client_id: String,
    /// Its private key on P-256.
    pub key: Jwk,
    /// Its private key on P-256 for ID tokens that are encrypted, where it has one.
    pub decryption: Option<Jwk>,
    /// The certificate that it shows.
    pub identity: ClientIdentity,
    /// The scope that it asks for, values with spaces between them.
    pub scope: String,
    /// What it knows of the user.
    pub login_hint: String,
    /// Whether it gives an ID token of the user for a hint once it has one.
    pub gives_id_tokens_for_hints: bool,
    /// How results reach it.
    pub mode: DeliveryMode,
    /// Whether it signs its requests.
    pub signs: bool,
}
