//! The worked examples of Part 4: repaired they open, as printed they do not.

use josekit::jwk::Jwk;
use mock_kit::FaultPlan;
use serde_json::{Map, Value, json};

use super::bench::NOW;
use crate::algorithm::{KeyManagement, SignatureAlgorithm};
use crate::careless::{Derivation, Pair, unwrapped};
use crate::certificate::public;
use crate::key_set::{PublishedKey, of_value};
use crate::nested::{Trust, open};
use crate::own_key::{OwnKey, Purpose};
use crate::refusal::Refusal;
use crate::revocation::NONE;
use crate::signature::Signed;

fn vectors() -> Value {
    let text = include_str!("../../../fixtures/vectors/message-encryption.json");
    serde_json::from_str(text).unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn jwk(value: &Value) -> Jwk {
    Jwk::from_map(value.as_object().unwrap().clone()).unwrap()
}

fn octets(value: &Value) -> Vec<u8> {
    crate::base64::decode(text(value), &FaultPlan::default()).unwrap()
}

/// The producer's keys: the example signs with the ephemeral key of the agreement.
fn published(keys: &Value) -> Vec<PublishedKey> {
    let names = ["rsa_provider", "ec_sender_ephemeral"];
    let keys = names.map(|name| {
        let mut members = keys[name].as_object().unwrap().clone();
        members.retain(|name, _| !["d", "p", "q", "dp", "dq", "qi"].contains(&name.as_str()));
        if name == "rsa_provider" {
            members.insert("kid".to_owned(), json!("123"));
        }
        Value::Object(members)
    });
    of_value(json!({ "keys": keys })).unwrap()
}

fn recipient(keys: &Value) -> Vec<OwnKey> {
    ["rsa_recipient", "ec_receiver"]
        .map(|name| OwnKey::of(name, jwk(&keys[name]), Purpose::Encryption))
        .to_vec()
}

/// The examples are signed with RS256, and their keys stand at an address of their own.
fn opened(text: &str) -> Result<Vec<u8>, Refusal> {
    let vectors = vectors();
    let address = "https://server.example.com/keys.jwks".parse().unwrap();
    let trust = Trust {
        keys: &published(&vectors["keys"]),
        address: Some(&address),
        roots: &[],
        revoked: &NONE,
        algorithms: &SignatureAlgorithm::ALL,
        now: NOW,
    };
    open(text, &recipient(&vectors["keys"]), &trust)
}

fn verified(text: &str) -> Result<Vec<u8>, Refusal> {
    let vectors = vectors();
    let faults = FaultPlan::default();
    let address = "https://server.example.com/keys.jwks".parse().unwrap();
    let trust = Trust {
        keys: &published(&vectors["keys"]),
        address: Some(&address),
        roots: &[],
        revoked: &NONE,
        algorithms: &SignatureAlgorithm::ALL,
        now: NOW,
    };
    let signed = Signed::read(text, &faults)?;
    signed.verify(&trust, &faults)?;
    Ok(signed.payload)
}

#[test]
fn the_repaired_messages_open() {
    let repaired = &vectors()["repaired"];
    for name in ["rsa_nested_jwe", "ec_nested_jwe"] {
        let payload = opened(text(&repaired[name]["text"])).unwrap();
        let claims: Value = serde_json::from_slice(&payload).unwrap();
        assert_eq!(claims["name"]["first"], "Jane", "{name}");
    }
}

#[test]
fn the_repaired_signatures_verify() {
    let repaired = &vectors()["repaired"];
    let names = [
        "rsa_jws_kid123",
        "rsa_jws_nokid",
        "ec_jws_john",
        "ec_jws_jane",
    ];
    for name in names {
        assert!(verified(text(&repaired[name]["text"])).is_ok(), "{name}");
    }
}

#[test]
fn what_is_printed_is_refused() {
    for example in vectors()["printed"].as_array().unwrap() {
        assert!(
            opened(text(&example["text"])).is_err(),
            "{}",
            example["name"]
        );
    }
    for example in vectors()["printed_signed"].as_array().unwrap() {
        assert!(
            verified(text(&example["text"])).is_err(),
            "{}",
            example["name"]
        );
    }
}

#[test]
fn the_printed_digest_is_no_signature() {
    let digest = &vectors()["digest"];
    assert_eq!(verified(text(&digest["text"])), Err(Refusal::Signature));
}

#[test]
fn the_agreement_of_the_example_comes_to_another_key_than_printed() {
    let vectors = vectors();
    let agreement = &vectors["agreement"];
    let own = Pair::of_jwk(&jwk(&vectors["keys"]["ec_receiver"])).unwrap();
    let other = vectors["keys"]["ec_sender_ephemeral"].as_object().unwrap();
    let secret = own.secret(other).unwrap();
    let derivation = Derivation {
        algorithm: KeyManagement::EcdhEsA256Kw,
        for_content: false,
        header: &Map::new(),
        with_parties: true,
    };
    let key = derivation.key(&secret);
    let content_key = unwrapped(&key, &octets(&agreement["wrapped"]));
    assert_eq!(secret, octets(&agreement["secret"]));
    assert_eq!(key, octets(&agreement["key"]));
    assert_ne!(key, octets(&agreement["printed_key"]));
    assert_eq!(content_key, Some(octets(&agreement["content_key"])));
}

#[test]
fn the_printed_key_of_the_receiver_lies_on_no_curve() {
    let key = jwk(&vectors()["off_the_curve"]["key"]);
    assert!(public(&key).is_err());
}
