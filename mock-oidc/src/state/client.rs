//! A registered client and where its keys come from.

use std::sync::Arc;

use serde_json::{Value, json};
use url::Url;

use crate::backchannel::registration::BackchannelRegistration;
use crate::settings::{Algorithm, Authentication, Client, ClientKeys, ClientStatus, Delegation};
use crate::state::client_key::{ClientKey, KeyRing};

/// A client that may authenticate here.
#[derive(Debug)]
pub struct RegisteredClient {
    /// Its name in `iss`, `sub` and `client_id`.
    pub client_id: String,
    /// The scope values that it may be granted.
    pub scopes: Vec<String>,
    /// Where its keys come from.
    pub keys: KeySource,
    /// How it proves who it is.
    pub authentication: Authentication,
    /// Where responses may go, as they are written.
    pub redirect_uris: Vec<String>,
    /// Whether its ID tokens are encrypted.
    pub encrypts_id_tokens: bool,
    /// How far its admission has come.
    pub status: ClientStatus,
    /// Whether it protects resources.
    pub is_resource_server: bool,
    /// As what it is known to the back channel (CIBA, 4).
    pub backchannel: Option<BackchannelRegistration>,
    /// How it comes here, where a registry vouches for it.
    pub delegation: Option<Delegation>,
}

/// Where the keys of a client come from.
#[derive(Debug)]
pub enum KeySource {
    /// They were given at registration.
    Given(Arc<KeyRing>),
    /// They are fetched.
    Fetched(Url),
}

/// A key set that was fetched.
#[derive(Clone, Debug)]
pub struct CachedKeySet {
    /// Its keys.
    pub ring: Arc<KeyRing>,
    /// The second after which it is stale.
    pub fresh_until: i64,
}

/// Why a client cannot be registered.
#[derive(Debug, thiserror::Error)]
pub enum RegistrationError {
    /// The JWK set has no array of keys.
    #[error("read the JWK set: it has no array called keys")]
    NoKeySet,
    /// A JWK holds a private or secret key, which nobody but the client may know.
    #[error("register public keys only: a JWK holds a private or secret part")]
    PrivateKey,
    /// The certificate is not PEM, or not a certificate.
    #[error("read the certificate: {0}")]
    Certificate(#[from] openssl::error::ErrorStack),
    /// The certificate holds a key of another kind.
    #[error("use the key of the certificate: it is neither on P-256 nor an RSA key")]
    UnusableKey,
    /// Key sets are fetched over HTTPS only.
    #[error("fetch keys over HTTPS only, not from {0}")]
    PlainHttp(Url),
    /// Redirect URIs are those of HTTPS only (FAPI 1.0 Baseline, 5.2.2-20).
    #[error("redirect over HTTPS only, not to {0}")]
    PlainRedirect(Url),
    /// Any app can claim a scheme of its own (FAPI 1.0 Baseline, 7.5-1).
    #[error("redirect over HTTPS only, not to the private-use scheme of {0}")]
    PrivateUseScheme(Url),
    /// Any app can listen at a loopback address (FAPI 1.0 Baseline, 7.5-2).
    #[error("redirect over HTTPS only, not to the loopback address {0}")]
    LoopbackRedirect(Url),
    /// A secret is as long as the hash that it goes with (OIDC Core, 16.19).
    #[error("take a secret of 32 octets or more")]
    WeakSecret,
    /// What it registers for the back channel does not fit together (CIBA, 4).
    #[error("use the back channel: {0}")]
    Backchannel(&'static str),
}

impl RegisteredClient {
    /// Reads the keys of `client` as far as they serve one of `algorithms`.
    ///
    /// # Errors
    /// When its keys cannot be read.
    pub fn new(client: Client, algorithms: &[Algorithm]) -> Result<Self, RegistrationError> {
        Ok(Self {
            keys: KeySource::read(client.keys, algorithms)?,
            client_id: client.client_id,
            scopes: client.scopes,
            authentication: client.authentication,
            redirect_uris: client.redirect_uris.iter().map(Url::to_string).collect(),
            encrypts_id_tokens: client.encrypts_id_tokens,
            status: client.status,
            is_resource_server: client.is_resource_server,
            backchannel: None,
            delegation: client.delegation,
        })
    }

    /// The same with its part in the back channel.
    #[must_use]
    pub fn with_backchannel(self, backchannel: Option<BackchannelRegistration>) -> Self {
        Self {
            backchannel,
            ..self
        }
    }

    /// What may be shown of the client.
    #[must_use]
    pub fn describe(&self) -> Value {
        let keys = match &self.keys {
            KeySource::Given(ring) => ring.describe(),
            KeySource::Fetched(url) => json!({ "jwks_uri": url }),
        };
        json!({ "client_id": self.client_id, "scopes": self.scopes, "keys": keys })
    }
}

impl KeySource {
    fn read(keys: ClientKeys, algorithms: &[Algorithm]) -> Result<Self, RegistrationError> {
        match keys {
            ClientKeys::Jwks(set) => {
                Ok(Self::Given(Arc::new(KeyRing::from_jwks(&set, algorithms)?)))
            }
            ClientKeys::CertificatePem(pem) => {
                let key = ClientKey::from_certificate(&pem, algorithms)?;
                Ok(Self::Given(Arc::new(KeyRing::of(key))))
            }
            ClientKeys::JwksUrl(url) if url.scheme() == "https" => Ok(Self::Fetched(url)),
            ClientKeys::JwksUrl(url) => Err(RegistrationError::PlainHttp(url)),
        }
    }
}
