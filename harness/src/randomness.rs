//! What the judge makes up, by one seed per run.
//!
//! A run under the same seed sends the same values again. **The seed covers** whatever the judge itself chooses to send: where document
//! numbers begin, what stands in documents, names, states, nonces, code verifiers, notification tokens, forged and unknown
//! values, the random octets of forged TLS hellos.
//!
//! Each scenario draws from a stream of its own, which its name tells apart: so what it sends depends neither on the order of scenarios,
//! nor on how many run at once, nor on which are selected, nor on the shard. Only the numbers of documents at a target are counted
//! through a run (`actor/environment/serials.rs`), since they have too few digits for chance to keep them apart.
//!
//! **The seed does not cover** what would still open something once it is published, for it stands in every report: keys and what ciphers
//! are fed beside them, shared secrets of clients, access codes of documents, tickets and sessions of the console, the key of
//! commitments, names of temporary folders. Nor does it cover `jti`, which no two runs may share ([`never_used_before`]), nor what our own
//! parties answer, which whoever is judged must not foresee. All these come from [`mock_kit::entropy`], and what is made of them, such
//! as a signature, differs from run to run.
//!
//! One-time values are covered although reports hide some: they are worthless once their scenario has ended, and nobody knows the seed
//! of a run before it, unless whoever starts it asks for one that is known.

use std::cell::RefCell;
use std::fmt;
use std::str::FromStr;

use base64ct::{Base64UrlUnpadded, Encoding as _};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{RngCore as _, SeedableRng as _};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// Octets of a seed: nobody guesses one, and a person can copy it.
const SEED_OCTETS: usize = 16;
/// Octets of randomness in an identifier: as many as in those of our own parties.
const IDENTIFIER_OCTETS: usize = 20;

tokio::task_local! {
    /// The stream of the scenario that is played.
    static STREAM: RefCell<ChaCha20Rng>;
}

/// What everything is derived from that the judge makes up in a run: 128 bits, written as 32 hexadecimal digits. The default, all zeros,
/// is for comparisons only.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(extend("pattern" = "^[0-9a-f]{32}$"))]
pub struct Seed([u8; SEED_OCTETS]);

/// Text that is no seed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a seed has {} hexadecimal digits, as in a result.json", 2 * SEED_OCTETS)]
pub struct InvalidSeed;

impl Seed {
    /// One that nobody knows yet.
    pub fn fresh() -> Self {
        Self(mock_kit::entropy::octets())
    }

    /// The first octets of the stream for this purpose.
    pub fn octets_for<const N: usize>(self, purpose: &str) -> [u8; N] {
        let mut octets = [0; N];
        self.stream(purpose).fill_bytes(&mut octets);
        octets
    }

    /// Lets whatever is played draw from the stream of the scenario of this name.
    pub async fn govern<T>(self, scenario: &str, playing: impl Future<Output = T>) -> T {
        let stream = self.stream(&format!("scenario {scenario}"));
        STREAM.scope(RefCell::new(stream), playing).await
    }

    /// The seed has a fixed length, so no two pairs of seed and purpose are hashed alike.
    fn stream(self, purpose: &str) -> ChaCha20Rng {
        let hash = Sha256::new().chain_update(self.0).chain_update(purpose);
        ChaCha20Rng::from_seed(hash.finalize().into())
    }
}

/// An identifier of 160 bits in base64url, which the scenario that is played has not drawn before.
pub fn identifier() -> String {
    Base64UrlUnpadded::encode_string(&octets::<IDENTIFIER_OCTETS>())
}

/// An identifier for a `jti`, the same in no two runs whatever their seeds: a server keeps those of assertions that are still valid, and
/// rightly refuses what has one of them (RFC 7519, 4.1.7; RFC 7523, 3, no. 7).
pub fn never_used_before() -> String {
    mock_kit::entropy::identifier()
}

/// The next octets of the scenario that is played. Where none is, nothing is ever repeated.
pub fn octets<const N: usize>() -> [u8; N] {
    let mut octets = [0; N];
    let drawn = STREAM.try_with(|stream| stream.borrow_mut().fill_bytes(&mut octets));
    match drawn {
        Ok(()) => octets,
        Err(_) => mock_kit::entropy::octets(),
    }
}

impl FromStr for Seed {
    type Err = InvalidSeed;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut octets = [0; SEED_OCTETS];
        hex::decode_to_slice(text, &mut octets).map_err(|_| InvalidSeed)?;
        Ok(Self(octets))
    }
}

impl TryFrom<String> for Seed {
    type Error = InvalidSeed;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Seed> for String {
    fn from(seed: Seed) -> Self {
        seed.to_string()
    }
}

impl fmt::Display for Seed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Seed({self})")
    }
}

#[cfg(test)]
mod tests;
