//! Why messages are refused, and the one place where that becomes an HTTP answer (RFC 6750, 3).

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::header::WWW_AUTHENTICATE;
use http::{HeaderValue, StatusCode};
use serde_json::json;

/// Why a message was refused. The text is for the operator; the wire says less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is no DAT.
    #[error("a DAT is needed")]
    NoDat,
    /// The DAT is not good.
    #[error("the DAT is not good: {0}")]
    InvalidDat(&'static str),
    /// The DAT is another's: the peer does not show a certificate that it lists.
    #[error("the DAT is that of somebody else: {0}")]
    FalseIdentity(&'static str),
    /// The keys of the DAPS cannot be had.
    #[error("the keys of the DAPS cannot be had")]
    NoKeys,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        if self == Self::NoKeys {
            return StatusCode::BAD_GATEWAY.into_response();
        }
        let body = Json(json!({ "error": "invalid_token" }));
        let mut response = (StatusCode::UNAUTHORIZED, body).into_response();
        let challenge = HeaderValue::from_static("Bearer error=\"invalid_token\"");
        response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
        response
    }
}
