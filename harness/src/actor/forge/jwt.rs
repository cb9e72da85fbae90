//! A JWT on its way from header and claims to the compact form (RFC 7515, 7.1).

use hmac::{Hmac, KeyInit as _, Mac as _};
use p256::SecretKey;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::Sha256;

use super::encoding::base64url;
use super::foreign_key::ForeignAlgorithm;
use super::signature;
use crate::stop::Stop;

/// How often a signature of a wanted shape is looked for; one in about 128 has a leading zero octet.
const SEARCH_LIMIT: u32 = 20_000;

/// Header and claims before they are encoded: a JSON object that can still be changed, or any octets at all.
#[derive(Debug, Clone)]
pub struct Jwt {
    header: Text,
    claims: Text,
}

#[derive(Debug, Clone)]
enum Text {
    Object(Value),
    Octets(Vec<u8>),
}

/// The three parts of a compact JWT; each may still be replaced.
#[derive(Debug, Clone)]
pub struct SignedJwt {
    /// The first part, encoded.
    pub header: String,
    /// The second part, encoded.
    pub claims: String,
    /// The octets of the third part.
    pub signature: Vec<u8>,
}

impl Jwt {
    /// A JWT with this header and these claims.
    pub fn new(header: Value, claims: Value) -> Self {
        Self {
            header: Text::Object(header),
            claims: Text::Object(claims),
        }
    }

    /// The same with a header member added or changed.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.header.set(name, value.into());
        self
    }

    /// The same without a header member.
    #[must_use]
    pub fn without_header(mut self, name: &str) -> Self {
        self.header.remove(name);
        self
    }

    /// The same with any octets as its header.
    #[must_use]
    pub fn with_header_octets(mut self, octets: impl Into<Vec<u8>>) -> Self {
        self.header = Text::Octets(octets.into());
        self
    }

    /// The same with a claim added or changed.
    #[must_use]
    pub fn with_claim(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.claims.set(name, value.into());
        self
    }

    /// The same without a claim.
    #[must_use]
    pub fn without_claim(mut self, name: &str) -> Self {
        self.claims.remove(name);
        self
    }

    /// The same with any octets as its claims.
    #[must_use]
    pub fn with_claims_octets(mut self, octets: impl Into<Vec<u8>>) -> Self {
        self.claims = Text::Octets(octets.into());
        self
    }

    /// The octets of the header.
    pub fn header_octets(&self) -> Vec<u8> {
        self.header.octets()
    }

    /// The octets of the claims.
    pub fn claims_octets(&self) -> Vec<u8> {
        self.claims.octets()
    }

    /// Signs with ES256: the raw 64 octets of RFC 7518, 3.4. The header is left as it is, whatever it says.
    pub fn sign(&self, key: &SecretKey) -> SignedJwt {
        self.sealed(|input| es256(key, input))
    }

    /// The compact form, signed with ES256.
    pub fn signed_by(&self, key: &SecretKey) -> String {
        self.sign(key).compact()
    }

    /// The compact form with the ES256 signature in DER, as an X.509 tool would write it.
    pub fn signed_in_der_by(&self, key: &SecretKey) -> String {
        self.sign(key)
            .map_signature(|raw| signature::der(&raw))
            .compact()
    }

    /// The compact form with an empty signature (RFC 7518, 3.6).
    pub fn unsigned(&self) -> String {
        self.sealed(|_| Vec::new()).compact()
    }

    /// The compact form that names no key and says, in this spelling of `none`, that nobody signed it.
    pub fn of_no_algorithm(&self, none: &str) -> String {
        let draft = self.clone().without_header("kid");
        draft.with_header("alg", none).unsigned()
    }

    /// The compact form under an HMAC with what everybody knows of a public key.
    pub fn keyed_with_public(&self, known: &[u8]) -> String {
        self.clone().with_header("alg", "HS256").keyed_with(known)
    }

    /// The compact form, signed by another algorithm with the key that this has.
    pub fn signed_under(&self, algorithm: ForeignAlgorithm) -> Result<String, Stop> {
        let draft = self.clone().with_header("alg", algorithm.name());
        let signed = draft.try_sealed(|input| algorithm.sign(input));
        Ok(signed.map_err(Stop::harness_bug)?.compact())
    }

    /// The compact form with an HMAC-SHA-256 under `secret` in place of a signature.
    pub fn keyed_with(&self, secret: &[u8]) -> String {
        self.sealed(|input| hs256(secret, input)).compact()
    }

    /// Encodes both parts and seals them with whatever `seal` makes of the signing input.
    pub fn sealed(&self, seal: impl FnOnce(&[u8]) -> Vec<u8>) -> SignedJwt {
        let header = base64url(&self.header_octets());
        let claims = base64url(&self.claims_octets());
        SignedJwt::sealed(header, claims, seal)
    }

    /// The same for a seal that may fail.
    pub fn try_sealed<E>(
        &self,
        seal: impl FnOnce(&[u8]) -> Result<Vec<u8>, E>,
    ) -> Result<SignedJwt, E> {
        let mut outcome = Ok(());
        let signed = self.sealed(|input| {
            seal(input).unwrap_or_else(|error| {
                outcome = Err(error);
                Vec::new()
            })
        });
        outcome.map(|()| signed)
    }

    /// Signs again and again, each time with another `jti`, until the signature has the wanted shape.
    pub fn signed_until(
        &self,
        key: &SecretKey,
        wanted: impl Fn(&[u8]) -> bool,
    ) -> Option<SignedJwt> {
        let prefix = crate::randomness::never_used_before();
        (0..SEARCH_LIMIT)
            .map(|attempt| {
                self.clone()
                    .with_claim("jti", format!("{prefix}-{attempt}"))
                    .sign(key)
            })
            .find(|signed| wanted(&signed.signature))
    }
}

