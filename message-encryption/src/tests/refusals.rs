//! Whatever is changed of a message is refused, and no text makes the reader panic.

use proptest::prelude::*;

use super::bench::{BENCH, published};
use crate::algorithm::{KeyManagement, SignatureAlgorithm};
use crate::message::Serialization;
use crate::nested::{Beside, Trust, open};
use crate::refusal::Refusal;

fn compact(encryption: KeyManagement) -> String {
    let message = BENCH.message(
        b"{}",
        SignatureAlgorithm::Es256,
        encryption,
        &Beside::default(),
    );
    message.written(Serialization::Compact)
}

fn refused(text: &str) -> bool {
    open(text, &BENCH.encryption, &BENCH.trust()).is_err()
}

#[test]
fn rs256_is_taken_only_where_it_was_agreed_on() {
    let encryption = KeyManagement::RsaOaep256;
    let message = BENCH.message(
        b"{}",
        SignatureAlgorithm::Rs256,
        encryption,
        &Beside::default(),
    );
    let text = message.written(Serialization::Compact);
    let strict = Trust {
        algorithms: &SignatureAlgorithm::LISTED,
        ..BENCH.trust()
    };
    let opened = open(&text, &BENCH.encryption, &strict);
    assert!(matches!(opened, Err(Refusal::Algorithm(_))));
    assert!(!refused(&text));
}

#[test]
fn a_payload_of_somebody_else_is_refused() {
    let others = published(&BENCH.encryption);
    let trust = Trust {
        keys: &others,
        ..BENCH.trust()
    };
    let opened = open(&compact(KeyManagement::EcdhEs), &BENCH.encryption, &trust);
    assert!(matches!(opened, Err(Refusal::SigningKey(_))));
}

#[test]
fn a_message_for_somebody_else_is_refused() {
    let opened = open(
        &compact(KeyManagement::EcdhEs),
        &BENCH.signing,
        &BENCH.trust(),
    );
    assert!(matches!(opened, Err(Refusal::EncryptionKey(_))));
}

#[test]
fn a_payload_that_was_issued_long_ago_is_refused() {
    let payload = br#"{"iat":1000000000}"#;
    let encryption = KeyManagement::EcdhEsA256Kw;
    let message = BENCH.message(
        payload,
        SignatureAlgorithm::EdDsa,
        encryption,
        &Beside::default(),
    );
    let text = message.written(Serialization::Compact);
    let opened = open(&text, &BENCH.encryption, &BENCH.trust());
    assert_eq!(opened, Err(Refusal::Time));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_message_with_any_character_changed_is_refused(
        encryption in proptest::sample::select(&KeyManagement::ALL[..]),
        at: proptest::sample::Index,
        letter in "[A-Za-z0-9_.-]",
    ) {
        let text = compact(encryption);
        let at = at.index(text.len());
        let changed = format!("{}{letter}{}", &text[..at], &text[at + 1..]);
        prop_assume!(changed != text);
        prop_assert!(refused(&changed));
    }

    #[test]
    fn a_message_cut_short_anywhere_is_refused(at: proptest::sample::Index) {
        let text = compact(KeyManagement::EcdhEsA128Kw);
        prop_assert!(refused(&text[..at.index(text.len())]));
    }

    #[test]
    fn any_text_is_refused_without_a_panic(text: String) {
        prop_assert!(refused(&text));
    }

    #[test]
    fn any_five_parts_are_refused_without_a_panic(parts in proptest::collection::vec("[A-Za-z0-9_-]{0,40}", 5)) {
        prop_assert!(refused(&parts.join(".")));
    }
}
