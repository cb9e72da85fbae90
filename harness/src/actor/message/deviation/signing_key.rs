//! What can be wrong with the key that a payload is signed with: whose it is, what it is for, who vouches for it (Part 4, verification 2 and
//! 3; RFC 7515, 10.3).

use p256::SecretKey;
use serde_json::json;

use super::Attack;
use super::signature::enclosed;
use crate::actor::environment::Environment;
use crate::actor::environment::message::KeyHostManner;
use crate::actor::forge::authority::{Authority, x5c};
use crate::actor::forge::foreign_key::ForeignAlgorithm;
use crate::actor::forge::public_key::{jwk, key_set};
use crate::actor::forge::{self, Jwt};
use crate::actor::message::producer::{ENCRYPTION_KID, KID, Post, Producer, SHORT_KID};
use crate::named::named;
use crate::stop::Stop;

/// A year, in seconds.
const YEAR: i64 = 365 * 86_400;

named! {
    /// A flaw of the signing key.
    pub enum SigningKeyFlaw {
        /// `jwk` holds the attacker's key.
        Embedded = "is brought along by the header",
        /// `jku` leads to the attacker's host.
        OtherAddress = "is found at an address that is not registered",
        /// `jku` of a header that nothing protects leads to the attacker's host.
        UnprotectedAddress = "is found at an address that nothing protects",
        /// It is published with the use `enc`.
        ForEncryption = "is published for encryption",
        /// It is published, and too short.
        Short = "is an RSA key of 1024 bits",
    }
}

named! {
    /// A flaw of the certificates in the header.
    pub enum CertificateFlaw {
        /// Nobody knows who issued it.
        UnknownAuthority = "leads to an unknown authority",
        /// Its time is over.
        Expired = "has expired",
        /// The certificate behind it did not issue it.
        Broken = "is followed by a certificate that did not issue it",
        /// The authority's own stands first.
        AuthorityFirst = "comes after that of the authority",
    }
}

impl SigningKeyFlaw {
    /// The message with this flaw.
    pub async fn attack(self, world: &Environment, producer: &Producer) -> Result<Attack, Stop> {
        let attacker = forge::new_key();
        match self {
            Self::Embedded => {
                let own = jwk(&attacker.public_key(), None);
                let payload = producer.payload().with_header("jwk", own);
                enclosed(
                    producer,
                    &payload.without_header("jku").signed_by(&attacker),
                )
            }
            Self::OtherAddress | Self::UnprotectedAddress => {
                let keys = key_set([jwk(&attacker.public_key(), Some(KID))]);
                let host = world.key_host_in(KeyHostManner::Proper, keys).await?;
                let attack = if self == Self::OtherAddress {
                    let payload = producer.payload().with_header("jku", host.url().as_str());
                    enclosed(producer, &payload.signed_by(&attacker))?
                } else {
                    let payload = producer.payload().without_header("jku");
                    pointing_to(host.url().as_str(), producer, &payload, &attacker)?
                };
                Ok(Attack {
                    host: Some(host),
                    ..attack
                })
            }
            Self::ForEncryption => {
                let payload = producer.payload().with_header("kid", ENCRYPTION_KID);
                enclosed(producer, &payload.signed_by(&producer.encryption_key))
            }
            Self::Short => {
                let payload = producer.payload().with_header("alg", "PS256");
                let payload = payload.with_header("kid", SHORT_KID);
                let signed = payload.try_sealed(|input| ForeignAlgorithm::ShortPs256.sign(input));
                enclosed(producer, &signed.map_err(Stop::harness_bug)?.compact())
            }
        }
    }
}

fn pointing_to(
    address: &str,
    producer: &Producer,
    payload: &Jwt,
    key: &SecretKey,
) -> Result<Attack, Stop> {
    let mut envelope = producer.envelope()?;
    envelope
        .unprotected
        .insert("jku".to_owned(), json!(address));
    let sealed = producer.sealed(&envelope, &payload.signed_by(key))?;
    Ok(Post::json(&sealed.flattened()).into())
}

impl CertificateFlaw {
    /// The message with this flaw.
    pub fn attack(self, world: &Environment, producer: &Producer) -> Result<Attack, Stop> {
        let trusted = world.message_authority()?;
        let unknown = Authority::new("Authority of nobody").map_err(Stop::harness_bug)?;
        let now = producer.now;
        let lately = (now - YEAR / 2, now + YEAR / 2);
        let chain = |authority: &Authority, validity| {
            let chain = authority.chain(&producer.key, "Message producer", validity);
            chain.map_err(Stop::harness_bug)
        };
        let mut certificates = match self {
            Self::UnknownAuthority => chain(&unknown, lately)?,
            Self::Expired => chain(trusted, (now - 2 * YEAR, now - YEAR))?,
            Self::Broken => {
                let mut certificates = chain(&unknown, lately)?;
                certificates.truncate(1);
                certificates.extend(chain(trusted, lately)?.into_iter().skip(1));
                certificates
            }
            Self::AuthorityFirst => chain(trusted, lately)?,
        };
        if self == Self::AuthorityFirst {
            certificates.reverse();
        }
        let payload = producer.payload().with_header("x5c", x5c(&certificates));
        enclosed(producer, &payload.signed_by(&producer.key))
    }
}

/// The chain of a legal message: in its time, by the authority that vouches for both sides.
pub fn with_legal_chain(world: &Environment, producer: &Producer) -> Result<Post, Stop> {
    let validity = (producer.now - YEAR / 2, producer.now + YEAR / 2);
    let authority = world.message_authority()?;
    let chain = authority.chain(&producer.key, "Message producer", validity);
    let chain = x5c(&chain.map_err(Stop::harness_bug)?);
    let payload = producer.payload().with_header("x5c", chain);
    let sealed = producer.sealed(&producer.envelope()?, &payload.signed_by(&producer.key))?;
    Ok(Post::compact(sealed.compact()))
}
