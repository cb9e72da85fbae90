//! What a producer is started with.

use mock_kit::{Clock, ListenerSettings};

use crate::algorithm::{Curve, SignatureAlgorithm};
use crate::certificate::Authority;

/// Everything that a producer needs to start.
pub struct Settings {
    /// Where it listens, and how others reach it.
    pub listener: ListenerSettings,
    /// The clock that certificates and crypto-periods are held against.
    pub clock: Clock,
    /// Who issues its certificates, and vouches for those of recipients.
    pub authority: Authority,
    /// The authorities, as PEM texts, that vouch for the hosts of key sets.
    pub trust: Vec<String>,
    /// The signatures that recipients may ask for: RS256 too, where the two sides agree on it.
    pub algorithms: Vec<SignatureAlgorithm>,
    /// The curves on which it agrees on keys with recipients (Part 4, ECDH-ES, step 1).
    pub curves: Vec<Curve>,
}
