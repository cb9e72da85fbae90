//! Whether a signature is valid, asked of two stacks that share no code.
//!
//! p256 and josekit (OpenSSL) for ES256, ring and josekit for RSA and Ed25519. A bug in one library cannot hide: where the two disagree,
//! nothing is decided and both explanations are given.

use base64ct::{Base64UrlUnpadded, Encoding as _};
use josekit::jwk::Jwk;
use josekit::jws::{ES256, EdDSA, JwsVerifier as _, PS256, RS256};
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};
use ring::signature::{
    ED25519, RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256, RsaParameters,
    RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde_json::{Map, Value};

use super::compact::Compact;
use super::key_set::{KeySet, text};
use super::near_miss;

/// What is known about a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignatureVerdict {
    /// Both stacks accept it.
    Valid,
    /// Both stacks refuse it, or there is nothing to verify it with; in words why.
    Invalid(String),
    /// The stacks disagree: what the first says, and what the second says.
    Disputed(String, String),
}

/// An algorithm that both stacks know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownAlgorithm {
    /// ECDSA on P-256 with SHA-256.
    Es256,
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256,
    /// RSASSA-PSS with SHA-256.
    Ps256,
    /// Ed25519 (RFC 8037, 3.1).
    EdDsa,
}

impl KnownAlgorithm {
    /// The algorithm of this name, in its one spelling.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "ES256" => Some(Self::Es256),
            "RS256" => Some(Self::Rs256),
            "PS256" => Some(Self::Ps256),
            "EdDSA" => Some(Self::EdDsa),
            _ => None,
        }
    }

    /// Whether a published key can be meant for this algorithm (RFC 7517, 4.1 to 4.4).
    pub fn fits(self, key: &Map<String, Value>) -> bool {
        let (kind, name) = match self {
            Self::Es256 => ("EC", "ES256"),
            Self::Rs256 => ("RSA", "RS256"),
            Self::Ps256 => ("RSA", "PS256"),
            Self::EdDsa => ("OKP", "EdDSA"),
        };
        text(key, "kty") == Some(kind)
            && text(key, "alg").is_none_or(|stated| stated == name)
            && text(key, "use").is_none_or(|purpose| purpose == "sig")
    }
}

/// Judges the signature of a JWT by the keys that its header may mean.
pub fn of_jwt(jwt: &Compact, keys: &KeySet) -> SignatureVerdict {
    let stated = jwt.header_text("alg").unwrap_or("absent");
    let Some(algorithm) = KnownAlgorithm::named(stated) else {
        return SignatureVerdict::Invalid(format!("alg is {stated}"));
    };
    let mut verdict = SignatureVerdict::Invalid("no published key fits its header".to_owned());
    for key in keys
        .candidates(jwt.header_text("kid"))
        .filter(|key| algorithm.fits(key))
    {
        verdict = verify(algorithm, key, jwt.signing_input.as_bytes(), &jwt.signature);
        if !matches!(verdict, SignatureVerdict::Invalid(_)) {
            break;
        }
    }
    verdict
}

/// Judges a signature over `message` by one key.
pub fn verify(
    algorithm: KnownAlgorithm,
    key: &Map<String, Value>,
    message: &[u8],
    signature: &[u8],
) -> SignatureVerdict {
    let first = first_opinion(algorithm, key, message, signature);
    let second = by_josekit(algorithm, key, message, signature);
    match (first, second) {
        (Ok(()), Ok(())) => SignatureVerdict::Valid,
        (Err(why), Err(_)) => {
            let verifies =
                |algorithm, octets: &[u8]| first_opinion(algorithm, key, message, octets).is_ok();
            let near = near_miss::of_signature(algorithm, signature, verifies);
            SignatureVerdict::Invalid(near.map_or(why.clone(), |near| format!("{why}; {near}")))
        }
        (first, second) => SignatureVerdict::Disputed(in_words(first), in_words(second)),
    }
}

