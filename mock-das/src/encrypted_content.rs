//! Unpublished content on its way to an office: a JWS of DAS within a JWE to a key of the office, so that nothing between the two can read
//! it, the cloud included.
//!
//! The seed demands an encrypted channel for it and no more (DAS-RET-05); everything here is our proposal, and a variant switches it on.
//! Encryption takes the whole document into memory.

use axum::Json;
use axum::extract::State;
use josekit::JoseError;
use josekit::jwk::Jwk;
use josekit::jwk::alg::ec::EcCurve;
use message_encryption::algorithm::{KeyManagement, SignatureAlgorithm};
use message_encryption::key_set::{self, PublishedKey};
use message_encryption::message::Serialization;
use message_encryption::nested::{Beside, Recipient, Signing, encrypt, sign};
use message_encryption::own_key::{OwnKey, Purpose};
use mock_kit::answer;
use serde_json::{Map, Value, json};
use url::Url;

use crate::das::{Das, Shared};
use crate::das_error::{DasError, Reason};
use crate::faults::encryption as faulty;
use crate::retention::Source;
use crate::settings::ContentEncryption;
use crate::state::Records;
use crate::state::retrieval::Retrieval;
use crate::storage::ObjectName;

/// Where DAS publishes the keys that it signs content with, below its base path.
pub const KEYS_PATH: &str = "/keys.jwks";
/// What a JWS or JWE in its compact form is called (RFC 7515, 9.2.1).
pub const MEDIA_TYPE: &str = "application/jose";
/// The largest key set that is read, in octets.
const LIMIT: usize = 64 << 10;
/// How content keys are encrypted, the best first.
const METHODS: [KeyManagement; 2] = [KeyManagement::EcdhEsA256Kw, KeyManagement::RsaOaep256];

/// What DAS signs content with.
#[derive(Debug)]
pub struct ContentKeys {
    published: OwnKey,
    unpublished: OwnKey,
}

impl ContentKeys {
    /// Fresh keys on P-256.
    ///
    /// # Errors
    /// When the library refuses.
    pub fn new() -> Result<Self, JoseError> {
        let fresh = |kid: &str| {
            let key = Jwk::generate_ec_key(EcCurve::P256)?;
            Ok::<_, JoseError>(OwnKey::of(kid, key, Purpose::Signature))
        };
        Ok(Self {
            published: fresh("das-content")?,
            unpublished: fresh("das-content")?,
        })
    }
}

/// `GET`: the keys that DAS signs content with.
pub async fn keys(State(das): State<Shared>) -> Json<Value> {
    Json(json!({ "keys": [das.content_keys.published.published()] }))
}

/// Whether the content of a retrieval is encrypted, if its office publishes a key.
pub fn concerns(das: &Das, retrieval: &Retrieval) -> bool {
    let unpublished = Source::of_key(&retrieval.key) == Source::InternationalBureau;
    let everything = das.faults.commits(&faulty::ENCRYPTS_PUBLISHED_CONTENT);
    das.variant.content_encryption == ContentEncryption::Unpublished && (unpublished || everything)
}

/// To whom the copy that a download URL names is encrypted; nobody where it is sent as it is.
pub async fn addressee(das: &Das, object: &ObjectName) -> Result<Option<Recipient>, DasError> {
    let address = das.settled().await.address_of_keys(das, object);
    let in_the_clear = &faulty::SENDS_UNPUBLISHED_CONTENT_IN_THE_CLEAR;
    let Some(address) = address.filter(|_| !das.faults.commits(in_the_clear)) else {
        return Ok(None);
    };
    if das.faults.commits(&faulty::ENCRYPTS_CONTENT_TO_ANOTHER_KEY) {
        return Ok(stranger());
    }
    let keys = fetched(das, &address).await.unwrap_or_default();
    let usable = METHODS
        .iter()
        .find_map(|method| Recipient::among(&keys, *method).ok());
    if usable.is_none() && !das.faults.commits(&faulty::FALLS_BACK_TO_PLAIN_CONTENT) {
        return Err(Reason::NoEncryptionKey.into());
    }
    Ok(usable)
}

impl Records {
    /// Where the office publishes its keys whose copy this is, if the copy is to be encrypted to them.
    fn address_of_keys(&self, das: &Das, object: &ObjectName) -> Option<Url> {
        let retrieval = self.retrievals.get(self.copies.get(object)?)?;
        let office = das.white_list.office_called(&retrieval.office)?;
        office.encryption_keys.filter(|_| concerns(das, retrieval))
    }
}

/// A recipient whom nobody knows.
fn stranger() -> Option<Recipient> {
    let key = Jwk::generate_ec_key(EcCurve::P256).ok()?;
    let own = OwnKey::of("stranger", key, Purpose::Encryption).published();
    let keys = key_set::read(json!({ "keys": [own] }).to_string().as_bytes())?;
    Recipient::among(&keys, KeyManagement::EcdhEsA256Kw).ok()
}

/// The keys at an address, over TLS only.
async fn fetched(das: &Das, address: &Url) -> Option<Vec<PublishedKey>> {
    if address.scheme() != "https" {
        return None;
    }
    let answered = das.http.get(address.clone()).send().await.ok()?;
    if answered.status() != http::StatusCode::OK {
        return None;
    }
    key_set::read(&answer::octets(answered, LIMIT).await?)
}

/// Content as one office alone can read it, in the compact form.
pub fn sealed(das: &Das, content: &[u8], recipient: &Recipient) -> Result<String, DasError> {
    let failed = |why| DasError::Internal(format!("DAS failed to encrypt content: {why}"));
    let inner = if das.faults.commits(&faulty::ENCRYPTS_UNSIGNED_CONTENT) {
        content.to_vec()
    } else {
        signed(das, content).map_err(failed)?.into_bytes()
    };
    let content_type = if das.faults.commits(&faulty::CALLS_SIGNED_CONTENT_PDF) {
        "application/pdf"
    } else {
        "JOSE"
    };
    let message = encrypt(&inner, recipient, content_type, &Beside::default());
    let message = message.map_err(failed)?;
    Ok(message.written(Serialization::Compact))
}

fn signed(das: &Das, content: &[u8]) -> Result<String, message_encryption::Refusal> {
    let secret_key = das
        .faults
        .commits(&faulty::SIGNS_CONTENT_WITH_AN_UNPUBLISHED_KEY);
    let signing = Signing {
        key: if secret_key {
            &das.content_keys.unpublished
        } else {
            &das.content_keys.published
        },
        algorithm: SignatureAlgorithm::Es256,
        header: Map::new(),
    };
    if das.faults.commits(&faulty::ENCRYPTS_OTHER_CONTENT) {
        return sign(b"%PDF-1.7 of another document", &signing);
    }
    sign(content, &signing)
}
