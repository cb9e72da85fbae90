//! Whatever is protected is opened again, by every pair of algorithms and in every serialization.

use josekit::jwk::Jwk;
use josekit::jwk::alg::ec::EcCurve;
use mock_kit::FaultPlan;
use proptest::prelude::*;

use super::bench::{self, BENCH};
use crate::algorithm::{Curve, KeyManagement, SignatureAlgorithm};
use crate::careless::Pair;
use crate::certificate::{Vouchers, public};
use crate::encryption_key::Scrutiny;
use crate::known_keys::KnownKeys;
use crate::message::Serialization;
use crate::nested::{Beside, Recipient, open, protect};
use crate::revocation::NONE;

fn any_signature() -> impl Strategy<Value = SignatureAlgorithm> {
    proptest::sample::select(&SignatureAlgorithm::ALL[..])
}

fn any_encryption() -> impl Strategy<Value = KeyManagement> {
    proptest::sample::select(&KeyManagement::ALL[..])
}

fn any_serialization() -> impl Strategy<Value = Serialization> {
    proptest::sample::select(&Serialization::ALL[..])
}

#[test]
fn every_pair_of_algorithms_opens_in_every_serialization() {
    for signature in SignatureAlgorithm::ALL {
        for encryption in KeyManagement::ALL {
            let message = BENCH.message(b"{}", signature, encryption, &Beside::default());
            for serialization in Serialization::ALL {
                let text = message.written(serialization);
                let opened = open(&text, &BENCH.encryption, &BENCH.trust());
                let case = (signature, encryption, serialization);
                assert_eq!(opened.as_deref(), Ok(&b"{}"[..]), "{case:?}");
            }
        }
    }
}

/// Both sides may agree on another curve than the usual one (Part 4, ECDH-ES).
#[test]
fn a_recipient_may_have_its_key_on_each_of_the_three_curves() {
    let curved = BENCH.encryption.iter().filter(|key| key.key_type() == "EC");
    for own in curved {
        for kid in [Some(own.kid.clone()), None] {
            let recipient = Recipient {
                key: Jwk::from_map(own.bare()).unwrap(),
                kid,
                algorithm: KeyManagement::EcdhEsA256Kw,
            };
            let signing = BENCH.signing(SignatureAlgorithm::Es256);
            let message = protect(b"{}", &signing, &recipient, &Beside::default()).unwrap();
            let text = message.written(Serialization::Compact);
            let opened = open(&text, &BENCH.encryption, &BENCH.trust());
            assert_eq!(opened, Ok(b"{}".to_vec()), "{} {recipient:?}", own.kid);
        }
    }
}

/// Of the keys of a recipient the first is taken whose curve is on offer.
#[test]
fn a_key_on_a_curve_that_is_not_on_offer_is_passed_over() {
    let keys = bench::published(&BENCH.encryption);
    for curve in Curve::ALL {
        let (faults, known) = (FaultPlan::default(), KnownKeys::default());
        let vouchers = Vouchers {
            roots: &[],
            revoked: &NONE,
            now: bench::NOW,
            faults: &faults,
        };
        let scrutiny = Scrutiny {
            vouchers,
            known: &known,
            curves: &[curve],
            faults: &faults,
        };
        let (_, key) = scrutiny.chosen(&keys, KeyManagement::EcdhEs).unwrap();
        assert_eq!(key.curve(), Some(curve.name()));
    }
}

/// What computes without the checks of a library computes the same where nothing is wrong.
#[test]
fn careless_agreements_are_those_of_the_curve() {
    for curve in Curve::ALL {
        let [one, other] = [0, 1].map(|_| Pair::fresh(curve).unwrap());
        let [of_one, of_other] = [&one, &other].map(|pair| pair.published().unwrap());
        let secret = one.secret(of_other.as_object().unwrap());
        assert!(secret.is_some());
        assert_eq!(secret, other.secret(of_one.as_object().unwrap()));
        let on_the_curve = Jwk::from_map(of_one.as_object().unwrap().clone()).unwrap();
        assert!(public(&on_the_curve).is_ok());
    }
}

/// What nobody should encrypt to is refused, not encrypted to in another way.
#[test]
fn nothing_is_encrypted_to_a_short_key_or_to_a_point_off_the_curve() {
    let mut bent = Jwk::generate_ec_key(EcCurve::P256).unwrap();
    let one = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE";
    bent.set_parameter("x", Some(one.into())).unwrap();
    bent.set_parameter("y", Some(one.into())).unwrap();
    let keys = [
        (
            Jwk::generate_rsa_key(1024).unwrap(),
            KeyManagement::RsaOaep256,
        ),
        (bent, KeyManagement::EcdhEsA256Kw),
    ];
    for (key, algorithm) in keys {
        let recipient = Recipient {
            key: key.to_public_key().unwrap_or(key),
            kid: None,
            algorithm,
        };
        let signing = BENCH.signing(SignatureAlgorithm::Es256);
        assert!(protect(b"{}", &signing, &recipient, &Beside::default()).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_payload_comes_back_as_it_was(
        payload: Vec<u8>,
        signature in any_signature(),
        encryption in any_encryption(),
        serialization in any_serialization(),
    ) {
        let message = BENCH.message(&payload, signature, encryption, &Beside::default());
        let text = message.written(serialization);
        prop_assert_eq!(open(&text, &BENCH.encryption, &BENCH.trust()), Ok(payload));
    }

    #[test]
    fn data_beside_the_payload_change_nothing_of_it(aad: Vec<u8>, encryption in any_encryption()) {
        let beside = Beside { aad: Some(aad), ..Beside::default() };
        let message = BENCH.message(b"{}", SignatureAlgorithm::Es256, encryption, &beside);
        let text = message.flattened().to_string();
        prop_assert_eq!(open(&text, &BENCH.encryption, &BENCH.trust()), Ok(b"{}".to_vec()));
    }
}
