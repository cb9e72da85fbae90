//! Why requests are refused, and the one place where that becomes an HTTP answer (RFC 6749, 5.2).

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::header::CACHE_CONTROL;
use http::{HeaderValue, StatusCode};
use serde_json::json;

/// Why a request was refused. The text is for the operator; the wire says less.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The endpoint is not reached by this method.
    #[error("the method is not allowed here")]
    MethodNotAllowed,
    /// The body is not a form.
    #[error("the body is not a form")]
    NotAForm,
    /// A parameter is given more than once (RFC 6749, 3.2).
    #[error("the parameter {0} is given more than once")]
    RepeatedParameter(&'static str),
    /// A parameter is missing.
    #[error("the parameter {0} is missing")]
    MissingParameter(&'static str),
    /// The grant is not offered.
    #[error("the grant is not offered")]
    UnsupportedGrant,
    /// The connector did not prove who it is.
    #[error("the connector is not authenticated: {0}")]
    Unauthenticated(&'static str),
    /// No scope is asked for that stands for attributes.
    #[error("the scope stands for no attributes")]
    UnknownScope,
    /// The DAPS cannot sign.
    #[error("the DAT cannot be signed")]
    Unsigned,
}

impl Refusal {
    fn code(&self) -> &'static str {
        match self {
            Self::UnsupportedGrant => "unsupported_grant_type",
            Self::Unauthenticated(_) => "invalid_client",
            Self::UnknownScope => "invalid_scope",
            Self::Unsigned => "server_error",
            _ => "invalid_request",
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Unauthenticated(_) => StatusCode::UNAUTHORIZED,
            Self::Unsigned => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::BAD_REQUEST,
        }
    }
}

/// No failed authentication differs from another.
impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = Json(json!({ "error": self.code() }));
        let mut response = (self.status(), body).into_response();
        let no_store = HeaderValue::from_static("no-store");
        response.headers_mut().insert(CACHE_CONTROL, no_store);
        response
    }
}
