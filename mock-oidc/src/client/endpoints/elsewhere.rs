//! Every other address.

use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use http::request::Parts;

use super::callback;
use crate::client::faults::authorization_response as faulty;
use crate::client::web_client::Shared;

/// FAPI 1.0 Baseline, 5.2.3-4: a response that arrives anywhere but at the redirect URI is none.
pub async fn refuse(
    State(client): State<Shared>,
    RawQuery(query): RawQuery,
    request: Parts,
) -> Response {
    if !client.commits(&faulty::PROCESSES_RESPONSES_ANYWHERE) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let query = query.unwrap_or_default();
    let outcome = callback::receive(&client, &request, query.as_bytes()).await;
    outcome.into_response()
}
