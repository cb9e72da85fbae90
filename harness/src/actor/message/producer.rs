//! A producer of ours, whose messages a consumer under test reads.

use std::sync::LazyLock;

use p256::SecretKey;
use serde_json::{Map, Value, json};

use super::{encrypts, keys_of, text};
use crate::actor::Party;
use crate::actor::counterparty::KeyHost;
use crate::actor::environment::Environment;
use crate::actor::environment::message::{KeyHostManner, MessageConsumerFacts};
use crate::actor::forge::foreign_key::{self, ForeignAlgorithm};
use crate::actor::forge::jwe::{Jwe, SealedJwe};
use crate::actor::forge::public_key::{jwk, key_set};
use crate::actor::forge::{self, Jwt, es256};
use crate::actor::office::answer::{self, Answer};
use crate::exchange::call::Call;
use crate::exchange::sender::Sender;
use crate::oracle::jwe::agreement_key::Curve;
use crate::oracle::jwe::method::Method;
use crate::oracle::signature::KnownAlgorithm;
use crate::stop::Stop;

/// The name of the producer's key on P-256.
pub const KID: &str = "producer-es256";
/// The name of its RSA key.
const RSA_KID: &str = "producer-rsa";
/// The name of its key on the Edwards curve.
const ED25519_KID: &str = "producer-ed25519";
/// The name of the key that it publishes for encryption.
pub const ENCRYPTION_KID: &str = "producer-encryption";
/// The name of the RSA key that is too short.
pub const SHORT_KID: &str = "producer-short-rsa";

/// The producer's keys on P-256, for signatures and for encryption: the same all through, since a consumer may keep what it has fetched.
static KEYS: LazyLock<[SecretKey; 2]> = LazyLock::new(|| [forge::new_key(), forge::new_key()]);

/// A producer with registered keys.
pub struct Producer {
    /// The consumer under test.
    pub consumer: MessageConsumerFacts,
    /// Its encryption keys.
    pub consumer_keys: Vec<Map<String, Value>>,
    /// The producer's own key on P-256.
    pub key: SecretKey,
    /// A key of its own that is published for encryption.
    pub encryption_key: SecretKey,
    /// Where its keys are found.
    pub host: KeyHost,
    /// The present moment, in seconds since 1970.
    pub now: i64,
    sender: Sender,
}

impl std::fmt::Debug for Producer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = formatter.debug_struct("Producer");
        shown
            .field("consumer", &self.consumer)
            .finish_non_exhaustive()
    }
}

/// Octets to be sent, and what they are called.
#[derive(Debug, Clone)]
pub struct Post {
    /// The media type.
    pub media_type: &'static str,
    /// The body.
    pub body: String,
}

impl Post {
    /// A message in the compact form (Part 4, sending).
    pub fn compact(text: String) -> Self {
        Self {
            media_type: "application/jwt",
            body: text,
        }
    }

    /// A message in JSON.
    pub fn json(message: &Value) -> Self {
        Self {
            media_type: "application/jose+json",
            body: message.to_string(),
        }
    }

    /// A document with messages for its fields.
    pub fn document(document: &Value) -> Self {
        Self {
            media_type: "application/json",
            body: document.to_string(),
        }
    }
}

impl Producer {
    /// The producer after its keys were registered with the consumer.
    pub async fn reach(environment: &Environment) -> Result<Self, Stop> {
        Self::reach_through(environment, KeyHostManner::Proper, []).await
    }

    /// The same, its keys and some more found at a host of some manner.
    pub async fn reach_through(
        environment: &Environment,
        manner: KeyHostManner,
        further: impl IntoIterator<Item = Value>,
    ) -> Result<Self, Stop> {
        let [key, encryption_key] = KEYS.clone();
        let own = published(&key, &encryption_key)?;
        let keys = key_set(own.into_iter().chain(further));
        let host = environment.registered_key_host(manner, keys).await?;
        let consumer = environment.message_consumer().await?;
        let sender = environment.sender("message producer");
        let fetch = Call::get(Party::MessageConsumer, consumer.jwks_uri.clone());
        let consumer_keys = keys_of(&answer::json(&sender.send(fetch).await?));
        Ok(Self {
            consumer,
            consumer_keys,
            key,
            encryption_key,
            host,
            now: environment.clock().unix_now(),
            sender,
        })
    }

    /// Overlooks every key of the consumer that does not lie on this curve.
    pub fn keep_to(&mut self, curve: Curve) {
        self.consumer_keys
            .retain(|key| Curve::of(key) == Some(curve));
    }

    /// The signed part of a legal message: the customer, under a header that says where the key is.
    pub fn payload(&self) -> Jwt {
        let header = json!({ "alg": "ES256", "kid": KID, "jku": self.host.url().as_str() });
        let name = json!({ "first": "Jane", "last": "Smith" });
        Jwt::new(
            header,
            json!({ "customerId": "abc-12345-xyz", "name": name }),
        )
    }

