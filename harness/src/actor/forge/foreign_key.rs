//! Keys of the kinds that client assertions are not made with, and signatures by them.
//!
//! One of each kind is made when first needed and kept for the life of the process: making an RSA key takes a while.

use std::sync::LazyLock;

use openssl::bn::{BigNum, BigNumContext};
use openssl::ec::{EcGroup, EcKey};
use openssl::ecdsa::EcdsaSig;
use openssl::error::ErrorStack;
use openssl::hash::{MessageDigest, hash};
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private, Public};
use openssl::rsa::{Padding, Rsa};
use openssl::sign::{RsaPssSaltlen, Signer};
use p256::PublicKey;
use p256::pkcs8::DecodePublicKey as _;
use serde_json::{Map, Value, json};

use super::encoding::base64url;
use super::public_key;

/// What the RSA key is called where a client has it beside others.
pub const RSA_KEY: &str = "signing-rsa";
/// What the RSA key of 1024 bits is called where a client has it beside others.
pub const SHORT_RSA_KEY: &str = "short-rsa";
/// What the Ed25519 key is called where a client has it beside others.
pub const ED25519_KEY: &str = "signing-ed25519";

type Kept<T> = LazyLock<Result<T, ErrorStack>>;

static RSA: Kept<PKey<Private>> = LazyLock::new(|| PKey::from_rsa(Rsa::generate(2048)?));
static SHORT_RSA: Kept<PKey<Private>> = LazyLock::new(|| PKey::from_rsa(Rsa::generate(1024)?));
static ED25519: Kept<PKey<Private>> = LazyLock::new(PKey::generate_ed25519);
static P384: Kept<EcKey<Private>> = LazyLock::new(|| on_curve(Nid::SECP384R1));
static SECP256K1: Kept<EcKey<Private>> = LazyLock::new(|| on_curve(Nid::SECP256K1));

/// An algorithm that a key of another kind signs with (RFC 7518, 3.1; RFC 8812, 3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForeignAlgorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256,
    /// RSASSA-PSS with SHA-256.
    Ps256,
    /// The same with a key of 1024 bits.
    ShortPs256,
    /// EdDSA with Ed25519.
    EdDsa,
    /// ECDSA on P-384 with SHA-384.
    Es384,
    /// ECDSA on secp256k1 with SHA-256.
    Es256k,
}

impl ForeignAlgorithm {
    /// The name that stands in the header.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Ps256 | Self::ShortPs256 => "PS256",
            Self::EdDsa => "EdDSA",
            Self::Es384 => "ES384",
            Self::Es256k => "ES256K",
        }
    }

    /// Signs `message` with the key of this kind.
    pub fn sign(self, message: &[u8]) -> Result<Vec<u8>, ErrorStack> {
        match self {
            Self::Rs256 => rs256(kept(&RSA)?, message),
            Self::Ps256 => rsa(kept(&RSA)?, message, Padding::PKCS1_PSS),
            Self::ShortPs256 => rsa(kept(&SHORT_RSA)?, message, Padding::PKCS1_PSS),
            Self::EdDsa => {
                Signer::new_without_digest(kept(&ED25519)?)?.sign_oneshot_to_vec(message)
            }
            Self::Es384 => ecdsa(kept(&P384)?, MessageDigest::sha384(), message, 48),
            Self::Es256k => ecdsa(kept(&SECP256K1)?, MessageDigest::sha256(), message, 32),
        }
    }
}

/// The RSA key itself, for whoever makes a certificate of it, and for those to whom messages are encrypted.
pub fn rsa_key() -> Result<&'static PKey<Private>, ErrorStack> {
    kept(&RSA)
}

/// The public half of the RSA key, as a member of a JWK set.
pub fn rsa_jwk(kid: &str) -> Result<Value, ErrorStack> {
    jwk_of(kept(&RSA)?, kid)
}

