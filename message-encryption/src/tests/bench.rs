//! Keys and trust for tests.

use std::sync::LazyLock;

use jiff::Timestamp;
use josekit::jwk::Jwk;
use josekit::jwk::alg::ec::EcCurve;
use josekit::jwk::alg::ed::EdCurve;
use serde_json::{Map, Value};

use crate::algorithm::{KeyManagement, SignatureAlgorithm};
use crate::key_set::{PublishedKey, of_value};
use crate::message::Message;
use crate::nested::{Beside, Recipient, Signing, Trust, protect};
use crate::own_key::{OwnKey, Purpose};
use crate::revocation::NONE;

/// 2026-01-05T09:00:00Z.
pub(super) const NOW: Timestamp = Timestamp::constant(1_767_603_600, 0);

pub(super) struct Bench {
    pub signing: Vec<OwnKey>,
    pub encryption: Vec<OwnKey>,
    pub published: Vec<PublishedKey>,
}

pub(super) static BENCH: LazyLock<Bench> = LazyLock::new(|| {
    let signing = vec![
        OwnKey::of(
            "es256",
            Jwk::generate_ec_key(EcCurve::P256).unwrap(),
            Purpose::Signature,
        ),
        OwnKey::of(
            "rsa",
            Jwk::generate_rsa_key(2048).unwrap(),
            Purpose::Signature,
        ),
        OwnKey::of(
            "ed25519",
            Jwk::generate_ed_key(EdCurve::Ed25519).unwrap(),
            Purpose::Signature,
        ),
    ];
    let encryption = vec![
        on_curve("p-384", EcCurve::P384),
        on_curve("p-521", EcCurve::P521),
        on_curve("ec", EcCurve::P256),
        OwnKey::of(
            "rsa-enc",
            Jwk::generate_rsa_key(2048).unwrap(),
            Purpose::Encryption,
        ),
    ];
    Bench {
        published: published(&signing),
        signing,
        encryption,
    }
});

fn on_curve(name: &str, curve: EcCurve) -> OwnKey {
    let key = Jwk::generate_ec_key(curve).unwrap();
    OwnKey::of(name, key, Purpose::Encryption)
}

pub(super) fn published(keys: &[OwnKey]) -> Vec<PublishedKey> {
    let keys: Vec<Value> = keys.iter().map(OwnKey::published).collect();
    of_value(serde_json::json!({ "keys": keys })).unwrap()
}

impl Bench {
    pub(super) fn trust(&self) -> Trust<'_> {
        Trust {
            keys: &self.published,
            address: None,
            roots: &[],
            revoked: &NONE,
            algorithms: &SignatureAlgorithm::ALL,
            now: NOW,
        }
    }

    pub(super) fn signing(&self, algorithm: SignatureAlgorithm) -> Signing<'_> {
        let mut keys = self.signing.iter();
        Signing {
            key: keys
                .find(|key| key.key_type() == algorithm.key_type())
                .unwrap(),
            algorithm,
            header: Map::new(),
        }
    }

    pub(super) fn recipient(&self, algorithm: KeyManagement) -> Recipient {
        let mut keys = self.encryption.iter();
        let key = keys
            .find(|key| key.key_type() == algorithm.key_type())
            .unwrap();
        Recipient {
            key: Jwk::from_map(key.bare()).unwrap(),
            kid: Some(key.kid.clone()),
            algorithm,
        }
    }

    pub(super) fn message(
        &self,
        payload: &[u8],
        signature: SignatureAlgorithm,
        encryption: KeyManagement,
        beside: &Beside,
    ) -> Message {
        let recipient = self.recipient(encryption);
        protect(payload, &self.signing(signature), &recipient, beside).unwrap()
    }
}
