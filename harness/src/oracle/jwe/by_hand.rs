//! The first stack: p256, its sisters and SHA-256 for agreements, OAEP by hand above bare RSA, ring for the content.

use openssl::aes::{AesKey, unwrap_key};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256};

use super::method::Method;
use super::parts::Parts;
use super::{PrivateKeys, agreement, oaep};

/// The content key of a message.
pub(super) fn content_key(parts: &Parts, method: Method, keys: &PrivateKeys) -> Option<Vec<u8>> {
    match method {
        Method::RsaOaep => {
            oaep::decrypted(&keys.rsa, &parts.encrypted_key, &SHA1_FOR_LEGACY_USE_ONLY)
        }
        Method::RsaOaep256 => oaep::decrypted(&keys.rsa, &parts.encrypted_key, &SHA256),
        Method::Rsa1_5 => None,
        Method::EcdhEs | Method::EcdhEsA128Kw | Method::EcdhEsA256Kw => agreed(parts, method, keys),
    }
}

fn agreed(parts: &Parts, method: Method, keys: &PrivateKeys) -> Option<Vec<u8>> {
    let secret = keys.curved.secret(parts.header.get("epk")?.as_object()?)?;
    let (name, octets) = method.derivation();
    let agreed = agreement::derived(&secret, name, octets, &parts.header);
    if method == Method::EcdhEs {
        return parts.encrypted_key.is_empty().then_some(agreed);
    }
    let key = AesKey::new_decrypt(&agreed).ok()?;
    let mut unwrapped = vec![0; parts.encrypted_key.len().checked_sub(8)?];
    unwrap_key(&key, None, &mut unwrapped, &parts.encrypted_key).ok()?;
    Some(unwrapped)
}

/// The content under a content key.
pub(super) fn content(parts: &Parts, key: &[u8]) -> Option<Vec<u8>> {
    let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, key).ok()?);
    let nonce = Nonce::try_assume_unique_for_key(&parts.vector).ok()?;
    let mut sealed = [&parts.ciphertext[..], &parts.tag].concat();
    let opened = key.open_in_place(nonce, Aad::from(parts.authenticated()), &mut sealed);
    opened.ok().map(|content| content.to_vec())
}
