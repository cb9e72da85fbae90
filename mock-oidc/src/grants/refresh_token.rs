//! Refreshing an access token (RFC 6749, 6): for the same client, with the same certificate, and for no more scope.

use super::access_token::{self, Order};
use super::{GrantFailure, Issued, TokenRequest};
use crate::authorization_server::AuthorizationServer;
use crate::checks::scope::Granted;
use crate::faults::client_certificate::{
    FORGETS_THE_BINDING_AT_REFRESH, REFRESHES_FOR_ANY_CERTIFICATE,
};
use crate::faults::refresh_token::{
    ACCEPTS_REFRESH_TOKENS_OF_OTHER_CLIENTS, WIDENS_THE_SCOPE_AT_REFRESH,
};
use crate::faults::stimuli::GIVES_NEW_REFRESH_TOKENS;
use crate::oauth_error::Refusal;
use crate::state::refresh_token::RefreshToken;

/// Issues another access token for the refresh token of `request`.
///
/// # Errors
/// When the refresh token is not for this request, more scope is asked for, or the token cannot be signed.
pub async fn grant(
    server: &AuthorizationServer,
    request: &TokenRequest<'_>,
) -> Result<Issued, Refusal> {
    let known = entitled(server, request)?;
    let granted = narrowed(server, request, &known)?;
    let certificate = request.certificate.as_deref();
    let order = Order {
        client: request.client,
        granted: &granted,
        approval: Some(&known.approval),
        certificate: certificate
            .filter(|_| !server.faults.commits(&FORGETS_THE_BINDING_AT_REFRESH)),
    };
    let token = access_token::issue(server, &order).await?;
    Ok(Issued {
        access_token: token.text,
        expires_in: token.expires_in,
        scope: Some(granted.text()),
        refresh_token: server
            .faults
            .commits(&GIVES_NEW_REFRESH_TOKENS)
            .then(|| successor(server, &known)),
        ..Issued::default()
    })
}

/// A refresh token for the same; the one that was used stays good, since its successor may be lost on the way.
fn successor(server: &AuthorizationServer, known: &RefreshToken) -> String {
    let text = mock_kit::entropy::identifier();
    let mut state = server.state();
    state.refresh_tokens.insert(text.clone(), known.clone());
    text
}

fn entitled(
    server: &AuthorizationServer,
    request: &TokenRequest<'_>,
) -> Result<RefreshToken, Refusal> {
    let text = request.form.demand("refresh_token")?;
    let (faults, state) = (&server.faults, server.state());
    let known = state.refresh_tokens.get(text);
    let known = known.ok_or(GrantFailure::UnknownRefreshToken)?;
    let own = known.approval.request.reply.client.client_id == request.client.client_id;
    if !own && !faults.commits(&ACCEPTS_REFRESH_TOKENS_OF_OTHER_CLIENTS) {
        return Err(GrantFailure::OtherClient.into());
    }
    if !state.carries_refresh_tokens(&known.approval.consent_id) {
        return Err(GrantFailure::RevokedConsent.into());
    }
    if known.certificate.is_some()
        && known.certificate != request.certificate
        && !faults.commits(&REFRESHES_FOR_ANY_CERTIFICATE)
    {
        return Err(GrantFailure::OtherCertificate.into());
    }
    Ok(known.clone())
}

fn narrowed<'a>(
    server: &AuthorizationServer,
    request: &'a TokenRequest<'_>,
    known: &'a RefreshToken,
) -> Result<Granted<'a>, Refusal> {
    let approved = &known.approval.request.scope;
    let Some(asked) = request.form.get("scope") else {
        return Ok(Granted::openly(
            approved.iter().map(String::as_str).collect(),
        ));
    };
    let values: Vec<&str> = asked.split(' ').filter(|value| !value.is_empty()).collect();
    let within = values
        .iter()
        .all(|value| approved.iter().any(|known| known == value));
    if within || server.faults.commits(&WIDENS_THE_SCOPE_AT_REFRESH) {
        return Ok(Granted::openly(values));
    }
    Err(Refusal::ScopeNotGranted(asked.to_owned()))
}
