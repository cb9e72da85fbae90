//! The access tokens with which a party of ours calls another one: `private_key_jwt` and the client credentials grant.

use std::collections::HashMap;
use std::sync::Arc;

use http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use josekit::jws::{ES256, JwsHeader, JwsSigner as _};
use josekit::jwt::{self, JwtPayload};
use mock_kit::{Clock, entropy, strict_json};
use serde_json::{Value, json};
use tokio::sync::Mutex;
use url::Url;

use crate::authorization_server::{MetadataFaults, TrustedServer, read_limited};
use crate::settings::TokenSource;
use crate::state::later;

/// Lifetime of a client assertion of ours.
const ASSERTION_LIFETIME: SignedDuration = SignedDuration::from_secs(30);
/// How long before its expiry a token is not used any more.
const MARGIN: SignedDuration = SignedDuration::from_secs(60);

/// The access token of one source, fetched when it is needed and kept while it is good.
#[derive(Debug)]
pub struct Tokens {
    source: TokenSource,
    http: reqwest::Client,
    clock: Clock,
    server: TrustedServer,
    held: Mutex<Option<HeldToken>>,
}

#[derive(Clone, Debug)]
struct HeldToken {
    text: String,
    good_until: Timestamp,
}

impl Tokens {
    /// Tokens of this source; nothing is fetched yet.
    pub fn of(source: TokenSource, http: reqwest::Client, clock: Clock) -> Self {
        Self {
            server: TrustedServer::new(source.issuer.clone(), http.clone(), clock.clone()),
            source,
            http,
            clock,
            held: Mutex::default(),
        }
    }

    /// The same tokens, of a server whose metadata are believed as faults have it.
    #[must_use]
    pub fn believed_with(self, faults: MetadataFaults) -> Self {
        Self {
            server: self.server.believed_with(faults),
            ..self
        }
    }

    /// A token that is good for a while; none where none can be had.
    pub async fn token(&self) -> Option<String> {
        let mut held = self.held.lock().await;
        let usable = held
            .clone()
            .filter(|token| self.clock.now() < token.good_until);
        if usable.is_none() {
            *held = self.fetch().await;
        }
        held.as_ref().map(|token| token.text.clone())
    }

    /// Has the next call fetch another token, since this one was refused.
    pub async fn forget(&self) {
        self.held.lock().await.take();
    }

    async fn fetch(&self) -> Option<HeldToken> {
        let endpoint = self.server.metadata().await.ok()?.token_endpoint;
        let assertion = self.assertion(&endpoint)?;
        let form = [
            ("grant_type", "client_credentials"),
            ("scope", self.source.scope.as_str()),
            (
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ),
            ("client_assertion", &assertion),
        ];
        let response = self.http.post(endpoint).form(&form).send().await.ok()?;
        if response.status() != StatusCode::OK {
            return None;
        }
        self.read(&read_limited(response).await?)
    }

    fn read(&self, body: &[u8]) -> Option<HeldToken> {
        let answer = strict_json::parse(body).ok()?;
        let bearer = answer
            .get("token_type")?
            .as_str()?
            .eq_ignore_ascii_case("bearer");
        let lifetime = answer
            .get("expires_in")
            .and_then(Value::as_i64)
            .unwrap_or(0);
        let usable = SignedDuration::from_secs(lifetime).saturating_sub(MARGIN);
        bearer.then_some(HeldToken {
            text: answer.get("access_token")?.as_str()?.to_owned(),
            good_until: later(self.clock.now(), usable),
        })
    }

    fn assertion(&self, endpoint: &Url) -> Option<String> {
        let client = &self.source.client;
        let claims = json!({
            "iss": client.client_id,
            "sub": client.client_id,
            "aud": endpoint,
            "exp": self.clock.unix_now() + ASSERTION_LIFETIME.as_secs(),
            "jti": entropy::identifier(),
        });
        let payload = JwtPayload::from_map(claims.as_object()?.clone()).ok()?;
        let signer = ES256.signer_from_pem(&client.private_key_pem).ok()?;
        let mut header = JwsHeader::new();
        header.set_token_type("JWT");
        header.set_algorithm(signer.algorithm().name());
        jwt::encode_with_signer(&payload, &header, &signer).ok()
    }
}

/// What tells sources apart: issuer, client and scope.
type Name = (Url, String, String);

/// The tokens of every source that a party uses, each held once.
#[derive(Debug)]
pub struct Outbound {
    http: reqwest::Client,
    clock: Clock,
    faults: Option<MetadataFaults>,
    sources: Mutex<HashMap<Name, Arc<Tokens>>>,
}

impl Outbound {
    /// No tokens yet.
    pub fn new(http: reqwest::Client, clock: Clock) -> Self {
        Self {
            http,
            clock,
            faults: None,
            sources: Mutex::default(),
        }
    }

    /// The same, of servers whose metadata are believed as faults have it.
    #[must_use]
    pub fn believed_with(self, faults: MetadataFaults) -> Self {
        Self {
            faults: Some(faults),
            ..self
        }
    }

    /// The tokens of a source. What was held while its client had another key is held no longer.
    pub async fn tokens(&self, source: &TokenSource) -> Arc<Tokens> {
        let client = &source.client;
        let name = (
            source.issuer.clone(),
            client.client_id.clone(),
            source.scope.clone(),
        );
        let mut sources = self.sources.lock().await;
        let held = sources.get(&name).filter(|held| held.source == *source);
        if let Some(held) = held {
            return Arc::clone(held);
        }
        let (http, clock) = (self.http.clone(), self.clock.clone());
        let fresh = Tokens::of(source.clone(), http, clock);
        let fresh = Arc::new(match &self.faults {
            Some(faults) => fresh.believed_with(faults.clone()),
            None => fresh,
        });
        sources.insert(name, Arc::clone(&fresh));
        fresh
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use mock_kit::tls::http_client;

    use super::*;
    use crate::settings::OutboundClient;

    #[tokio::test]
    async fn tokens_are_held_until_their_source_changes() {
        let outbound = Outbound::new(http_client(&[]).unwrap(), Clock::system());
        let mut source = TokenSource {
            issuer: Url::parse("https://login.example/").unwrap(),
            scope: "one".to_owned(),
            client: OutboundClient {
                client_id: "das".to_owned(),
                private_key_pem: "a key".to_owned(),
            },
        };
        let first = outbound.tokens(&source).await;
        assert!(Arc::ptr_eq(&first, &outbound.tokens(&source).await));
        source.client.private_key_pem = "another key".to_owned();
        let second = outbound.tokens(&source).await;
        assert!(!Arc::ptr_eq(&first, &second));
        source.scope = "two".to_owned();
        let third = outbound.tokens(&source).await;
        assert!(!Arc::ptr_eq(&second, &third));
        assert!(Arc::ptr_eq(&third, &outbound.tokens(&source).await));
        source.scope = "one".to_owned();
        assert!(Arc::ptr_eq(&second, &outbound.tokens(&source).await));
    }
}
