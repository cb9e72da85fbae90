//! The outer layer on its way out: a JWE (RFC 7516, 5.1).

use std::borrow::Cow;

use josekit::jwe::JweHeader;
use josekit::jwe::enc::aesgcm::AesgcmJweEncryption;
use josekit::jwk::Jwk;
use mock_kit::{FaultPlan, entropy};
use openssl::error::ErrorStack;
use serde_json::{Map, Value, json};

use crate::algorithm::{CONTENT_ENCRYPTION, Curve, KeyManagement, rsa1_5};
use crate::base64::encode;
use crate::careless::{Derivation, Pair, encrypted_to_short, wrapped};
use crate::certificate::public;
use crate::content::{self, KEY_OCTETS, VECTOR_OCTETS};
use crate::faults::producer::content::{
    KEEPS_KEY_AND_VECTOR, KEEPS_THE_CONTENT_KEY, MAKES_LONG_VECTORS,
};
use crate::faults::producer::header::{
    DROPS_LEADING_ZEROS, OMITS_THE_ALGORITHM, OMITS_THE_CONTENT_ENCRYPTION,
    OMITS_THE_EPHEMERAL_KEY, PADS_BASE64,
};
use crate::faults::producer::key::{
    DERIVES_FOR_ANOTHER_ALGORITHM, ENCRYPTS_WITH_RSA1_5, KEEPS_THE_EPHEMERAL_KEY,
    SIGNS_WITH_THE_EPHEMERAL_KEY,
};
use crate::faults::producer::recipient::{ENCRYPTS_OFF_THE_CURVE, ENCRYPTS_TO_SHORT_KEYS};
use crate::message::{Message, Share};
use crate::own_key::RSA_BITS;
use crate::refusal::Refusal;

/// What goes around a payload that is signed already.
pub(crate) struct Envelope<'a> {
    /// The recipient's public key, without what it says of itself.
    pub key: &'a Jwk,
    /// How the content key is encrypted to it.
    pub algorithm: KeyManagement,
    /// Parameters of the protected header beyond `alg` and `enc`.
    pub protected: Map<String, Value>,
    /// Parameters that nothing protects.
    pub unprotected: Map<String, Value>,
    /// Additional authenticated data.
    pub aad: Option<&'a [u8]>,
}

/// What a careful producer makes anew each time.
pub(crate) struct Worn {
    content_key: [u8; KEY_OCTETS],
    vector: [u8; VECTOR_OCTETS],
    /// One on each curve.
    ephemeral: Vec<Pair>,
}

impl Default for Worn {
    fn default() -> Self {
        Self {
            content_key: entropy::octets(),
            vector: entropy::octets(),
            ephemeral: Curve::ALL.into_iter().flat_map(Pair::fresh).collect(),
        }
    }
}

/// Makes messages.
#[derive(Clone, Copy)]
pub(crate) struct Sealer<'a> {
    pub faults: &'a FaultPlan,
    pub worn: &'a Worn,
    /// The signing key, for one who uses it for everything.
    pub signing_key: Option<&'a Jwk>,
}

/// A header, the content key and what the recipient gets of it.
struct KeyedHeader {
    header: Map<String, Value>,
    content_key: Vec<u8>,
    encrypted_key: Vec<u8>,
}

