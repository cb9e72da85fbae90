//! The published keys of the authorization server (RFC 7517, 5; OIDC Core, 10.1).

use http::StatusCode;
use josekit::jwk::Jwk;
use serde_json::Value;
use url::Url;

use super::compact::Compact;
use super::document;
use super::faults::signature as faulty;
use super::line::Leg;
use super::signing::without;
use super::stop::Stop;
use super::web_client::WebClient;
use crate::settings::Algorithm;

/// A set of public keys.
#[derive(Clone, Debug, Default)]
pub struct KeySet(Vec<Jwk>);

impl KeySet {
    /// The keys of a set; what is no key is left out.
    fn from_json(set: &Value) -> Self {
        let entries = set.get("keys").and_then(Value::as_array);
        let objects = entries.into_iter().flatten().filter_map(Value::as_object);
        let keys = objects.filter_map(|entry| Jwk::from_map(entry.clone()).ok());
        Self(keys.collect())
    }

    /// The same keys, without what each is meant for.
    fn for_any_algorithm(self) -> Self {
        let keys = self.0.iter();
        let bare = keys.filter_map(|key| without(key, &["alg"]).ok());
        Self(bare.collect())
    }

    fn named(&self, kid: Option<&str>) -> impl Iterator<Item = &Jwk> {
        let keys = self.0.iter();
        keys.filter(move |key| kid.is_none() || key.key_id() == kid)
    }

    /// The keys that may verify a signature with that algorithm: those of the name whose other members fit (FAPI 1.0 Advanced, 8.11), and
    /// without a name the only one that fits.
    fn fitting(&self, kid: Option<&str>, algorithm: Algorithm) -> Vec<Jwk> {
        let named = self.named(kid).filter(|key| fits(key, algorithm));
        let fitting: Vec<Jwk> = named.cloned().collect();
        if kid.is_none() && fitting.len() > 1 {
            return Vec::new();
        }
        fitting
    }
}

fn fits(key: &Jwk, algorithm: Algorithm) -> bool {
    let kind = match algorithm {
        Algorithm::Es256 => ("EC", Some("P-256")),
        Algorithm::Ps256 | Algorithm::Rs256 => ("RSA", None),
        Algorithm::EdDsa => ("OKP", Some("Ed25519")),
    };
    (key.key_type(), key.curve()) == kind
        && key.key_use().is_none_or(|purpose| purpose == "sig")
        && key.algorithm().is_none_or(|own| own == algorithm.name())
}

impl WebClient {
    /// The keys that may verify `token`; where it names a key that is not known, the set is fetched once more.
    pub async fn keys_for(
        &self,
        jwks_uri: &Url,
        token: &Compact,
        algorithm: Algorithm,
    ) -> Result<Vec<Jwk>, Stop> {
        let held = self.state().key_sets.get(jwks_uri).cloned();
        let known = held.map(|set| self.chosen(&set, token, algorithm));
        if known.is_some() && self.commits(&faulty::KEEPS_KEYS_FOR_EVER) {
            return Ok(known.unwrap_or_default());
        }
        if let Some(keys) = known.filter(|keys| !keys.is_empty()) {
            return Ok(keys);
        }
        let fetched = self.fetch_keys(&self.source(jwks_uri, token)).await?;
        let chosen = self.chosen(&fetched, token, algorithm);
        self.state().key_sets.insert(jwks_uri.clone(), fetched);
        Ok(chosen)
    }

    fn chosen(&self, set: &KeySet, token: &Compact, algorithm: Algorithm) -> Vec<Jwk> {
        let kid = token.header_text("kid");
        if self.commits(&faulty::TAKES_THE_FIRST_KEY_OF_A_NAME) {
            return set.named(kid).take(1).cloned().collect();
        }
        set.fitting(kid, algorithm)
    }

    /// The address of the metadata, whatever the token says.
    fn source(&self, jwks_uri: &Url, token: &Compact) -> Url {
        let named = token.header_text("jku").and_then(|jku| jku.parse().ok());
        let followed = named.filter(|_| self.commits(&faulty::FOLLOWS_JKU));
        followed.unwrap_or_else(|| jwks_uri.clone())
    }

    async fn fetch_keys(&self, address: &Url) -> Result<KeySet, Stop> {
        let request = self.line.http(Leg::AuthorizationServer);
        let found = document::read("key set", request.get(address.clone())).await?;
        let set = KeySet::from_json(&found.expect(StatusCode::OK, "key set")?);
        if self.commits(&faulty::TAKES_ANY_ALGORITHM) {
            return Ok(set.for_any_algorithm());
        }
        Ok(set)
    }
}
