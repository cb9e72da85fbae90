//! The revocation endpoint (RFC 7009): a client ends its own tokens.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;

use super::Server;
use super::presented_token::PresentedToken;
use crate::authorization_server::AuthorizationServer;
use crate::checks::client_authentication::{self, Caller};
use crate::checks::form::Form;
use crate::faults::revocation::{
    KEEPS_REVOKED_TOKENS_ACTIVE, REFUSES_UNKNOWN_TOKENS, REVOKES_FOR_ANYONE,
    REVOKES_TOKENS_OF_OTHERS,
};
use crate::oauth_error::{Refusal, forbid_caching};
use crate::received::Received;
use crate::state::client::RegisteredClient;

/// Revokes a token. RFC 7009, 2.2: a token that is not known is as good as revoked; 2.1: that of another is refused.
pub async fn answer(State(server): Server, request: Request) -> Response {
    match revoke(&server, request).await {
        Ok(()) => done(),
        Err(refusal) => server.refuse(&refusal),
    }
}

fn done() -> Response {
    let mut response = StatusCode::OK.into_response();
    forbid_caching(response.headers_mut());
    response
}

async fn revoke(server: &AuthorizationServer, request: Request) -> Result<(), Refusal> {
    let received = Received::from(request).await?;
    let form = Form::read(&received, &server.faults)?;
    let client = authenticate(server, &received, &form).await?;
    match PresentedToken::recognise(server, form.demand("token")?) {
        Some(token) => end(server, &token, client.as_deref()),
        None if server.faults.commits(&REFUSES_UNKNOWN_TOKENS) => Err(Refusal::UnknownToken),
        None => Ok(()),
    }
}

/// The client that asks; nobody where a server that misbehaves does not care.
async fn authenticate(
    server: &AuthorizationServer,
    received: &Received,
    form: &Form<'_>,
) -> Result<Option<Arc<RegisteredClient>>, Refusal> {
    let caller = Caller {
        authorization: received.authorization(),
        form,
    };
    let audiences = &server.addresses.audiences.revocation;
    match client_authentication::check(server, &caller, audiences).await {
        Ok(client) => Ok(Some(client)),
        Err(_) if server.faults.commits(&REVOKES_FOR_ANYONE) => Ok(None),
        Err(failure) => Err(failure.into()),
    }
}

fn end(
    server: &AuthorizationServer,
    token: &PresentedToken,
    client: Option<&RegisteredClient>,
) -> Result<(), Refusal> {
    let foreign = client.is_some_and(|client| !token.issued.belongs_to(client));
    if foreign && !server.faults.commits(&REVOKES_TOKENS_OF_OTHERS) {
        return Err(Refusal::TokenOfAnother);
    }
    if !server.faults.commits(&KEEPS_REVOKED_TOKENS_ACTIVE)
        && let Some(issued) = server.state().issued.get_mut(&token.jti)
    {
        issued.revoke();
    }
    Ok(())
}