impl Sealer<'_> {
    /// Content within an envelope.
    pub(crate) fn sealed(
        &self,
        content: &[u8],
        envelope: &Envelope<'_>,
    ) -> Result<Message, Refusal> {
        let keyed = self.keyed(envelope)?;
        let header = Value::Object(self.told(keyed.header)).to_string();
        let vector = self.vector();
        let mut message = Message {
            protected: self.spelt(header.as_bytes()),
            unprotected: envelope.unprotected.clone(),
            recipients: vec![Share {
                encrypted_key: encode(&keyed.encrypted_key),
                ..Share::default()
            }],
            aad: envelope.aad.map(encode),
            vector: encode(&vector),
            ..Message::default()
        };
        let aad = message.authenticated();
        let (ciphertext, tag) = content::encrypted(&keyed.content_key, &vector, &aad, content)?;
        message.ciphertext = encode(&ciphertext);
        message.tag = encode(&tag);
        Ok(message)
    }

    fn spelt(&self, octets: &[u8]) -> String {
        if self.faults.commits(&PADS_BASE64) {
            return format!("{}=", encode(octets));
        }
        encode(octets)
    }

    /// What is told of the header.
    fn told(&self, mut header: Map<String, Value>) -> Map<String, Value> {
        let omissions = [
            (&OMITS_THE_ALGORITHM, "alg"),
            (&OMITS_THE_CONTENT_ENCRYPTION, "enc"),
            (&OMITS_THE_EPHEMERAL_KEY, "epk"),
        ];
        for (fault, name) in omissions {
            if self.faults.commits(fault) {
                header.remove(name);
            }
        }
        header
    }

    fn keyed(&self, envelope: &Envelope<'_>) -> Result<KeyedHeader, Refusal> {
        let mut header = Map::new();
        header.insert("alg".to_owned(), json!(envelope.algorithm.name()));
        header.insert("enc".to_owned(), json!(CONTENT_ENCRYPTION));
        header.extend(envelope.protected.clone());
        if is_short(envelope.key) {
            let careless = self.faults.commits(&ENCRYPTS_TO_SHORT_KEYS);
            let kept = careless.then(|| self.keyed_by_short(header, envelope));
            return kept.unwrap_or(Err(Refusal::EncryptionKey("it is too short")));
        }
        if envelope.algorithm.agrees() && self.agrees_carelessly(envelope) {
            let failed = Refusal::Internal("no key can be agreed on");
            return self.carelessly_keyed(header, envelope).ok_or(failed);
        }
        self.carefully_keyed(header, envelope)
            .map_err(|_| Refusal::Internal("the content key cannot be encrypted"))
    }

    fn carefully_keyed(
        &self,
        header: Map<String, Value>,
        envelope: &Envelope<'_>,
    ) -> Result<KeyedHeader, josekit::JoseError> {
        let mut header = JweHeader::from_map(header)?;
        let stated = header.clone();
        let encrypter =
            if self.faults.commits(&ENCRYPTS_WITH_RSA1_5) && !envelope.algorithm.agrees() {
                header.set_algorithm(rsa1_5::NAME);
                rsa1_5::encrypter(envelope.key)?
            } else {
                envelope.algorithm.encrypter(envelope.key)?
            };
        let content = AesgcmJweEncryption::A256gcm;
        let agreed = encrypter.compute_content_encryption_key(&content, &stated, &mut header)?;
        let content_key = agreed.map_or_else(|| self.content_key(), Cow::into_owned);
        let encrypted_key = encrypter.encrypt(&content_key, &stated, &mut header)?;
        Ok(KeyedHeader {
            header: header.into_map(),
            content_key,
            encrypted_key: encrypted_key.unwrap_or_default(),
        })
    }

    /// A library that is worth its name does not encrypt to RSA keys of this size.
    fn keyed_by_short(
        &self,
        mut header: Map<String, Value>,
        envelope: &Envelope<'_>,
    ) -> Result<KeyedHeader, Refusal> {
        header.insert("alg".to_owned(), json!(KeyManagement::RsaOaep.name()));
        let content_key = self.content_key();
        let failed = Refusal::Internal("the content key cannot be encrypted");
        Ok(KeyedHeader {
            header,
            encrypted_key: encrypted_to_short(envelope.key, &content_key).ok_or(failed)?,
            content_key,
        })
    }

    /// Whether a key is to be agreed on in a way to which no library lends itself.
    fn agrees_carelessly(&self, envelope: &Envelope<'_>) -> bool {
        let bent = [
            &KEEPS_THE_EPHEMERAL_KEY,
            &SIGNS_WITH_THE_EPHEMERAL_KEY,
            &DERIVES_FOR_ANOTHER_ALGORITHM,
            &DROPS_LEADING_ZEROS,
        ];
        let off_the_curve = self.faults.commits(&ENCRYPTS_OFF_THE_CURVE);
        bent.iter().any(|fault| self.faults.commits(fault))
            || off_the_curve && public(envelope.key).is_err()
    }

    fn carelessly_keyed(
        &self,
        mut header: Map<String, Value>,
        envelope: &Envelope<'_>,
    ) -> Option<KeyedHeader> {
        let made;
        let curve = Curve::named(envelope.key.curve()?)?;
        let pair = if self.faults.commits(&KEEPS_THE_EPHEMERAL_KEY) {
            let mut worn = self.worn.ephemeral.iter();
            worn.find(|pair| pair.curve == curve)?
        } else {
            made = self.signing_pair(curve).or_else(|| self.fresh(curve))?;
            &made
        };
        let secret = pair.secret(envelope.key.as_ref())?;
        header.insert("epk".to_owned(), self.published(pair).ok()?);
        let derivation = Derivation {
            algorithm: envelope.algorithm,
            for_content: self.faults.commits(&DERIVES_FOR_ANOTHER_ALGORITHM),
            header: &header,
            with_parties: true,
        };
        let agreed = derivation.key(&secret);
        let (content_key, encrypted_key) = if envelope.algorithm == KeyManagement::EcdhEs {
            (agreed, Vec::new())
        } else {
            let content_key = self.content_key();
            let encrypted_key = wrapped(&agreed, &content_key)?;
            (content_key, encrypted_key)
        };
        Some(KeyedHeader {
            header,
            content_key,
            encrypted_key,
        })
    }

    /// A fresh pair; one that begins with zeros, for one who would drop them.
    fn fresh(&self, curve: Curve) -> Option<Pair> {
        if self.faults.commits(&DROPS_LEADING_ZEROS) {
            return Pair::fresh_with_leading_zeros(curve).ok();
        }
        Pair::fresh(curve).ok()
    }

    fn published(&self, pair: &Pair) -> Result<Value, ErrorStack> {
        if self.faults.commits(&DROPS_LEADING_ZEROS) {
            return Ok(pair.published_as_numbers());
        }
        pair.published()
    }

    /// The signing key, for one who agrees with it where it lies on the curve.
    fn signing_pair(&self, curve: Curve) -> Option<Pair> {
        if !self.faults.commits(&SIGNS_WITH_THE_EPHEMERAL_KEY) {
            return None;
        }
        let signing = Pair::of_jwk(self.signing_key?)?;
        (signing.curve == curve).then_some(signing)
    }

    fn content_key(&self) -> Vec<u8> {
        let kept = [&KEEPS_THE_CONTENT_KEY, &KEEPS_KEY_AND_VECTOR];
        if kept.iter().any(|fault| self.faults.commits(fault)) {
            return self.worn.content_key.to_vec();
        }
        entropy::octets::<KEY_OCTETS>().to_vec()
    }

    fn vector(&self) -> Vec<u8> {
        if self.faults.commits(&KEEPS_KEY_AND_VECTOR) {
            return self.worn.vector.to_vec();
        }
        if self.faults.commits(&MAKES_LONG_VECTORS) {
            return entropy::octets::<16>().to_vec();
        }
        entropy::octets::<VECTOR_OCTETS>().to_vec()
    }
}

/// Whether it is an RSA key of a size that nobody should use.
fn is_short(key: &Jwk) -> bool {
    let bits = public(key).map(|key| key.bits());
    key.key_type() == "RSA" && bits.is_ok_and(|bits| bits < RSA_BITS)
}
