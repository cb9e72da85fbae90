//! What can be wrong with the signature of the payload, and with the payload itself (RFC 7515, 5.2; RFC 8725, 2).

use openssl::sha::sha256;
use serde_json::json;

use super::Attack;
use crate::actor::forge::{self, public_key};
use crate::actor::message::producer::{Post, Producer};
use crate::named::named;
use crate::oracle::signature::KnownAlgorithm;
use crate::stop::Stop;

/// A day, in seconds.
const DAY: i64 = 86_400;

named! {
    /// A flaw of the signature.
    pub enum SignatureFlaw {
        /// A key of somebody else made it.
        AnotherKey = "was made by an attacker",
        /// Nothing stands in its place.
        Stripped = "was stripped",
        /// Another payload was signed.
        AnotherPayload = "is that of another payload",
        /// `alg` is `none`.
        None = "is declared to be none",
        /// `alg` is `none`, in another spelling.
        NoneInCapitals = "is declared to be none in capitals",
        /// The SHA-256 of the signing input, as printed in Part 4.
        Digest = "is the bare digest of what was to be signed",
        /// An HMAC under the PEM text of the public key.
        Code = "is a code under the public key",
        /// RS256.
        Rs256 = "was made by RS256",
        /// The header of the signed layer lists a critical extension that nobody knows.
        CriticalExtension = "has an unknown critical extension in its header",
    }
}

named! {
    /// A flaw of the payload.
    pub enum PayloadFlaw {
        /// `iat` lies a year back.
        LongAgo = "was issued a year ago",
        /// `iat` lies a day ahead.
        Ahead = "was issued in the future",
    }
}

impl SignatureFlaw {
    /// The message with this flaw.
    pub fn attack(self, producer: &Producer) -> Result<Attack, Stop> {
        let attack = Attack::from(enclosed(producer, &self.signed(producer)?)?);
        if self != Self::Rs256 {
            return Ok(attack);
        }
        let by_the_same_key = producer.signed_with(KnownAlgorithm::Ps256)?;
        Ok(attack.beside(enclosed(producer, &by_the_same_key)?))
    }

    fn signed(self, producer: &Producer) -> Result<String, Stop> {
        let legal = producer.payload();
        let key = &producer.key;
        Ok(match self {
            Self::AnotherKey => legal.signed_by(&forge::new_key()),
            Self::Stripped => legal.unsigned(),
            Self::AnotherPayload => {
                let other = legal.clone().with_claim("customerId", "another").sign(key);
                let mut signed = legal.sign(key);
                signed.signature = other.signature;
                signed.compact()
            }
            Self::None => legal.with_header("alg", "none").unsigned(),
            Self::NoneInCapitals => legal.with_header("alg", "NONE").unsigned(),
            Self::Digest => legal.sealed(|input| sha256(input).to_vec()).compact(),
            Self::Code => {
                let pem = public_key::pem(&key.public_key());
                legal.with_header("alg", "HS256").keyed_with(pem.as_bytes())
            }
            Self::Rs256 => producer.signed_with(KnownAlgorithm::Rs256)?,
            Self::CriticalExtension => {
                let extended = legal.with_header("crit", json!(["exampleExtension"]));
                extended.with_header("exampleExtension", 1).signed_by(key)
            }
        })
    }
}

impl PayloadFlaw {
    /// The message with this flaw.
    pub fn attack(self, producer: &Producer) -> Result<Attack, Stop> {
        let issued = match self {
            Self::LongAgo => producer.now - 365 * DAY,
            Self::Ahead => producer.now + DAY,
        };
        let issued_at = |moment: i64| {
            let payload = producer.payload().with_claim("iat", moment);
            enclosed(producer, &payload.signed_by(&producer.key))
        };
        Ok(Attack::from(issued_at(issued)?).beside(issued_at(producer.now)?))
    }
}

/// A legal envelope around what was signed.
pub(super) fn enclosed(producer: &Producer, signed: &str) -> Result<Post, Stop> {
    let sealed = producer.sealed(&producer.envelope()?, signed)?;
    Ok(Post::compact(sealed.compact()))
}
