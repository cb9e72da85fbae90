//! Why a request about a registration is refused (RFC 6750, 3.1; RFC 7591, 3.2.2; RFC 7592, 2).

use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, StatusCode, header};
use mock_kit::FaultPlan;
use serde_json::json;

use crate::faults::registration_response::{
    MISNAMES_INVALID_METADATA, MISNAMES_INVALID_REDIRECT_URIS, REFUSES_METADATA_WITHOUT_WORDS,
};
use crate::oauth_error::{Refusal, forbid_caching, json_body};
use crate::state::client::RegistrationError;

/// Why a request about a registration is refused. The text is for the operator; the wire says less.
#[derive(Debug, thiserror::Error)]
pub enum Denial {
    /// There is no access token.
    #[error("there is no access token")]
    NoToken,
    /// The access token does not count, or not over this connection (RFC 8705, 3), or not for this registration.
    #[error("the access token does not count here")]
    InvalidToken,
    /// The access token is not one for registering clients.
    #[error("the access token is not for registering clients")]
    InsufficientScope,
    /// Users cannot be sent there.
    #[error("the redirect URIs cannot be registered: {0}")]
    RedirectUris(&'static str),
    /// The metadata cannot be registered.
    #[error("the metadata cannot be registered: {0}")]
    Metadata(&'static str),
    /// The client cannot be registered with these keys or this authentication.
    #[error("the client cannot be registered: {0}")]
    Client(RegistrationError),
    /// The operation is not there.
    #[error("the operation is not there")]
    NoSuchOperation,
    /// The registration is not there.
    #[error("the registration is not there")]
    NoSuchRegistration,
}

impl Denial {
    fn status(&self) -> StatusCode {
        match self {
            Self::NoToken | Self::InvalidToken => StatusCode::UNAUTHORIZED,
            Self::InsufficientScope => StatusCode::FORBIDDEN,
            Self::RedirectUris(_) | Self::Metadata(_) | Self::Client(_) => StatusCode::BAD_REQUEST,
            Self::NoSuchOperation => StatusCode::METHOD_NOT_ALLOWED,
            Self::NoSuchRegistration => StatusCode::NOT_FOUND,
        }
    }

    fn code(&self, faults: &FaultPlan) -> &'static str {
        match self {
            Self::NoToken | Self::InvalidToken => "invalid_token",
            Self::InsufficientScope => "insufficient_scope",
            Self::RedirectUris(_) if faults.commits(&MISNAMES_INVALID_REDIRECT_URIS) => {
                "invalid_uri"
            }
            Self::RedirectUris(_) => "invalid_redirect_uri",
            Self::Metadata(_) | Self::Client(_) if faults.commits(&MISNAMES_INVALID_METADATA) => {
                "bad_metadata"
            }
            Self::Metadata(_) | Self::Client(_) => "invalid_client_metadata",
            Self::NoSuchOperation | Self::NoSuchRegistration => "invalid_request",
        }
    }

    /// A 401 without a token names no error (RFC 6750, 3.1).
    fn challenge(&self) -> Option<HeaderValue> {
        let challenge = match self {
            Self::NoToken => "Bearer",
            Self::InvalidToken => r#"Bearer error="invalid_token""#,
            Self::InsufficientScope => r#"Bearer error="insufficient_scope""#,
            _ => return None,
        };
        Some(HeaderValue::from_static(challenge))
    }

    /// The answer to the caller.
    #[must_use]
    pub fn answer(&self, faults: &FaultPlan) -> Response {
        let mut response = json_body(&json!({ "error": self.code(faults) }));
        if faults.commits(&REFUSES_METADATA_WITHOUT_WORDS) {
            response = self.status().into_response();
        }
        *response.status_mut() = self.status();
        if let Some(challenge) = self.challenge() {
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, challenge);
        }
        forbid_caching(response.headers_mut());
        response
    }
}

impl From<RegistrationError> for Denial {
    fn from(error: RegistrationError) -> Self {
        match error {
            RegistrationError::PlainRedirect(_)
            | RegistrationError::PrivateUseScheme(_)
            | RegistrationError::LoopbackRedirect(_) => {
                Self::RedirectUris("one of them is not over HTTPS")
            }
            error => Self::Client(error),
        }
    }
}

/// A body that breaks off or is too long.
impl From<Refusal> for Denial {
    fn from(_: Refusal) -> Self {
        Self::Metadata("the body did not arrive")
    }
}
