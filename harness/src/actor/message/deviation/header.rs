//! What can be wrong with the header of the encrypted layer (RFC 7516, 4.1).

use serde_json::json;

use super::Attack;
use crate::actor::message::producer::{Post, Producer};
use crate::named::named;
use crate::stop::Stop;

named! {
    /// A flaw of the header.
    pub enum HeaderFlaw {
        /// `alg` is missing.
        NoAlgorithm = "names no algorithm",
        /// `enc` is missing.
        NoContentEncryption = "does not say what the content is encrypted with",
        /// `crit` lists an extension that nobody knows.
        CriticalExtension = "has an unknown critical extension",
        /// `cty` says that the content is no JWT.
        OtherContent = "calls the content JSON",
        /// `kid` is that of nobody's key.
        UnknownKey = "names a key that the consumer does not have",
        /// One parameter stands in two headers.
        Twice = "stands partly in another header too",
    }
}

impl HeaderFlaw {
    /// The message with this flaw.
    pub fn attack(self, producer: &Producer) -> Result<Attack, Stop> {
        let legal = producer.envelope()?;
        let bent = match self {
            Self::NoAlgorithm => legal.without("alg"),
            Self::NoContentEncryption => legal.without("enc"),
            Self::CriticalExtension => {
                let listed = legal.with("crit", json!(["https://example.invalid/extension"]));
                listed.with("https://example.invalid/extension", true)
            }
            Self::OtherContent => legal.with("cty", "JSON"),
            Self::UnknownKey => legal.with("kid", "a-key-of-nobody"),
            Self::Twice => legal,
        };
        let mut sealed = producer.sealed(&bent, &producer.payload().signed_by(&producer.key))?;
        if self == Self::Twice {
            sealed.unprotected.insert("cty".to_owned(), json!("JWT"));
            return Ok(Post::json(&sealed.flattened()).into());
        }
        Ok(Post::compact(sealed.compact()).into())
    }
}
