#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use base64ct::{Base64UrlUnpadded, Encoding as _};
use openssl::ec::{EcGroup, EcKey};
use openssl::nid::Nid;
use openssl::pkey::PKey;
use openssl::rsa::Rsa;
use proptest::prelude::*;

use super::*;
use crate::report::tests::sample;

fn evidence() -> Evidence {
    let result = sample::result();
    Evidence {
        format_version: FORMAT_VERSION.to_owned(),
        target_file: Some("name: a target".to_owned()),
        sources: BTreeMap::new(),
        requirement_texts: BTreeMap::new(),
        wire: sample::profile(&sample::registry()).wire,
        baseline: Baseline::default(),
        selection: SelectionRecord {
            only: Vec::new(),
            exclude: Vec::new(),
            capabilities: None,
            claims: BTreeSet::new(),
        },
        description: None,
        observations: BTreeMap::new(),
        result,
    }
}

fn pem(key: &PKey<openssl::pkey::Private>) -> Vec<u8> {
    key.private_key_to_pem_pkcs8().unwrap()
}

fn on_curve(curve: Nid) -> PKey<openssl::pkey::Private> {
    let group = EcGroup::from_curve_name(curve).unwrap();
    PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap()
}

fn keys() -> [SigningKey; 3] {
    [
        on_curve(Nid::X9_62_PRIME256V1),
        PKey::from_rsa(Rsa::generate(2048).unwrap()).unwrap(),
        PKey::generate_ed25519().unwrap(),
    ]
    .map(|key| SigningKey::from_pem(&pem(&key)).unwrap())
}

#[test]
fn what_a_key_sealed_its_public_half_opens() {
    for key in keys() {
        let sealed = seal(&evidence(), &key).unwrap();
        assert_eq!(
            open(&sealed, key.public()),
            Ok(evidence()),
            "{}",
            key.public().algorithm()
        );
    }
}

#[test]
fn another_key_opens_nothing() {
    let [one, ..] = keys();
    let [other, ..] = keys();
    let sealed = seal(&evidence(), &one).unwrap();
    assert!(matches!(
        open(&sealed, other.public()),
        Err(Refusal::Header { .. })
    ));
}

#[test]
fn the_other_form_of_a_signature_is_refused() {
    let [key, ..] = keys();
    let sealed = seal(&evidence(), &key).unwrap();
    let (input, signature) = sealed.rsplit_once('.').unwrap();
    let signature = Base64UrlUnpadded::decode_vec(signature).unwrap();
    let low = p256::ecdsa::Signature::from_slice(&signature).unwrap();
    let (r, s) = low.split_scalars();
    let high = p256::ecdsa::Signature::from_scalars(*r, -*s).unwrap();
    let changed = format!(
        "{input}.{}",
        crate::actor::forge::encoding::base64url(&high.to_bytes())
    );
    assert_eq!(open(&changed, key.public()), Err(Refusal::Signature));
}

#[test]
fn keys_that_sign_nothing_are_refused() {
    let short = PKey::from_rsa(Rsa::generate(1024).unwrap()).unwrap();
    for key in [
        pem(&on_curve(Nid::SECP384R1)),
        pem(&short),
        b"no PEM".to_vec(),
    ] {
        assert!(SigningKey::from_pem(&key).is_err());
    }
}

proptest! {
    #[test]
    fn no_octet_can_be_changed(at in any::<prop::sample::Index>(), bit in 0_u8..7) {
        static SEALED: LazyLock<(SigningKey, String)> = LazyLock::new(|| {
            let [key, ..] = keys();
            let sealed = seal(&evidence(), &key).unwrap();
            (key, sealed)
        });
        let (key, sealed) = &*SEALED;
        let mut octets = sealed.clone().into_bytes();
        let at = at.index(octets.len());
        octets[at] ^= 1 << bit;
        let changed = String::from_utf8(octets).unwrap();
        prop_assert!(open(&changed, key.public()).is_err());
    }

    #[test]
    fn nothing_can_be_added_or_cut_off(length in 0_usize..40) {
        static SEALED: LazyLock<(SigningKey, String)> = LazyLock::new(|| {
            let [.., key] = keys();
            let sealed = seal(&evidence(), &key).unwrap();
            (key, sealed)
        });
        let (key, sealed) = &*SEALED;
        let longer = format!("{sealed}{}", "A".repeat(length + 1));
        prop_assert!(open(&longer, key.public()).is_err());
        prop_assert!(open(&sealed[..sealed.len() - length - 1], key.public()).is_err());
        let broken = format!("{sealed}\n");
        prop_assert!(open(&broken, key.public()).is_err());
    }
}
