//! How a peer refuses: the error body of DAS, and the challenge of RFC 6750.

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use http::header::{CONTENT_LENGTH, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderValue, StatusCode};
use serde_json::Value;

use crate::das_error::{DasError, Reason, error_body};

/// After how many seconds a caller may try again where the service is unavailable.
pub const RETRY_SECONDS: u16 = 60;

/// Gives a refusal that an operation of a peer came to its body and header fields; `scope` is the one that tokens must cover.
///
/// What is no refusal stays as it is. The values that would have been right are never disclosed.
pub fn rendered(mut response: Response, scope: &str) -> Response {
    match response.extensions_mut().remove::<DasError>() {
        Some(error) => answer(&error, scope, &response),
        None => response,
    }
}

fn answer(error: &DasError, scope: &str, plain: &Response) -> Response {
    let status = error.status();
    let mut response = (status, Json(body(error))).into_response();
    let headers = response.headers_mut();
    headers.extend(plain.headers().clone());
    headers.remove(CONTENT_LENGTH);
    let challenge = error.challenge(scope);
    if let Some(challenge) = challenge.and_then(|text| HeaderValue::from_str(&text).ok()) {
        headers.insert(WWW_AUTHENTICATE, challenge);
    }
    if status == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(RETRY_AFTER, HeaderValue::from(RETRY_SECONDS));
    }
    response
}

fn body(error: &DasError) -> Value {
    let details: Vec<Value> = error.reasons().iter().map(not_disclosing).collect();
    error_body(error.status(), error.message().as_deref(), &details)
}

fn not_disclosing(reason: &Reason) -> Value {
    reason.detail(false)
}
