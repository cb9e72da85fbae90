//! The routes, and what the operator of the client sees.

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use http::StatusCode;
use mock_kit::CallerPresence;
use serde_json::json;

use super::client::Shared;
use super::flows::Progress;
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

/// Answers when it is over: with 200 where the client has its tokens. Whoever hangs up ends it.
async fn authenticate(
    State(client): State<Shared>,
    Extension(caller): Extension<CallerPresence>,
) -> Response {
    let (number, mut running) = flow::begin(&client);
    tokio::select! {
        _ = &mut running => {}
        () = caller.end() => running.abort(),
    }
    let outcome = shown(&client, number).and_then(|flow| flow.outcome);
    let outcome = outcome.unwrap_or_default();
    if outcome == flow::DONE {
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
