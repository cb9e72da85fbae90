//! Why a flow ends without tokens.

/// Why a flow ends without tokens.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Stop {
    #[error("the authorization server cannot be reached: {0}")]
    Unreachable(String),
    #[error("the metadata of the authorization server cannot be used")]
    Metadata,
    #[error("the request was refused: {0}")]
    Refused(String),
    #[error("the acknowledgement lacks {0}")]
    Acknowledgement(&'static str),
    #[error("the authentication ended: {0}")]
    Ended(String),
    #[error("no answer came in time")]
    Late,
    #[error("the tokens are not acceptable: {0}")]
    Tokens(&'static str),
    #[error("nothing can be signed: {0}")]
    Signing(String),
}

impl From<reqwest::Error> for Stop {
    fn from(error: reqwest::Error) -> Self {
        Self::Unreachable(error.to_string())
    }
}

impl From<josekit::JoseError> for Stop {
    fn from(error: josekit::JoseError) -> Self {
        Self::Signing(error.to_string())
    }
}
