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
use crate::faults::refresh_token::{
    ACCEPTS_REVOKED_REFRESH_TOKENS, KEEPS_ACCESS_TOKENS_OF_REVOKED_REFRESH_TOKENS,
};
use crate::faults::revocation::{
    KEEPS_REVOKED_TOKENS_ACTIVE, REFUSES_UNKNOWN_TOKENS, REVOKES_FOR_ANYONE,
    REVOKES_TOKENS_OF_OTHERS, SUPPORTS_NO_TYPE_OF_TOKEN,
};
use crate::faults::stimuli::REVOKES_NO_ACCESS_TOKENS;
use crate::oauth_error::{Refusal, forbid_caching};
use crate::received::Received;
use crate::state::client::RegisteredClient;
use crate::state::consent::Reach;

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
    let text = form.demand("token")?;
    if server.faults.commits(&SUPPORTS_NO_TYPE_OF_TOKEN) {
        return Err(Refusal::UnsupportedTokenType);
    }
    if let Some(ended) = end_refresh_token(server, text, client.as_deref()) {
        return ended;
    }
    match PresentedToken::recognise(server, text) {
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
    let caller = Caller::of(received, form);
    let audiences = &server.addresses.audiences.revocation;
    match client_authentication::check(server, &caller, audiences).await {
        Ok(client) => Ok(Some(client)),
        Err(_) if server.faults.commits(&REVOKES_FOR_ANYONE) => Ok(None),
        Err(failure) => Err(failure.into()),
    }
}

/// RFC 7009, 2.1: with a refresh token end the access tokens that came of it.
fn end_refresh_token(
    server: &AuthorizationServer,
    text: &str,
    client: Option<&RegisteredClient>,
) -> Option<Result<(), Refusal>> {
    let (faults, mut state) = (&server.faults, server.state());
    let known = state.refresh_tokens.get(text)?.clone();
    let owner = &known.approval.request.reply.client.client_id;
    let foreign = client.is_some_and(|client| client.client_id != *owner);
    if foreign && !faults.commits(&REVOKES_TOKENS_OF_OTHERS) {
        return Some(Err(Refusal::TokenOfAnother));
    }
    let reach = if faults.commits(&ACCEPTS_REVOKED_REFRESH_TOKENS) {
        Reach::AccessTokens
    } else {
        state.refresh_tokens.remove(text);
        if faults.commits(&KEEPS_ACCESS_TOKENS_OF_REVOKED_REFRESH_TOKENS) {
            Reach::RefreshTokens
        } else {
            Reach::Everything
        }
    };
    state.revoke_consent(&known.approval.consent_id, reach);
    Some(Ok(()))
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
    if server.faults.commits(&REVOKES_NO_ACCESS_TOKENS) {
        return Err(Refusal::UnsupportedTokenType);
    }
    if !server.faults.commits(&KEEPS_REVOKED_TOKENS_ACTIVE)
        && let Some(issued) = server.state().issued.get_mut(&token.jti)
    {
        issued.revoke();
    }
    Ok(())
}
