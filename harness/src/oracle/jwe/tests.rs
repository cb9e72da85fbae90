//! What is claimed of the opening of messages, with messages that were made byte by byte and with the examples of Part 4.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use openssl::bn::BigNum;
use openssl::rsa::Rsa;
use proptest::prelude::*;
use serde_json::{Map, Value};

use super::*;
use crate::actor::forge::jwe::Jwe;
use crate::actor::forge::{foreign_key, new_key};

const METHODS: [Method; 5] = [
    Method::RsaOaep,
    Method::RsaOaep256,
    Method::EcdhEs,
    Method::EcdhEsA128Kw,
    Method::EcdhEsA256Kw,
];

fn keys() -> PrivateKeys {
    PrivateKeys {
        curved: new_key(),
        rsa: foreign_key::rsa_key().unwrap().clone(),
    }
}

fn recipient(keys: &PrivateKeys, method: Method) -> Map<String, Value> {
    let key = if method.agrees() {
        jwk(&keys.curved.public_key(), None)
    } else {
        foreign_key::rsa_jwk("r").unwrap()
    };
    key.as_object().unwrap().clone()
}

fn opened(text: &str, keys: &PrivateKeys) -> Opening {
    open(&Parts::read(text).unwrap(), keys)
}

fn octets(opening: Opening) -> Vec<u8> {
    match opening {
        Opening::Opened(content) => content.octets,
        other => panic!("{other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn both_stacks_open_whatever_was_forged_honestly(
        content: Vec<u8>,
        method in proptest::sample::select(&METHODS[..]),
    ) {
        let keys = keys();
        let sealed = Jwe::new(method, None).sealed(&content, &recipient(&keys, method)).unwrap();
        prop_assert_eq!(octets(opened(&sealed.compact(), &keys)), content.clone());
        prop_assert_eq!(octets(opened(&sealed.flattened().to_string(), &keys)), content.clone());
        prop_assert_eq!(octets(opened(&sealed.general().to_string(), &keys)), content);
    }

    #[test]
    fn neither_stack_opens_what_was_changed(
        method in proptest::sample::select(&METHODS[..]),
        element in 0..4_usize,
        at: proptest::sample::Index,
    ) {
        let keys = keys();
        let legal = Jwe::new(method, None).sealed(b"content", &recipient(&keys, method));
        let mut sealed = legal.unwrap();
        let changed = match element {
            0 => &mut sealed.encrypted_key,
            1 => &mut sealed.vector,
            2 => &mut sealed.ciphertext,
            _ => &mut sealed.tag,
        };
        prop_assume!(!changed.is_empty());
        let at = at.index(changed.len());
        changed[at] ^= 1;
        prop_assert!(matches!(opened(&sealed.compact(), &keys), Opening::Closed(_)));
    }

    #[test]
    fn any_text_is_read_or_refused(text: String) {
        let _ = Parts::read(&text);
    }
}

fn deflated(content: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut encoder =
        flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn compressed_content_is_inflated_within_limits() {
    let keys = keys();
    let method = Method::EcdhEs;
    let message = |content: &[u8]| {
        let envelope = Jwe::new(method, None).with("zip", "DEF");
        let sealed = envelope.sealed(content, &recipient(&keys, method));
        opened(&sealed.unwrap().compact(), &keys)
    };
    assert_eq!(octets(message(&deflated(b"content"))), b"content");
    assert!(matches!(message(b"content"), Opening::Closed(_)));
    let bomb = deflated(&vec![0; 17 << 20]);
    assert!(matches!(message(&bomb), Opening::Unjudged(_)));
}

#[test]
fn content_that_is_encrypted_otherwise_is_not_judged() {
    let keys = keys();
    let method = Method::EcdhEs;
    let envelope = Jwe::new(method, None).with("enc", "A256CBC-HS512");
    let sealed = envelope.sealed(b"content", &recipient(&keys, method));
    let opening = opened(&sealed.unwrap().compact(), &keys);
    assert!(matches!(opening, Opening::Unjudged(_)));
}

#[test]
fn content_does_not_show_in_a_log() {
    let content = Content {
        octets: b"a secret".to_vec(),
        key: vec![7; 32],
    };
    assert_eq!(format!("{content:?}"), "Content { length: 8, .. }");
}

#[test]
fn the_repaired_examples_open() {
    let text = include_str!("../../../../fixtures/vectors/message-encryption.json");
    let vectors: Value = serde_json::from_str(text).unwrap();
    let number = |name: &str, member: &str| {
        use base64ct::{Base64UrlUnpadded, Encoding as _};
        let text = vectors["keys"][name][member].as_str().unwrap();
        Base64UrlUnpadded::decode_vec(text).unwrap()
    };
    let big = |member: &str| BigNum::from_slice(&number("rsa_recipient", member)).unwrap();
    let rsa = Rsa::from_private_components(
        big("n"),
        big("e"),
        big("d"),
        big("p"),
        big("q"),
        big("dp"),
        big("dq"),
        big("qi"),
    );
    let keys = PrivateKeys {
        curved: SecretKey::from_slice(&number("ec_receiver", "d")).unwrap(),
        rsa: PKey::from_rsa(rsa.unwrap()).unwrap(),
    };
    for (message, signed) in [
        ("rsa_nested_jwe", "rsa_jws_kid123"),
        ("ec_nested_jwe", "ec_jws_jane"),
    ] {
        let text = vectors["repaired"][message]["text"].as_str().unwrap();
        let signed = vectors["repaired"][signed]["text"].as_str().unwrap();
        assert_eq!(octets(opened(text, &keys)), signed.as_bytes(), "{message}");
    }
}
