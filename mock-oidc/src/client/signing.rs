//! What the client signs: request objects and client assertions (RFC 7515; FAPI 1.0 Advanced, 8.6).

use base64ct::{Base64UrlUnpadded, Encoding as _};
use josekit::JoseError;
use josekit::jwk::Jwk;
use josekit::jws::{ES256, EdDSA, JwsSigner, PS256, RS256};
use mock_kit::FaultPlan;
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::rsa::{Padding, Rsa};
use openssl::sign::{RsaPssSaltlen, Signer as OpensslSigner};
use serde_json::{Value, json};

use super::faults::signing as faulty;
use super::stop::Stop;

/// Bits of an RSA key that is shorter than any server takes.
const SHORT_KEY_BITS: u32 = 1024;

/// Why a key of the client cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The key is of a kind that nobody here signs or decrypts with.
    #[error("use a key of the kind {0}")]
    OtherKind(String),
    /// The key is not what it says.
    #[error("read the key: {0}")]
    Unreadable(#[from] JoseError),
}

/// Signs with the key of the client.
pub struct Signer {
    algorithm: &'static str,
    kid: Option<String>,
    agreed: Box<dyn JwsSigner>,
    /// The same key with RSASSA-PKCS1-v1_5, for a client that misbehaves.
    outdated: Option<Box<dyn JwsSigner>>,
}

impl Signer {
    /// One whose algorithm follows from the kind of `key`.
    pub fn new(key: &Jwk) -> Result<Self, KeyError> {
        let (algorithm, agreed) = agreed_signer(key)?;
        let outdated = RS256.signer_from_jwk(&without(key, &["alg"])?).ok();
        Ok(Self {
            algorithm,
            kid: key.key_id().map(str::to_owned),
            agreed,
            outdated: outdated.map(|signer| Box::new(signer) as _),
        })
    }

    /// A JWT with these claims.
    pub fn sign(&self, claims: &Value, faults: &FaultPlan) -> Result<String, Stop> {
        let signed = format!("{}.{}", part(&self.header(faults)), part(claims));
        let signature = self.signature(signed.as_bytes(), faults);
        let signature = Base64UrlUnpadded::encode_string(&signature.ok_or(Stop::Unsigned)?);
        Ok(format!("{signed}.{signature}"))
    }

    fn header(&self, faults: &FaultPlan) -> Value {
        let mut header = json!({ "alg": self.name(faults), "typ": "JWT" });
        if let Some(kid) = &self.kid {
            header["kid"] = json!(kid);
        }
        if faults.commits(&faulty::POINTS_TO_ITS_KEYS) {
            header["jku"] = json!("https://client.invalid/keys");
        }
        header
    }

    fn name(&self, faults: &FaultPlan) -> &'static str {
        if faults.commits(&faulty::SIGNS_NOTHING) {
            "none"
        } else if faults.commits(&faulty::SIGNS_WITH_RS256) {
            "RS256"
        } else if faults.commits(&faulty::SIGNS_WITH_A_SHORT_KEY) {
            "PS256"
        } else {
            self.algorithm
        }
    }

    fn signature(&self, signed: &[u8], faults: &FaultPlan) -> Option<Vec<u8>> {
        if faults.commits(&faulty::SIGNS_NOTHING) {
            return Some(Vec::new());
        }
        if faults.commits(&faulty::SIGNS_WITH_A_SHORT_KEY) {
            return signed_with_a_short_key(signed).ok();
        }
        let outdated = faults.commits(&faulty::SIGNS_WITH_RS256);
        let bent = self.outdated.as_ref().filter(|_| outdated);
        bent.unwrap_or(&self.agreed).sign(signed).ok()
    }
}

/// The key without these members, which josekit would hold against it.
pub fn without(key: &Jwk, members: &[&str]) -> Result<Jwk, JoseError> {
    let mut bare = key.clone();
    for member in members {
        bare.set_parameter(member, None)?;
    }
    Ok(bare)
}

fn agreed_signer(key: &Jwk) -> Result<(&'static str, Box<dyn JwsSigner>), KeyError> {
    match key.key_type() {
        "EC" => Ok(("ES256", Box::new(ES256.signer_from_jwk(key)?))),
        "RSA" => Ok(("PS256", Box::new(PS256.signer_from_jwk(key)?))),
        "OKP" => Ok(("EdDSA", Box::new(EdDSA.signer_from_jwk(key)?))),
        other => Err(KeyError::OtherKind(other.to_owned())),
    }
}

fn part(value: &Value) -> String {
    Base64UrlUnpadded::encode_string(value.to_string().as_bytes())
}

/// A PS256 signature by a key that is made on the spot.
fn signed_with_a_short_key(octets: &[u8]) -> Result<Vec<u8>, ErrorStack> {
    let key = PKey::from_rsa(Rsa::generate(SHORT_KEY_BITS)?)?;
    let mut signer = OpensslSigner::new(MessageDigest::sha256(), &key)?;
    signer.set_rsa_padding(Padding::PKCS1_PSS)?;
    signer.set_rsa_pss_saltlen(RsaPssSaltlen::DIGEST_LENGTH)?;
    signer.sign_oneshot_to_vec(octets)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use josekit::jwk::alg::ec::EcCurve;
    use josekit::jwk::alg::ed::EdCurve;

    use super::*;

    #[test]
    fn the_kind_of_the_key_decides_on_the_algorithm() {
        let elliptic = Jwk::generate_ec_key(EcCurve::P256).unwrap();
        let edwards = Jwk::generate_ed_key(EdCurve::Ed25519).unwrap();
        for (key, algorithm) in [(elliptic, "ES256"), (edwards, "EdDSA")] {
            assert_eq!(Signer::new(&key).unwrap().algorithm, algorithm);
        }
        let symmetric = Jwk::generate_oct_key(32).unwrap();
        assert!(matches!(Signer::new(&symmetric), Err(KeyError::OtherKind(kind)) if kind == "oct"));
    }
}
