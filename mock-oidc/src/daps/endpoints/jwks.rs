//! The keys that DATs are verified with (IDS-G, header of a DAT, `kid`).

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use serde_json::{Value, json};

use crate::daps::faults::key_set::PUBLISHES_NO_KEYS;
use crate::daps::provisioning::Shared;

/// Answers with every key whose DATs may be about.
pub async fn answer(State(daps): State<Shared>) -> Response {
    if daps.commits(&PUBLISHES_NO_KEYS) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let keys: Vec<Value> = daps
        .state()
        .keys
        .published()
        .map(|key| key.public_jwk())
        .collect();
    Json(json!({ "keys": keys })).into_response()
}
