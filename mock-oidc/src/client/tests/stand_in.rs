//! An authorization server and a resource that are just large enough, and do as they are told.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use http::StatusCode;
use http::request::Parts;
use josekit::jwk::Jwk;
use mock_kit::tls::{ClientCertificate, Manners, TestAuthority};
use mock_kit::{Bound, Clock, FaultPlan, Journal, ListenerSettings, Listening, Service, entropy};
use serde_json::{Value, json};
use url::Url;

use super::bench::CLIENT;
use super::sealing::{self, SealKeys, encrypted, half_hash};
use super::situation::{SILVER, Seal, Situation, bent};
use crate::settings::ResponseOption;

type Parameters = HashMap<String, String>;

/// What the two have seen.
#[derive(Default)]
struct Seen {
    pushed: HashMap<String, Parameters>,
    codes: HashMap<String, Value>,
    refusals: Vec<u16>,
    key_fetches: usize,
    certificates: Vec<(String, Option<ClientCertificate>)>,
}

struct Inner {
    issuer: String,
    situation: Situation,
    keys: SealKeys,
    encryption: Option<Jwk>,
    clock: Clock,
    seen: Mutex<Seen>,
}

type Shared = Arc<Inner>;

/// The running pair.
pub struct StandIn {
    pub issuer: Url,
    pub resource: Url,
    pub journal: Journal,
    inner: Shared,
    _listening: Listening,
}

impl StandIn {
    pub async fn spawn(
        authority: &TestAuthority,
        clock: &Clock,
        situation: Situation,
        encryption: Option<Jwk>,
    ) -> Self {
        let asking = Manners {
            asks_for_certificates: true,
            ..Manners::default()
        };
        let identity = authority.identity_for(&["localhost"]).unwrap();
        let identity = identity.in_manner(asking).unwrap();
        let bound = Bound::bind(&ListenerSettings::ephemeral(Some(identity)))
            .await
            .unwrap();
        let issuer = bound.base().join("as").unwrap();
        let resource = bound.base().join("api").unwrap();
        let journal = Journal::new();
        let inner = Arc::new(Inner {
            issuer: issuer.to_string(),
            keys: SealKeys::new(),
            encryption,
            clock: clock.clone(),
            seen: Mutex::new(Seen {
                refusals: situation.refusals.clone(),
                ..Seen::default()
            }),
            situation,
        });
        let listening = bound.serve(Service {
            party: "stand-in",
            router: router(Arc::clone(&inner)),
            journal: journal.clone(),
            clock: clock.clone(),
            faults: FaultPlan::default(),
        });
        Self {
            issuer,
            resource,
            journal,
            inner,
            _listening: listening.unwrap(),
        }
    }

    /// The parameters of the request that this address stands for.
    pub fn understood(&self, authorization: &Url) -> Value {
        let mut parameters: Parameters = authorization.query_pairs().into_owned().collect();
        if let Some(reference) = parameters.get("request_uri") {
            parameters = self.inner.seen.lock().unwrap().pushed[reference].clone();
        }
        match parameters.get("request") {
            Some(object) => sealing::claims(object),
            None => json!(parameters),
        }
    }

    /// What the browser is to bring to the client.
    pub fn respond(&self, authorization: &Url) -> Vec<(String, String)> {
        let asked = self.understood(authorization);
        let code = entropy::identifier();
        let mut answer = json!({ "code": code, "state": asked["state"] });
        if self.inner.situation.response == ResponseOption::CodeIdToken {
            answer["id_token"] = json!(self.inner.first_id_token(&asked, &code));
        }
        self.inner.seen.lock().unwrap().codes.insert(code, asked);
        self.inner.wrapped(&answer)
    }

    /// The certificates shown at paths with that end.
    pub fn certificates(&self, end: &str) -> Vec<Option<ClientCertificate>> {
        let seen = self.inner.seen.lock().unwrap();
        let there = seen
            .certificates
            .iter()
            .filter(|(path, _)| path.ends_with(end));
        there.map(|(_, certificate)| certificate.clone()).collect()
    }

    /// Answers with these statuses before it answers with accounts.
    pub fn refuse(&self, statuses: &[u16]) {
        self.inner.seen.lock().unwrap().refusals = statuses.to_vec();
    }
}

impl Inner {
    fn id_token(&self, seal: Seal, asked: &Value, own: &Value, patch: &Value) -> String {
        let now = self.clock.unix_now();
        let usual = json!({
            "iss": self.issuer, "sub": "alice", "aud": CLIENT, "exp": now + 300, "iat": now,
            "auth_time": now - 60, "acr": SILVER, "nonce": asked["nonce"],
        });
        let claims = bent(bent(bent(usual, own), &self.situation.id_tokens), patch);
        let signed = self.keys.sign(seal, &self.issuer, &claims);
        match (self.situation.encrypted, &self.encryption) {
            (Some(cipher), Some(key)) => encrypted(&signed, cipher, key),
            _ => signed,
        }
    }

