//! What is wrong with keys that a party of encrypted messages publishes (Part 4, key usage, algorithm and key size, crypto-period).

use base64ct::{Base64UrlUnpadded, Encoding as _};
use serde_json::{Map, Value};

/// A key as it was published.
pub type Key = Map<String, Value>;

/// The least that an RSA key may have (RFC 7518, 3.5 and 4.3).
const RSA_BITS: usize = 2048;
/// Members that only private keys have (RFC 7518, 6.2.2 and 6.3.2; RFC 8037, 2).
const PRIVATE: [&str; 7] = ["d", "p", "q", "dp", "dq", "qi", "oth"];
/// What a key does that signs, in the words of `key_ops`.
const SIGNING: [&str; 2] = ["sign", "verify"];

/// Members of private keys.
pub fn private_members(keys: &[Key]) -> Option<String> {
    let found = PRIVATE
        .iter()
        .find(|name| keys.iter().any(|key| key.contains_key(**name)));
    found.map(|name| format!("private members: {name}"))
}

/// A key that is to sign and to encrypt.
pub fn both_uses(keys: &[Key]) -> Option<String> {
    let signing: Vec<_> = keys.iter().filter(|key| signs(key)).map(numbers).collect();
    let shared = keys.iter().filter(|key| encrypts(key));
    let mut shared = shared.filter(|key| signing.contains(&numbers(key)));
    shared
        .next()
        .map(|key| format!("one key for both uses: kid {}", kid(key)))
}

/// A key for which nobody vouches.
pub fn without_certificate(keys: &[Key]) -> Option<String> {
    let has_one = |key: &Key| {
        let chain = key.get("x5c").and_then(Value::as_array);
        chain.is_some_and(|chain| !chain.is_empty())
    };
    let bare = keys.iter().find(|key| !has_one(key));
    bare.map(|key| format!("a key without a certificate: kid {}", kid(key)))
}

/// An RSA key that is too short.
pub fn short_key(keys: &[Key]) -> Option<String> {
    let bits = keys.iter().filter_map(modulus_bits);
    let short = bits.into_iter().find(|bits| *bits < RSA_BITS);
    short.map(|bits| format!("an RSA key of {bits} bits"))
}

/// A key that is among both.
pub fn kept(earlier: &[Key], later: &[Key]) -> Option<String> {
    let known: Vec<_> = earlier.iter().map(numbers).collect();
    let kept = later.iter().find(|key| known.contains(&numbers(key)));
    kept.map(|key| format!("a key of then is still published: kid {}", kid(key)))
}

/// What makes a key this key and no other, whatever it says of itself.
pub fn numbers(key: &Key) -> [Option<&str>; 3] {
    ["n", "x", "y"].map(|name| key.get(name).and_then(Value::as_str))
}

fn kid(key: &Key) -> &str {
    text(key, "kid").unwrap_or("absent")
}

fn text<'a>(key: &'a Key, name: &str) -> Option<&'a str> {
    key.get(name)?.as_str()
}

fn signs(key: &Key) -> bool {
    text(key, "use") == Some("sig") || operates(key, |operation| SIGNING.contains(&operation))
}

fn encrypts(key: &Key) -> bool {
    text(key, "use") == Some("enc") || operates(key, |operation| !SIGNING.contains(&operation))
}

fn operates(key: &Key, wanted: impl Fn(&str) -> bool) -> bool {
    let stated = key.get("key_ops").and_then(Value::as_array);
    let mut stated = stated.into_iter().flatten().filter_map(Value::as_str);
    stated.any(wanted)
}

/// The bits of an RSA modulus.
fn modulus_bits(key: &Key) -> Option<usize> {
    let octets = Base64UrlUnpadded::decode_vec(text(key, "n")?).ok()?;
    let first = octets.iter().position(|octet| *octet != 0)?;
    Some((octets.len() - first) * 8 - octets[first].leading_zeros() as usize)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use serde_json::json;

    use super::*;

    fn key(members: &Value) -> Key {
        members.as_object().unwrap().clone()
    }

    #[test]
    fn a_key_of_two_uses_is_found_however_it_says_so() {
        let signing = key(&json!({ "kid": "1", "use": "sig", "x": "a", "y": "b" }));
        let encrypting = key(&json!({ "kid": "2", "key_ops": ["deriveKey"], "x": "a", "y": "b" }));
        let other = key(&json!({ "kid": "3", "use": "enc", "x": "c", "y": "d" }));
        assert!(both_uses(&[signing.clone(), encrypting]).is_some());
        assert_eq!(both_uses(&[signing, other]), None);
    }

    #[test]
    fn the_bits_of_a_modulus_are_counted_without_leading_zeros() {
        let of = |n: &[u8]| key(&json!({ "n": Base64UrlUnpadded::encode_string(n) }));
        assert_eq!(modulus_bits(&of(&[0, 0x80, 0])), Some(16));
        assert_eq!(modulus_bits(&of(&[1])), Some(1));
        assert!(
            short_key(&[of(&[0xFF; 128])])
                .unwrap()
                .contains("1024 bits")
        );
        assert_eq!(short_key(&[of(&[0xFF; 256])]), None);
    }
}
