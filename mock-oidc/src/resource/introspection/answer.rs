//! What the authorization server says of an access token (RFC 7662, 2.2; RFC 8705, 3.2; RFC 9396, 9.2).

use serde::Deserialize;
use serde_json::Value;

use super::IntrospectionError;
use super::consent::Consent;

/// A live access token.
#[derive(Clone, Debug)]
pub struct AccessToken {
    /// Whom it speaks for: a customer, or the client itself.
    pub subject: Option<String>,
    /// Its scope values.
    pub scope: Vec<String>,
    /// The second from which on it is no good.
    pub expires: Option<i64>,
    /// The SHA-256 thumbprint of the certificate that it is bound to.
    pub thumbprint: Option<String>,
    /// The consent that it was born of.
    pub consent: Option<Consent>,
}

impl AccessToken {
    /// Reads an answer. Only access tokens have a `token_type`, so that without one it is a token of another kind.
    pub fn from_answer(answer: Value) -> Result<Option<Self>, IntrospectionError> {
        let answer: Answer =
            serde_json::from_value(answer).map_err(|_| IntrospectionError::Unreadable)?;
        let kind = answer.token_type.as_deref().unwrap_or_default();
        let is_live = answer.active && kind.eq_ignore_ascii_case("bearer");
        Ok(is_live.then(|| answer.into()))
    }
}

#[derive(Deserialize)]
struct Answer {
    active: bool,
    token_type: Option<String>,
    sub: Option<String>,
    scope: Option<String>,
    exp: Option<i64>,
    cnf: Option<Confirmation>,
    authorization_details: Option<Value>,
}

#[derive(Deserialize)]
struct Confirmation {
    #[serde(rename = "x5t#S256")]
    thumbprint: Option<String>,
}

impl From<Answer> for AccessToken {
    fn from(answer: Answer) -> Self {
        let scope = answer.scope.unwrap_or_default();
        let details = answer.authorization_details;
        Self {
            subject: answer.sub,
            scope: scope.split_whitespace().map(str::to_owned).collect(),
            expires: answer.exp,
            thumbprint: answer.cnf.and_then(|confirmation| confirmation.thumbprint),
            consent: details.as_ref().map(Consent::from_details),
        }
    }
}
