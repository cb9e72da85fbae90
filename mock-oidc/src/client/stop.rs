//! Why a flow stops. The texts name claims and parameters, never their values.

use http::StatusCode;

/// Why a flow stops.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Stop {
    /// No answer, or one that is too long.
    #[error("nothing usable came from the {0}")]
    NoAnswer(&'static str),
    /// The metadata are of another issuer, incomplete, or lead out of TLS.
    #[error("the metadata are not to be used: {0}")]
    Metadata(&'static str),
    /// The client was registered with others.
    #[error("the client was not registered with that authorization server")]
    UnknownServer,
    /// The client cannot sign.
    #[error("a JWT could not be signed")]
    Unsigned,
    /// A client that misbehaves wants what the server need not offer.
    #[error("the server takes no encrypted request objects")]
    NoEncryption,
    /// The browser has no session, or one that awaits nothing.
    #[error("the browser's session awaits nothing")]
    Session,
    /// The authorization response is not what was asked for.
    #[error("the authorization response is not to be used: {0}")]
    Response(&'static str),
    /// The authorization server, or the user, has said no.
    #[error("the authorization server refused at its {endpoint} endpoint: {error}")]
    Refused {
        /// Where.
        endpoint: &'static str,
        /// The error code, or the status where there is none.
        error: String,
    },
    /// A JWT is not in the form of one, or not signed as it should be.
    #[error("a JWT is not to be believed: {0}")]
    Jwt(&'static str),
    /// A claim of a response within a JWT is missing or wrong.
    #[error("the response is not to be used: its {0} is missing or wrong")]
    ResponseClaim(&'static str),
    /// A claim of an ID token is missing or wrong.
    #[error("the ID token is not to be used: its {0} is missing or wrong")]
    IdTokenClaim(&'static str),
    /// An encrypted ID token cannot be read, or must not be.
    #[error("the ID token is not to be decrypted: {0}")]
    Encryption(&'static str),
    /// The token response is not what it should be.
    #[error("the token response is not to be used: {0}")]
    TokenResponse(&'static str),
    /// The resource has said no, or something else.
    #[error("the resource answered {0}")]
    Resource(StatusCode),
    /// The resource has not said what accounts there are.
    #[error("the resource sent no list of accounts")]
    NoAccounts,
}