/// The public half of the RSA key of 1024 bits, as a member of a JWK set.
pub fn short_rsa_jwk(kid: &str) -> Result<Value, ErrorStack> {
    jwk_of(kept(&SHORT_RSA)?, kid)
}

/// The public half of any RSA key, as a member of a JWK set.
pub fn jwk_of(key: &PKey<Private>, kid: &str) -> Result<Value, ErrorStack> {
    let rsa = key.rsa()?;
    let (n, e) = (base64url(&rsa.n().to_vec()), base64url(&rsa.e().to_vec()));
    Ok(json!({"kty": "RSA", "n": n, "e": e, "use": "sig", "kid": kid}))
}

/// A public key as a JWK: on P-256, or an RSA key; otherwise why there is none.
pub fn jwk_of_public(key: &PKey<Public>) -> Result<Map<String, Value>, String> {
    let unusable = |error: ErrorStack| error.to_string();
    let jwk = if let Ok(rsa) = key.rsa() {
        let (n, e) = (base64url(&rsa.n().to_vec()), base64url(&rsa.e().to_vec()));
        json!({ "kty": "RSA", "n": n, "e": e })
    } else {
        let der = key.public_key_to_der().map_err(unusable)?;
        let key = PublicKey::from_public_key_der(&der);
        let key = key.map_err(|_| "the key is neither on P-256 nor an RSA key".to_owned())?;
        public_key::jwk(&key, None)
    };
    Ok(jwk.as_object().cloned().unwrap_or_default())
}

/// The public half of the Ed25519 key, as a member of a JWK set (RFC 8037, 2).
pub fn ed25519_jwk(kid: &str) -> Result<Value, ErrorStack> {
    let x = base64url(&kept(&ED25519)?.raw_public_key()?);
    Ok(json!({"kty": "OKP", "crv": "Ed25519", "x": x, "use": "sig", "kid": kid}))
}

/// The public half of the P-384 key, as a member of a JWK set.
pub fn p384_jwk(kid: &str) -> Result<Value, ErrorStack> {
    let key = kept(&P384)?;
    let (mut x, mut y) = (BigNum::new()?, BigNum::new()?);
    let mut context = BigNumContext::new()?;
    key.public_key()
        .affine_coordinates(key.group(), &mut x, &mut y, &mut context)?;
    let (x, y) = (
        base64url(&x.to_vec_padded(48)?),
        base64url(&y.to_vec_padded(48)?),
    );
    Ok(json!({"kty": "EC", "crv": "P-384", "x": x, "y": y, "use": "sig", "kid": kid}))
}

fn on_curve(curve: Nid) -> Result<EcKey<Private>, ErrorStack> {
    let group = EcGroup::from_curve_name(curve)?;
    EcKey::generate(&group)
}

fn kept<T>(key: &'static Kept<T>) -> Result<&'static T, ErrorStack> {
    key.as_ref().map_err(Clone::clone)
}

/// An RS256 signature with any key.
pub fn rs256(key: &PKey<Private>, message: &[u8]) -> Result<Vec<u8>, ErrorStack> {
    rsa(key, message, Padding::PKCS1)
}

fn rsa(key: &PKey<Private>, message: &[u8], padding: Padding) -> Result<Vec<u8>, ErrorStack> {
    let mut signer = Signer::new(MessageDigest::sha256(), key)?;
    signer.set_rsa_padding(padding)?;
    if padding == Padding::PKCS1_PSS {
        signer.set_rsa_pss_saltlen(RsaPssSaltlen::DIGEST_LENGTH)?;
    }
    signer.sign_oneshot_to_vec(message)
}

fn ecdsa(
    key: &EcKey<Private>,
    digest: MessageDigest,
    message: &[u8],
    width: i32,
) -> Result<Vec<u8>, ErrorStack> {
    let signature = EcdsaSig::sign(&hash(digest, message)?, key)?;
    Ok([
        signature.r().to_vec_padded(width)?,
        signature.s().to_vec_padded(width)?,
    ]
    .concat())
}
