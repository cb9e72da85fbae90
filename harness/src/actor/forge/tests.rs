//! What is claimed of the forge, judged by the oracle.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use proptest::prelude::*;
use serde_json::json;

use super::foreign_key::ForeignAlgorithm;
use super::{Jwt, certificate, encoding, foreign_key, new_key, public_key, signature};
use crate::oracle::compact::Compact;
use crate::oracle::key_set::KeySet;
use crate::oracle::signature::{SignatureVerdict, of_jwt};

fn draft() -> Jwt {
    Jwt::new(
        json!({"alg": "ES256", "typ": "JWT"}),
        json!({"iss": "me", "exp": 1}),
    )
}

fn verdict(compact: &str, keys: &serde_json::Value) -> SignatureVerdict {
    let keys = KeySet::read(keys.to_string().as_bytes()).unwrap();
    of_jwt(&Compact::read(compact).unwrap(), &keys)
}

#[test]
fn a_signed_jwt_verifies_with_its_own_key_and_no_other() {
    let (key, other) = (new_key(), new_key());
    let compact = draft().signed_by(&key);
    let set =
        |key: &p256::SecretKey| public_key::key_set([public_key::jwk(&key.public_key(), None)]);
    assert_eq!(verdict(&compact, &set(&key)), SignatureVerdict::Valid);
    assert!(matches!(
        verdict(&compact, &set(&other)),
        SignatureVerdict::Invalid(_)
    ));
}

#[test]
fn members_and_claims_can_be_changed_before_signing() {
    let changed = draft()
        .with_header("kid", "k")
        .without_header("typ")
        .with_claim("exp", 2)
        .without_claim("iss");
    assert_eq!(changed.header_octets(), br#"{"alg":"ES256","kid":"k"}"#);
    assert_eq!(changed.claims_octets(), br#"{"exp":2}"#);
}

#[test]
fn the_high_twin_is_as_valid_as_the_low_one() {
    let key = new_key();
    let keys = public_key::key_set([public_key::jwk(&key.public_key(), None)]);
    let signed = draft()
        .sign(&key)
        .map_signature(|raw| signature::with_high_s(&raw));
    assert_eq!(verdict(&signed.compact(), &keys), SignatureVerdict::Valid);
    assert_eq!(signature::with_high_s(&signed.signature), signed.signature);
}

#[test]
fn a_signature_with_a_leading_zero_is_found_and_can_be_cut_short() {
    let signed = draft()
        .signed_until(&new_key(), signature::begins_with_zero)
        .unwrap();
    assert_eq!(signed.signature.len(), 64);
    assert!(signature::without_leading_zeros(&signed.signature).len() < 64);
    assert_eq!(signature::with_more_zeros(&signed.signature).len(), 66);
}

#[test]
fn every_kind_of_foreign_key_signs_at_the_length_of_its_kind() {
    use ForeignAlgorithm::{Es256k, Es384, Ps256, Rs256};
    for (algorithm, length) in [(Rs256, 256), (Ps256, 256), (Es384, 96), (Es256k, 64)] {
        assert_eq!(
            algorithm.sign(b"message").unwrap().len(),
            length,
            "{}",
            algorithm.name()
        );
    }
    assert_eq!(foreign_key::p384_jwk("k").unwrap()["crv"], "P-384");
}

#[test]
fn both_stacks_accept_an_honest_rsa_signature() {
    let keys = public_key::key_set([foreign_key::rsa_jwk("r").unwrap()]);
    for algorithm in [ForeignAlgorithm::Rs256, ForeignAlgorithm::Ps256] {
        let jwt = draft()
            .with_header("alg", algorithm.name())
            .sealed(|input| algorithm.sign(input).unwrap());
        assert_eq!(
            verdict(&jwt.compact(), &keys),
            SignatureVerdict::Valid,
            "{}",
            algorithm.name()
        );
    }
}

#[test]
fn the_certificate_is_of_version_one_and_holds_the_key_for_thirty_days() {
    let key = new_key();
    let pem = certificate::of_key(&key, "DAS", 1_767_603_600).unwrap();
    let certificate = openssl::x509::X509::from_pem(pem.as_bytes()).unwrap();
    let held = certificate.public_key().unwrap();
    assert_eq!(certificate.version(), 0);
    assert_eq!(
        held.public_key_to_der().unwrap(),
        public_key::der(&key.public_key())
    );
    assert_eq!(
        certificate
            .not_before()
            .diff(certificate.not_after())
            .unwrap()
            .days,
        30
    );
    assert!(certificate.verify(&held).unwrap());
}

#[test]
fn spellings_of_base64_differ_as_they_should() {
    assert_eq!(encoding::base64url(&[255, 254]), "__4");
    assert_eq!(encoding::padded(&[255, 254]), "__4=");
    assert_eq!(encoding::standard_alphabet(&[255, 254]), "//4");
    assert!(encoding::tells_alphabets_apart(&[255, 254]));
    assert_eq!(encoding::broken_by("abcd", "\n"), "ab\ncd");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn the_compact_form_reads_back_as_what_was_put_in(claim in "[a-z]{1,8}", text: String) {
        let compact = draft().with_claim(&claim, text.as_str()).signed_by(&new_key());
        let read = Compact::read(&compact).unwrap();
        prop_assert_eq!(read.claims[&claim].as_str(), Some(text.as_str()));
    }

    #[test]
    fn a_changed_signature_never_verifies(at in 0_usize..64, bit in 0_u8..8) {
        let key = new_key();
        let keys = public_key::key_set([public_key::jwk(&key.public_key(), None)]);
        let mutated = draft().sign(&key).map_signature(|mut raw| {
            raw[at] ^= 1 << bit;
            raw
        });
        prop_assert!(matches!(verdict(&mutated.compact(), &keys), SignatureVerdict::Invalid(_)));
    }

    #[test]
    fn signatures_of_any_shape_are_refused_by_both_stacks(octets: Vec<u8>) {
        let keys = public_key::key_set([public_key::jwk(&new_key().public_key(), None), foreign_key::rsa_jwk("r").unwrap()]);
        for alg in ["ES256", "RS256", "PS256"] {
            let jwt = draft().with_header("alg", alg).sealed(|_| octets.clone());
            prop_assert!(matches!(verdict(&jwt.compact(), &keys), SignatureVerdict::Invalid(_)));
        }
    }
}
