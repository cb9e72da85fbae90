//! Why an authorization request is refused (RFC 6749, 4.1.2.1; OIDC Core, 3.1.2.6; RFC 9101, 7; RFC 9396, 5).

use crate::authorization::request::Reply;
use crate::state::signing_key::KeyError;

/// Why an authorization request is refused. The text is for the operator; the wire says less.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    #[error("this server asks no resource owner")]
    NotOffered,
    #[error("nobody is registered under client_id")]
    UnknownClient,
    #[error("the client is not admitted, or not any more")]
    NotAdmitted,
    #[error("the parameter {0} is missing")]
    Missing(&'static str),
    #[error("the parameter {0} is malformed")]
    Malformed(&'static str),
    #[error("a parameter is not known; an honest server ignores it")]
    UnknownParameter,
    #[error("the redirect URI is none of those registered")]
    OtherRedirectUri,
    #[error("the request is not signed")]
    NotSigned,
    #[error("the request was not pushed")]
    NotPushed,
    #[error("the request_uri is unknown, expired, used or that of another")]
    RequestUri,
    #[error("the request object is not acceptable: {0}")]
    RequestObject(&'static str),
    #[error("response type or mode is not on offer")]
    OtherResponse,
    #[error("no registry that was agreed on knows the recipient")]
    UnknownRecipient,
    #[error("there is no proof key by S256")]
    NoProofKey,
    #[error("scope is missing, or asked for that the client is not registered for")]
    Scope,
    #[error("the scope differs from the data clusters of the consent object")]
    ScopeAndConsentDiffer,
    #[error("the consent object is not understood")]
    AuthorizationDetails,
    #[error("no login reaches the essential level of assurance")]
    UnreachableAcr,
    #[error("nobody is logged in, and pages are forbidden")]
    LoginRequired,
    #[error("the resource owner denied the request")]
    Denied,
    #[error("the resource owner denied the request, which is called an error of the server")]
    MisnamedDenial,
    #[error("the response cannot be signed: {0}")]
    Signing(String),
}

impl RequestError {
    /// The error code for the client.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAdmitted | Self::UnknownRecipient => "unauthorized_client",
            Self::RequestUri => "invalid_request_uri",
            Self::RequestObject(_) => "invalid_request_object",
            Self::OtherResponse => "unsupported_response_type",
            Self::Scope | Self::ScopeAndConsentDiffer => "invalid_scope",
            Self::AuthorizationDetails => "invalid_authorization_details",
            Self::UnreachableAcr | Self::Denied => "access_denied",
            Self::LoginRequired => "login_required",
            Self::MisnamedDenial | Self::Signing(_) => "server_error",
            _ => "invalid_request",
        }
    }

    /// What client and resource owner are told; nothing that was sent is repeated.
    #[must_use]
    pub fn description(&self) -> &'static str {
        match self {
            Self::UnknownClient => "the client is not known",
            Self::NotAdmitted => "the client may not ask for authorization",
            Self::UnknownRecipient => "the registry does not know the client",
            Self::OtherRedirectUri => "the redirect URI is not registered",
            Self::NotSigned => "the request has to be signed",
            Self::NotPushed => "the request has to be pushed",
            Self::RequestUri => "the request_uri cannot be used",
            Self::RequestObject(_) => "the request object is not acceptable",
            Self::OtherResponse => "the response type or mode is not on offer",
            Self::NoProofKey => "a proof key by S256 is needed",
            Self::Scope | Self::ScopeAndConsentDiffer => "the scope cannot be granted",
            Self::AuthorizationDetails => "the consent object is not understood",
            Self::UnreachableAcr => "the level of assurance cannot be reached",
            Self::LoginRequired => "somebody has to log in",
            Self::Denied => "the resource owner denied the request",
            _ => "the request is malformed or incomplete",
        }
    }
}

impl From<KeyError> for RequestError {
    fn from(error: KeyError) -> Self {
        Self::Signing(error.to_string())
    }
}

/// A refusal, and where it goes.
#[derive(Debug)]
pub struct Failure {
    /// Why.
    pub error: RequestError,
    /// Where the client hears of it; nothing as long as its redirect URI is not known to be good.
    pub reply: Option<Reply>,
}

impl From<RequestError> for Failure {
    fn from(error: RequestError) -> Self {
        Self { error, reply: None }
    }
}
