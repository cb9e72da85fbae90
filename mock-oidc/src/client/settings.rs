//! What a client is started with.

use josekit::jwk::Jwk;
use mock_kit::tls::ClientIdentity;
use mock_kit::{Clock, ListenerSettings};
use serde_json::Value;
use url::Url;

use crate::settings::{Algorithm, ResponseOption};

/// Everything that a client needs to start.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where it listens, and how browsers reach it; its redirect URIs are `callback` below that, and `callback/1` and so on for other servers.
    pub listener: ListenerSettings,
    /// The clock that expiries are measured on.
    pub clock: Clock,
    /// The authorization server that it was registered with.
    pub issuer: Url,
    /// More of them, which know it by the same name and key. It deals with none but these.
    pub other_issuers: Vec<Url>,
    /// The URL below which `accounts` stands.
    pub resource: Url,
    /// The authorities, as PEM texts, that vouch for authorization server and resource.
    pub trust: Vec<String>,
    /// Its name at the authorization server.
    pub client_id: String,
    /// Its private keys.
    pub keys: Keys,
    /// The certificate that it shows to token endpoint and resource (RFC 8705).
    pub identity: ClientIdentity,
    /// How it proves who it is.
    pub authentication: Authentication,
    /// The scope that it asks for, values with spaces between them.
    pub scope: String,
    /// The consent object that it asks for (RFC 9396).
    pub authorization_details: Option<Value>,
    /// The level of assurance that it needs (OIDC Core, 5.5.1.1).
    pub acr: Option<String>,
    /// The algorithms with which ID tokens and responses are to be signed.
    pub algorithms: Vec<Algorithm>,
    /// How its requests reach the authorization server.
    pub request: RequestForm,
    /// The response that it asks for.
    pub response: ResponseOption,
}

/// The private keys of a client.
#[derive(Clone)]
pub struct Keys {
    /// For request objects and client assertions: P-256 signs with ES256, RSA with PS256, Ed25519 with EdDSA.
    pub signing: Jwk,
    /// For encrypted ID tokens: RSA decrypts RSA-OAEP-256, an elliptic curve ECDH-ES+A256KW.
    pub decryption: Option<Jwk>,
}

/// Without the keys, which nobody is to find in a log.
impl std::fmt::Debug for Keys {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Keys")
    }
}

/// How a client proves who it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authentication {
    /// With an assertion signed by its key (OIDC Core, 9).
    PrivateKeyJwt,
    /// With its certificate (RFC 8705, 2).
    MutualTls,
}

/// How an authorization request reaches the authorization server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestForm {
    /// As parameters in the query (RFC 6749, 4.1.1).
    Plain,
    /// As a signed request object in the query (RFC 9101, 5.1).
    SignedObject,
    /// Pushed as parameters (RFC 9126, 2).
    Pushed,
    /// Pushed as a signed request object (RFC 9126, 3).
    PushedObject,
}
