//! Keys that a careless verifier would take from the attacker. Only faults look here.

use base64ct::{Base64, Base64UrlUnpadded, Encoding as _};
use josekit::jwk::Jwk;
use josekit::jws::{HS256, JwsVerifier as _};
use openssl::bn::BigNum;
use openssl::ec::{EcGroup, EcKey};
use openssl::nid::Nid;
use openssl::pkey::{PKey, Public};
use openssl::rsa::Rsa;
use openssl::x509::X509;
use serde_json::Value;

use super::compact_token::CompactToken;
use crate::authorization_server::TrustedKey;

/// The key that stands in the token's own header, as `jwk` or first in `x5c`.
pub fn in_the_header(token: &CompactToken) -> Option<TrustedKey> {
    let embedded = token.header.get("jwk").and_then(TrustedKey::from_jwk);
    embedded.or_else(|| certified(token.header.get("x5c")?.get(0)?))
}

fn certified(entry: &Value) -> Option<TrustedKey> {
    let der = Base64::decode_vec(entry.as_str()?).ok()?;
    let key = X509::from_der(&der).ok()?.public_key().ok()?;
    TrustedKey::from_public_key(&key)
}

/// Whether an HS256 token is keyed with the text or the bytes of one of these public keys.
pub fn verifies_as_secret(keys: &[TrustedKey], token: &CompactToken) -> bool {
    let secrets = keys.iter().filter_map(TrustedKey::public_key);
    secrets
        .flat_map(|key| spellings(&key))
        .any(|secret| keyed_with(&secret, token))
}

/// The forms in which a public key is commonly handed around.
fn spellings(key: &PKey<Public>) -> Vec<Vec<u8>> {
    let pem = key.public_key_to_pem().unwrap_or_default();
    let trimmed = pem.trim_ascii_end().to_vec();
    let der = key.public_key_to_der().unwrap_or_default();
    let modulus = key.rsa().map(|rsa| rsa.n().to_vec()).unwrap_or_default();
    vec![pem, trimmed, der, modulus]
}

fn keyed_with(secret: &[u8], token: &CompactToken) -> bool {
    let verifier = HS256.verifier_from_bytes(secret);
    verifier.is_ok_and(|verifier| verifier.verify(&token.signed, &token.signature).is_ok())
}

/// The public key that a JWK describes.
pub fn public_key(jwk: &Jwk) -> Option<PKey<Public>> {
    let number = |name: &str| {
        let text = jwk.parameter(name).and_then(Value::as_str)?;
        BigNum::from_slice(&Base64UrlUnpadded::decode_vec(text).ok()?).ok()
    };
    if jwk.key_type() == "RSA" {
        let rsa = Rsa::from_public_components(number("n")?, number("e")?).ok()?;
        return PKey::from_rsa(rsa).ok();
    }
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).ok()?;
    let (x, y) = (number("x")?, number("y")?);
    let point = EcKey::from_public_key_affine_coordinates(&group, &x, &y).ok()?;
    PKey::from_ec_key(point).ok()
}
