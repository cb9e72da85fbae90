//! A client as it is registered.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use url::Url;

/// A client as it is registered.
#[derive(Clone, Debug)]
pub struct Client {
    /// Its name in `iss`, `sub` and `client_id`.
    pub client_id: String,
    /// The public keys that verify its assertions and its request objects.
    pub keys: ClientKeys,
    /// The scope values that it may be granted.
    pub scopes: Vec<String>,
    /// How it proves who it is.
    pub authentication: Authentication,
    /// Where responses to its authorization requests may go; without any it can use client credentials only.
    pub redirect_uris: Vec<Url>,
    /// Whether its ID tokens are encrypted, to the key of its set that is for encryption (OIDC Core, 10.2).
    pub encrypts_id_tokens: bool,
    /// How far its admission has come (FDX).
    pub status: ClientStatus,
    /// Whether it protects resources: introspection tells it of a user by the name that all resources know, where the clients of users
    /// know each by another (OIDC Core, 8.1; RFC 7662, 2.2).
    pub is_resource_server: bool,
    /// What it registers for the back channel, by the names of CIBA, 4; nothing for a client that has no part in it.
    pub backchannel: Option<Map<String, Value>>,
    /// How it comes here, where a registry vouches for it (FDX).
    pub delegation: Option<Delegation>,
}

impl Client {
    /// A client that acts for itself only: it signs assertions and redirects nobody.
    #[must_use]
    pub fn machine(client_id: impl Into<String>, keys: ClientKeys, scopes: Vec<String>) -> Self {
        Self {
            client_id: client_id.into(),
            keys,
            scopes,
            authentication: Authentication::PrivateKeyJwt,
            redirect_uris: Vec::new(),
            encrypts_id_tokens: false,
            status: ClientStatus::Approved,
            is_resource_server: false,
            backchannel: None,
            delegation: None,
        }
    }
}

/// How a recipient comes here that a registry vouches for (FDX API Security Profile, 2C).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delegation {
    /// By itself.
    Direct,
    /// Through a platform, which names further intermediaries.
    ByPlatform,
}

/// How the public keys of a client are made known.
#[derive(Clone, Debug)]
pub enum ClientKeys {
    /// A JWK set (RFC 7517, 5).
    Jwks(Value),
    /// The address of a JWK set, fetched over HTTPS and kept for a while.
    JwksUrl(Url),
    /// An X.509 certificate of any version that holds the key.
    CertificatePem(String),
}

/// How one client proves who it is, with what the server has to know for that.
#[derive(Clone)]
pub enum Authentication {
    /// With an assertion signed by its key (OIDC Core, 9).
    PrivateKeyJwt,
    /// With an assertion under an HMAC (OIDC Core, 9).
    ClientSecretJwt {
        /// The secret that both sides know.
        secret: String,
    },
    /// With a certificate of a trusted authority for this subject (RFC 8705, 2.1).
    TlsClientAuth {
        /// The subject as RFC 4514 writes it.
        subject_dn: String,
    },
    /// With this very certificate (RFC 8705, 2.2).
    SelfSignedTlsClientAuth {
        /// The certificate.
        certificate_pem: String,
    },
    /// Not at all: a public client (RFC 6749, 2.1).
    Public,
}

impl Authentication {
    /// The method by its kind.
    #[must_use]
    pub fn method(&self) -> ClientAuthentication {
        match self {
            Self::PrivateKeyJwt => ClientAuthentication::PrivateKeyJwt,
            Self::ClientSecretJwt { .. } => ClientAuthentication::ClientSecretJwt,
            Self::TlsClientAuth { .. } => ClientAuthentication::TlsClientAuth,
            Self::SelfSignedTlsClientAuth { .. } => ClientAuthentication::SelfSignedTlsClientAuth,
            Self::Public => ClientAuthentication::None,
        }
    }
}

/// A secret stays out of whatever is printed.
impl std::fmt::Debug for Authentication {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.method().name())
    }
}

/// A way for clients to authenticate, as registered for `token_endpoint_auth_method`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientAuthentication {
    /// An assertion signed by the client's key (OIDC Core, 9).
    PrivateKeyJwt,
    /// An assertion under an HMAC with the client's secret (OIDC Core, 9).
    ClientSecretJwt,
    /// A certificate of a trusted authority (RFC 8705, 2.1).
    TlsClientAuth,
    /// A certificate registered beforehand (RFC 8705, 2.2).
    SelfSignedTlsClientAuth,
    /// None: public clients (RFC 6749, 2.1).
    None,
}

impl ClientAuthentication {
    /// Its registered name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::PrivateKeyJwt => "private_key_jwt",
            Self::ClientSecretJwt => "client_secret_jwt",
            Self::TlsClientAuth => "tls_client_auth",
            Self::SelfSignedTlsClientAuth => "self_signed_tls_client_auth",
            Self::None => "none",
        }
    }
}

/// How far the admission of a client has come (FDX API Security Profile, 2A and 2B).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClientStatus {
    /// It may start authorizations.
    Approved,
    /// It may start authorizations until a final decision.
    Tentative,
    /// It is still looked at.
    Pending,
    /// It was turned down.
    Rejected,
    /// It is out of use.
    Inactive,
}

impl ClientStatus {
    /// Whether a client of this status may start authorizations.
    #[must_use]
    pub fn may_authorize(self) -> bool {
        matches!(self, Self::Approved | Self::Tentative)
    }
}
