//! The public keys of a client, ready to verify.

use std::sync::Arc;

use josekit::jwk::Jwk;
use josekit::jws::{ES256, EdDSA, JwsVerifier, PS256, RS256};
use josekit::{JoseError, Map};
use openssl::asn1::{Asn1Time, Asn1TimeRef};
use openssl::bn::BigNum;
use openssl::ec::{EcGroup, EcKey};
use openssl::error::ErrorStack;
use openssl::nid::Nid;
use openssl::pkey::{Id, PKey, Public};
use openssl::rsa::Rsa;
use openssl::x509::X509;
use serde_json::{Value, json};

use crate::settings::Algorithm;
use crate::state::client::RegistrationError;

/// Members of a JWK that only its owner may know (RFC 7518, 6.2.2, 6.3.2 and 6.4).
const PRIVATE_MEMBERS: [&str; 2] = ["d", "k"];
/// The one curve for EdDSA (FDX API Security Profile, cryptography).
const EDWARDS_CURVE: &str = "Ed25519";
const SECONDS_OF_A_DAY: i64 = 86_400;

/// Why a key does not serve EdDSA.
#[derive(Debug, thiserror::Error)]
#[error("the curve is not Ed25519")]
struct OtherCurve;

/// One public key with its verifiers, made once.
#[derive(Debug)]
pub struct ClientKey {
    /// Its name within its set.
    pub kid: Option<String>,
    /// When it came in a certificate, the seconds at which that begins and ends to be valid.
    pub certificate: Option<Validity>,
    /// The key as SubjectPublicKeyInfo, where OpenSSL understands it.
    pub public: Option<PKey<Public>>,
    verifiers: Vec<(Algorithm, Box<dyn JwsVerifier>)>,
}

/// The validity period of a certificate in seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity {
    /// Its first second.
    pub not_before: i64,
    /// Its last second.
    pub not_after: i64,
}

impl Validity {
    /// Whether `now` lies within.
    #[must_use]
    pub fn covers(self, now: i64) -> bool {
        (self.not_before..=self.not_after).contains(&now)
    }

    fn of(certificate: &X509) -> Result<Self, ErrorStack> {
        Ok(Self {
            not_before: seconds(certificate.not_before())?,
            not_after: seconds(certificate.not_after())?,
        })
    }
}

impl ClientKey {
    /// A key of a JWK set. A key that serves none of `algorithms` has no verifier: it is known and useless.
    #[must_use]
    pub fn from_jwk(members: &Map<String, Value>, algorithms: &[Algorithm]) -> Option<Self> {
        let jwk = Jwk::from_map(members.clone()).ok()?;
        let verifiers = algorithms
            .iter()
            .filter_map(|&algorithm| Some((algorithm, verifier_from_jwk(algorithm, &jwk).ok()?)))
            .collect();
        Some(Self {
            kid: jwk.key_id().map(str::to_owned),
            certificate: None,
            public: public_key(&jwk),
            verifiers,
        })
    }

    /// The key in an X.509 certificate of any version, whoever signed it.
    ///
    /// # Errors
    /// When there is no certificate or its key is of another kind.
    pub fn from_certificate(
        pem: &str,
        algorithms: &[Algorithm],
    ) -> Result<Self, RegistrationError> {
        Self::from_x509(&X509::from_pem(pem.as_bytes())?, algorithms)
    }

    /// The key in a parsed certificate.
    ///
    /// # Errors
    /// When its key is of another kind than `algorithms` need.
    pub fn from_x509(
        certificate: &X509,
        algorithms: &[Algorithm],
    ) -> Result<Self, RegistrationError> {
        let public = certificate.public_key()?;
        let der = public.public_key_to_der()?;
        let verifiers: Vec<_> = algorithms
            .iter()
            .filter_map(|&algorithm| Some((algorithm, verifier_from_der(algorithm, &der).ok()?)))
            .collect();
        if verifiers.is_empty() {
            return Err(RegistrationError::UnusableKey);
        }
        Ok(Self {
            kid: None,
            certificate: Some(Validity::of(certificate)?),
            public: Some(public),
            verifiers,
        })
    }

    /// The verifier for `algorithm`, if the key is suited to it by kind, curve, use and `alg`.
    #[must_use]
    pub fn verifier(&self, algorithm: Algorithm) -> Option<&dyn JwsVerifier> {
        let mut suited = self
            .verifiers
            .iter()
            .filter(|(known, _)| *known == algorithm);
        suited.next().map(|(_, verifier)| verifier.as_ref())
    }
}

/// The keys of one client.
#[derive(Debug)]
pub struct KeyRing {
    /// In the order of the set.
    pub keys: Vec<Arc<ClientKey>>,
    /// The first key that is for encryption.
    pub encryption: Option<Jwk>,
}

