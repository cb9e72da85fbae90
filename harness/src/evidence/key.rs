//! Keys of whoever signs evidence, and of whoever checks it: on P-256 for ES256, RSA for PS256, Ed25519 for `EdDSA`.

use josekit::jws::JwsSigner;
use josekit::jws::alg::rsassa_pss::RsassaPssJwsAlgorithm;
use josekit::jws::alg::{ecdsa::EcdsaJwsAlgorithm, eddsa::EddsaJwsAlgorithm};
use openssl::bn::BigNumContext;
use openssl::error::ErrorStack;
use openssl::nid::Nid;
use openssl::pkey::{HasPublic, Id, PKey, PKeyRef, Private};
use openssl::x509::X509;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use crate::actor::forge::encoding::base64url;
use crate::error::ConfigurationError;
use crate::oracle::signature::{KnownAlgorithm, SignatureVerdict, verify};

/// The fewest bits of an RSA modulus (RFC 7518, 3.5).
const LEAST_RSA_BITS: u32 = 2048;
/// The octets of a coordinate on P-256.
const COORDINATE: i32 = 32;

const WHICH: &str =
    "give a key on P-256, an RSA key of 2048 bits or more, or an Ed25519 key, in PEM";

/// A private key that signs evidence.
#[derive(Debug)]
pub struct SigningKey {
    key: PKey<Private>,
    public: SignatureKey,
}

/// A public key by which evidence is checked.
#[derive(Debug, Clone, PartialEq)]
pub struct SignatureKey {
    algorithm: KnownAlgorithm,
    jwk: Map<String, Value>,
}

impl SigningKey {
    /// Reads a private key that is not encrypted, as PKCS#8 or in the older forms of its kind.
    pub fn from_pem(pem: &[u8]) -> Result<Self, ConfigurationError> {
        let unusable =
            || ConfigurationError::new("holds no private key that can be read").fix(WHICH);
        // A passphrase is never asked for: nobody may sit there.
        let key = PKey::private_key_from_pem_passphrase(pem, b"").map_err(|_| unusable())?;
        let public = SignatureKey::of(&key)?;
        Ok(Self { key, public })
    }

    /// Its public half.
    pub fn public(&self) -> &SignatureKey {
        &self.public
    }

    /// Signs. An ECDSA signature has the smaller of its two forms, so that there is one for each file.
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, josekit::JoseError> {
        let der = self.key.private_key_to_pkcs8();
        let der = der.map_err(|error| josekit::JoseError::InvalidKeyFormat(error.into()))?;
        let signer: Box<dyn JwsSigner> = match self.public.algorithm {
            KnownAlgorithm::EdDsa => Box::new(EddsaJwsAlgorithm::Eddsa.signer_from_der(der)?),
            KnownAlgorithm::Es256 => Box::new(EcdsaJwsAlgorithm::Es256.signer_from_der(der)?),
            KnownAlgorithm::Ps256 | KnownAlgorithm::Rs256 => {
                Box::new(RsassaPssJwsAlgorithm::Ps256.signer_from_der(der)?)
            }
        };
        Ok(self.public.canonical(signer.sign(message)?))
    }
}

impl SignatureKey {
    /// Reads a public key or a certificate.
    pub fn from_pem(pem: &[u8]) -> Result<Self, ConfigurationError> {
        let unusable =
            || ConfigurationError::new("holds no public key and no certificate").fix(WHICH);
        let certified = |certificate: X509| certificate.public_key();
        let key =
            PKey::public_key_from_pem(pem).or_else(|_| X509::from_pem(pem).and_then(certified));
        let key = key.map_err(|_| unusable())?;
        Self::of(&key)
    }

