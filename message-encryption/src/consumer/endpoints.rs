//! The routes of a consumer.

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use http::StatusCode;
use josekit::jwk::Jwk;
use serde_json::{Value, json};

use super::party::{Consumer, Shared};
use crate::faults::consumer::publication::{
    PUBLISHES_NO_CERTIFICATES, PUBLISHES_ONE_KEY_FOR_BOTH_USES, PUBLISHES_PRIVATE_KEYS,
    PUBLISHES_SHORT_KEYS,
};
use crate::own_key::{OwnKey, Purpose};
use crate::publication::Publication;
use crate::refusal::Refusal;

/// Bits of an RSA key that nobody should use.
const SHORT_BITS: u32 = 1024;

const PUBLICATION: Publication = Publication {
    one_key_for_both_uses: &PUBLISHES_ONE_KEY_FOR_BOTH_USES,
    no_certificates: &PUBLISHES_NO_CERTIFICATES,
    private_keys: &PUBLISHES_PRIVATE_KEYS,
    other_use: "sig",
};

/// Every operation of `consumer`.
pub(super) fn routes(consumer: Shared) -> Router {
    Router::new()
        .route("/keys.jwks", get(keys))
        .route("/messages", post(take))
        .with_state(consumer)
}

async fn keys(State(consumer): State<Shared>) -> Response {
    match consumer.published() {
        Ok(keys) => Json(json!({ "keys": keys })).into_response(),
        Err(refusal) => refused(&refusal),
    }
}

async fn take(State(consumer): State<Shared>, body: String) -> Response {
    let outcome = consumer.take(body.trim_end_matches(['\r', '\n'])).await;
    let mut state = consumer.state();
    match outcome {
        Ok(()) => {
            state.accepted += 1;
            Json(json!({ "status": "accepted" })).into_response()
        }
        Err(refusal) => {
            state.refused += 1;
            refused(&refusal)
        }
    }
}

fn refused(refusal: &Refusal) -> Response {
    let status = match refusal {
        Refusal::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::BAD_REQUEST,
    };
    let body = json!({ "error": refusal.code(), "error_description": refusal.to_string() });
    (status, Json(body)).into_response()
}

impl Consumer {
    fn published(&self) -> Result<Vec<Value>, Refusal> {
        let mut keys = self.keys()?;
        if self.faults.commits(&PUBLISHES_SHORT_KEYS) {
            let short = Jwk::generate_rsa_key(SHORT_BITS);
            let short = short.map_err(|_| Refusal::Internal("keys"))?;
            keys.push(OwnKey::of("short", short, Purpose::Encryption));
        }
        Ok(PUBLICATION.of(&keys, &self.faults))
    }
}
