//! The routes, and what the operator of the client sees.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use http::StatusCode;
use serde_json::json;

use super::client::Shared;
use super::{flow, notification};
use crate::oauth_error::json_body;

/// Every operation of `client`.
pub fn routes(client: Shared) -> Router {
    Router::new()
        .route("/start", post(start))
        .route("/flows/{number}", get(show))
        .route("/notifications", post(notification::receive))
        .with_state(client)
}

async fn start(State(client): State<Shared>) -> Response {
    json_body(&json!({ "flow": flow::begin(&client) }))
}

async fn show(State(client): State<Shared>, Path(number): Path<usize>) -> Response {
    let progress = client.flows().get(number).cloned();
    match progress {
        Some(progress) => json_body(&json!(progress)),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
