//! The tokens for what a resource owner approved of (RFC 6749, 4.1.4; OIDC Core, 3.1.3.3).

use std::sync::Arc;

use super::access_token::{self, Order};
use super::{Issued, TokenRequest};
use crate::authorization::approval::Approval;
use crate::authorization::id_token::{self, Company, Pushed};
use crate::authorization_server::AuthorizationServer;
use crate::checks::scope::Granted;
use crate::faults::code_grant::{NARROWS_THE_APPROVED_SCOPE_SILENTLY, OMITS_THE_APPROVED_SCOPE};
use crate::faults::id_token::OMITS_THE_ID_TOKEN;
use crate::state::refresh_token::RefreshToken;
use crate::state::signing_key::KeyError;

/// The tokens that a code is redeemed for.
///
/// # Errors
/// When they cannot be signed.
pub async fn first(
    server: &AuthorizationServer,
    request: &TokenRequest<'_>,
    approval: &Arc<Approval>,
) -> Result<Issued, KeyError> {
    let granted = granted(server, approval);
    let order = Order {
        client: request.client,
        granted: &granted,
        approval: Some(approval),
        certificate: request.certificate.as_deref(),
    };
    let token = access_token::issue(server, &order).await?;
    Ok(Issued {
        id_token: id_token(server, approval, &token.text).await?,
        access_token: token.text,
        expires_in: token.expires_in,
        scope: granted.stated.then(|| granted.text()),
        refresh_token: Some(refresh_token(server, request.certificate.clone(), approval)),
        authorization_details: approval.request.authorization_details.clone(),
    })
}

/// The tokens that are pushed for an authentication request (CIBA, 10.3.1). There is no connection of the client to bind them to.
///
/// # Errors
/// When they cannot be signed.
pub async fn pushed(
    server: &AuthorizationServer,
    approval: &Arc<Approval>,
    auth_req_id: &str,
) -> Result<Issued, KeyError> {
    let granted = granted(server, approval);
    let order = Order {
        client: &approval.request.reply.client,
        granted: &granted,
        approval: Some(approval),
        certificate: None,
    };
    let token = access_token::issue(server, &order).await?;
    let refresh_token = refresh_token(server, None, approval);
    let company = Company::Push(Pushed {
        access_token: &token.text,
        refresh_token: &refresh_token,
        auth_req_id,
    });
    Ok(Issued {
        id_token: Some(id_token::issue(server, approval, company).await?),
        access_token: token.text,
        expires_in: token.expires_in,
        refresh_token: Some(refresh_token),
        ..Issued::default()
    })
}

fn granted<'a>(server: &AuthorizationServer, approval: &'a Approval) -> Granted<'a> {
    let mut values: Vec<&str> = approval.request.scope.iter().map(String::as_str).collect();
    let narrowed = values.len() > 1 && server.faults.commits(&NARROWS_THE_APPROVED_SCOPE_SILENTLY);
    if narrowed {
        values.pop();
    }
    Granted {
        values,
        stated: !narrowed && is_stated(server, approval),
    }
}

/// FAPI 1.0 Baseline, 5.2.2-15 demands it where the request came unprotected; elsewhere it does no harm.
fn is_stated(server: &AuthorizationServer, approval: &Approval) -> bool {
    let omitted = server.faults.commits(&OMITS_THE_APPROVED_SCOPE);
    !(omitted && approval.request.unprotected)
}

async fn id_token(
    server: &AuthorizationServer,
    approval: &Approval,
    access_token: &str,
) -> Result<Option<String>, KeyError> {
    if !approval.request.is_openid() || server.faults.commits(&OMITS_THE_ID_TOKEN) {
        return Ok(None);
    }
    let company = Company::AccessToken(access_token);
    id_token::issue(server, approval, company).await.map(Some)
}

fn refresh_token(
    server: &AuthorizationServer,
    certificate: Option<String>,
    approval: &Arc<Approval>,
) -> String {
    let text = mock_kit::entropy::identifier();
    let token = RefreshToken {
        approval: Arc::clone(approval),
        certificate,
    };
    server.state().refresh_tokens.insert(text.clone(), token);
    text
}
