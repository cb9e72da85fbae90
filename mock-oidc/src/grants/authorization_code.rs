//! The authorization code grant (RFC 6749, 4.1.3): a code is redeemed once, by the client that it was issued to.

use std::sync::Arc;
use std::time::Duration;

use mock_kit::FaultPlan;

use super::{GrantFailure, Issued, TokenRequest, user_tokens, verifier};
use crate::authorization::approval::Approval;
use crate::authorization_server::AuthorizationServer;
use crate::faults::code_grant::{
    ACCEPTS_CODES_OF_OTHER_CLIENTS, ACCEPTS_EXPIRED_CODES, ACCEPTS_USED_CODES,
    IGNORES_THE_REDIRECT_URI_OF_TOKEN_REQUESTS, KEEPS_TOKENS_OF_REUSED_CODES, REDEEMS_CODES_SLOWLY,
};
use crate::oauth_error::Refusal;
use crate::state::State;
use crate::state::authorization_code::AuthorizationCode;
use crate::state::consent::Reach;

/// How long a server that misbehaves takes between looking and marking.
const A_MOMENT: Duration = Duration::from_millis(200);

/// Redeems the code of `request`.
///
/// # Errors
/// When the code is not known, expired, used or not for this request, or tokens cannot be signed.
pub async fn grant(
    server: &AuthorizationServer,
    request: &TokenRequest<'_>,
) -> Result<Issued, Refusal> {
    let code = request.form.demand("code")?;
    let approval = if server.faults.commits(&REDEEMS_CODES_SLOWLY) {
        used_up_later(server, request, code).await?
    } else {
        used_up(server, request, code)?
    };
    Ok(user_tokens::first(server, request, &approval).await?)
}

/// Looks and marks under one lock, so that of two at once exactly one wins.
fn used_up(
    server: &AuthorizationServer,
    request: &TokenRequest<'_>,
    code: &str,
) -> Result<Arc<Approval>, GrantFailure> {
    let state = &mut *server.state();
    let known = entitled(server, state, request, code)?;
    let approval = Arc::clone(&known.approval);
    if known.redeem() || server.faults.commits(&ACCEPTS_USED_CODES) {
        return Ok(approval);
    }
    if !server.faults.commits(&KEEPS_TOKENS_OF_REUSED_CODES) {
        state.revoke_consent(&approval.consent_id, Reach::Everything);
    }
    Err(GrantFailure::UsedCode)
}

async fn used_up_later(
    server: &AuthorizationServer,
    request: &TokenRequest<'_>,
    code: &str,
) -> Result<Arc<Approval>, GrantFailure> {
    if !entitled(server, &mut server.state(), request, code)?.is_fresh() {
        return Err(GrantFailure::UsedCode);
    }
    let _ = tokio::time::timeout(A_MOMENT, std::future::pending::<()>()).await;
    let state = &mut *server.state();
    let known = entitled(server, state, request, code)?;
    let _ = known.redeem();
    Ok(Arc::clone(&known.approval))
}

/// The code, if this request may redeem it as far as client, time, address and verifier go.
fn entitled<'a>(
    server: &AuthorizationServer,
    state: &'a mut State,
    request: &TokenRequest<'_>,
    code: &str,
) -> Result<&'a mut AuthorizationCode, GrantFailure> {
    let (faults, now) = (&server.faults, server.clock.unix_now());
    state.codes.purge(now);
    let carried = |id: &str| {
        state
            .consents
            .get(id)
            .is_none_or(|consent| consent.carries_access_tokens)
    };
    let known = state.codes.get_mut(code).ok_or(GrantFailure::UnknownCode)?;
    let asked = &known.approval.request;
    let own = asked.reply.client.client_id == request.client.client_id;
    if !own && !faults.commits(&ACCEPTS_CODES_OF_OTHER_CLIENTS) {
        return Err(GrantFailure::OtherClient);
    }
    if known.is_expired(now) && !faults.commits(&ACCEPTS_EXPIRED_CODES) {
        return Err(GrantFailure::ExpiredCode);
    }
    if known.is_fresh() && !carried(&known.approval.consent_id) {
        return Err(GrantFailure::RevokedConsent);
    }
    redirect_uri(request, &asked.reply.redirect_uri, faults)?;
    verifier::check(
        asked.code_challenge.as_ref(),
        request.form.get("code_verifier"),
        faults,
    )?;
    Ok(known)
}

/// RFC 6749, 4.1.3: the address is identical to that of the authorization request.
fn redirect_uri(
    request: &TokenRequest<'_>,
    asked: &str,
    faults: &FaultPlan,
) -> Result<(), GrantFailure> {
    let same = request.form.get("redirect_uri") == Some(asked);
    (same || faults.commits(&IGNORES_THE_REDIRECT_URI_OF_TOKEN_REQUESTS))
        .then_some(())
        .ok_or(GrantFailure::OtherRedirectUri)
}
