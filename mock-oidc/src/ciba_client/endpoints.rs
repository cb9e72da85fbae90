//! The routes, and what the operator of the client sees.

use std::future::pending;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use http::StatusCode;
use mock_kit::CallerPresence;
use serde_json::json;

use super::client::Shared;
use super::flow::{DONE, Flow};
use super::flows::Progress;
use super::notification;
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
    let Some(flow) = Flow::begin(&client) else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let answer = json_body(&json!({ "flow": flow.number }));
    tokio::spawn(flow.end(pending()));
    answer
}

/// Answers when it is over: with 200 where the client has its tokens. Whoever hangs up ends it, which shows once the request has been read.
async fn authenticate(
    State(client): State<Shared>,
    Extension(caller): Extension<CallerPresence>,
    _body: Bytes,
) -> Response {
    let Some(flow) = Flow::begin(&client) else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let number = flow.number;
    flow.end(caller.end()).await;
    let outcome = shown(&client, number).and_then(|flow| flow.outcome);
    let outcome = outcome.unwrap_or_default();
    if outcome == DONE {
        return outcome.into_response();
    }
    (StatusCode::BAD_GATEWAY, outcome).into_response()
}

async fn show(State(client): State<Shared>, Path(number): Path<usize>) -> Response {
    match shown(&client, number) {
        Some(progress) => json_body(&json!(progress)),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn shown(client: &Shared, number: usize) -> Option<Progress> {
    client.flows().known().get(&number).cloned()
}
