//! The keys that access tokens are signed with.

use std::sync::{Arc, LazyLock};

use base64ct::{Base64UrlUnpadded, Encoding as _};
use josekit::JoseError;
use josekit::jwk::alg::ec::EcKeyPair;
use josekit::jwk::alg::ed::{EdCurve, EdKeyPair};
use josekit::jwk::alg::rsa::RsaKeyPair;
use josekit::jwk::{Jwk, KeyPair};
use josekit::jws::{ES256, EdDSA, HS256, JwsSigner, JwsVerifier, PS256, RS256};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::settings::Algorithm;

/// Size of RSA keys in bits.
const RSA_BITS: u32 = 2048;

/// The first RSA key of every server of this process: making one takes longer than everything else at start.
static FIRST_RSA_KEY: LazyLock<Result<Jwk, String>> = LazyLock::new(generate_rsa);
/// An RSA key that no server ever publishes.
static UNPUBLISHED_RSA_KEY: LazyLock<Result<Jwk, String>> = LazyLock::new(generate_rsa);
/// An EC key that no server ever publishes.
static UNPUBLISHED_EC_KEY: LazyLock<Result<Jwk, String>> = LazyLock::new(generate_ec);

/// Why a key could not be made or used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// Making the key failed.
    #[error("make a signing key: {0}")]
    Make(String),
    /// The key is not of the form that its algorithm needs, or signing failed.
    #[error("sign: {0}")]
    Jose(#[from] JoseError),
    /// There is nothing to encrypt with.
    #[error("encrypt: the client has no key for encryption")]
    NoEncryptionKey,
    /// The runtime stopped meanwhile.
    #[error("make a signing key in the background: {0}")]
    Stopped(#[from] tokio::task::JoinError),
}

/// A key pair with its signer and verifier, made once.
#[derive(Debug)]
pub struct SigningKey {
    /// Its name: the thumbprint of RFC 7638.
    pub kid: String,
    algorithm: Algorithm,
    private: Jwk,
    signer: Box<dyn JwsSigner>,
    verifier: Box<dyn JwsVerifier>,
    encoded_header: String,
}

impl SigningKey {
    /// The key that a server begins with.
    ///
    /// # Errors
    /// When the key cannot be made.
    pub async fn first(algorithm: Algorithm) -> Result<Arc<Self>, KeyError> {
        made(algorithm, || shared(&FIRST_RSA_KEY), generate_ec).await
    }

    /// A new key, for a rotation.
    ///
    /// # Errors
    /// When the key cannot be made.
    pub async fn fresh(algorithm: Algorithm) -> Result<Arc<Self>, KeyError> {
        made(algorithm, generate_rsa, generate_ec).await
    }

    /// A key that no key set holds.
    ///
    /// # Errors
    /// When the key cannot be made.
    pub async fn unpublished(algorithm: Algorithm) -> Result<Arc<Self>, KeyError> {
        made(
            algorithm,
            || shared(&UNPUBLISHED_RSA_KEY),
            || shared(&UNPUBLISHED_EC_KEY),
        )
        .await
    }

    fn new(algorithm: Algorithm, private: Jwk) -> Result<Self, KeyError> {
        let (signer, verifier) = tools(algorithm, &private)?;
        let kid = name(algorithm, &private);
        let header = json!({ "typ": "JWT", "alg": algorithm.name(), "kid": kid });
        Ok(Self {
            encoded_header: Base64UrlUnpadded::encode_string(header.to_string().as_bytes()),
            kid,
            algorithm,
            private,
            signer,
            verifier,
        })
    }

    /// What it signs with.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// A JWT with these claims.
    ///
    /// # Errors
    /// When OpenSSL refuses.
    pub fn sign(&self, claims: &[u8]) -> Result<String, KeyError> {
        let claims = Base64UrlUnpadded::encode_string(claims);
        let mut token = format!("{}.{claims}", self.encoded_header);
        let signature = self.signer.sign(token.as_bytes())?;
        token.push('.');
        token.push_str(&Base64UrlUnpadded::encode_string(&signature));
        Ok(token)
    }

    /// A JWT with these claims under another header than the usual one.
    ///
    /// # Errors
    /// When OpenSSL refuses.
    pub fn sign_under(&self, header: &Value, claims: &[u8]) -> Result<String, KeyError> {
        let sign = |octets: &[u8]| self.signer.sign(octets);
        Ok(compact(header, claims, sign)?)
    }

    /// A JWT with these claims, under HS256 and its public half as PEM: what a verifier takes for a secret that does not look at the
    /// kind of its keys.
    ///
    /// # Errors
    /// When the public half cannot be written.
    pub fn sign_with_public_half(&self, claims: &[u8]) -> Result<String, KeyError> {
        let pem = match self.private.key_type() {
            "RSA" => RsaKeyPair::from_jwk(&self.private)?.to_pem_public_key(),
            "EC" => EcKeyPair::from_jwk(&self.private)?.to_pem_public_key(),
            _ => EdKeyPair::from_jwk(&self.private)?.to_pem_public_key(),
        };
        let signer = HS256.signer_from_bytes(pem)?;
        let header = json!({ "alg": "HS256", "kid": self.kid });
        Ok(compact(&header, claims, |octets| signer.sign(octets))?)
    }

    /// Whether `signature` over `signing_input` is this key's, made with the algorithm called `algorithm`.
    #[must_use]
    pub fn verifies(&self, algorithm: &str, signing_input: &str, signature: &[u8]) -> bool {
        algorithm == self.algorithm.name()
            && self
                .verifier
                .verify(signing_input.as_bytes(), signature)
                .is_ok()
    }

    /// The public half as it is published.
    #[must_use]
    pub fn public_jwk(&self) -> Value {
        self.published(&["kty", "crv", "x", "y", "n", "e"])
    }

    /// Both halves, for a server that gives itself away.
    #[must_use]
    pub fn private_jwk(&self) -> Value {
        self.published(&[
            "kty", "crv", "x", "y", "n", "e", "d", "p", "q", "dp", "dq", "qi",
        ])
    }

    fn published(&self, members: &[&str]) -> Value {
        let mut jwk = json!({ "kid": self.kid, "use": "sig", "alg": self.algorithm.name() });
        for &member in members {
            if let Some(value) = self.private.parameter(member) {
                jwk[member] = value.clone();
            }
        }
        jwk
    }
}

/// The current key, and those before it whose tokens may still be about.
#[derive(Debug)]
pub struct SigningKeys {
    current: Arc<SigningKey>,
    previous: Vec<Arc<SigningKey>>,
}

impl SigningKeys {
    /// A server's keys at its start.
    #[must_use]
    pub fn new(current: Arc<SigningKey>) -> Self {
        Self {
            current,
            previous: Vec::new(),
        }
    }

    /// The key that signs now.
    #[must_use]
    pub fn current(&self) -> &Arc<SigningKey> {
        &self.current
    }

    /// Every key that is published, the current one first.
    pub fn published(&self) -> impl Iterator<Item = &Arc<SigningKey>> {
        std::iter::once(&self.current).chain(&self.previous)
    }

    /// The published key called `kid`.
    #[must_use]
    pub fn named(&self, kid: &str) -> Option<&Arc<SigningKey>> {
        self.published().find(|key| key.kid == kid)
    }

    /// Signs with `next` from now on; the key so far stays published.
    pub fn rotate(&mut self, next: Arc<SigningKey>) {
        let outgoing = std::mem::replace(&mut self.current, next);
        self.previous.insert(0, outgoing);
    }

    /// Unpublishes the key called `kid` at once; false for the current key, which has to be rotated first, and for unknown ones.
    pub fn remove(&mut self, kid: &str) -> bool {
        let before = self.previous.len();
        self.previous.retain(|key| key.kid != kid);
        self.previous.len() < before
    }

    /// Unpublishes every key but the current one.
    pub fn retire_previous(&mut self) {
        self.previous.clear();
    }
}

fn compact(
    header: &Value,
    claims: &[u8],
    sign: impl FnOnce(&[u8]) -> Result<Vec<u8>, JoseError>,
) -> Result<String, JoseError> {
    let header = Base64UrlUnpadded::encode_string(header.to_string().as_bytes());
    let input = format!("{header}.{}", Base64UrlUnpadded::encode_string(claims));
    let signature = Base64UrlUnpadded::encode_string(&sign(input.as_bytes())?);
    Ok(format!("{input}.{signature}"))
}

/// Makes a key off the threads that serve requests.
async fn made(
    algorithm: Algorithm,
    rsa: fn() -> Result<Jwk, String>,
    ec: fn() -> Result<Jwk, String>,
) -> Result<Arc<SigningKey>, KeyError> {
    let make = match algorithm {
        Algorithm::Es256 => ec,
        Algorithm::Ps256 | Algorithm::Rs256 => rsa,
        Algorithm::EdDsa => generate_edwards,
    };
    let jwk = tokio::task::spawn_blocking(make).await?;
    Ok(Arc::new(SigningKey::new(
        algorithm,
        jwk.map_err(KeyError::Make)?,
    )?))
}

fn shared(key: &LazyLock<Result<Jwk, String>>) -> Result<Jwk, String> {
    LazyLock::force(key).clone()
}

fn generate_rsa() -> Result<Jwk, String> {
    let pair = RS256
        .generate_key_pair(RSA_BITS)
        .map_err(|error| error.to_string())?;
    without_algorithm(pair.to_jwk_key_pair())
}

fn generate_ec() -> Result<Jwk, String> {
    let pair = ES256
        .generate_key_pair()
        .map_err(|error| error.to_string())?;
    without_algorithm(pair.to_jwk_key_pair())
}

fn generate_edwards() -> Result<Jwk, String> {
    let pair = EdDSA
        .generate_key_pair(EdCurve::Ed25519)
        .map_err(|error| error.to_string())?;
    without_algorithm(pair.to_jwk_key_pair())
}

/// One RSA key may sign with either padding: the algorithm is ours to say.
fn without_algorithm(mut jwk: Jwk) -> Result<Jwk, String> {
    jwk.set_parameter("alg", None)
        .map_err(|error| error.to_string())?;
    jwk.set_parameter("key_ops", None)
        .map_err(|error| error.to_string())?;
    Ok(jwk)
}

type Tools = (Box<dyn JwsSigner>, Box<dyn JwsVerifier>);

fn tools(algorithm: Algorithm, jwk: &Jwk) -> Result<Tools, JoseError> {
    Ok(match algorithm {
        Algorithm::Es256 => (
            Box::new(ES256.signer_from_jwk(jwk)?),
            Box::new(ES256.verifier_from_jwk(jwk)?),
        ),
        Algorithm::Ps256 => (
            Box::new(PS256.signer_from_jwk(jwk)?),
            Box::new(PS256.verifier_from_jwk(jwk)?),
        ),
        Algorithm::Rs256 => (
            Box::new(RS256.signer_from_jwk(jwk)?),
            Box::new(RS256.verifier_from_jwk(jwk)?),
        ),
        Algorithm::EdDsa => (
            Box::new(EdDSA.signer_from_jwk(jwk)?),
            Box::new(EdDSA.verifier_from_jwk(jwk)?),
        ),
    })
}

/// What a key is called. One RSA key signs with two algorithms and is published for each: names are not to be repeated (FAPI 1.0
/// Advanced, 8.9).
fn name(algorithm: Algorithm, key: &Jwk) -> String {
    match algorithm {
        Algorithm::Ps256 => format!("{}-pss", thumbprint(key)),
        Algorithm::Es256 | Algorithm::Rs256 | Algorithm::EdDsa => thumbprint(key),
    }
}

/// RFC 7638, 3: the required members in the order of their names, hashed.
fn thumbprint(jwk: &Jwk) -> String {
    let members: &[&str] = match jwk.key_type() {
        "EC" => &["crv", "kty", "x", "y"],
        "OKP" => &["crv", "kty", "x"],
        _ => &["e", "kty", "n"],
    };
    let named = members
        .iter()
        .filter_map(|&name| Some((name.to_owned(), jwk.parameter(name)?.clone())));
    let canonical = Value::Object(named.collect());
    Base64UrlUnpadded::encode_string(&Sha256::digest(canonical.to_string().as_bytes()))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use super::*;

    #[test]
    fn the_thumbprint_is_that_of_the_rfc() {
        let jwk = json!({
            "kty": "RSA",
            "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
            "e": "AQAB", "alg": "RS256", "kid": "2011-04-29"
        });
        let jwk = Jwk::from_map(jwk.as_object().unwrap().clone()).unwrap();
        assert_eq!(
            thumbprint(&jwk),
            "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
        );
    }

    #[tokio::test]
    async fn a_removed_key_is_no_longer_published() {
        let first = SigningKey::first(Algorithm::Es256).await.unwrap();
        let mut keys = SigningKeys::new(Arc::clone(&first));
        assert!(!keys.remove(&first.kid), "the current key stays");
        keys.rotate(SigningKey::fresh(Algorithm::Es256).await.unwrap());
        assert!(keys.named(&first.kid).is_some(), "the old key overlaps");
        assert!(keys.remove(&first.kid));
        assert!(keys.named(&first.kid).is_none());
    }

    #[tokio::test]
    async fn servers_of_one_process_share_their_first_rsa_key() {
        let one = SigningKey::first(Algorithm::Rs256).await.unwrap();
        let other = SigningKey::first(Algorithm::Rs256).await.unwrap();
        let rotated = SigningKey::fresh(Algorithm::Rs256).await.unwrap();
        assert_eq!(one.kid, other.kid);
        assert_ne!(one.kid, rotated.kid);
    }

    #[tokio::test]
    async fn what_is_published_has_no_private_member() {
        for algorithm in Algorithm::ALL {
            let key = SigningKey::first(algorithm).await.unwrap();
            assert!(key.public_jwk().get("d").is_none());
            assert!(key.private_jwk().get("d").is_some());
        }
    }
}
