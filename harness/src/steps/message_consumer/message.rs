//! Messages with nothing wrong.

use cucumber::{given, then, when};
use serde_json::{Value, json};

use crate::actor::environment::message::KeyHostManner;
use crate::actor::environment::office_client::WrongCertificate;
use crate::actor::forge::encoding::base64url;
use crate::actor::message::deviation::certificate::with_legal_chain;
use crate::actor::message::producer::{Post, Producer};
use crate::named::named;
use crate::oracle::jwe::agreement_key::Curve;
use crate::oracle::jwe::method::Method;
use crate::oracle::signature::KnownAlgorithm;
use crate::stop::{Step, Stop};
use crate::world::World;

named! {
    /// How a message is written.
    pub enum Serialization {
        /// Five parts joined by full stops.
        Compact = "compact",
        /// A JSON object for one recipient.
        Flattened = "flattened",
        /// A JSON object with a list of recipients.
        General = "general",
    }
}

named! {
    /// A parameter that a header may have (RFC 7516, 4.1).
    pub enum Optional {
        /// The recipient's public key.
        Jwk = "jwk",
        /// The address of the recipient's keys.
        Jku = "jku",
        /// The address of a certificate.
        X5u = "x5u",
        /// The SHA-1 of a certificate.
        X5t = "x5t",
        /// The SHA-256 of a certificate.
        X5tS256 = "x5t#S256",
        /// What the message is.
        Typ = "typ",
    }
}

named! {
    /// A host of keys that cannot be trusted.
    pub enum KeyHostFlaw {
        /// It speaks no TLS.
        InTheClear = "without TLS",
        /// Nobody knows who issued its certificate.
        UnknownAuthority = "at a host with a certificate of an unknown authority",
        /// Its certificate is for another host.
        OtherName = "at a host with a certificate for another name",
    }
}

impl KeyHostFlaw {
    /// The same as hosts are opened.
    pub fn manner(self) -> KeyHostManner {
        match self {
            Self::InTheClear => KeyHostManner::InTheClear,
            Self::UnknownAuthority => KeyHostManner::Wrong(WrongCertificate::UnknownAuthority),
            Self::OtherName => KeyHostManner::Wrong(WrongCertificate::OtherName),
        }
    }
}

#[given("a producer whose keys are registered with the consumer")]
async fn is_registered(world: &mut World) -> Step {
    world.messages.producer = Some(Producer::reach(&world.environment).await?);
    Ok(())
}

#[given(expr = "the producer encrypts to keys on {} alone")]
fn keeps_to(world: &mut World, curve: Curve) -> Step {
    world.messages.producer_mut()?.keep_to(curve);
    Ok(())
}

#[when("the producer sends a message")]
async fn sends(world: &mut World) -> Step {
    let answer = world.messages.producer()?.send_legal().await?;
    world.messages.answer = Some(answer);
    Ok(())
}

#[when(expr = "the producer signs with {} and encrypts with {}")]
async fn sends_by(world: &mut World, signature: String, method: Method) -> Step {
    let producer = world.messages.producer()?;
    let unknown = || Stop::harness(format!("{signature} is not known"));
    let algorithm = KnownAlgorithm::named(&signature).ok_or_else(unknown)?;
    let envelope = producer.envelope_by(method)?;
    let sealed = producer.sealed(&envelope, &producer.signed_with(algorithm)?)?;
    let answer = producer.send(&Post::compact(sealed.compact())).await?;
    world.messages.answer = Some(answer);
    Ok(())
}

#[when(expr = "the producer signs its payload with {}")]
async fn signs_by(world: &mut World, signature: String) -> Step {
    let producer = world.messages.producer()?;
    let unknown = || Stop::harness(format!("{signature} is not known"));
    let algorithm = KnownAlgorithm::named(&signature).ok_or_else(unknown)?;
    let signed = producer.signed_with(algorithm)?;
    let sealed = producer.sealed(&producer.envelope()?, &signed)?;
    let answer = producer.send(&Post::compact(sealed.compact())).await?;
    world.messages.answer = Some(answer);
    Ok(())
}

