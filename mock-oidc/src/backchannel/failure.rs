//! Why an authentication request is refused (CIBA, 13).

use crate::authorization::failure::RequestError;

/// Why an authentication request is refused. The text is for the operator; the wire says less.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BackchannelError {
    #[error("this server has no back channel")]
    NotOffered,
    #[error("the client is not registered for the back channel")]
    NotRegistered,
    #[error("the client has not proved that the address of its sector is its own")]
    NotProved,
    #[error("the parameter {0} is missing")]
    Missing(&'static str),
    #[error("the parameter {0} is malformed")]
    Malformed(&'static str),
    #[error("the requested expiry is no positive integer")]
    Expiry,
    #[error("a parameter is not known; an honest server ignores it")]
    UnknownParameter,
    #[error("the request is not signed")]
    NotSigned,
    #[error("the signed request is not acceptable: {0}")]
    SignedRequest(&'static str),
    #[error("parameters stand beside a signed request")]
    BesideSignedRequest,
    #[error("scope is missing, without openid, or asked for that the client is not registered for")]
    Scope,
    #[error("there is not exactly one hint")]
    OtherThanOneHint,
    #[error("the hint is not acceptable: {0}")]
    Hint(&'static str),
    #[error("the login hint token has expired")]
    ExpiredLoginHintToken,
    #[error("the hint leads to no user")]
    UnknownUser,
    #[error("the user has a code, and it is missing")]
    NoUserCode,
    #[error("the user code is wrong")]
    WrongUserCode,
    #[error("the binding message cannot be shown")]
    BindingMessage,
    #[error("the request has neither a context of its own nor a binding message")]
    NoContext,
}

impl BackchannelError {
    /// The error code for the client.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotRegistered | Self::NotProved => "unauthorized_client",
            Self::Scope => "invalid_scope",
            Self::ExpiredLoginHintToken => "expired_login_hint_token",
            Self::UnknownUser => "unknown_user_id",
            Self::NoUserCode => "missing_user_code",
            Self::WrongUserCode => "invalid_user_code",
            Self::BindingMessage => "invalid_binding_message",
            _ => "invalid_request",
        }
    }

    /// What the client is told; nothing that was sent is repeated.
    #[must_use]
    pub fn description(&self) -> &'static str {
        match self {
            Self::NotRegistered | Self::NotProved => "the client may not use the back channel",
            Self::NotSigned => "the request has to be signed",
            Self::SignedRequest(_) => "the signed request is not acceptable",
            Self::BesideSignedRequest => "parameters stand beside the signed request",
            Self::Scope => "the scope cannot be granted",
            Self::OtherThanOneHint => "exactly one hint is needed",
            Self::Hint(_) => "the hint is not acceptable",
            Self::ExpiredLoginHintToken => "the login hint token has expired",
            Self::UnknownUser => "the hint leads to no user",
            Self::NoUserCode => "the user code is needed",
            Self::WrongUserCode => "the user code is wrong",
            Self::BindingMessage => "the binding message cannot be shown",
            Self::NoContext => "a binding message is needed",
            _ => "the request is malformed or incomplete",
        }
    }
}

/// What parameters of authorization requests are refused for, parameters of authentication requests are refused for too.
impl From<RequestError> for BackchannelError {
    fn from(error: RequestError) -> Self {
        match error {
            RequestError::Missing(name) => Self::Missing(name),
            RequestError::Malformed(name) => Self::Malformed(name),
            _ => Self::Malformed("request"),
        }
    }
}