fn first_opinion(
    algorithm: KnownAlgorithm,
    key: &Map<String, Value>,
    message: &[u8],
    signature: &[u8],
) -> Result<(), String> {
    match algorithm {
        KnownAlgorithm::Es256 => by_p256(key, message, signature),
        KnownAlgorithm::Rs256 => by_ring(&RSA_PKCS1_2048_8192_SHA256, key, message, signature),
        KnownAlgorithm::Ps256 => by_ring(&RSA_PSS_2048_8192_SHA256, key, message, signature),
        KnownAlgorithm::EdDsa => on_edwards_curve(key, message, signature),
    }
}

fn in_words(opinion: Result<(), String>) -> String {
    opinion.err().unwrap_or_else(|| "valid".to_owned())
}

fn by_p256(key: &Map<String, Value>, message: &[u8], signature: &[u8]) -> Result<(), String> {
    if let Some(other) = near_miss::of_curve(key, "P-256") {
        return Err(format!("p256: {other}"));
    }
    if let Some(mistake) = near_miss::of_coordinates(key) {
        return Err(format!("p256: {mistake}"));
    }
    let explain = |error: p256::ecdsa::Error| format!("p256: {error}");
    let point = [vec![4], number(key, "x")?, number(key, "y")?].concat();
    let key = VerifyingKey::from_sec1_bytes(&point).map_err(explain)?;
    if signature.len() != 64 {
        return Err(format!("p256: {} octets instead of 64", signature.len()));
    }
    let signature = Signature::from_slice(signature).map_err(explain)?;
    key.verify(message, &signature).map_err(explain)
}

fn by_ring(
    parameters: &'static RsaParameters,
    key: &Map<String, Value>,
    message: &[u8],
    signature: &[u8],
) -> Result<(), String> {
    let (n, e) = (number(key, "n")?, number(key, "e")?);
    let key = RsaPublicKeyComponents { n, e };
    key.verify(parameters, message, signature)
        .map_err(|_| "ring: the signature does not verify".to_owned())
}

fn on_edwards_curve(
    key: &Map<String, Value>,
    message: &[u8],
    signature: &[u8],
) -> Result<(), String> {
    if let Some(other) = near_miss::of_curve(key, "Ed25519") {
        return Err(format!("ring: {other}"));
    }
    let key = UnparsedPublicKey::new(&ED25519, number(key, "x")?);
    key.verify(message, signature)
        .map_err(|_| "ring: the signature does not verify".to_owned())
}

/// josekit looks at `use`, `key_ops` and `alg` too; only the numbers are of interest here.
fn by_josekit(
    algorithm: KnownAlgorithm,
    key: &Map<String, Value>,
    message: &[u8],
    signature: &[u8],
) -> Result<(), String> {
    let numbers = ["kty", "crv", "x", "y", "n", "e"];
    let bare: Map<String, Value> = numbers
        .into_iter()
        .filter_map(|name| Some((name.to_owned(), key.get(name)?.clone())))
        .collect();
    let explain = |error: josekit::JoseError| format!("josekit: {error}");
    let key = Jwk::from_map(bare).map_err(explain)?;
    match algorithm {
        KnownAlgorithm::Es256 => ES256
            .verifier_from_jwk(&key)
            .map_err(explain)?
            .verify(message, signature),
        KnownAlgorithm::Rs256 => RS256
            .verifier_from_jwk(&key)
            .map_err(explain)?
            .verify(message, signature),
        KnownAlgorithm::Ps256 => PS256
            .verifier_from_jwk(&key)
            .map_err(explain)?
            .verify(message, signature),
        KnownAlgorithm::EdDsa => EdDSA
            .verifier_from_jwk(&key)
            .map_err(explain)?
            .verify(message, signature),
    }
    .map_err(explain)
}

fn number(key: &Map<String, Value>, name: &str) -> Result<Vec<u8>, String> {
    let text = text(key, name).ok_or_else(|| format!("the key has no {name}"))?;
    Base64UrlUnpadded::decode_vec(text).map_err(|_| format!("{name} of the key is not base64url"))
}
