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
        /// A document in which no field is protected.
        FieldInTheClear = "are both missing from every field",
    }
}

impl LayerFlaw {
    /// The message with this flaw.
    pub fn attack(self, producer: &Producer) -> Result<Attack, Stop> {
        let payload = producer.payload();
        let signed = payload.signed_by(&producer.key);
        let claims = String::from_utf8_lossy(&payload.claims_octets()).into_owned();
        let encrypted = producer.sealed(&producer.envelope()?, &claims)?.compact();
        Ok(match self {
            Self::SignedOnly => Post::compact(signed),
            Self::EncryptedOnly => Post::compact(encrypted),
            Self::Swapped => {
                let header = json!({ "alg": "ES256", "kid": KID, "cty": "JWT" });
                let outer = Jwt::new(header, json!({})).with_claims_octets(encrypted);
                Post::compact(outer.signed_by(&producer.key))
            }
            Self::FieldInTheClear => {
                Post::document(&json!({ "customerId": "abc-12345-xyz", "encryptedName": "Jane" }))
            }
        }
        .into())
    }
}