    /// The encrypted part of a legal message: on the curve where the consumer has such a key, under RSA otherwise.
    pub fn envelope(&self) -> Result<Jwe, Stop> {
        let on_the_curve = self.envelope_by_first(&Method::AGREEMENTS);
        on_the_curve.or_else(|_| self.envelope_by_first(&Method::OAEP))
    }

    /// The same by the first of some algorithms for which the consumer has a key.
    pub fn envelope_by_first(&self, methods: &[Method]) -> Result<Jwe, Stop> {
        let offered = methods.iter().map(|method| self.envelope_by(*method));
        let none = || Stop::not_applicable("the consumer has no key for this");
        offered.flatten().next().ok_or_else(none)
    }

    /// The same by a certain algorithm.
    pub fn envelope_by(&self, method: Method) -> Result<Jwe, Stop> {
        Ok(Jwe::new(method, text(self.consumer_key(method)?, "kid")))
    }

    /// The consumer's key for an algorithm.
    pub fn consumer_key(&self, method: Method) -> Result<&Map<String, Value>, Stop> {
        let fits = |key: &&Map<String, Value>| {
            let alg = text(key, "alg");
            let on_curve = !method.agrees() || Curve::of(key).is_some();
            text(key, "kty") == Some(method.key_type())
                && on_curve
                && encrypts(key)
                && alg.is_none_or(|alg| alg == method.name() || method == Method::Rsa1_5)
        };
        let none = || Stop::not_applicable(format!("the consumer has no key for {method}"));
        self.consumer_keys.iter().find(fits).ok_or_else(none)
    }

    /// Content within an envelope.
    pub fn sealed(&self, envelope: &Jwe, content: &str) -> Result<SealedJwe, Stop> {
        let key = self.consumer_key(envelope.method)?;
        let sealed = envelope.sealed(content.as_bytes(), key);
        sealed.map_err(Stop::harness_bug)
    }

    /// A legal message before it is written.
    pub fn legal(&self) -> Result<SealedJwe, Stop> {
        self.sealed(&self.envelope()?, &self.payload().signed_by(&self.key))
    }

    /// The payload signed with an algorithm, by the key that the producer has for it.
    pub fn signed_with(&self, algorithm: KnownAlgorithm) -> Result<String, Stop> {
        let (kid, foreign) = match algorithm {
            KnownAlgorithm::Es256 => (KID, None),
            KnownAlgorithm::Ps256 => (RSA_KID, Some(ForeignAlgorithm::Ps256)),
            KnownAlgorithm::Rs256 => (RSA_KID, Some(ForeignAlgorithm::Rs256)),
            KnownAlgorithm::EdDsa => (ED25519_KID, Some(ForeignAlgorithm::EdDsa)),
        };
        let name = foreign.map_or("ES256", ForeignAlgorithm::name);
        let draft = self
            .payload()
            .with_header("alg", name)
            .with_header("kid", kid);
        let signed = draft.try_sealed(|input| match foreign {
            Some(algorithm) => algorithm.sign(input),
            None => Ok(es256(&self.key, input)),
        });
        Ok(signed.map_err(Stop::harness_bug)?.compact())
    }

    /// Sends a message; the media type is no secret of the party that reads it.
    pub async fn send(&self, post: &Post) -> Result<Answer, Stop> {
        let url = self.consumer.messages.clone();
        let body = post.body.clone().into_bytes();
        let call = Call::octets(Party::MessageConsumer, "POST", url, post.media_type, body);
        Answer::of(self.sender.send(call).await?)
    }

    /// Sends a legal payload within an envelope.
    pub async fn send_within(&self, envelope: &Jwe) -> Result<Answer, Stop> {
        let sealed = self.sealed(envelope, &self.payload().signed_by(&self.key))?;
        self.send(&Post::compact(sealed.compact())).await
    }

    /// Sends a legal message.
    pub async fn send_legal(&self) -> Result<Answer, Stop> {
        self.send_within(&self.envelope()?).await
    }
}

/// What the producer publishes: signing keys, one key for encryption, and a key that is too short.
fn published(key: &SecretKey, encryption_key: &SecretKey) -> Result<Vec<Value>, Stop> {
    let mut encrypting = jwk(&encryption_key.public_key(), Some(ENCRYPTION_KID));
    encrypting["use"] = json!("enc");
    if let Some(members) = encrypting.as_object_mut() {
        members.shift_remove("alg");
    }
    let made = (|| {
        Ok::<_, openssl::error::ErrorStack>([
            foreign_key::rsa_jwk(RSA_KID)?,
            foreign_key::ed25519_jwk(ED25519_KID)?,
            foreign_key::short_rsa_jwk(SHORT_KID)?,
        ])
    })();
    let others = made.map_err(Stop::harness_bug)?;
    let own = [jwk(&key.public_key(), Some(KID)), encrypting];
    Ok(own.into_iter().chain(others).collect())
}
