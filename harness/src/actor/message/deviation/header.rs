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
            Self::Twice => return in_two_headers(producer),
        };
        let sealed = producer.sealed(&bent, &producer.payload().signed_by(&producer.key))?;
        Ok(Post::compact(sealed.compact()).into())
    }
}

/// The control has an unprotected header as well, with a parameter that stands nowhere else.
fn in_two_headers(producer: &Producer) -> Result<Attack, Stop> {
    let with_unprotected = |name: &str, value: &str| {
        let mut sealed = producer.legal()?;
        sealed.unprotected.insert(name.to_owned(), json!(value));
        Ok::<_, Stop>(Post::json(&sealed.flattened()))
    };
    let control = with_unprotected("typ", "JOSE")?;
    Ok(Attack::from(with_unprotected("cty", "JWT")?).beside(control))
}