    fn of<T: HasPublic>(key: &PKeyRef<T>) -> Result<Self, ConfigurationError> {
        let unreadable = |error: ErrorStack| ConfigurationError::new(error.to_string()).fix(WHICH);
        let known = match key.id() {
            Id::EC => on_p256(key).map_err(unreadable)?,
            Id::RSA => rsa(key).map_err(unreadable)?,
            Id::ED25519 => Some(edwards(key).map_err(unreadable)?),
            _ => None,
        };
        let (algorithm, jwk) = known
            .ok_or_else(|| ConfigurationError::new("holds a key that cannot be used").fix(WHICH))?;
        Ok(Self { algorithm, jwk })
    }

    /// The name of its algorithm (RFC 7518, 3.1).
    pub fn algorithm(&self) -> &'static str {
        match self.algorithm {
            KnownAlgorithm::Es256 => "ES256",
            KnownAlgorithm::Ps256 | KnownAlgorithm::Rs256 => "PS256",
            KnownAlgorithm::EdDsa => "EdDSA",
        }
    }

    /// Its thumbprint (RFC 7638).
    pub fn thumbprint(&self) -> String {
        let sorted: std::collections::BTreeMap<_, _> = self.jwk.iter().collect();
        base64url(&Sha256::digest(json!(sorted).to_string().as_bytes()))
    }

    /// Asks two stacks; where they disagree, the signature does not count.
    pub(super) fn accepts(&self, message: &[u8], signature: &[u8]) -> bool {
        self.canonical(signature.to_vec()) == signature
            && verify(self.algorithm, &self.jwk, message, signature) == SignatureVerdict::Valid
    }

    /// Of the two signatures that ECDSA has for one, the one with the smaller s; of others the signature as it is.
    fn canonical(&self, signature: Vec<u8>) -> Vec<u8> {
        if self.algorithm != KnownAlgorithm::Es256 {
            return signature;
        }
        match p256::ecdsa::Signature::from_slice(&signature) {
            Ok(read) => read.normalize_s().to_bytes().to_vec(),
            Err(_) => signature,
        }
    }
}

type Known = (KnownAlgorithm, Map<String, Value>);

fn on_p256<T: HasPublic>(key: &PKeyRef<T>) -> Result<Option<Known>, ErrorStack> {
    let key = key.ec_key()?;
    if key.group().curve_name() != Some(Nid::X9_62_PRIME256V1) {
        return Ok(None);
    }
    let (mut x, mut y) = (openssl::bn::BigNum::new()?, openssl::bn::BigNum::new()?);
    let mut context = BigNumContext::new()?;
    key.public_key()
        .affine_coordinates(key.group(), &mut x, &mut y, &mut context)?;
    let (x, y) = (x.to_vec_padded(COORDINATE)?, y.to_vec_padded(COORDINATE)?);
    let jwk = members([
        ("crv", "P-256".to_owned()),
        ("kty", "EC".to_owned()),
        ("x", base64url(&x)),
        ("y", base64url(&y)),
    ]);
    Ok(Some((KnownAlgorithm::Es256, jwk)))
}

fn rsa<T: HasPublic>(key: &PKeyRef<T>) -> Result<Option<Known>, ErrorStack> {
    if key.bits() < LEAST_RSA_BITS {
        return Ok(None);
    }
    let key = key.rsa()?;
    let jwk = members([
        ("e", base64url(&key.e().to_vec())),
        ("kty", "RSA".to_owned()),
        ("n", base64url(&key.n().to_vec())),
    ]);
    Ok(Some((KnownAlgorithm::Ps256, jwk)))
}

fn edwards<T: HasPublic>(key: &PKeyRef<T>) -> Result<Known, ErrorStack> {
    let jwk = members([
        ("crv", "Ed25519".to_owned()),
        ("kty", "OKP".to_owned()),
        ("x", base64url(&key.raw_public_key()?)),
    ]);
    Ok((KnownAlgorithm::EdDsa, jwk))
}

fn members<const N: usize>(members: [(&str, String); N]) -> Map<String, Value> {
    let members = members.into_iter();
    members
        .map(|(name, value)| (name.to_owned(), Value::String(value)))
        .collect()
}
