//! A key that two sides agree on with ECDH-ES on P-256 (RFC 7518, 4.6): p256 for the curve, SHA-256 for the derivation.

use base64ct::{Base64UrlUnpadded, Encoding as _};
use p256::SecretKey;
use p256::ecdh::diffie_hellman;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use crate::actor::forge::public_key::from_jwk;

/// The shared secret of a private key and the point that a JWK names; nothing where that does not lie on the curve.
pub fn secret(key: &SecretKey, other: &Map<String, Value>) -> Option<Vec<u8>> {
    let other = from_jwk(other)?;
    let shared = diffie_hellman(key.to_nonzero_scalar(), other.as_affine());
    Some(shared.raw_secret_bytes().to_vec())
}

/// The Concat KDF for a name and a length in octets, with the parties that the header names (RFC 7518, 4.6.2). One round of SHA-256 is
/// enough for 32 octets.
pub fn derived(secret: &[u8], name: &str, octets: usize, header: &Map<String, Value>) -> Vec<u8> {
    let party = |name: &str| {
        let stated = header.get(name).and_then(Value::as_str).unwrap_or_default();
        Base64UrlUnpadded::decode_vec(stated).unwrap_or_default()
    };
    let mut hash = Sha256::new();
    hash.update(1_u32.to_be_bytes());
    hash.update(secret);
    for field in [name.as_bytes(), &party("apu"), &party("apv")] {
        hash.update(u32::try_from(field.len()).unwrap_or_default().to_be_bytes());
        hash.update(field);
    }
    let bits = u32::try_from(octets * 8).unwrap_or_default();
    hash.update(bits.to_be_bytes());
    hash.finalize()[..octets].to_vec()
}
