//! Why requests are refused, and the one place where that becomes an HTTP answer (RFC 6750, 3 and 3.1).

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderValue, StatusCode};
use mock_kit::FaultPlan;
use serde_json::{Value, json};

use super::faults::refusal as faulty;
use super::introspection::IntrospectionError;

/// After how many seconds a caller may try again where the authorization server does not answer.
const RETRY_SECONDS: u16 = 60;

/// Why a request was refused. The text is for the operator; the wire says less.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Refusal {
    /// There is no access token in the `Authorization` header.
    #[error("an access token is needed")]
    NoToken,
    /// There is more than one access token (RFC 6750, 2).
    #[error("one access token is enough")]
    SeveralTokens,
    /// The access token is malformed, expired, revoked, unknown or bound to another certificate.
    #[error("the access token is not good: {0}")]
    InvalidToken(&'static str),
    /// The access token is good, but not for this.
    #[error("the access token does not reach so far: {why}")]
    InsufficientScope {
        /// The scope that is needed.
        scope: String,
        /// What is missing.
        why: &'static str,
    },
    /// Nothing is here for this caller, whether it exists or not.
    #[error("there is no such resource")]
    NoSuchResource,
    /// The resource knows other methods.
    #[error("the method is not allowed here")]
    MethodNotAllowed,
    /// The body is not said to be JSON.
    #[error("the body should be application/json")]
    NotJson,
    /// The body is longer than any order.
    #[error("the body is too long")]
    TooLong,
    /// The request is not one that can be carried out.
    #[error("{0}")]
    BadRequest(&'static str),
    /// The caller accepts no JSON; an honest resource does not ask.
    #[error("the answer would be application/json")]
    NotAcceptable,
    /// Nobody can say what the token is worth.
    #[error("failed to {0}")]
    Unavailable(#[from] IntrospectionError),
}

impl Refusal {
    fn status(&self) -> StatusCode {
        match self {
            Self::NoToken | Self::InvalidToken(_) => StatusCode::UNAUTHORIZED,
            Self::SeveralTokens | Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::InsufficientScope { .. } => StatusCode::FORBIDDEN,
            Self::NoSuchResource => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotJson => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLong => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The error code of RFC 6750, 3.1, where it has one. Without a token there is none.
    fn code(&self) -> Option<&'static str> {
        match self {
            Self::InvalidToken(_) => Some("invalid_token"),
            Self::InsufficientScope { .. } => Some("insufficient_scope"),
            Self::SeveralTokens | Self::BadRequest(_) => Some("invalid_request"),
            _ => None,
        }
    }

    /// What the caller is told: nothing that would tell one bad token from another.
    fn description(&self) -> String {
        match self {
            Self::InvalidToken(_) => "the access token is not good".to_owned(),
            Self::InsufficientScope { .. } => "the access token does not reach so far".to_owned(),
            Self::Unavailable(_) => "access tokens cannot be judged at present".to_owned(),
            other => other.to_string(),
        }
    }

    fn answered_status(&self, faults: &FaultPlan) -> StatusCode {
        let bent = match self {
            Self::InvalidToken(_) => &faulty::ANSWERS_INVALID_TOKENS_WITH_400,
            Self::InsufficientScope { .. } => &faulty::ANSWERS_MISSING_SCOPE_WITH_400,
            _ => return self.status(),
        };
        if faults.commits(bent) {
            return StatusCode::BAD_REQUEST;
        }
        self.status()
    }

    /// RFC 6750, 3: what a refused caller would have to present.
    fn challenge(&self, faults: &FaultPlan) -> Option<HeaderValue> {
        if !self.concerns_the_token() || faults.commits(&faulty::OMITS_THE_CHALLENGE) {
            return None;
        }
        let mut attributes = vec!["realm=\"customer accounts\"".to_owned()];
        if let Some(code) = self.challenging_code(faults) {
            attributes.push(format!("error=\"{code}\""));
        }
        if let Self::InsufficientScope { scope, .. } = self {
            attributes.push(format!("scope=\"{scope}\""));
        }
        HeaderValue::from_str(&format!("Bearer {}", attributes.join(", "))).ok()
    }

    fn concerns_the_token(&self) -> bool {
        matches!(
            self,
            Self::NoToken
                | Self::SeveralTokens
                | Self::InvalidToken(_)
                | Self::InsufficientScope { .. }
        )
    }

    fn challenging_code(&self, faults: &FaultPlan) -> Option<&'static str> {
        if faults.commits(&faulty::WITHHOLDS_ERROR_CODES) {
            return None;
        }
        let unasked =
            matches!(self, Self::NoToken) && faults.commits(&faulty::NAMES_AN_ERROR_WITHOUT_TOKEN);
        self.code().or(unasked.then_some("invalid_token"))
    }

    fn body(&self) -> Value {
        let mut body = json!({ "error_description": self.description() });
        if let Some(code) = self.code() {
            body["error"] = json!(code);
        }
        body
    }
}

/// The refusal travels as an extension of an empty answer; [`rendered`] gives it its body, which depends on the faults.
impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Gives a refusal its body and header fields. What is no refusal stays as it is.
pub fn rendered(answer: Response, faults: &FaultPlan) -> Response {
    let Some(refusal) = answer.extensions().get::<Refusal>().cloned() else {
        return answer;
    };
    let (mut head, _) = answer.into_parts();
    head.status = refusal.answered_status(faults);
    head.headers.remove(CONTENT_LENGTH);
    head.headers
        .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Some(challenge) = refusal.challenge(faults) {
        head.headers.insert(WWW_AUTHENTICATE, challenge);
    }
    if matches!(refusal, Refusal::Unavailable(_)) {
        head.headers
            .insert(RETRY_AFTER, HeaderValue::from(RETRY_SECONDS));
    }
    let body = Json(refusal.body()).into_response().into_body();
    Response::from_parts(head, body)
}
