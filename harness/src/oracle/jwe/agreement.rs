//! The key that comes of a secret on which two sides agree with ECDH-ES (RFC 7518, 4.6.2).

use base64ct::{Base64UrlUnpadded, Encoding as _};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

/// The Concat KDF for a name and a length in octets, with the parties that the header names. One round of SHA-256 is enough for 32 octets,
/// however long the secret is.
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

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use serde_json::json;

    use super::*;
    use crate::oracle::jwe::agreement_key::AgreementKey;

    /// RFC 7518, appendix C.
    #[test]
    fn alice_and_bob_come_to_the_key_of_the_standard() {
        let octets = |text: &str| Base64UrlUnpadded::decode_vec(text).unwrap();
        let alice = octets("0_NxaRPUMQoAJt50Gz8YiTr8gRTwyEaCumd-MToTmIo");
        let alice = AgreementKey::P256(p256::SecretKey::from_slice(&alice).unwrap());
        assert_eq!(
            alice.public_jwk()["x"],
            "gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0"
        );
        let bob = json!({
            "kty": "EC",
            "crv": "P-256",
            "x": "weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ",
            "y": "e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck",
        });
        let secret = alice.secret(bob.as_object().unwrap()).unwrap();
        let header = json!({ "apu": "QWxpY2U", "apv": "Qm9i" });
        let key = derived(&secret, "A128GCM", 16, header.as_object().unwrap());
        assert_eq!(key, octets("VqqN6vgjbSBcIijNcacQGg"));
    }
}
