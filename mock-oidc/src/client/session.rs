//! The session of one browser: first it awaits a response, then it holds tokens.

use super::grant::Grant;
use super::metadata::AuthorizationServer;

/// What belongs to one browser.
pub enum Session {
    /// Its user is at the authorization server.
    Awaiting(Box<Flow>),
    /// Its user has authorised the client.
    Holding(Box<Grant>),
}

/// One authorization, as the client asked for it.
#[derive(Clone)]
pub struct Flow {
    /// The index of its record.
    pub record: usize,
    /// The session that it belongs to.
    pub session: String,
    /// The server that was asked.
    pub server: AuthorizationServer,
    /// What binds the response to the session (RFC 6749, 10.12); only a client that misbehaves has none.
    pub state: Option<String>,
    /// What binds ID tokens to the request (OIDC Core, 15.5.2); nothing without `openid`.
    pub nonce: Option<String>,
    /// The secret of the proof key (RFC 7636, 4.1).
    pub code_verifier: String,
}
