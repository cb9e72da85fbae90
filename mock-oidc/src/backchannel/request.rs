//! An authentication request that has passed every check.

use std::sync::Arc;

use crate::authorization::request::{Acr, AuthorizationRequest, Reply};
use crate::settings::{ResponseOption, User};
use crate::state::client::RegisteredClient;

/// What a client wishes: this user, authenticated, and with the user's consent tokens of this scope.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Who asks.
    pub client: Arc<RegisteredClient>,
    /// Who is to be authenticated.
    pub user: User,
    /// The scope values asked for, each once.
    pub scope: Vec<String>,
    /// The level of assurance that the authentication will reach.
    pub acr: Option<Acr>,
    /// What both devices show (CIBA, 7.1).
    pub binding_message: Option<String>,
    /// What the client knows our notification by (CIBA, 9).
    pub notification_token: Option<String>,
    /// Seconds for which the user may decide.
    pub lifetime: i64,
}

impl Wish {
    /// The same as approvals know it. No browser brings anything back, so there is no address for an answer.
    #[must_use]
    pub fn to_authorization_request(&self) -> AuthorizationRequest {
        AuthorizationRequest {
            recipient: None,
            reply: Reply {
                client: Arc::clone(&self.client),
                redirect_uri: String::new(),
                state: None,
                response: ResponseOption::Code,
            },
            scope: self.scope.clone(),
            nonce: None,
            code_challenge: None,
            acr: self.acr.clone(),
            authorization_details: None,
            request_uri: None,
            unprotected: false,
        }
    }
}
