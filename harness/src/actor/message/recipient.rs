//! A recipient of ours, to whom a producer under test encrypts.

use serde_json::{Map, Value, json};

use super::keys_of;
use super::received::Received;
use crate::actor::Party;
use crate::actor::environment::Environment;
use crate::actor::environment::message::MessageProducerFacts;
use crate::actor::forge::foreign_key;
use crate::actor::forge::public_key::key_set;
use crate::actor::office::answer::{self, Answer};
use crate::exchange::call::Call;
use crate::exchange::sender::Sender;
use crate::oracle::jwe::PrivateKeys;
use crate::oracle::jwe::agreement_key::{AgreementKey, Curve};
use crate::oracle::jwe::method::Method;
use crate::randomness;
use crate::stop::Stop;

/// The name of the recipient's key on a curve.
pub const KID: &str = "recipient-ec";
/// The name of its RSA key.
const RSA_KID: &str = "recipient-rsa";

/// A recipient with keys of its own.
#[derive(Debug, Clone)]
pub struct Recipient {
    /// The producer under test.
    pub producer: MessageProducerFacts,
    /// By what name it registers.
    pub name: String,
    /// Its private keys.
    pub keys: PrivateKeys,
    sender: Sender,
}

/// How a recipient wants its messages.
#[derive(Debug, Clone)]
pub struct Wish {
    /// What they are signed with.
    pub signature: &'static str,
    /// How content keys are encrypted.
    pub method: Method,
    /// How they are written, where it is said at all.
    pub serialization: Option<&'static str>,
    /// The keys: a member `jwks` or `jwks_uri`.
    pub keys: (&'static str, Value),
}

impl Recipient {
    /// A recipient that has not registered yet.
    pub async fn reach(environment: &Environment) -> Result<Self, Stop> {
        let rsa = foreign_key::rsa_key().map_err(Stop::harness_bug)?;
        let producer = environment.message_producer().await?;
        Ok(Self {
            name: randomness::identifier(),
            keys: PrivateKeys {
                curved: AgreementKey::on(producer.curve),
                rsa: rsa.clone(),
            },
            producer,
            sender: environment.sender("message consumer"),
        })
    }

    /// The same under a name that nobody has registered.
    #[must_use]
    pub fn renamed(&self) -> Self {
        Self {
            name: randomness::identifier(),
            ..self.clone()
        }
    }

    /// Another recipient, whose key lies on this curve.
    #[must_use]
    pub fn on(&self, curve: Curve) -> Self {
        let keys = PrivateKeys {
            curved: AgreementKey::on(curve),
            rsa: self.keys.rsa.clone(),
        };
        Self {
            keys,
            ..self.renamed()
        }
    }

    /// What it usually wants.
    pub fn wish(&self) -> Result<Wish, Stop> {
        Ok(Wish {
            signature: "ES256",
            method: Method::EcdhEsA256Kw,
            serialization: None,
            keys: ("jwks", self.key_set()?),
        })
    }

    /// Its keys as it publishes them.
    pub fn key_set(&self) -> Result<Value, Stop> {
        let mut rsa = foreign_key::rsa_jwk(RSA_KID).map_err(Stop::harness_bug)?;
        rsa["use"] = json!("enc");
        Ok(key_set([encryption_jwk(&self.keys.curved), rsa]))
    }

    /// Registers with the producer.
    pub async fn register(&self, wish: &Wish) -> Result<Answer, Stop> {
        let mut registration = json!({
            "message_signed_response_alg": wish.signature,
            "message_encrypted_response_alg": wish.method.name(),
            "message_encrypted_response_enc": "A256GCM",
        });
        if let Some(serialization) = wish.serialization {
            registration["message_serialization"] = json!(serialization);
        }
        registration[wish.keys.0] = wish.keys.1.clone();
        let url = self.producer.recipient(&self.name)?;
        let call = Call::json(Party::MessageProducer, "PUT", url, &registration);
        Answer::of(self.sender.send(call).await?)
    }

    /// Registers, and fetches the customer whole or by field.
    pub async fn ask(&self, wish: &Wish, by_field: bool) -> Result<Answer, Stop> {
        let registered = self.register(wish).await?;
        if !registered.is_served() {
            return Ok(registered);
        }
        self.fetch(by_field).await
    }

    /// Fetches the customer whole or by field.
    pub async fn fetch(&self, by_field: bool) -> Result<Answer, Stop> {
        let url = self.producer.customer(&self.name, by_field)?;
        let call = Call::get(Party::MessageProducer, url);
        Answer::of(self.sender.send(call).await?)
    }

    /// The whole customer as it arrived.
    pub async fn receive(&self, wish: &Wish) -> Result<Received, Stop> {
        let answer = self.ask(wish, false).await?;
        let answer = answer.served("the request for a message")?;
        Ok(Received::of_payload(answer, &self.keys))
    }

    /// The whole customer as it arrived, where a wish that need not be granted is.
    pub async fn receive_if_offered(&self, wish: &Wish) -> Result<Received, Stop> {
        self.receive(&self.wish()?).await?;
        let answer = self.ask(wish, false).await?.offered()?;
        Ok(Received::of_payload(answer, &self.keys))
    }

    /// The customer by field as it arrived, where the producer encrypts fields at all.
    pub async fn receive_fields(&self, wish: &Wish) -> Result<Received, Stop> {
        let answer = self.ask(wish, true).await?.offered()?;
        let received = Received::of_field(answer, &self.keys);
        if received.parts.is_err() {
            return Err(Stop::not_applicable("the producer encrypts no field"));
        }
        Ok(received)
    }

    /// What the producer publishes.
    pub async fn published(&self) -> Result<(Vec<Map<String, Value>>, u32), Stop> {
        let call = Call::get(Party::MessageProducer, self.producer.jwks_uri.clone());
        let exchange = self.sender.send(call).await?;
        Ok((keys_of(&answer::json(&exchange)), exchange.number))
    }
}

/// A public key on a curve, for encryption.
pub fn encryption_jwk(key: &AgreementKey) -> Value {
    let mut members = key.public_jwk();
    members.insert("use".to_owned(), json!("enc"));
    members.insert("kid".to_owned(), json!(KID));
    Value::Object(members)
}
