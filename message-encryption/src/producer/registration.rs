//! How a recipient registers: its keys, and how it wants its messages.

use serde::Deserialize;
use serde_json::Value;
use url::Url;

use crate::algorithm::{CONTENT_ENCRYPTION, KeyManagement, SignatureAlgorithm};
use crate::message::Serialization;
use crate::refusal::Refusal;

/// What a recipient sends, in the manner of client metadata (RFC 7591, 2).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Request {
    jwks: Option<Value>,
    jwks_uri: Option<Url>,
    message_signed_response_alg: String,
    message_encrypted_response_alg: String,
    #[serde(default)]
    message_encrypted_response_enc: Option<String>,
    #[serde(default)]
    message_serialization: Option<String>,
}

/// A recipient as the producer knows it.
#[derive(Clone, Debug)]
pub(super) struct Registered {
    pub keys: KeySource,
    pub signature: SignatureAlgorithm,
    pub encryption: KeyManagement,
    pub serialization: Serialization,
}

/// Where the keys of a recipient come from (Part 4, exchange).
#[derive(Clone, Debug)]
pub(super) enum KeySource {
    /// They were handed over.
    Given(Value),
    /// They are published.
    Published(Url),
}

impl Request {
    /// The recipient, if its wishes can be met.
    pub(super) fn registered(
        self,
        signatures: &[SignatureAlgorithm],
    ) -> Result<Registered, Refusal> {
        let signature = SignatureAlgorithm::named(&self.message_signed_response_alg);
        let signature = signature.filter(|algorithm| signatures.contains(algorithm));
        let encryption = KeyManagement::named(&self.message_encrypted_response_alg);
        let serialization = match &self.message_serialization {
            None => Some(Serialization::default()),
            Some(name) => Serialization::named(name),
        };
        let refused = Refusal::Algorithm("it is not on offer");
        let content = self.message_encrypted_response_enc.as_deref();
        if content.is_some_and(|name| name != CONTENT_ENCRYPTION) {
            return Err(refused);
        }
        Ok(Registered {
            keys: source(self.jwks, self.jwks_uri)?,
            signature: signature.ok_or(refused.clone())?,
            encryption: encryption.ok_or(refused)?,
            serialization: serialization.ok_or(Refusal::Malformed("no such serialization"))?,
        })
    }
}

fn source(given: Option<Value>, published: Option<Url>) -> Result<KeySource, Refusal> {
    match (given, published) {
        (Some(keys), None) => Ok(KeySource::Given(keys)),
        (None, Some(address)) => Ok(KeySource::Published(address)),
        _ => Err(Refusal::EncryptionKey("either keys or their address")),
    }
}
