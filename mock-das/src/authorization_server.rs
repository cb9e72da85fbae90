//! The authorization server as a party sees it: its metadata, and its keys, fetched over HTTPS and cached on the clock.

use std::sync::Arc;

use http::header::CACHE_CONTROL;
use jiff::{SignedDuration, Timestamp};
use josekit::jwk::Jwk;
use josekit::jws::{ES256, JwsVerifier, PS256, RS256};
use mock_kit::{Clock, Fault, FaultPlan, answer, strict_json};
use openssl::pkey::{Id, PKey, Public};
use serde_json::Value;
use tokio::sync::Mutex;
use url::Url;

use crate::checks::careless_keys;
use crate::checks::token_claims::same_issuer;
use crate::das_error::DasError;
use crate::settings::Algorithm;
use crate::state::later;

/// How long keys are kept when the server does not say.
const DEFAULT_AGE: SignedDuration = SignedDuration::from_mins(5);
/// The largest document that is read from the server.
const DOCUMENT_LIMIT: usize = 1 << 20;

/// A key that verifies signatures.
#[derive(Clone, Debug)]
pub struct TrustedKey {
    kid: Option<String>,
    algorithm: Algorithm,
    verifier: Arc<dyn JwsVerifier>,
    jwk: Option<Jwk>,
}

impl TrustedKey {
    /// The key that a JWK describes, if it is one for signatures of a known algorithm; RSA is for RS256 where it says nothing else.
    pub fn from_jwk(value: &Value) -> Option<Self> {
        let jwk = Jwk::from_bytes(serde_json::to_vec(value).ok()?).ok()?;
        let (algorithm, verifier): (_, Arc<dyn JwsVerifier>) = match jwk.key_type() {
            "RSA" if jwk.algorithm() == Some("PS256") => (
                Algorithm::Ps256,
                Arc::new(PS256.verifier_from_jwk(&jwk).ok()?),
            ),
            "RSA" => (
                Algorithm::Rs256,
                Arc::new(RS256.verifier_from_jwk(&jwk).ok()?),
            ),
            "EC" => (
                Algorithm::Es256,
                Arc::new(ES256.verifier_from_jwk(&jwk).ok()?),
            ),
            _ => return None,
        };
        Some(Self {
            kid: jwk.key_id().map(ToOwned::to_owned),
            algorithm,
            verifier,
            jwk: Some(jwk),
        })
    }

    /// The same for a public key that did not come as a JWK.
    pub fn from_public_key(key: &PKey<Public>) -> Option<Self> {
        let der = key.public_key_to_der().ok()?;
        let (algorithm, verifier): (_, Arc<dyn JwsVerifier>) = match key.id() {
            Id::RSA => (
                Algorithm::Rs256,
                Arc::new(RS256.verifier_from_der(der).ok()?),
            ),
            Id::EC => (
                Algorithm::Es256,
                Arc::new(ES256.verifier_from_der(der).ok()?),
            ),
            _ => return None,
        };
        Some(Self {
            kid: None,
            algorithm,
            verifier,
            jwk: None,
        })
    }

    /// Whether a signature over these octets is by this key.
    pub fn verifies(&self, signed: &[u8], signature: &[u8]) -> bool {
        self.verifier.verify(signed, signature).is_ok()
    }

    /// The algorithm of its signatures.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The key as OpenSSL holds it.
    pub fn public_key(&self) -> Option<PKey<Public>> {
        careless_keys::public_key(self.jwk.as_ref()?)
    }
}

/// The endpoints that the discovery document names.
#[derive(Clone, Debug)]
pub struct Metadata {
    /// Where tokens are issued.
    pub token_endpoint: Url,
    jwks_uri: Url,
}

/// What a party believes of metadata only by a fault.
#[derive(Clone, Debug)]
pub struct MetadataFaults {
    /// The faults in force.
    pub plan: FaultPlan,
    /// Metadata of another issuer.
    pub any_issuer: &'static Fault,
    /// Endpoints at another host.
    pub any_host: &'static Fault,
}

/// The authorization server that a party trusts, and no other.
#[derive(Debug)]
pub struct TrustedServer {
    issuer: Url,
    http: reqwest::Client,
    clock: Clock,
    faults: Option<MetadataFaults>,
    metadata: Mutex<Option<Metadata>>,
    keys: Mutex<Option<Arc<KeySet>>>,
}

#[derive(Debug)]
struct KeySet {
    keys: Vec<TrustedKey>,
    stale: Timestamp,
}

impl TrustedServer {
    /// The server with this issuer; nothing is fetched before it is needed.
    pub fn new(issuer: Url, http: reqwest::Client, clock: Clock) -> Self {
        Self {
            issuer,
            http,
            clock,
            faults: None,
            metadata: Mutex::default(),
            keys: Mutex::default(),
        }
    }

    /// The same server, whose metadata are believed as faults have it.
    #[must_use]
    pub fn believed_with(self, faults: MetadataFaults) -> Self {
        Self {
            faults: Some(faults),
            ..self
        }
    }

    /// Its issuer.
    pub fn issuer(&self) -> &Url {
        &self.issuer
    }

    /// The keys that may have signed a token with this header. An unknown `kid` has the set fetched again, once, while tokens under
    /// known keys go on being judged.
    pub async fn keys(
        &self,
        kid: Option<&str>,
        algorithm: Algorithm,
    ) -> Result<Vec<TrustedKey>, DasError> {
        let known = self.known_keys().await;
        let fresh = known.filter(|set| self.clock.now() < set.stale);
        let fitting = fresh.map(|set| set.fitting(kid, algorithm));
        match fitting.filter(|keys| !keys.is_empty()) {
            Some(keys) => Ok(keys),
            None => Ok(self.renewed_keys().await?.fitting(kid, algorithm)),
        }
    }

