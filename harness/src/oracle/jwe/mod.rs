//! What an encrypted message holds, asked of two stacks that share as little code as there is to be had.
//!
//! Where the two disagree, nothing is decided.

pub mod agreement;
pub mod agreement_key;
mod by_hand;
mod by_josekit;
mod compression;
pub mod method;
mod oaep;
pub mod parts;
#[cfg(test)]
mod tests;

use josekit::jwk::Jwk;
use openssl::pkey::{PKey, Private};
use serde_json::{Map, Value, json};

use self::agreement_key::AgreementKey;
use self::method::Method;
use self::parts::Parts;
use crate::actor::forge::encoding::base64url;

/// The private keys of a recipient.
#[derive(Debug, Clone)]
pub struct PrivateKeys {
    /// On a curve.
    pub curved: AgreementKey,
    /// RSA.
    pub rsa: PKey<Private>,
}

/// What came of opening a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opening {
    /// Both stacks read the same.
    Opened(Content),
    /// Neither opens it; in words why.
    Closed(String),
    /// It is made by means that the stacks do not know, and may be as it should be; in words which.
    Unjudged(String),
    /// The stacks disagree: what the first says, and what the second says.
    Disputed(String, String),
}

/// The content of a message, and the key that it was encrypted with.
#[derive(Clone, PartialEq, Eq)]
pub struct Content {
    /// What was encrypted.
    pub octets: Vec<u8>,
    /// The content key.
    pub key: Vec<u8>,
}

/// Without content and key, which nobody is to find in a log.
impl std::fmt::Debug for Content {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = formatter.debug_struct("Content");
        shown
            .field("length", &self.octets.len())
            .finish_non_exhaustive()
    }
}

/// Opens a message with the key that its algorithm takes. Leading zeros that are missing in its ephemeral key are a matter of their own.
pub fn open(parts: &Parts, keys: &PrivateKeys) -> Opening {
    let parts = &parts.clone().with_full_coordinates();
    let Some(stated) = parts.text("alg") else {
        return Opening::Closed("alg is absent".to_owned());
    };
    let Ok(method) = stated.parse::<Method>() else {
        return Opening::Unjudged(format!("the content key is encrypted with {stated}"));
    };
    match parts.text("enc") {
        Some("A256GCM") => {}
        Some(other) => return Opening::Unjudged(format!("the content is encrypted with {other}")),
        None => return Opening::Closed("enc is absent".to_owned()),
    }
    let key = by_hand::content_key(parts, method, keys);
    let first = key.as_ref().and_then(|key| by_hand::content(parts, key));
    match (first, by_josekit::content(parts, method, keys)) {
        (Some(first), Some(second)) if first == second => {
            compression::undone(parts, first, key.unwrap_or_default())
        }
        (None, None) => Opening::Closed("neither stack decrypts it".to_owned()),
        (first, second) => Opening::Disputed(
            in_words("by hand", first.as_ref()),
            in_words("josekit", second.as_ref()),
        ),
    }
}

fn in_words(stack: &str, content: Option<&Vec<u8>>) -> String {
    match content {
        Some(octets) => format!("{stack}: {} octets", octets.len()),
        None => format!("{stack}: it does not decrypt"),
    }
}

impl PrivateKeys {
    /// The private key of a kind as josekit takes it.
    fn jwk(&self, key_type: &str) -> Option<Jwk> {
        let members = if key_type == "EC" {
            self.curved.private_jwk()
        } else {
            self.rsa_members()?
        };
        Jwk::from_map(members).ok()
    }

    fn rsa_members(&self) -> Option<Map<String, Value>> {
        let rsa = self.rsa.rsa().ok()?;
        let number = |number: &openssl::bn::BigNumRef| base64url(&number.to_vec());
        let members = json!({
            "kty": "RSA", "n": number(rsa.n()), "e": number(rsa.e()), "d": number(rsa.d()),
            "p": number(rsa.p()?), "q": number(rsa.q()?),
            "dp": number(rsa.dmp1()?), "dq": number(rsa.dmq1()?), "qi": number(rsa.iqmp()?),
        });
        members.as_object().cloned()
    }
}
