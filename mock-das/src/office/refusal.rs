//! How the office refuses: as every peer, unless a fault changes the answer.

use axum::Json;
use axum::body::Body;
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use http::header::WWW_AUTHENTICATE;
use serde_json::json;

use super::faults::{errors, token as faulty};
use super::service::Service;
use crate::das_error::DasError;
use crate::peer::refusal;

/// Gives a refusal its body and header fields.
pub fn rendered(service: &Service, response: Response) -> Response {
    let error = response.extensions().get::<DasError>().cloned();
    let mut response = refusal::rendered(response, service.doorkeeper.scope());
    if let Some(error) = error {
        spoil(service, &error, &mut response);
    }
    response
}

/// What faults make of a refusal; nothing on the honest path.
fn spoil(service: &Service, error: &DasError, response: &mut Response) {
    if service.faults.commits(&faulty::OMITS_THE_CHALLENGE) {
        response.headers_mut().remove(WWW_AUTHENTICATE);
    }
    let invalid = matches!(error, DasError::InvalidToken(_));
    if invalid
        && service
            .faults
            .commits(&faulty::ANSWERS_INVALID_TOKENS_WITH_400)
    {
        *response.status_mut() = StatusCode::BAD_REQUEST;
    }
    let missing = matches!(error, DasError::InsufficientScope);
    if missing
        && service
            .faults
            .commits(&faulty::ANSWERS_MISSING_SCOPE_WITH_400)
    {
        *response.status_mut() = StatusCode::BAD_REQUEST;
    }
    if service.faults.commits(&errors::OMITS_ERROR_DETAILS) {
        replace_body(response);
    }
}

fn replace_body(response: &mut Response) {
    let plain = Json(json!({ "message": "the request cannot be served" })).into_response();
    let (head, body) = plain.into_parts();
    *response.body_mut() = Body::new(body);
    response.headers_mut().extend(head.headers);
}
