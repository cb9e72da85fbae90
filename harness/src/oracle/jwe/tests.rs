//! What is claimed of the opening of messages, with messages that were made byte by byte and with the examples of Part 4.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use base64ct::{Base64UrlUnpadded, Encoding as _};
use openssl::bn::BigNum;
use openssl::rsa::Rsa;
use proptest::prelude::*;
use serde_json::{Map, Value};

use super::*;
use crate::actor::forge::foreign_key;
use crate::actor::forge::jwe::{Jwe, ephemeral};
use crate::oracle::jwe::agreement_key::Curve;
use crate::oracle::near_miss;

const METHODS: [Method; 5] = [
    Method::RsaOaep,
    Method::RsaOaep256,
    Method::EcdhEs,
    Method::EcdhEsA128Kw,
    Method::EcdhEsA256Kw,
];

fn keys() -> PrivateKeys {
    keys_on(Curve::P256)
}

fn keys_on(curve: Curve) -> PrivateKeys {
    PrivateKeys {
        curved: AgreementKey::on(curve),
        rsa: foreign_key::rsa_key().unwrap().clone(),
    }
}

fn recipient(keys: &PrivateKeys, method: Method) -> Map<String, Value> {
    if method.agrees() {
        return keys.curved.public_jwk();
    }
    let key = foreign_key::rsa_jwk("r").unwrap();
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

/// A coordinate of an ephemeral key as a number of whatever length, if it begins with zeros.
fn without_zeros(epk: &Value, name: &str) -> Option<String> {
    let octets = Base64UrlUnpadded::decode_vec(epk[name].as_str()?).ok()?;
    let zeros = octets.iter().take_while(|octet| **octet == 0).count();
    (zeros > 0).then(|| base64url(&octets[zeros..]))
}

#[test]
fn both_stacks_open_a_message_whose_ephemeral_key_lacks_leading_zeros() {
    for curve in [Curve::P256, Curve::P521] {
        let keys = keys_on(curve);
        let recipient = keys.curved.public_jwk();
        let mut pairs = std::iter::repeat_with(|| ephemeral(&recipient));
        let pretended = pairs.find_map(|(mut epk, secret)| {
            epk["y"] = without_zeros(&epk, "y")?.into();
            Some((epk, secret))
        });
        let mut message = Jwe::new(Method::EcdhEsA256Kw, None);
        message.pretended = pretended;
        let sealed = message.sealed(b"content", &recipient).unwrap();
        let parts = Parts::read(&sealed.compact()).unwrap();
        let epk = parts.header["epk"].as_object().unwrap();
        assert!(near_miss::of_coordinates(epk).is_some());
        assert_eq!(octets(open(&parts, &keys)), b"content");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn both_stacks_open_whatever_was_forged_honestly(
        content: Vec<u8>,
        method in proptest::sample::select(&METHODS[..]),
        curve in proptest::sample::select(Curve::ALL),
    ) {
        let keys = keys_on(curve);
        let sealed = Jwe::new(method, None).sealed(&content, &recipient(&keys, method)).unwrap();
        prop_assert_eq!(octets(opened(&sealed.compact(), &keys)), content.clone());
        prop_assert_eq!(octets(opened(&sealed.flattened().to_string(), &keys)), content.clone());
        prop_assert_eq!(octets(opened(&sealed.general().to_string(), &keys)), content);
    }

    #[test]
    fn neither_stack_opens_what_was_changed(
        method in proptest::sample::select(&METHODS[..]),
        element: proptest::sample::Index,
        at: proptest::sample::Index,
        curve in proptest::sample::select(Curve::ALL),
    ) {
        let keys = keys_on(curve);
        let legal = Jwe::new(method, None).sealed(b"content", &recipient(&keys, method));
        let mut sealed = legal.unwrap();
        let elements = [
            &mut sealed.encrypted_key,
            &mut sealed.vector,
            &mut sealed.ciphertext,
            &mut sealed.tag,
        ];
        // Where keys are agreed on directly, none is encrypted.
        let elements = elements.into_iter().filter(|element| !element.is_empty());
        let mut elements: Vec<&mut Vec<u8>> = elements.collect();
        let element = element.index(elements.len());
        let changed = &mut *elements[element];
        let at = at.index(changed.len());
        changed[at] ^= 1;
        prop_assert!(matches!(opened(&sealed.compact(), &keys), Opening::Closed(_)));
    }

    #[test]
    fn what_josekit_encrypts_both_stacks_open(
        content: Vec<u8>,
        method in proptest::sample::select(&Method::AGREEMENTS[..]),
        curve in proptest::sample::select(Curve::ALL),
    ) {
        let keys = keys_on(curve);
        let text = encrypted_by_josekit(&content, method, &keys.curved.public_jwk());
        prop_assert_eq!(octets(opened(&text, &keys)), content);
    }

    #[test]
    fn any_text_is_read_or_refused(text: String) {
        let _ = Parts::read(&text);
    }
}

fn encrypted_by_josekit(content: &[u8], method: Method, key: &Map<String, Value>) -> String {
    let algorithm = match method {
        Method::EcdhEs => josekit::jwe::ECDH_ES,
        Method::EcdhEsA128Kw => josekit::jwe::ECDH_ES_A128KW,
        _ => josekit::jwe::ECDH_ES_A256KW,
    };
    let key = Jwk::from_map(key.clone()).unwrap();
    let encrypter = algorithm.encrypter_from_jwk(&key).unwrap();
    let mut header = josekit::jwe::JweHeader::new();
    header.set_content_encryption("A256GCM");
    josekit::jwe::serialize_compact(content, &header, &encrypter).unwrap()
}

/// Nobody agrees with a key on another curve, or with one that names another.
#[test]
fn both_stacks_refuse_an_ephemeral_key_of_another_curve() {
    for (own, other) in [(Curve::P256, Curve::P384), (Curve::P521, Curve::P256)] {
        let keys = keys_on(own);
        let mut envelope = Jwe::new(Method::EcdhEs, None);
        let (mut point, secret) = ephemeral(&keys.curved.public_jwk());
        for foreign in [Value::Object(AgreementKey::on(other).public_jwk()), {
            point["crv"] = json!(other);
            point
        }] {
            envelope.pretended = Some((foreign, secret.clone()));
            let sealed = envelope.sealed(b"content", &keys.curved.public_jwk());
            let opening = opened(&sealed.unwrap().compact(), &keys);
            assert!(
                matches!(opening, Opening::Closed(_)),
                "{own} {other}: {opening:?}"
            );
        }
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
        curved: AgreementKey::P256(
            p256::SecretKey::from_slice(&number("ec_receiver", "d")).unwrap(),
        ),
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