impl SignedJwt {
    /// Seals two parts that are encoded already, in whatever spelling.
    pub fn sealed(header: String, claims: String, seal: impl FnOnce(&[u8]) -> Vec<u8>) -> Self {
        let input = format!("{header}.{claims}");
        Self {
            header,
            claims,
            signature: seal(input.as_bytes()),
        }
    }

    /// The same with another signature.
    #[must_use]
    pub fn map_signature(mut self, change: impl FnOnce(Vec<u8>) -> Vec<u8>) -> Self {
        self.signature = change(self.signature);
        self
    }

    /// The three parts joined by full stops.
    pub fn compact(&self) -> String {
        self.compact_with(base64url)
    }

    /// The three parts joined by full stops, the signature in a spelling of its own.
    pub fn compact_with(&self, spell: impl FnOnce(&[u8]) -> String) -> String {
        format!("{}.{}.{}", self.header, self.claims, spell(&self.signature))
    }
}

impl Text {
    fn set(&mut self, name: &str, value: Value) {
        if let Self::Object(Value::Object(members)) = self {
            members.insert(name.to_owned(), value);
        } else {
            *self = Self::Object(json!({ name: value }));
        }
    }

    fn remove(&mut self, name: &str) {
        if let Self::Object(Value::Object(members)) = self {
            members.shift_remove(name);
        }
    }

    fn octets(&self) -> Vec<u8> {
        match self {
            Self::Object(value) => value.to_string().into_bytes(),
            Self::Octets(octets) => octets.clone(),
        }
    }
}

/// An ES256 signature in its raw form.
pub fn es256(key: &SecretKey, message: &[u8]) -> Vec<u8> {
    let signature: Signature = SigningKey::from(key).sign(message);
    signature.to_vec()
}

fn hs256(secret: &[u8], message: &[u8]) -> Vec<u8> {
    // An HMAC takes keys of any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else {
        return Vec::new();
    };
    mac.update(message);
    mac.finalize().into_bytes().to_vec()
}
