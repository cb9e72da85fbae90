//! Issuing access tokens, whatever the grant.

use std::sync::Arc;

use crate::authorization::approval::Approval;
use crate::authorization_server::AuthorizationServer;
use crate::checks::scope::Granted;
use crate::faults::stimuli::WRITES_OPAQUE_ACCESS_TOKENS;
use crate::faults::token_response::SIGNS_WITH_AN_UNPUBLISHED_KEY;
use crate::grants::access_token_claims::Mint;
use crate::grants::opaque;
use crate::state::access_token::IssuedToken;
use crate::state::client::RegisteredClient;
use crate::state::signing_key::{KeyError, SigningKey};

/// What a token is issued for.
pub struct Order<'a> {
    /// The client that it is issued to.
    pub client: &'a Arc<RegisteredClient>,
    /// Its scope.
    pub granted: &'a Granted<'a>,
    /// What a resource owner approved of; nothing for a client that acts for itself.
    pub approval: Option<&'a Approval>,
    /// The thumbprint of the certificate that it is bound to.
    pub certificate: Option<&'a str>,
}

/// A token with its lifetime in seconds.
#[derive(Debug)]
pub struct AccessToken {
    /// The token.
    pub text: String,
    /// Seconds for which it lives.
    pub expires_in: i64,
}

/// Issues a token.
///
/// # Errors
/// When it cannot be signed.
pub async fn issue(
    server: &AuthorizationServer,
    order: &Order<'_>,
) -> Result<AccessToken, KeyError> {
    let jti = mock_kit::entropy::identifier();
    let mint = Mint {
        server,
        order,
        jti: &jti,
        now: server.clock.unix_now(),
    };
    let claims =
        serde_json::to_vec(&mint.claims()).map_err(|error| KeyError::Make(error.to_string()))?;
    let mut text = signing_key(server).await?.sign(&claims)?;
    if server.faults.commits(&WRITES_OPAQUE_ACCESS_TOKENS) {
        text = opaque::of_jwt(&text);
    }
    let (now, expires_in) = (mint.now, mint.lifetime());
    remember(server, jti, order, now, now + expires_in);
    Ok(AccessToken { text, expires_in })
}

async fn signing_key(server: &AuthorizationServer) -> Result<Arc<SigningKey>, KeyError> {
    if server.faults.commits(&SIGNS_WITH_AN_UNPUBLISHED_KEY) {
        return SigningKey::unpublished(server.variant.access_token_algorithm).await;
    }
    Ok(Arc::clone(server.state().signing_keys.current()))
}

fn remember(server: &AuthorizationServer, jti: String, order: &Order<'_>, now: i64, until: i64) {
    let consent_id = order.approval.map(|approval| approval.consent_id.clone());
    let token = IssuedToken::live(Arc::clone(order.client), consent_id);
    let mut state = server.state();
    state.issued.purge(now);
    state.issued.insert(jti, token, until);
}
