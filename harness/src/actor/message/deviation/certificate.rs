//! What can be wrong with the certificate of a published signing key: who vouches for the key, and until when (Part 4, verification 3;
//! RFC 7517, 4.7).

use p256::SecretKey;
use serde_json::{Value, json};

use super::Attack;
use super::signature::enclosed;
use crate::actor::environment::Environment;
use crate::actor::environment::message::KeyHostManner;
use crate::actor::forge;
use crate::actor::forge::authority::{Authority, SerialNumber, x5c};
use crate::actor::forge::public_key::jwk;
use crate::actor::message::producer::{Post, Producer};
use crate::named::named;
use crate::stop::Stop;

/// A year, in seconds.
const YEAR: i64 = 365 * 86_400;
/// The owner of the keys, as certificates have it.
const OWNER: &str = "Message producer";

named! {
    /// A flaw of the certificates that are published with a key.
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

/// A signing key that is published with certificates.
struct CertifiedKey {
    key: SecretKey,
    kid: String,
    chain: Vec<Vec<u8>>,
}

impl CertifiedKey {
    /// A fresh key with the chain that is made for it. No consumer has its name in a store, so that it has to look.
    fn new(chain: impl FnOnce(&SecretKey) -> Result<Vec<Vec<u8>>, Stop>) -> Result<Self, Stop> {
        let key = forge::new_key();
        Ok(Self {
            chain: chain(&key)?,
            kid: crate::randomness::identifier(),
            key,
        })
    }

    fn published(&self) -> Value {
        let mut members = jwk(&self.key.public_key(), Some(&self.kid));
        members["x5c"] = x5c(&self.chain);
        members
    }

    fn message(&self, producer: &Producer) -> Result<Post, Stop> {
        let payload = producer.payload().with_header("kid", json!(self.kid));
        enclosed(producer, &payload.signed_by(&self.key))
    }
}

impl CertificateFlaw {
    /// A producer that publishes a key with such a certificate beside one whose certificate is in order, and a message by each.
    pub async fn attack(self, world: &Environment) -> Result<(Producer, Attack), Stop> {
        let now = world.clock().unix_now();
        let trusted = world.message_authority()?;
        let sound = CertifiedKey::new(|key| chain(trusted, key, lately(now)))?;
        let flawed = CertifiedKey::new(|key| self.chain(trusted, key, now))?;
        side_by_side(world, &sound, &flawed).await
    }

    fn chain(self, trusted: &Authority, key: &SecretKey, now: i64) -> Result<Vec<Vec<u8>>, Stop> {
        let unknown = Authority::new("Authority of nobody").map_err(Stop::harness_bug)?;
        let mut sound = chain(trusted, key, lately(now))?;
        match self {
            Self::UnknownAuthority => chain(&unknown, key, lately(now)),
            Self::Expired => chain(trusted, key, (now - 2 * YEAR, now - YEAR)),
            Self::Broken => {
                sound[0] = chain(&unknown, key, lately(now))?.swap_remove(0);
                Ok(sound)
            }
            Self::AuthorityFirst => {
                sound.reverse();
                Ok(sound)
            }
        }
    }
}

/// The same with a certificate that was revoked: both certificates point to one list, and one of them stands on it.
pub async fn revoked(world: &Environment) -> Result<(Producer, Attack), Stop> {
    let trusted = world.message_authority()?;
    let number = SerialNumber::fresh();
    let list = trusted
        .revocation_list(&number)
        .map_err(Stop::harness_bug)?;
    let host = world.revocation_host(list).await?;
    let validity = lately(world.clock().unix_now());
    let certified = |number: SerialNumber| {
        let pointer = (&number, host.url());
        CertifiedKey::new(|key| {
            let chain = trusted.chain_with_list(key, OWNER, validity, pointer);
            chain.map_err(Stop::harness_bug)
        })
    };
    let (sound, flawed) = (
        certified(SerialNumber::fresh())?,
        certified(number.clone())?,
    );
    let (producer, attack) = side_by_side(world, &sound, &flawed).await?;
    let host = Some(host);
    Ok((producer, Attack { host, ..attack }))
}

async fn side_by_side(
    world: &Environment,
    sound: &CertifiedKey,
    flawed: &CertifiedKey,
) -> Result<(Producer, Attack), Stop> {
    let keys = [sound.published(), flawed.published()];
    let producer = Producer::reach_through(world, KeyHostManner::Proper, keys).await?;
    let control = sound.message(&producer)?;
    let attack = Attack::from(flawed.message(&producer)?).beside(control);
    Ok((producer, attack))
}

/// A message by a key whose certificate is in its time, by the authority that vouches for both sides.
pub async fn with_legal_chain(world: &Environment) -> Result<(Producer, Post), Stop> {
    let now = world.clock().unix_now();
    let trusted = world.message_authority()?;
    let sound = CertifiedKey::new(|key| chain(trusted, key, lately(now)))?;
    let manner = KeyHostManner::Proper;
    let producer = Producer::reach_through(world, manner, [sound.published()]).await?;
    let post = sound.message(&producer)?;
    Ok((producer, post))
}

/// From half a year ago to half a year ahead.
fn lately(now: i64) -> (i64, i64) {
    (now - YEAR / 2, now + YEAR / 2)
}

fn chain(
    authority: &Authority,
    key: &SecretKey,
    validity: (i64, i64),
) -> Result<Vec<Vec<u8>>, Stop> {
    let chain = authority.chain(key, OWNER, validity);
    chain.map_err(Stop::harness_bug)
}
