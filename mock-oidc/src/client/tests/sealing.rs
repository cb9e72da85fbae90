//! How the stand-in signs and encrypts, well and badly.

use std::sync::LazyLock;

use base64ct::{Base64UrlUnpadded, Encoding as _};
use josekit::jwe::{self, ECDH_ES_A256KW, JweEncrypter, JweHeader, RSA_OAEP_256};
use josekit::jwk::alg::ec::EcCurve;
use josekit::jwk::alg::ed::EdCurve;
use josekit::jwk::{Jwk, KeyPair as _};
use josekit::jws::{ES256, EdDSA, JwsSigner, PS256, RS256};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256, Sha512};

use super::situation::{Cipher, Seal};

/// RSA keys, which take long to make.
pub static SERVER_RSA: LazyLock<Jwk> = LazyLock::new(rsa);
pub static CLIENT_RSA: LazyLock<Jwk> = LazyLock::new(rsa);

/// The signing keys of the stand-in.
pub struct SealKeys {
    own: Jwk,
    new: Jwk,
    foreign: Jwk,
    edwards: Jwk,
}

impl SealKeys {
    pub fn new() -> Self {
        Self {
            own: ec("first"),
            new: ec("second"),
            foreign: ec("first"),
            edwards: named(&Jwk::generate_ed_key(EdCurve::Ed25519).unwrap(), "edwards"),
        }
    }

    /// The key set as published.
    pub fn published(&self, two_of_a_name: bool, fetched_again: bool) -> Value {
        let mut keys = vec![
            public(&self.own, "first"),
            for_ps256(public(&SERVER_RSA, "rsa")),
            public(&self.edwards, "edwards"),
        ];
        if two_of_a_name {
            keys.insert(0, public(&SERVER_RSA, "first"));
        }
        if fetched_again {
            keys.push(public(&self.new, "second"));
        }
        json!({ "keys": keys })
    }

    /// The key set that only a header leads to.
    pub fn hidden(&self) -> Value {
        json!({ "keys": [public(&self.foreign, "hidden")] })
    }

    pub fn sign(&self, seal: Seal, issuer: &str, claims: &Value) -> String {
        let es256 =
            |key: &Jwk| -> Box<dyn JwsSigner> { Box::new(ES256.signer_from_jwk(key).unwrap()) };
        let (header, signer) = match seal {
            Seal::Honest => (json!({ "alg": "ES256", "kid": "first" }), es256(&self.own)),
            Seal::Nameless => (json!({ "alg": "ES256", "typ": "jwt" }), es256(&self.own)),
            Seal::New => (json!({ "alg": "ES256", "kid": "second" }), es256(&self.new)),
            Seal::Foreign => (
                json!({ "alg": "ES256", "kid": "first" }),
                es256(&self.foreign),
            ),
            Seal::ByJku => {
                let jku = format!("{issuer}/hidden");
                (
                    json!({ "alg": "ES256", "kid": "hidden", "jku": jku }),
                    es256(&self.foreign),
                )
            }
            Seal::Ps256 => (
                json!({ "alg": "PS256", "kid": "rsa" }),
                Box::new(PS256.signer_from_jwk(&SERVER_RSA).unwrap()) as _,
            ),
            Seal::Rs256 => (
                json!({ "alg": "RS256", "kid": "rsa" }),
                Box::new(RS256.signer_from_jwk(&SERVER_RSA).unwrap()) as _,
            ),
            Seal::EdDsa => (
                json!({ "alg": "EdDSA", "kid": "edwards" }),
                Box::new(EdDSA.signer_from_jwk(&self.edwards).unwrap()) as _,
            ),
            Seal::None => return format!("{}.{}.", part(&json!({ "alg": "none" })), part(claims)),
        };
        let content = format!("{}.{}", part(&header), part(claims));
        let signature = signer.sign(content.as_bytes()).unwrap();
        format!("{content}.{}", Base64UrlUnpadded::encode_string(&signature))
    }
}

/// The text encrypted to that key.
#[expect(deprecated, reason = "what nobody uses any more is what is misused")]
pub fn encrypted(text: &str, cipher: Cipher, key: &Jwk) -> String {
    let key = key.to_public_key().unwrap();
    let encrypter: Box<dyn JweEncrypter> = match cipher {
        Cipher::RsaOaep256 => Box::new(RSA_OAEP_256.encrypter_from_jwk(&key).unwrap()),
        Cipher::EcdhEs => Box::new(ECDH_ES_A256KW.encrypter_from_jwk(&key).unwrap()),
        Cipher::Rsa15 => Box::new(jwe::RSA1_5.encrypter_from_jwk(&key).unwrap()),
    };
    let mut header = JweHeader::new();
    header.set_content_encryption("A256GCM");
    jwe::serialize_compact(text.as_bytes(), &header, encrypter.as_ref()).unwrap()
}

/// A key of the client for that cipher.
pub fn decryption_key(cipher: Cipher) -> Jwk {
    match cipher {
        Cipher::EcdhEs => Jwk::generate_ec_key(EcCurve::P256).unwrap(),
        Cipher::RsaOaep256 | Cipher::Rsa15 => CLIENT_RSA.clone(),
    }
}

pub fn ec(name: &str) -> Jwk {
    named(&ES256.generate_key_pair().unwrap().to_jwk_key_pair(), name)
}

/// The left half of the hash that goes with that seal.
pub fn half_hash(text: &str, seal: Seal) -> String {
    if seal == Seal::EdDsa {
        return Base64UrlUnpadded::encode_string(&Sha512::digest(text)[..32]);
    }
    Base64UrlUnpadded::encode_string(&Sha256::digest(text)[..16])
}

/// The claims of a JWT, unverified.
pub fn claims(jwt: &str) -> Value {
    json_part(jwt, 1)
}

/// The header of a JWT.
pub fn header(jwt: &str) -> Value {
    json_part(jwt, 0)
}

fn json_part(jwt: &str, index: usize) -> Value {
    let part = jwt.split('.').nth(index).unwrap();
    serde_json::from_slice(&Base64UrlUnpadded::decode_vec(part).unwrap()).unwrap()
}

fn rsa() -> Jwk {
    let mut key = Jwk::generate_rsa_key(2048).unwrap();
    key.set_key_id("rsa");
    key
}

/// With what keys are published that are meant for one algorithm.
fn for_ps256(mut key: Jwk) -> Jwk {
    key.set_algorithm("PS256");
    key
}

fn public(key: &Jwk, name: &str) -> Jwk {
    named(&key.to_public_key().unwrap(), name)
}

fn named(key: &Jwk, name: &str) -> Jwk {
    let mut named = key.clone();
    named.set_key_id(name);
    named
}

fn part(value: &Value) -> String {
    Base64UrlUnpadded::encode_string(value.to_string().as_bytes())
}
