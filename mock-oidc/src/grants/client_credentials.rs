//! The client credentials grant (RFC 6749, 4.4): a token for the client itself.

use super::access_token::{self, Order};
use super::{Issued, TokenRequest};
use crate::authorization_server::AuthorizationServer;
use crate::checks::scope;
use crate::oauth_error::Refusal;
use crate::settings::ClientAuthentication;

/// Issues a token to the client that asks.
///
/// # Errors
/// When the scope is not registered, the client is a public one (RFC 6749, 4.4), or the token cannot be signed.
pub async fn grant(
    server: &AuthorizationServer,
    request: &TokenRequest<'_>,
) -> Result<Issued, Refusal> {
    if request.client.authentication.method() == ClientAuthentication::None {
        return Err(Refusal::NotForThisClient);
    }
    let granted = scope::decide(request.form, request.client, &server.faults)?;
    let order = Order {
        client: request.client,
        granted: &granted,
        approval: None,
        certificate: request.certificate.as_deref(),
    };
    let token = access_token::issue(server, &order).await?;
    Ok(Issued {
        access_token: token.text,
        expires_in: token.expires_in,
        scope: granted.stated.then(|| granted.text()),
        ..Issued::default()
    })
}