impl KeyRing {
    /// A ring without keys.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            keys: Vec::new(),
            encryption: None,
        }
    }

    /// A ring with one key.
    #[must_use]
    pub fn of(key: ClientKey) -> Self {
        Self {
            keys: vec![Arc::new(key)],
            encryption: None,
        }
    }

    /// The keys that may bear this name; a key without one may bear any, and where no name is asked for all may be meant.
    #[must_use]
    pub fn bearing(&self, kid: Option<&str>) -> Vec<Arc<ClientKey>> {
        let bears =
            |key: &ClientKey| kid.is_none() || key.kid.is_none() || key.kid.as_deref() == kid;
        self.keys.iter().filter(|key| bears(key)).cloned().collect()
    }

    /// The keys of a JWK set; those of a kind unknown here are passed over (RFC 7517, 5).
    ///
    /// # Errors
    /// When `set` is no JWK set, or one that should have stayed secret.
    pub fn from_jwks(set: &Value, algorithms: &[Algorithm]) -> Result<Self, RegistrationError> {
        let keys = set.get("keys").and_then(Value::as_array);
        let members = keys
            .ok_or(RegistrationError::NoKeySet)?
            .iter()
            .filter_map(Value::as_object);
        let members: Vec<_> = members.collect();
        if members
            .iter()
            .any(|key| PRIVATE_MEMBERS.iter().any(|name| key.contains_key(*name)))
        {
            return Err(RegistrationError::PrivateKey);
        }
        let encryption = members
            .iter()
            .find(|key| key.get("use").is_some_and(|purpose| purpose == "enc"));
        let encryption = encryption.and_then(|key| Jwk::from_map((*key).clone()).ok());
        let keys = members
            .into_iter()
            .filter_map(|key| ClientKey::from_jwk(key, algorithms));
        Ok(Self {
            keys: keys.map(Arc::new).collect(),
            encryption,
        })
    }

    /// What may be shown of the keys.
    #[must_use]
    pub fn describe(&self) -> Value {
        let keys = self.keys.iter().map(|key| {
            let algorithms: Vec<_> = key.verifiers.iter().map(|(algorithm, _)| algorithm.name()).collect();
            json!({ "kid": key.kid, "certificate": key.certificate.is_some(), "verifies": algorithms })
        });
        keys.collect()
    }
}

fn verifier_from_jwk(algorithm: Algorithm, jwk: &Jwk) -> Result<Box<dyn JwsVerifier>, JoseError> {
    Ok(match algorithm {
        Algorithm::Es256 => Box::new(ES256.verifier_from_jwk(jwk)?),
        Algorithm::Ps256 => Box::new(PS256.verifier_from_jwk(jwk)?),
        Algorithm::Rs256 => Box::new(RS256.verifier_from_jwk(jwk)?),
        Algorithm::EdDsa if jwk.curve() == Some(EDWARDS_CURVE) => {
            Box::new(EdDSA.verifier_from_jwk(jwk)?)
        }
        Algorithm::EdDsa => return Err(JoseError::InvalidKeyFormat(OtherCurve.into())),
    })
}

fn verifier_from_der(algorithm: Algorithm, der: &[u8]) -> Result<Box<dyn JwsVerifier>, JoseError> {
    Ok(match algorithm {
        Algorithm::Es256 => Box::new(ES256.verifier_from_der(der)?),
        Algorithm::Ps256 => Box::new(PS256.verifier_from_der(der)?),
        Algorithm::Rs256 => Box::new(RS256.verifier_from_der(der)?),
        Algorithm::EdDsa
            if PKey::public_key_from_der(der).is_ok_and(|key| key.id() == Id::ED25519) =>
        {
            Box::new(EdDSA.verifier_from_der(der)?)
        }
        Algorithm::EdDsa => return Err(JoseError::InvalidKeyFormat(OtherCurve.into())),
    })
}

fn public_key(jwk: &Jwk) -> Option<PKey<Public>> {
    match jwk.key_type() {
        "EC" => elliptic_key(jwk),
        "RSA" => rsa_key(jwk),
        _ => None,
    }
}

fn elliptic_key(jwk: &Jwk) -> Option<PKey<Public>> {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).ok()?;
    let (x, y) = (number(jwk, "x")?, number(jwk, "y")?);
    let key = EcKey::from_public_key_affine_coordinates(&group, &x, &y).ok()?;
    PKey::from_ec_key(key).ok()
}

fn rsa_key(jwk: &Jwk) -> Option<PKey<Public>> {
    let key = Rsa::from_public_components(number(jwk, "n")?, number(jwk, "e")?).ok()?;
    PKey::from_rsa(key).ok()
}

fn number(jwk: &Jwk, member: &str) -> Option<BigNum> {
    use base64ct::Encoding as _;
    let text = jwk.parameter(member)?.as_str()?;
    let octets = base64ct::Base64UrlUnpadded::decode_vec(text).ok()?;
    BigNum::from_slice(&octets).ok()
}

fn seconds(time: &Asn1TimeRef) -> Result<i64, ErrorStack> {
    let span = Asn1Time::from_unix(0)?.diff(time)?;
    Ok(i64::from(span.days) * SECONDS_OF_A_DAY + i64::from(span.secs))
}
