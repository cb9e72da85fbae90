//! The spellings of a public key on P-256: as a member of a key set, and as the octets that a confused verifier may take for a secret.

use p256::PublicKey;
use p256::elliptic_curve::sec1::ToSec1Point as _;
use p256::pkcs8::{EncodePublicKey as _, LineEnding};
use serde_json::{Value, json};

use super::encoding::base64url;

/// The key as a member of a JWK set (RFC 7518, 6.2.1).
pub fn jwk(key: &PublicKey, kid: Option<&str>) -> Value {
    let point = point(key);
    let (x, y) = point[1..].split_at(32);
    let mut jwk = json!({"kty": "EC", "crv": "P-256", "x": base64url(x), "y": base64url(y), "use": "sig", "alg": "ES256"});
    if let Some(kid) = kid {
        jwk["kid"] = json!(kid);
    }
    jwk
}

/// A JWK set of these keys.
pub fn key_set(keys: impl IntoIterator<Item = Value>) -> Value {
    json!({ "keys": keys.into_iter().collect::<Vec<_>>() })
}

/// The uncompressed point: 4, x, y.
pub fn point(key: &PublicKey) -> Vec<u8> {
    key.to_sec1_point(false).as_bytes().to_vec()
}

/// The SubjectPublicKeyInfo in DER.
pub fn der(key: &PublicKey) -> Vec<u8> {
    key.to_public_key_der()
        .map(|document| document.as_bytes().to_vec())
        .unwrap_or_default()
}

/// The SubjectPublicKeyInfo in PEM, with a line feed at the end as tools write it.
pub fn pem(key: &PublicKey) -> String {
    key.to_public_key_pem(LineEnding::LF).unwrap_or_default()
}
