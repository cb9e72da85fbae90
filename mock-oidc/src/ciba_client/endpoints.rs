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
        .route("/authenticate", post(authenticate))
        .route("/flows/{number}", get(show))
        .route("/notifications", post(notification::receive))
        .with_state(client)
}

async fn start(State(client): State<Shared>) -> Response {
    let (flow, _) = flow::begin(&client);
    json_body(&json!({ "flow": flow }))
}

/// Answers when it is over: with 200 where the client has its tokens.
async fn authenticate(State(client): State<Shared>) -> Response {
    let (number, running) = flow::begin(&client);
    let has_ended = running.await.is_ok();
    let outcome = client
        .flows()
        .get(number)
        .and_then(|flow| flow.outcome.clone());
    let outcome = outcome.filter(|_| has_ended).unwrap_or_default();
    if outcome == flow::DONE {
        return outcome.into_response();
    }
    (StatusCode::BAD_GATEWAY, outcome).into_response()
}

async fn show(State(client): State<Shared>, Path(number): Path<usize>) -> Response {
    let progress = client.flows().get(number).cloned();
    match progress {
        Some(progress) => json_body(&json!(progress)),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