#[when(expr = "the producer writes its message in the {} serialization")]
async fn sends_in(world: &mut World, serialization: Serialization) -> Step {
    let producer = world.messages.producer()?;
    let legal = producer.legal()?;
    let post = match serialization {
        Serialization::Compact => Post::compact(legal.compact()),
        Serialization::Flattened => Post::json(&legal.flattened()),
        Serialization::General => Post::json(&legal.general()),
    };
    world.messages.answer = Some(producer.send(&post).await?);
    Ok(())
}

#[when("the producer sends a document with an encrypted field")]
async fn sends_field(world: &mut World) -> Step {
    let producer = world.messages.producer()?;
    let mut envelope = producer.envelope()?;
    envelope.aad = Some(b"{\"bank\":\"Example Bank\"}".to_vec());
    let sealed = producer.sealed(&envelope, &producer.payload().signed_by(&producer.key))?;
    let document = json!({ "customerId": "abc-12345-xyz", "encryptedName": sealed.flattened() });
    let answer = producer.send(&Post::document(&document)).await?;
    world.messages.answer = Some(answer);
    Ok(())
}

/// The control has nobody's name in its header.
#[when("the producer names the parties of the agreement")]
async fn sends_with_parties(world: &mut World) -> Step {
    let producer = world.messages.producer()?;
    let nameless = producer.envelope_by_first(&Method::AGREEMENTS)?;
    producer.send_within(&nameless).await?.offered()?;
    let named = nameless
        .with("apu", base64url(b"producer"))
        .with("apv", base64url(b"consumer"));
    world.messages.answer = Some(producer.send_within(&named).await?);
    Ok(())
}

#[when("the producer signs with a published key that has a certificate")]
async fn sends_with_certificate(world: &mut World) -> Step {
    let (producer, post) = with_legal_chain(&world.environment).await?;
    producer.send_legal().await?.served("the control")?;
    world.messages.answer = Some(producer.send(&post).await?);
    Ok(())
}

#[when(expr = "the producer adds {} to the header of its message")]
async fn sends_with_parameter(world: &mut World, parameter: Optional) -> Step {
    let producer = world.messages.producer()?;
    let envelope = producer.envelope()?;
    let value = parameter.value(producer, envelope.method)?;
    let envelope = envelope.with(parameter.name(), value);
    world.messages.answer = Some(producer.send_within(&envelope).await?);
    Ok(())
}

impl Optional {
    fn value(self, producer: &Producer, method: Method) -> Result<Value, Stop> {
        Ok(match self {
            Self::Jwk => Value::Object(producer.consumer_key(method)?.clone()),
            Self::Jku => json!(producer.consumer.jwks_uri.as_str()),
            Self::X5u => json!("https://certificates.invalid/consumer.pem"),
            Self::X5t => json!(base64url(&[7; 20])),
            Self::X5tS256 => json!(base64url(&[7; 32])),
            Self::Typ => json!("JOSE"),
        })
    }
}

#[then("the consumer accepts the message")]
fn accepts(world: &mut World) -> Step {
    let answer = world.messages.answer()?;
    if answer.is_served() {
        return Ok(());
    }
    let finding = answer.finding("the consumer accepts the message", answer.to_string());
    // Who cannot fetch the keys of the producer has to refuse whatever it signs.
    let keys = world.messages.producer()?.host.url();
    let fetch = "a request for the keys of the producer";
    let environment = &world.environment;
    Err(Stop::violated(environment.unless_astray(
        finding.turned_away(),
        fetch,
        keys,
    )))
}

#[then("the consumer refuses the message")]
fn refuses(world: &mut World) -> Step {
    let answer = world.messages.answer()?;
    answer
        .demanded_refused("the consumer refuses the message")
        .map(drop)
}
