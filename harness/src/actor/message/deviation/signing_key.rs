//! What can be wrong with the key that a payload is signed with: whose it is, and what it is for (Part 4, verification 2; RFC 7515, 10.3).

use p256::SecretKey;
use serde_json::json;

use super::Attack;
use super::signature::enclosed;
use crate::actor::counterparty::KeyHost;
use crate::actor::environment::Environment;
use crate::actor::environment::message::KeyHostManner;
use crate::actor::forge::foreign_key::ForeignAlgorithm;
use crate::actor::forge::public_key::{jwk, key_set};
use crate::actor::forge::{self, Jwt};
use crate::actor::message::producer::{ENCRYPTION_KID, KID, Post, Producer, SHORT_KID};
use crate::named::named;
use crate::oracle::signature::KnownAlgorithm;
use crate::stop::Stop;

/// The name of a key that the producer does not have.
const STRANGE_KID: &str = "attacker-es256";

named! {
    /// A flaw of the signing key.
    pub enum SigningKeyFlaw {
        /// `jwk` holds the attacker's key.
        Embedded = "is brought along by the header",
        /// `jwk` holds the attacker's key, and no name leads to any other.
        EmbeddedNameless = "is brought along by a header without a name for it",
        /// `jku` leads to the attacker's host.
        OtherAddress = "is found at an address that is not registered",
        /// `jku` leads to the attacker's host, where a key has a name of its own.
        OtherAddressAndName = "is found by a name of its own at an address that is not registered",
        /// `jku` of a header that nothing protects leads to the attacker's host.
        UnprotectedAddress = "is found at an address that nothing protects",
        /// It is published with the use `enc`.
        ForEncryption = "is published for encryption",
        /// It is published, and too short.
        Short = "is an RSA key of 1024 bits",
    }
}

impl SigningKeyFlaw {
    /// The message with this flaw.
    pub async fn attack(self, world: &Environment, producer: &Producer) -> Result<Attack, Stop> {
        match self {
            Self::Embedded => embedded(producer, Some(KID)),
            Self::EmbeddedNameless => embedded(producer, None),
            Self::OtherAddress => elsewhere(world, producer, KID).await,
            Self::OtherAddressAndName => elsewhere(world, producer, STRANGE_KID).await,
            Self::UnprotectedAddress => unprotected(world, producer).await,
            Self::ForEncryption => {
                let payload = producer.payload().with_header("kid", ENCRYPTION_KID);
                let signed = payload.signed_by(&producer.encryption_key);
                Ok(enclosed(producer, &signed)?.into())
            }
            Self::Short => short(producer),
        }
    }
}

/// The control brings the producer's own key along.
fn embedded(producer: &Producer, kid: Option<&str>) -> Result<Attack, Stop> {
    let bringing = |key: &SecretKey| {
        let payload = producer.payload().without_header("jku");
        let payload = payload.with_header("jwk", jwk(&key.public_key(), None));
        let payload = match kid {
            Some(kid) => payload.with_header("kid", kid),
            None => payload.without_header("kid"),
        };
        enclosed(producer, &payload.signed_by(key))
    };
    let control = bringing(&producer.key)?;
    Ok(Attack::from(bringing(&forge::new_key())?).beside(control))
}

async fn elsewhere(world: &Environment, producer: &Producer, kid: &str) -> Result<Attack, Stop> {
    let (attacker, host) = host_of_an_attacker(world, kid).await?;
    let payload = producer.payload().with_header("jku", host.url().as_str());
    let signed = payload.with_header("kid", kid).signed_by(&attacker);
    Ok(Attack {
        host: Some(host),
        ..enclosed(producer, &signed)?.into()
    })
}

/// The unprotected header of the control points to the producer's own keys.
async fn unprotected(world: &Environment, producer: &Producer) -> Result<Attack, Stop> {
    let (attacker, host) = host_of_an_attacker(world, KID).await?;
    let payload = producer.payload().without_header("jku");
    let control = pointing_to(&producer.host, producer, &payload, &producer.key)?;
    let attack = pointing_to(&host, producer, &payload, &attacker)?;
    Ok(Attack {
        host: Some(host),
        ..Attack::from(attack).beside(control)
    })
}

async fn host_of_an_attacker(world: &Environment, kid: &str) -> Result<(SecretKey, KeyHost), Stop> {
    let attacker = forge::new_key();
    let keys = key_set([jwk(&attacker.public_key(), Some(kid))]);
    let host = world.key_host_in(KeyHostManner::Proper, keys).await?;
    Ok((attacker, host))
}

fn pointing_to(
    host: &KeyHost,
    producer: &Producer,
    payload: &Jwt,
    key: &SecretKey,
) -> Result<Post, Stop> {
    let mut envelope = producer.envelope()?;
    let address = json!(host.url().as_str());
    envelope.unprotected.insert("jku".to_owned(), address);
    let sealed = producer.sealed(&envelope, &payload.signed_by(key))?;
    Ok(Post::json(&sealed.flattened()))
}

/// The control is signed by the same algorithm.
fn short(producer: &Producer) -> Result<Attack, Stop> {
    let payload = producer.payload().with_header("alg", "PS256");
    let payload = payload.with_header("kid", SHORT_KID);
    let signed = payload.try_sealed(|input| ForeignAlgorithm::ShortPs256.sign(input));
    let attack = enclosed(producer, &signed.map_err(Stop::harness_bug)?.compact())?;
    let control = enclosed(producer, &producer.signed_with(KnownAlgorithm::Ps256)?)?;
    Ok(Attack::from(attack).beside(control))
}