    /// Every key of the set as it is known.
    pub async fn all_keys(&self) -> Result<Vec<TrustedKey>, DasError> {
        let set = match self.known_keys().await {
            Some(set) => set,
            None => self.renewed_keys().await?,
        };
        Ok(set.keys.clone())
    }

    async fn known_keys(&self) -> Option<Arc<KeySet>> {
        self.keys.lock().await.clone()
    }

    async fn renewed_keys(&self) -> Result<Arc<KeySet>, DasError> {
        let set = Arc::new(self.fetch_keys().await?);
        *self.keys.lock().await = Some(Arc::clone(&set));
        Ok(set)
    }

    /// Its endpoints, once its discovery document was found to be its own.
    pub async fn metadata(&self) -> Result<Metadata, DasError> {
        let mut known = self.metadata.lock().await;
        if let Some(metadata) = known.as_ref() {
            return Ok(metadata.clone());
        }
        let address = format!(
            "{}/.well-known/openid-configuration",
            self.issuer.as_str().trim_end_matches('/')
        );
        let (document, _) = self.fetch(&address).await?;
        let metadata = self.read_metadata(&document).ok_or(UNUSABLE)?;
        *known = Some(metadata.clone());
        Ok(metadata)
    }

    /// What a discovery document says, if it is the server's own (OpenID Connect Discovery 1.0, 4.3) and leads to its own host: whoever
    /// signs for any endpoint that is named, signs for an attacker.
    fn read_metadata(&self, document: &Value) -> Option<Metadata> {
        let text = |member: &str| document.get(member).and_then(Value::as_str);
        let endpoint = |member: &str| {
            let url = Url::parse(text(member)?).ok()?;
            let own = url.origin() == self.issuer.origin() || self.believes(|one| one.any_host);
            (url.scheme() == "https" && own).then_some(url)
        };
        let own = same_issuer(text("issuer")?, &self.issuer);
        if !own && !self.believes(|one| one.any_issuer) {
            return None;
        }
        Some(Metadata {
            token_endpoint: endpoint("token_endpoint")?,
            jwks_uri: endpoint("jwks_uri")?,
        })
    }

    fn believes(&self, what: impl Fn(&MetadataFaults) -> &'static Fault) -> bool {
        let faults = self.faults.as_ref();
        faults.is_some_and(|faults| faults.plan.commits(what(faults)))
    }

    async fn fetch_keys(&self) -> Result<KeySet, DasError> {
        let metadata = self.metadata().await?;
        let (document, age) = self.fetch(metadata.jwks_uri.as_str()).await?;
        let listed = document
            .get("keys")
            .and_then(Value::as_array)
            .ok_or(UNUSABLE)?;
        Ok(KeySet {
            keys: listed.iter().filter_map(TrustedKey::from_jwk).collect(),
            stale: later(self.clock.now(), age),
        })
    }

    /// A JSON document of the server, and how long it may be kept.
    async fn fetch(&self, address: &str) -> Result<(Value, SignedDuration), DasError> {
        let request = self.http.get(address).send().await;
        let response = request.map_err(|_| UNREACHABLE)?;
        if !response.status().is_success() {
            return Err(UNREACHABLE);
        }
        let age = response.headers().get(CACHE_CONTROL);
        let age = age
            .and_then(|value| value.to_str().ok())
            .map_or(DEFAULT_AGE, age_of);
        let body = read_limited(response).await.ok_or(UNREACHABLE)?;
        let document = strict_json::parse(&body).map_err(|_| UNUSABLE)?;
        Ok((document, age))
    }
}

const UNREACHABLE: DasError = DasError::Unavailable("the authorization server does not answer");
const UNUSABLE: DasError =
    DasError::Unavailable("the authorization server publishes nothing usable");

impl KeySet {
    /// A token without `kid` fits where only one key is in question.
    fn fitting(&self, kid: Option<&str>, algorithm: Algorithm) -> Vec<TrustedKey> {
        let of_algorithm = self.keys.iter().filter(|key| key.algorithm == algorithm);
        let fitting: Vec<_> = of_algorithm
            .filter(|key| kid.is_none() || key.kid.as_deref() == kid)
            .cloned()
            .collect();
        if kid.is_none() && fitting.len() > 1 {
            return Vec::new();
        }
        fitting
    }
}

/// The `max-age` of a `Cache-Control` value; nothing is kept where the server forbids it.
fn age_of(cache_control: &str) -> SignedDuration {
    let directives = cache_control
        .split(',')
        .map(|one| one.trim().to_ascii_lowercase());
    let mut age = DEFAULT_AGE;
    for directive in directives {
        match directive.split_once('=') {
            None if directive == "no-store" || directive == "no-cache" => {
                return SignedDuration::ZERO;
            }
            Some(("max-age", seconds)) => {
                age = seconds
                    .parse()
                    .map_or(DEFAULT_AGE, SignedDuration::from_secs);
            }
            _ => {}
        }
    }
    age
}

/// The body of a response that is not larger than anything this server has to say.
pub async fn read_limited(response: reqwest::Response) -> Option<Vec<u8>> {
    answer::octets(response, DOCUMENT_LIMIT).await
}
