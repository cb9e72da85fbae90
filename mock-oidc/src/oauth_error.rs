//! Why requests are refused, and the one place where that becomes an HTTP answer (RFC 6749, 5.2).

use axum::response::{Html, IntoResponse as _, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use mock_kit::FaultPlan;
use serde_json::{Value, json};

use crate::authorization::failure::RequestError;
use crate::backchannel::failure::BackchannelError;
use crate::checks::AuthenticationFailure;
use crate::faults::{
    backchannel_request, client_method, code_grant, token_request, token_response,
};
use crate::grants::GrantFailure;
use crate::grants::ciba::PollFailure;
use crate::state::signing_key::KeyError;

/// Why a request was refused. The text is for the operator; the wire says less.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The body is not a form, or too long to be one of ours.
    #[error("the body is not a form of at most 64 KiB")]
    NotAForm,
    /// A parameter is given more than once (RFC 6749, 3.2).
    #[error("the parameter {0:?} is given more than once")]
    RepeatedParameter(String),
    /// A parameter is missing.
    #[error("the parameter {0} is missing")]
    MissingParameter(&'static str),
    /// A parameter is not known; an honest server ignores it.
    #[error("the parameter {0:?} is not known")]
    UnknownParameter(String),
    /// The endpoint is not reached by this method.
    #[error("the method is not allowed here")]
    MethodNotAllowed,
    /// The grant is not offered.
    #[error("the grant type {0:?} is not offered")]
    UnsupportedGrant(String),
    /// More scope is asked for than the client is registered for.
    #[error("scope is asked for that the client is not registered for: {0:?}")]
    ScopeNotGranted(String),
    /// The client did not prove who it is.
    #[error("the client is not authenticated: {0}")]
    Authentication(#[from] AuthenticationFailure),
    /// The token belongs to another client (RFC 7009, 2.1).
    #[error("the token was issued to another client")]
    TokenOfAnother,
    /// The token is not known; an honest server calls it revoked.
    #[error("the token is not known")]
    UnknownToken,
    /// Tokens of this type are not revoked (RFC 7009, 2.2.1).
    #[error("tokens of this type are not revoked")]
    UnsupportedTokenType,
    /// The client shows no certificate to bind tokens to (RFC 8705, 3).
    #[error("the client shows no certificate to bind tokens to")]
    NoCertificate,
    /// The client may not do this.
    #[error("the client may not do this")]
    NotForThisClient,
    /// What was granted cannot be used, or not in this way.
    #[error("the grant is refused: {0}")]
    Grant(#[from] GrantFailure),
    /// An authorization request that is pushed.
    #[error("the authorization request is refused: {0}")]
    Request(#[from] RequestError),
    /// An authentication request over the back channel.
    #[error("the authentication request is refused: {0}")]
    Backchannel(#[from] BackchannelError),
    /// The result of an authentication is not to be had, or not yet.
    #[error("there are no tokens: {0}")]
    Poll(#[from] PollFailure),
    /// The server cannot sign.
    #[error("the token cannot be signed: {0}")]
    Signing(#[from] KeyError),
}

impl Refusal {
    /// The error code of RFC 6749, 5.2.
    fn code(&self) -> &'static str {
        match self {
            Self::UnsupportedGrant(_) => "unsupported_grant_type",
            Self::ScopeNotGranted(_) => "invalid_scope",
            Self::Authentication(_) => "invalid_client",
            Self::TokenOfAnother | Self::Grant(_) => "invalid_grant",
            Self::NotForThisClient => "unauthorized_client",
            Self::UnsupportedTokenType => "unsupported_token_type",
            Self::Request(error) => error.code(),
            Self::Backchannel(error) => error.code(),
            Self::Poll(failure) => failure.code(&FaultPlan::default()),
            Self::Signing(_) => "server_error",
            _ => "invalid_request",
        }
    }

    /// What the caller is told; nothing it sent is repeated, and no failed authentication differs from another.
    fn description(&self) -> &'static str {
        match self {
            Self::NotAForm => "the body is not a form",
            Self::RepeatedParameter(_) => "a parameter is given more than once",
            Self::MissingParameter(_) => "a parameter is missing",
            Self::UnknownParameter(_) => "a parameter is not known",
            Self::MethodNotAllowed => "the method is not allowed here",
            Self::UnsupportedGrant(_) => "the grant is not offered",
            Self::ScopeNotGranted(_) => "the client is not registered for this scope",
            Self::Authentication(_) => "client authentication failed",
            Self::TokenOfAnother => "the token was issued to another client",
            Self::UnknownToken => "the token is not known",
            Self::UnsupportedTokenType => "tokens of this type are not revoked",
            Self::NoCertificate => "a client certificate is needed",
            Self::NotForThisClient => "the client may not do this",
            Self::Grant(_) => "the grant cannot be used, or not in this way",
            Self::Request(error) => error.description(),
            Self::Backchannel(error) => error.description(),
            Self::Poll(_) => "there are no tokens, or not yet",
            Self::Signing(_) => "the token cannot be signed",
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Authentication(_) => StatusCode::UNAUTHORIZED,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Signing(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Poll(PollFailure::Busy) => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::BAD_REQUEST,
        }
    }

    /// The answer to the caller.
    #[must_use]
    pub fn answer(&self, faults: &FaultPlan) -> Response {
        let (status, code) = self.named(faults);
        let description = self.described(faults);
        let mut response = body(code, &description, faults);
        *response.status_mut() = status;
        forbid_caching(response.headers_mut());
        self.hint(response.headers_mut());
        response
    }

    fn named(&self, faults: &FaultPlan) -> (StatusCode, &'static str) {
        if faults.commits(&token_response::ANSWERS_REFUSALS_WITH_200) {
            return (StatusCode::OK, self.code());
        }
        match self {
            Self::Authentication(_)
                if faults.commits(&token_request::MISNAMES_FAILED_AUTHENTICATION) =>
            {
                (StatusCode::BAD_REQUEST, "invalid_grant")
            }
            Self::Authentication(AuthenticationFailure::OtherClientId)
                if faults.commits(&client_method::MISNAMES_CONFLICTING_CLIENT_IDS) =>
            {
                (StatusCode::BAD_REQUEST, "invalid_request")
            }
            Self::Grant(_) if faults.commits(&code_grant::MISNAMES_REFUSED_CODES) => {
                (StatusCode::BAD_REQUEST, "invalid_request")
            }
            Self::UnsupportedGrant(_)
                if faults.commits(&token_request::MISNAMES_AN_UNSUPPORTED_GRANT) =>
            {
                (StatusCode::BAD_REQUEST, "server_error")
            }
            Self::Poll(failure) => (self.status(), failure.code(faults)),
            Self::Backchannel(error) => (self.status(), misnamed(error, faults)),
            _ => (self.status(), self.code()),
        }
    }

    fn described(&self, faults: &FaultPlan) -> String {
        if faults.commits(&token_response::PUTS_FORBIDDEN_CHARACTERS_IN_ERRORS) {
            return format!("\"{}\"\n\u{e9}", self.description());
        }
        self.description().to_owned()
    }

    /// RFC 9110, 15.5.2 and 15.5.6: a 401 carries a challenge, a 405 the methods allowed.
    fn hint(&self, headers: &mut HeaderMap) {
        match self {
            Self::Authentication(_) => {
                let challenge =
                    HeaderValue::from_static("private_key_jwt realm=\"client authentication\"");
                headers.insert(header::WWW_AUTHENTICATE, challenge);
            }
            Self::MethodNotAllowed => {
                headers.insert(header::ALLOW, HeaderValue::from_static("POST"));
            }
            Self::Poll(PollFailure::Busy) => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("20"));
            }
            _ => {}
        }
    }
}

/// What a server that misbehaves calls a refused authentication request.
fn misnamed(error: &BackchannelError, faults: &FaultPlan) -> &'static str {
    use backchannel_request::{
        MISNAMES_A_SCOPE_THAT_IS_NOT_GRANTED, MISNAMES_MALFORMED_EXPIRIES, MISNAMES_SEVERAL_HINTS,
        MISNAMES_UNACCEPTABLE_BINDING_MESSAGES, MISNAMES_UNKNOWN_USERS,
        USES_ERROR_CODES_OF_ITS_OWN,
    };
    let bent = match error {
        BackchannelError::Scope => Some((&MISNAMES_A_SCOPE_THAT_IS_NOT_GRANTED, "unknown_user_id")),
        BackchannelError::Expiry => Some((&MISNAMES_MALFORMED_EXPIRIES, "unknown_user_id")),
        BackchannelError::OtherThanOneHint => Some((&MISNAMES_SEVERAL_HINTS, "unknown_user_id")),
        BackchannelError::BindingMessage => {
            Some((&MISNAMES_UNACCEPTABLE_BINDING_MESSAGES, "unknown_user_id"))
        }
        BackchannelError::UnknownUser => Some((&MISNAMES_UNKNOWN_USERS, "unauthorized_client")),
        _ => None,
    };
    if faults.commits(&USES_ERROR_CODES_OF_ITS_OWN) {
        return "not_today";
    }
    let told = bent.filter(|(fault, _)| faults.commits(fault));
    told.map_or(error.code(), |(_, code)| code)
}

fn body(code: &str, description: &str, faults: &FaultPlan) -> Response {
    if faults.commits(&token_response::ANSWERS_REFUSALS_AS_HTML) {
        return Html(format!("<p>{description}</p>")).into_response();
    }
    let mut told = json!({ "error": code, "error_description": description });
    if faults.commits(&backchannel_request::PUTS_SPACES_INTO_ERROR_URIS) {
        told["error_uri"] = json!("https://errors.invalid/what went wrong");
    }
    json_body(&told)
}

/// An answer of media type `application/json`.
pub fn json_body(value: &Value) -> Response {
    axum::Json(value).into_response()
}

/// Marks an answer as one that no cache may keep (RFC 6749, 5.1).
pub fn forbid_caching(headers: &mut HeaderMap) {
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::PRAGMA, HeaderValue::from_static("no-cache"));
}
