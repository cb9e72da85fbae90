//! An authorization server that is just large enough: discovery, keys, and tokens for DAS itself.

use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json, Router};
use base64ct::{Base64UrlUnpadded, Encoding as _};
use josekit::jwk::Jwk;
use josekit::jwk::alg::ec::{EcCurve, EcKeyPair};
use josekit::jws::{ES256, JwsSigner as _};
use mock_kit::tls::TestAuthority;
use mock_kit::{Bound, Clock, FaultPlan, Journal, ListenerSettings, Listening, Service};
use serde_json::{Value, json};
use url::Url;

/// A key of the authority with its id.
#[derive(Clone)]
pub struct SigningKey {
    pair: EcKeyPair,
    pub kid: String,
}

impl SigningKey {
    pub fn generate(kid: &str) -> Self {
        Self {
            pair: EcKeyPair::generate(EcCurve::P256).unwrap(),
            kid: kid.to_owned(),
        }
    }

    pub fn public(&self) -> Value {
        let mut jwk: Jwk = self.pair.to_jwk_public_key();
        jwk.set_key_id(&self.kid);
        jwk.set_algorithm("ES256");
        serde_json::to_value(jwk.as_ref()).unwrap()
    }

    /// A compact token over exactly these texts.
    pub fn sign(&self, header: &str, claims: &str) -> String {
        let encode = |text: &[u8]| Base64UrlUnpadded::encode_string(text);
        let message = format!(
            "{}.{}",
            encode(header.as_bytes()),
            encode(claims.as_bytes())
        );
        let signer = ES256
            .signer_from_jwk(&self.pair.to_jwk_private_key())
            .unwrap();
        let signature = signer.sign(message.as_bytes()).unwrap();
        format!("{message}.{}", encode(&signature))
    }

    pub fn private_pem(&self) -> String {
        String::from_utf8(self.pair.to_pem_private_key()).unwrap()
    }
}

#[derive(Clone)]
struct Published {
    issuer: String,
    keys: Arc<Mutex<Vec<Value>>>,
    token: Arc<Mutex<String>>,
}

/// The running authority.
pub struct Authority {
    pub issuer: Url,
    pub key: SigningKey,
    pub journal: Journal,
    published: Arc<Mutex<Vec<Value>>>,
    token: Arc<Mutex<String>>,
    _listening: Listening,
}

impl Authority {
    pub async fn spawn(tls: &TestAuthority, clock: &Clock) -> Self {
        let identity = tls.identity_for(&["localhost"]).unwrap();
        let bound = Bound::bind(&ListenerSettings::ephemeral(Some(identity)))
            .await
            .unwrap();
        let issuer = bound.base().join("am/oauth2").unwrap();
        let key = SigningKey::generate("first");
        let published = Arc::new(Mutex::new(vec![key.public()]));
        let journal = Journal::new();
        let token = Arc::new(Mutex::new("token-of-das".to_owned()));
        let state = Published {
            issuer: issuer.to_string(),
            keys: Arc::clone(&published),
            token: Arc::clone(&token),
        };
        let listening = bound.serve(Service {
            party: "authority",
            router: router(state),
            journal: journal.clone(),
            clock: clock.clone(),
            faults: FaultPlan::default(),
        });
        Self {
            issuer,
            key,
            journal,
            published,
            token,
            _listening: listening.unwrap(),
        }
    }

    /// Answers every token request with this token from now on.
    pub fn hand_out(&self, token: String) {
        *self.token.lock().unwrap() = token;
    }

    /// Signs with another key from now on, and publishes only that one.
    pub fn rotate(&mut self) {
        self.key = SigningKey::generate("second");
        *self.published.lock().unwrap() = vec![self.key.public()];
    }
}

fn router(state: Published) -> Router {
    Router::new()
        .route(
            "/am/oauth2/.well-known/openid-configuration",
            get(discovery),
        )
        .route("/am/oauth2/connect/jwk_uri", get(keys))
        .route("/am/oauth2/access_token", post(token))
        .with_state(state)
}

async fn discovery(State(state): State<Published>) -> Json<Value> {
    Json(json!({
        "issuer": state.issuer,
        "token_endpoint": format!("{}/access_token", state.issuer),
        "jwks_uri": format!("{}/connect/jwk_uri", state.issuer),
    }))
}

async fn keys(State(state): State<Published>) -> Json<Value> {
    Json(json!({ "keys": *state.keys.lock().unwrap() }))
}

async fn token(State(state): State<Published>) -> Json<Value> {
    let token = state.token.lock().unwrap().clone();
    Json(json!({ "access_token": token, "token_type": "Bearer", "expires_in": 3599 }))
}
