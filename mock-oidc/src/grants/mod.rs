//! The grants on offer, and the tokens that they lead to.

pub mod access_token;
pub mod access_token_claims;
pub mod authorization_code;
pub mod ciba;
pub mod client_credentials;
pub mod opaque;
pub mod refresh_token;
pub mod user_tokens;
pub mod verifier;

use std::sync::Arc;

use serde_json::Value;

use crate::checks::form::Form;
use crate::state::client::RegisteredClient;

/// A token request whose client is known.
pub struct TokenRequest<'a> {
    /// Who asks.
    pub client: &'a Arc<RegisteredClient>,
    /// The parameters.
    pub form: &'a Form<'a>,
    /// The thumbprint of the certificate that tokens are bound to.
    pub certificate: Option<String>,
}

/// What a token response says.
#[derive(Debug, Default)]
pub struct Issued {
    /// The access token.
    pub access_token: String,
    /// Seconds for which it lives.
    pub expires_in: i64,
    /// Its scope, where that is said.
    pub scope: Option<String>,
    /// What gets further access tokens.
    pub refresh_token: Option<String>,
    /// Who logged in.
    pub id_token: Option<String>,
    /// What was approved beside the scope (RFC 9396, 7).
    pub authorization_details: Option<Value>,
}

/// Why a code or refresh token is refused. None of it is told to the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GrantFailure {
    #[error("the code is not known")]
    UnknownCode,
    #[error("the time of the code has passed")]
    ExpiredCode,
    #[error("the code was used before")]
    UsedCode,
    #[error("the refresh token is not known, or was revoked")]
    UnknownRefreshToken,
    #[error("it was issued to another client")]
    OtherClient,
    #[error("redirect_uri is not that of the authorization request")]
    OtherRedirectUri,
    #[error("code_verifier is missing")]
    NoVerifier,
    #[error("code_verifier does not fit the challenge")]
    WrongVerifier,
    #[error("it is bound to another certificate")]
    OtherCertificate,
    #[error("the consent was revoked")]
    RevokedConsent,
}
