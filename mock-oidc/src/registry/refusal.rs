//! Why a registry does not answer (RFC 6750, 3; FDX API Security Profile, 2C, registry APIs).

use axum::response::{IntoResponse, Response};
use http::header::WWW_AUTHENTICATE;
use http::{HeaderValue, StatusCode};

/// Why a request was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The caller is not known.
    UnknownCaller,
    /// No recipient has this id.
    UnknownRecipient,
    /// The page asked for makes no sense.
    NoPage,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::UnknownCaller => {
                let challenge = HeaderValue::from_static(r#"Bearer error="invalid_token""#);
                (StatusCode::UNAUTHORIZED, [(WWW_AUTHENTICATE, challenge)]).into_response()
            }
            Self::UnknownRecipient => StatusCode::NOT_FOUND.into_response(),
            Self::NoPage => StatusCode::BAD_REQUEST.into_response(),
        }
    }
}
