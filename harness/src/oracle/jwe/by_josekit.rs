//! The second stack: josekit on OpenSSL.

use josekit::JoseError;
use josekit::jwe::enc::aesgcm::AesgcmJweEncryption;
use josekit::jwe::{
    ECDH_ES, ECDH_ES_A128KW, ECDH_ES_A256KW, JweContentEncryption as _, JweDecrypter, JweHeader,
    RSA_OAEP, RSA_OAEP_256,
};
use josekit::jwk::Jwk;

use super::PrivateKeys;
use super::method::Method;
use super::parts::Parts;

/// The content of a message.
pub(super) fn content(parts: &Parts, method: Method, keys: &PrivateKeys) -> Option<Vec<u8>> {
    let key = keys.jwk(method.key_type())?;
    let decrypter = decrypter(method, &key)?.ok()?;
    let header = JweHeader::from_map(parts.header.clone()).ok()?;
    let encrypted_key = Some(&parts.encrypted_key[..]).filter(|octets| !octets.is_empty());
    if encrypted_key.is_some_and(|octets| octets.len() < 8) {
        return None;
    }
    let encryption = AesgcmJweEncryption::A256gcm;
    let content_key = decrypter
        .decrypt(encrypted_key, &encryption, &header)
        .ok()?;
    if parts.vector.len() != encryption.iv_len() || parts.tag.len() != 16 {
        return None;
    }
    let aad = parts.authenticated();
    encryption
        .decrypt(
            &content_key,
            Some(&parts.vector),
            &parts.ciphertext,
            &aad,
            Some(&parts.tag),
        )
        .ok()
}

fn decrypter(method: Method, key: &Jwk) -> Option<Result<Box<dyn JweDecrypter>, JoseError>> {
    fn boxed<T: JweDecrypter + 'static>(decrypter: T) -> Box<dyn JweDecrypter> {
        Box::new(decrypter)
    }
    Some(match method {
        Method::RsaOaep => RSA_OAEP.decrypter_from_jwk(key).map(boxed),
        Method::RsaOaep256 => RSA_OAEP_256.decrypter_from_jwk(key).map(boxed),
        Method::EcdhEs => ECDH_ES.decrypter_from_jwk(key).map(boxed),
        Method::EcdhEsA128Kw => ECDH_ES_A128KW.decrypter_from_jwk(key).map(boxed),
        Method::EcdhEsA256Kw => ECDH_ES_A256KW.decrypter_from_jwk(key).map(boxed),
        Method::Rsa1_5 => return None,
    })
}
