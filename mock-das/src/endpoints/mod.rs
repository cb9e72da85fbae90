//! The operations of the API, one file per resource.

pub mod description;
pub mod download_urls;
pub mod files;
pub mod forbidden_uploads;
mod last_download;
pub mod notifications;
pub mod originals;
pub mod registration_certificates;
pub mod registration_statuses;
pub mod registrations;
pub mod retrievals;
pub mod signed_urls;
pub mod upload_urls;

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use serde_json::Value;

use crate::das_error::DasError;

/// What an operation comes to.
pub type Answer = Result<Response, DasError>;

fn json(status: StatusCode, body: Value) -> Response {
    (status, Json(body)).into_response()
}

fn no_content() -> Response {
    StatusCode::NO_CONTENT.into_response()
}
