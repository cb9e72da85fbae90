//! An authorization server that is just large enough: discovery, and introspection for one client.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use http::StatusCode;
use josekit::jwk::Jwk;
use josekit::jws::ES256;
use josekit::jwt::{self, JwtPayload};
use mock_kit::tls::TestAuthority;
use mock_kit::{Bound, Clock, FaultPlan, Journal, ListenerSettings, Listening, Service};
use serde_json::{Value, json};
use url::Url;

use super::bench::RESOURCE;

/// What the server knows, and what it says instead where a test wants that.
#[derive(Default)]
struct Known {
    issuer: String,
    tokens: HashMap<String, Value>,
    metadata: Option<Value>,
    answer: Option<(StatusCode, String)>,
}

#[derive(Clone)]
struct Shared {
    key: Jwk,
    known: Arc<Mutex<Known>>,
}

/// The running server.
pub struct StandIn {
    pub issuer: Url,
    pub journal: Journal,
    known: Arc<Mutex<Known>>,
    _listening: Listening,
}

impl StandIn {
    /// One that knows the client by its public key.
    pub async fn spawn(authority: &TestAuthority, clock: &Clock, key: Jwk) -> Self {
        let identity = authority.identity_for(&["localhost"]).unwrap();
        let listener = ListenerSettings::ephemeral(Some(identity));
        let bound = Bound::bind(&listener).await.unwrap();
        let issuer = bound.base().join("as").unwrap();
        let (known, journal) = (Arc::new(Mutex::new(Known::default())), Journal::new());
        known.lock().unwrap().issuer = issuer.to_string();
        let listening = bound.serve(Service {
            party: "stand-in",
            router: router(Shared {
                key,
                known: Arc::clone(&known),
            }),
            journal: journal.clone(),
            clock: clock.clone(),
            faults: FaultPlan::default(),
        });
        Self {
            issuer,
            journal,
            known,
            _listening: listening.unwrap(),
        }
    }

    /// Says this of a token from now on.
    pub fn know(&self, token: &str, facts: Value) {
        let mut known = self.known.lock().unwrap();
        known.tokens.insert(token.to_owned(), facts);
    }

    /// Forgets a token, as revocation does.
    pub fn revoke(&self, token: &str) {
        self.known.lock().unwrap().tokens.remove(token);
    }

    /// Publishes these metadata from now on.
    pub fn publish(&self, metadata: Value) {
        self.known.lock().unwrap().metadata = Some(metadata);
    }

    /// Answers every question so from now on.
    pub fn answer(&self, status: u16, body: &str) {
        let status = StatusCode::from_u16(status).unwrap();
        self.known.lock().unwrap().answer = Some((status, body.to_owned()));
    }
}

fn router(shared: Shared) -> Router {
    Router::new()
        .route("/as/.well-known/openid-configuration", get(discovery))
        .route("/as/introspect", post(introspection))
        .with_state(shared)
}

async fn discovery(State(shared): State<Shared>) -> Json<Value> {
    let known = shared.known.lock().unwrap();
    let issuer = &known.issuer;
    let own = json!({ "issuer": issuer, "introspection_endpoint": format!("{issuer}/introspect") });
    Json(known.metadata.clone().unwrap_or(own))
}

async fn introspection(
    State(shared): State<Shared>,
    Form(form): Form<HashMap<String, String>>,
) -> Response {
    let known = shared.known.lock().unwrap();
    if let Some(answer) = known.answer.clone() {
        return answer.into_response();
    }
    let claims = verified(&shared.key, &form["client_assertion"]);
    if !claims.is_some_and(|claims| authenticates(&claims, &known.issuer)) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let facts = known.tokens.get(&form["token"]).cloned();
    Json(facts.unwrap_or_else(|| json!({ "active": false }))).into_response()
}

fn verified(key: &Jwk, assertion: &str) -> Option<JwtPayload> {
    let verifier = ES256.verifier_from_jwk(key).ok()?;
    let (claims, _) = jwt::decode_with_verifier(assertion, &verifier).ok()?;
    Some(claims)
}

fn authenticates(claims: &JwtPayload, issuer: &str) -> bool {
    claims.issuer() == Some(RESOURCE)
        && claims.subject() == Some(RESOURCE)
        && claims.audience() == Some(vec![issuer])
        && claims.expires_at().is_some()
        && claims.jwt_id().is_some()
}
