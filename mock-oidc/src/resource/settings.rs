//! What a resource is started with.

use josekit::jwk::Jwk;
use mock_kit::{Clock, ListenerSettings};
use url::Url;

/// Everything that a resource needs to start.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where it listens, and how others reach it. An identity that asks for certificates is the caller's to bring.
    pub listener: ListenerSettings,
    /// The clock that the expiry of tokens is measured on, and that the `Date` header tells.
    pub clock: Clock,
    /// The authorization server whose access tokens count.
    pub issuer: Url,
    /// The authorities, as PEM texts, that vouch for the authorization server.
    pub trust: Vec<String>,
    /// As which client it asks about access tokens.
    pub credentials: Credentials,
    /// Whether only tokens that are bound to the client's certificate are taken (FAPI 1.0 Advanced, 8.2).
    pub sender_constrained: bool,
    /// Whether every request is held against the consent behind its token (FDX, resource server, 2 and 3).
    pub consent: bool,
    /// What reading accounts takes.
    pub accounts: Protection,
    /// What making a payment takes.
    pub payments: Protection,
    /// The customers, by the subject that tokens name; each is given accounts at start.
    pub customers: Vec<String>,
    /// The origins whose scripts may call (FAPI 1.0 Baseline, 6.2.1-14).
    pub origins: Vec<Url>,
}

/// What a token must come with for one kind of request.
#[derive(Clone, Debug)]
pub struct Protection {
    /// The scope value that it must have.
    pub scope: String,
    /// The data cluster that its consent must hold, where consents are looked at.
    pub data_cluster: String,
}

/// As whom the resource authenticates to the authorization server, with `private_key_jwt` (OIDC Core, 9).
#[derive(Clone)]
pub struct Credentials {
    /// Its name there.
    pub client_id: String,
    /// Its private key, on P-256 or RSA; with a `kid` where the authorization server is to find the key by it.
    pub key: Jwk,
}

/// Without the key, which nobody is to find in a log.
impl std::fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = formatter.debug_struct("Credentials");
        shown
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}
