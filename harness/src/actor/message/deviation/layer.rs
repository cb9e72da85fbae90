//! What can be wrong with the two layers (Part 4, payload and field encryption).

use serde_json::json;

use super::Attack;
use crate::actor::forge::Jwt;
use crate::actor::message::producer::{KID, Post, Producer};
use crate::named::named;
use crate::stop::Stop;

named! {
    /// A flaw of the layers.
    pub enum LayerFlaw {
        /// The signed payload is not encrypted.
        SignedOnly = "are reduced to the signed one",
        /// The encrypted payload is not signed.
        EncryptedOnly = "are reduced to the encrypted one",
        /// The payload is encrypted first and signed afterwards.
        Swapped = "are swapped",
    }
}

impl LayerFlaw {
    /// The message with this flaw.
    pub fn attack(self, producer: &Producer) -> Result<Attack, Stop> {
        let payload = producer.payload();
        let signed = payload.signed_by(&producer.key);
        let claims = String::from_utf8_lossy(&payload.claims_octets()).into_owned();
        let envelope = producer.envelope()?;
        let encrypted = producer.sealed(&envelope, &claims)?.compact();
        Ok(match self {
            Self::SignedOnly => Post::compact(signed).into(),
            // Under a header that promises a JWT, and under one that promises nothing.
            Self::EncryptedOnly => {
                let bare = producer.sealed(&envelope.without("cty"), &claims)?;
                Attack {
                    posts: [encrypted, bare.compact()].map(Post::compact).into(),
                    ..Attack::default()
                }
            }
            Self::Swapped => {
                let header = json!({ "alg": "ES256", "kid": KID, "cty": "JWT" });
                let outer = Jwt::new(header, json!({})).with_claims_octets(encrypted);
                Post::compact(outer.signed_by(&producer.key)).into()
            }
        })
    }
}
