//! Why DAS refuses, and the only conversion of a refusal to HTTP.
//!
//! [`Reason`] is one entry of the list `details` of an error body, [`DasError`] a whole answer. Codes from -101 downwards are ours and
//! keep clear of the numbers that WIPO uses (-7, -12 and -14 are the published ones).

mod reason;

pub use reason::Reason;

use axum::Json;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_LENGTH, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderValue, StatusCode};
use serde_json::{Value, json};

use crate::checks::guessing::LOCK_PERIOD;
use crate::das::Shared;
use crate::faults::{access_token, availability, errors};

/// A refusal, before it becomes an answer.
#[derive(Clone, Debug)]
pub enum DasError {
    /// An application error with everything that is wrong.
    Refused {
        /// The status of the answer.
        status: StatusCode,
        /// What is wrong, all of it.
        reasons: Vec<Reason>,
    },
    /// The request has no access token (RFC 6750, 3.1: a bare challenge).
    NoToken,
    /// The request has more than one access token (RFC 6750, 2 and 3.1).
    SeveralTokens,
    /// The access token is not valid (RFC 6750, 3.1).
    InvalidToken(&'static str),
    /// The access token does not cover the exchange (RFC 6750, 3.1).
    InsufficientScope,
    /// The client is not on the white list.
    UnlistedClient,
    /// The body is not said to be JSON.
    UnsupportedMediaType,
    /// The body is larger than any request of this API.
    BodyTooLarge,
    /// No operation stands at this path.
    NoSuchOperation,
    /// The operation knows other methods.
    MethodNotAllowed,
    /// Something that DAS depends on does not answer.
    Unavailable(&'static str),
    /// DAS itself failed.
    Internal(String),
}

impl From<Reason> for DasError {
    fn from(reason: Reason) -> Self {
        Self::Refused {
            status: reason.status(),
            reasons: vec![reason],
        }
    }
}

impl DasError {
    /// A refusal for several reasons at once, with the status of the first.
    pub fn all(reasons: Vec<Reason>) -> Self {
        let status = reasons
            .first()
            .map_or(StatusCode::BAD_REQUEST, Reason::status);
        Self::Refused { status, reasons }
    }

    /// The same refusal under another status.
    #[must_use]
    pub fn with_status(self, status: StatusCode) -> Self {
        match self {
            Self::Refused { reasons, .. } => Self::Refused { status, reasons },
            other => other,
        }
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Refused { status, .. } => *status,
            Self::NoToken | Self::InvalidToken(_) => StatusCode::UNAUTHORIZED,
            Self::SeveralTokens => StatusCode::BAD_REQUEST,
            Self::InsufficientScope | Self::UnlistedClient => StatusCode::FORBIDDEN,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NoSuchOperation => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The message for people, where the reasons do not say it.
    pub fn message(&self) -> Option<String> {
        let text = match self {
            Self::Refused { .. } => return None,
            Self::NoToken => "an access token is needed",
            Self::SeveralTokens => "one access token is enough",
            Self::InvalidToken(why) | Self::Unavailable(why) => why,
            Self::InsufficientScope => "the access token does not cover the exchange",
            Self::UnlistedClient => "the client is not on the list of DAS",
            Self::UnsupportedMediaType => "the body should be application/json",
            Self::BodyTooLarge => "the body is too large",
            Self::NoSuchOperation => "there is no such operation",
            Self::MethodNotAllowed => "the operation knows other methods",
            Self::Internal(why) => return Some(why.clone()),
        };
        Some(text.to_owned())
    }

    /// The challenge of RFC 6750, section 3.
    pub fn challenge(&self, scope: &str) -> Option<String> {
        match self {
            Self::NoToken => Some("Bearer realm=\"das-api\"".to_owned()),
            Self::SeveralTokens => Some("Bearer error=\"invalid_request\"".to_owned()),
            Self::InvalidToken(why) => Some(format!(
                "Bearer error=\"invalid_token\", error_description=\"{why}\""
            )),
            Self::InsufficientScope => Some(format!(
                "Bearer error=\"insufficient_scope\", scope=\"{scope}\""
            )),
            _ => None,
        }
    }

    /// What is wrong, where this is an application error.
    pub fn reasons(&self) -> &[Reason] {
        match self {
            Self::Refused { reasons, .. } => reasons,
            _ => &[],
        }
    }
}

/// The word for a status in the member `code`; `INVALID_INPUT_DATA` is the published one.
fn word(status: StatusCode) -> &'static str {
    match status {
        StatusCode::BAD_REQUEST => "INVALID_INPUT_DATA",
        StatusCode::UNAUTHORIZED => "UNAUTHORIZED",
        StatusCode::FORBIDDEN => "FORBIDDEN",
        StatusCode::NOT_FOUND => "NOT_FOUND",
        StatusCode::METHOD_NOT_ALLOWED => "METHOD_NOT_ALLOWED",
        StatusCode::CONFLICT => "CONFLICT",
        StatusCode::GONE => "GONE",
        StatusCode::PAYLOAD_TOO_LARGE => "CONTENT_TOO_LARGE",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "UNSUPPORTED_MEDIA_TYPE",
        StatusCode::TOO_MANY_REQUESTS => "TOO_MANY_REQUESTS",
        StatusCode::SERVICE_UNAVAILABLE => "SERVICE_UNAVAILABLE",
        _ => "INTERNAL_ERROR",
    }
}

/// The error body for these reasons, without the wrapper of the older shape.
pub fn error_body(status: StatusCode, message: Option<&str>, details: &[Value]) -> Value {
    json!({ "code": word(status), "message": message, "details": details })
}

/// The refusal travels as an extension of an empty answer; [`render`] gives it its body, which depends on the variant.
impl IntoResponse for DasError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Middleware: turns a refusal into the answer that the variant in force has for it.
pub async fn render(State(das): State<Shared>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    match response.extensions_mut().remove::<DasError>() {
        Some(error) => answer(&das, &error, &response),
        None => response,
    }
}

fn answer(das: &Shared, error: &DasError, plain: &Response) -> Response {
    let status = answered_status(das, error);
    let mut response = (status, Json(body(das, status, error))).into_response();
    let headers = response.headers_mut();
    headers.extend(plain.headers().clone());
    headers.remove(CONTENT_LENGTH);
    if let Some(challenge) = challenge(das, error) {
        headers.insert(WWW_AUTHENTICATE, challenge);
    }
    match status {
        StatusCode::TOO_MANY_REQUESTS => {
            headers.insert(RETRY_AFTER, HeaderValue::from(LOCK_PERIOD.as_secs()));
        }
        StatusCode::SERVICE_UNAVAILABLE => {
            headers.insert(RETRY_AFTER, HeaderValue::from_static("60"));
        }
        _ => {}
    }
    response
}

fn answered_status(das: &Shared, error: &DasError) -> StatusCode {
    let wrong = match error {
        DasError::InvalidToken(_) => &access_token::ANSWERS_INVALID_TOKENS_WITH_400,
        DasError::InsufficientScope => &access_token::ANSWERS_MISSING_SCOPE_WITH_400,
        other => return other.status(),
    };
    if das.faults.commits(wrong) {
        return StatusCode::BAD_REQUEST;
    }
    error.status()
}

fn challenge(das: &Shared, error: &DasError) -> Option<HeaderValue> {
    if das.faults.commits(&access_token::OMITS_THE_CHALLENGE) {
        return None;
    }
    let text = error.challenge(&das.variant.scope)?;
    HeaderValue::from_str(&text).ok()
}

fn body(das: &Shared, status: StatusCode, error: &DasError) -> Value {
    let disclosing = das.discloses_expected_values();
    let details = error.reasons().iter();
    let details: Vec<_> = details.map(|reason| reason.detail(disclosing)).collect();
    let mut body = error_body(status, error.message().as_deref(), &details);
    if das.faults.commits(&errors::OMITS_ERROR_DETAILS) {
        body = json!({ "message": "the request cannot be served" });
    }
    if das.variant.error_wrapper {
        body = json!({ "error": body });
    }
    body
}

impl crate::das::Das {
    /// Whether errors say what would have been right.
    pub fn discloses_expected_values(&self) -> bool {
        self.variant.discloses_expected_values
            || self
                .faults
                .commits(&availability::DISCLOSES_EXPECTED_VALUES)
    }
}
