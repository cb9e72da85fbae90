//! What makes the connector act on behalf of whoever operates it.

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;

use super::data_connector::Shared;
use super::request;

/// Asks the DAPS for a DAT, and answers when that is over: with 204 where there is one. The DAT itself is nobody else's business.
pub async fn ask(State(connector): State<Shared>) -> Response {
    match request::ask(&connector).await {
        Ok(_) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => (StatusCode::BAD_GATEWAY, format!("failed to {error}")).into_response(),
    }
}
