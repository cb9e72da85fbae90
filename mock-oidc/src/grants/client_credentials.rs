//! The client credentials grant (RFC 6749, 4.4): a token for the client itself.

use std::sync::Arc;

use crate::authorization_server::AuthorizationServer;
use crate::checks::scope::Granted;
use crate::faults::token_response::SIGNS_WITH_AN_UNPUBLISHED_KEY;
use crate::grants::access_token_claims::Mint;
use crate::state::access_token::IssuedToken;
use crate::state::client::RegisteredClient;
use crate::state::signing_key::{KeyError, SigningKey};

/// A token with what the token response says of it.
#[derive(Debug)]
pub struct Issued {
    /// The token.
    pub access_token: String,
    /// Seconds for which it lives.
    pub expires_in: i64,
    /// Its scope, where that is said.
    pub scope: Option<String>,
}

/// Issues a token to `client`.
///
/// # Errors
/// When it cannot be signed.
pub async fn issue(
    server: &AuthorizationServer,
    client: Arc<RegisteredClient>,
    granted: &Granted<'_>,
) -> Result<Issued, KeyError> {
    let jti = mock_kit::entropy::identifier();
    let mint = Mint {
        server,
        client_id: &client.client_id,
        granted,
        jti: &jti,
        now: server.clock.unix_now(),
    };
    let claims =
        serde_json::to_vec(&mint.claims()).map_err(|error| KeyError::Make(error.to_string()))?;
    let access_token = signing_key(server).await?.sign(&claims)?;
    let issued = Issued {
        access_token,
        expires_in: mint.lifetime(),
        scope: granted.stated.then(|| granted.text()),
    };
    let (now, until) = (mint.now, mint.now + mint.lifetime());
    remember(server, jti, client, now, until);
    Ok(issued)
}

async fn signing_key(server: &AuthorizationServer) -> Result<Arc<SigningKey>, KeyError> {
    if server.faults.commits(&SIGNS_WITH_AN_UNPUBLISHED_KEY) {
        return SigningKey::unpublished(server.variant.access_token_algorithm).await;
    }
    Ok(Arc::clone(server.state().signing_keys.current()))
}

fn remember(
    server: &AuthorizationServer,
    jti: String,
    client: Arc<RegisteredClient>,
    now: i64,
    until: i64,
) {
    let mut state = server.state();
    state.issued.purge(now);
    state.issued.insert(jti, IssuedToken::live(client), until);
}
