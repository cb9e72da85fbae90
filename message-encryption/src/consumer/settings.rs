//! What a consumer is started with.

use mock_kit::{Clock, ListenerSettings};
use serde_json::Value;
use url::Url;

use crate::algorithm::{Curve, SignatureAlgorithm};
use crate::certificate::Authority;

/// Everything that a consumer needs to start.
pub struct Settings {
    /// Where it listens, and how others reach it.
    pub listener: ListenerSettings,
    /// The clock that certificates, crypto-periods and payloads are held against.
    pub clock: Clock,
    /// Who issues its certificates, and vouches for those of producers.
    pub authority: Authority,
    /// The authorities, as PEM texts, that vouch for the hosts of key sets.
    pub trust: Vec<String>,
    /// The signatures that it takes: RS256 too, where the two sides agree on it.
    pub algorithms: Vec<SignatureAlgorithm>,
    /// The curves on which it has keys that producers agree on keys with, the best first (Part 4, ECDH-ES, step 1).
    pub curves: Vec<Curve>,
}

/// Where the keys of a producer come from (Part 4, verification 2).
#[derive(Clone, Debug)]
pub enum Registration {
    /// A local store: the JWK set itself.
    Keys(Value),
    /// The address of the JWK set.
    Address(Url),
}
