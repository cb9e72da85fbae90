//! The server's own key set (RFC 7517, 5).

use axum::extract::State;
use axum::response::Response;
use http::{HeaderValue, header};
use mock_kit::FaultPlan;
use serde_json::{Value, json};

use super::Server;
use crate::authorization_server::AuthorizationServer;
use crate::faults::key_set::{PUBLISHES_PRIVATE_KEYS, REPEATS_A_KID};
use crate::oauth_error::json_body;
use crate::state::State as Remembered;
use crate::state::signing_key::SigningKey;

/// For how long verifiers may keep the set: shorter than a key outlives its rotation.
const MAY_BE_KEPT: HeaderValue = HeaderValue::from_static("public, max-age=300");

/// Answers with the keys that verify access tokens, ID tokens and signed responses.
pub async fn answer(State(server): Server) -> Response {
    let mut keys = published(&server.state(), &server.faults);
    if server.faults.commits(&REPEATS_A_KID) {
        keys.extend(namesake(&server).await);
    }
    let mut response = json_body(&json!({ "keys": keys }));
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, MAY_BE_KEPT);
    response
}

fn published(state: &Remembered, faults: &FaultPlan) -> Vec<Value> {
    let half = if faults.commits(&PUBLISHES_PRIVATE_KEYS) {
        SigningKey::private_jwk
    } else {
        SigningKey::public_jwk
    };
    let keys = state.signing_keys.published().chain(&state.identity_keys);
    keys.map(|key| half(key)).collect()
}

/// Another key under the name of the current one.
async fn namesake(server: &AuthorizationServer) -> Option<Value> {
    let other = SigningKey::unpublished(server.variant.access_token_algorithm)
        .await
        .ok()?;
    let mut jwk = other.public_jwk();
    jwk["kid"] = json!(server.state().signing_keys.current().kid);
    Some(jwk)
}
