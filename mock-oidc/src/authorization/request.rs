//! An authorization request that has passed every check.

use std::sync::Arc;

use serde_json::Value;

use crate::registration::disclosure::Disclosure;
use crate::settings::ResponseOption;
use crate::state::client::RegisteredClient;

/// The scope value that makes a request one of OpenID Connect.
pub const OPENID: &str = "openid";

/// What a client asks of a resource owner.
#[derive(Clone, Debug)]
pub struct AuthorizationRequest {
    /// Where the answer goes.
    pub reply: Reply,
    /// The scope values asked for, each once.
    pub scope: Vec<String>,
    /// What ties the ID token to the request.
    pub nonce: Option<String>,
    /// The challenge by S256 (RFC 7636, 4.2).
    pub code_challenge: Option<CodeChallenge>,
    /// The level of assurance that logging in will reach.
    pub acr: Option<Acr>,
    /// The consent objects (RFC 9396, 2).
    pub authorization_details: Option<Value>,
    /// What a registry says of the client, where one vouches for it.
    pub recipient: Option<Disclosure>,
    /// The name under which it was pushed.
    pub request_uri: Option<String>,
    /// Whether it came unprotected through the browser.
    pub unprotected: bool,
}

impl AuthorizationRequest {
    /// Whether an ID token is asked for.
    #[must_use]
    pub fn is_openid(&self) -> bool {
        self.scope.iter().any(|value| value == OPENID)
    }
}

/// Where the answer to a request goes, and in which form.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The client.
    pub client: Arc<RegisteredClient>,
    /// The address, as it is registered.
    pub redirect_uri: String,
    /// What the client wants to have back.
    pub state: Option<String>,
    /// Response type and mode.
    pub response: ResponseOption,
}

/// What a verifier is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeChallenge {
    /// The hash of the verifier.
    S256(String),
    /// The verifier itself; an honest server never has one.
    Plain(String),
}

/// A level of assurance (OIDC Core, 2 and 5.5.1.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acr {
    /// Its name.
    pub name: String,
    /// Whether the client insists on it.
    pub essential: bool,
}

/// On which way a request arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// It was pushed (RFC 9126).
    pub pushed: bool,
    /// It is signed (RFC 9101).
    pub signed: bool,
}