    fn first_id_token(&self, asked: &Value, code: &str) -> String {
        let seal = self.situation.seal;
        let state = asked["state"].as_str().unwrap_or_default();
        let own = json!({ "c_hash": half_hash(code, seal), "s_hash": half_hash(state, seal) });
        let mut patch = self.situation.first_id_token.clone();
        if patch["s_hash"] == "in other letters" {
            patch["s_hash"] = json!(swapped(&half_hash(state, seal)));
        }
        self.id_token(seal, asked, &own, &patch)
    }

    fn wrapped(&self, answer: &Value) -> Vec<(String, String)> {
        let within_jwt = self.situation.response == ResponseOption::CodeJwt;
        let usual = if within_jwt {
            json!({ "iss": self.issuer, "aud": CLIENT, "exp": self.clock.unix_now() + 300 })
        } else {
            json!({})
        };
        let bare = self.situation.parameters["bare"] == true;
        let answer = bent(bent(usual, answer), &self.situation.parameters);
        if within_jwt && !bare {
            let response = self.keys.sign(self.situation.seal, &self.issuer, &answer);
            return vec![("response".to_owned(), response)];
        }
        let texts = answer.as_object().unwrap().iter();
        texts
            .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
            .collect()
    }

    fn note(&self, request: &Parts) {
        let certificate = request.extensions.get::<ClientCertificate>().cloned();
        let path = request.uri.path().to_owned();
        self.seen
            .lock()
            .unwrap()
            .certificates
            .push((path, certificate));
    }
}

fn router(shared: Shared) -> Router {
    Router::new()
        .route("/as/.well-known/openid-configuration", get(discovery))
        .route("/as/connect/jwk_uri", get(keys))
        .route("/as/hidden", get(hidden))
        .route("/as/par", post(push))
        .route("/as/access_token", post(token))
        .route("/api/accounts", get(accounts))
        .with_state(shared)
}

async fn discovery(State(shared): State<Shared>) -> Json<Value> {
    let issuer = &shared.issuer;
    let usual = json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/access_token"),
        "jwks_uri": format!("{issuer}/connect/jwk_uri"),
        "pushed_authorization_request_endpoint": format!("{issuer}/par"),
        "what_nobody_knows": true,
    });
    let mut metadata = bent(usual, &shared.situation.metadata);
    if metadata["aliased"] == true {
        alias(&mut metadata);
    }
    Json(metadata)
}

/// Moves what needs a certificate to where callers with certificates look (RFC 8705, 5).
fn alias(metadata: &mut Value) {
    for name in ["token_endpoint", "pushed_authorization_request_endpoint"] {
        metadata["mtls_endpoint_aliases"][name] = metadata[name].take();
        metadata[name] = json!("https://localhost/without-certificates");
    }
}

async fn keys(State(shared): State<Shared>) -> Json<Value> {
    let mut seen = shared.seen.lock().unwrap();
    seen.key_fetches += 1;
    let again = seen.key_fetches > 1;
    Json(
        shared
            .keys
            .published(shared.situation.two_keys_of_a_name, again),
    )
}

async fn hidden(State(shared): State<Shared>) -> Json<Value> {
    Json(shared.keys.hidden())
}

async fn push(
    State(shared): State<Shared>,
    request: Parts,
    Form(form): Form<Parameters>,
) -> Response {
    shared.note(&request);
    let reference = format!(
        "urn:ietf:params:oauth:request_uri:{}",
        entropy::identifier()
    );
    let answer = json!({ "request_uri": reference, "expires_in": 60 });
    shared.seen.lock().unwrap().pushed.insert(reference, form);
    (StatusCode::CREATED, Json(answer)).into_response()
}

async fn token(
    State(shared): State<Shared>,
    request: Parts,
    Form(form): Form<Parameters>,
) -> Json<Value> {
    shared.note(&request);
    let access_token = entropy::identifier();
    let asked = form
        .get("code")
        .map(|code| shared.seen.lock().unwrap().codes[code].clone());
    let mut answer = json!({
        "access_token": access_token, "token_type": "Bearer", "expires_in": 300,
        "scope": "openid accounts", "refresh_token": entropy::identifier(),
    });
    if let Some(asked) = asked {
        let situation = &shared.situation;
        let seal = situation.last_seal.unwrap_or(situation.seal);
        let own = json!({ "at_hash": half_hash(&access_token, seal) });
        let id_token = shared.id_token(seal, &asked, &own, &situation.last_id_token);
        answer["id_token"] = json!(id_token);
    }
    Json(bent(answer, &shared.situation.tokens))
}

async fn accounts(State(shared): State<Shared>, request: Parts) -> Response {
    shared.note(&request);
    let mut seen = shared.seen.lock().unwrap();
    if seen.refusals.is_empty() {
        return Json(json!({ "accounts": [{ "accountId": "1" }, { "accountId": "2" }] }))
            .into_response();
    }
    StatusCode::from_u16(seen.refusals.remove(0))
        .unwrap()
        .into_response()
}

/// The same letters, the small ones large and the large ones small.
fn swapped(text: &str) -> String {
    let letters = text.chars();
    letters
        .map(|letter| {
            if letter.is_lowercase() {
                letter.to_ascii_uppercase()
            } else {
                letter.to_ascii_lowercase()
            }
        })
        .collect()
}
