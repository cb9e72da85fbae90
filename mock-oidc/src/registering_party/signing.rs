//! JWTs that a registering party signs: client assertions and request objects (RFC 7523; RFC 9101).

use base64ct::{Base64UrlUnpadded, Encoding as _};
use josekit::jwk::alg::ec::{EcCurve, EcKeyPair};
use josekit::jwk::{Jwk, KeyPair as _};
use josekit::jws::ES256;
use serde_json::{Value, json};

use super::trouble::Trouble;

/// A key on P-256.
#[derive(Clone)]
pub struct SigningKey(Jwk);

impl SigningKey {
    /// A new one.
    pub fn fresh() -> Result<Self, Trouble> {
        Ok(Self(Jwk::generate_ec_key(EcCurve::P256)?))
    }

    /// The one in this PEM text.
    pub fn from_pem(pem: &str) -> Result<Self, Trouble> {
        let pair = EcKeyPair::from_pem(pem, Some(EcCurve::P256))?;
        Ok(Self(pair.to_jwk_private_key()))
    }

    /// Its public half, as a key set.
    pub fn key_set(&self) -> Result<Value, Trouble> {
        Ok(json!({ "keys": [self.0.to_public_key()?] }))
    }

    /// These claims, signed.
    pub fn sign(&self, claims: &Value) -> Result<String, Trouble> {
        let header = json!({ "alg": "ES256" });
        let input = format!("{}.{}", part(&header), part(claims));
        let signer = ES256.signer_from_jwk(&self.0)?;
        let signature = josekit::jws::JwsSigner::sign(&signer, input.as_bytes())?;
        let signature = Base64UrlUnpadded::encode_string(&signature);
        Ok(format!("{input}.{signature}"))
    }
}

fn part(value: &Value) -> String {
    Base64UrlUnpadded::encode_string(value.to_string().as_bytes())
}
