//! The answer to a request that the resource owner approved of: a code, and in the hybrid flow an ID token (RFC 6749, 4.1.2; OIDC
//! Core, 3.3.2.5).

use std::sync::Arc;

use axum::response::Response;

use super::approval::Approval;
use super::delivery::{self, Fields};
use super::id_token::{self, Company};
use super::subject;
use crate::authorization_server::AuthorizationServer;
use crate::faults::authorization_response::{
    ISSUES_SHORT_CODES, OMITS_THE_ID_TOKEN_FROM_HYBRID_RESPONSES,
    PUTS_ID_TOKENS_INTO_SIGNED_RESPONSES,
};
use crate::faults::consent::GRANTS_MORE_THAN_WAS_ASKED_FOR;
use crate::settings::ResponseOption;
use crate::state::authorization_code::{AFTERLIFE, AuthorizationCode};
use crate::state::consent::Consent;
use crate::state::interaction::AwaitingConsent;
use crate::state::signing_key::KeyError;

/// Characters of a code that can be guessed.
const FEW: usize = 6;

/// Records the consent and sends the browser to the client.
///
/// # Errors
/// When an ID token or a response JWT cannot be made.
pub async fn answer(
    server: &AuthorizationServer,
    awaiting: AwaitingConsent,
) -> Result<Response, KeyError> {
    let mut approval = approval(server, awaiting);
    if server.faults.commits(&GRANTS_MORE_THAN_WAS_ASKED_FOR) {
        let registered = &approval.request.reply.client.scopes;
        approval.request.scope.clone_from(registered);
    }
    let approval = Arc::new(approval);
    let code = issued_code(server, &approval);
    let reply = &approval.request.reply;
    let mut fields: Fields = vec![("code", code.clone())];
    if has_an_id_token(server, reply.response) {
        let id_token = id_token::issue(server, &approval, Company::Code(&code)).await?;
        fields.push(("id_token", id_token));
    }
    delivery::redirect(server, reply, fields).await
}

fn has_an_id_token(server: &AuthorizationServer, response: ResponseOption) -> bool {
    let faults = &server.faults;
    match response {
        ResponseOption::Code => false,
        ResponseOption::CodeIdToken => !faults.commits(&OMITS_THE_ID_TOKEN_FROM_HYBRID_RESPONSES),
        ResponseOption::CodeJwt => faults.commits(&PUTS_ID_TOKENS_INTO_SIGNED_RESPONSES),
    }
}

fn approval(server: &AuthorizationServer, awaiting: AwaitingConsent) -> Approval {
    let reply = &awaiting.request.reply;
    let consent_id = mock_kit::entropy::identifier();
    let consent = Consent::given_to(&reply.client.client_id, &awaiting.user.subject);
    server.state().consents.insert(consent_id.clone(), consent);
    Approval {
        subject: subject::towards(server, reply, &awaiting.user.subject),
        authenticated_at: awaiting.authenticated_at,
        consent_id,
        request: awaiting.request,
    }
}

fn issued_code(server: &AuthorizationServer, approval: &Arc<Approval>) -> String {
    let mut code = mock_kit::entropy::identifier();
    if server.faults.commits(&ISSUES_SHORT_CODES) {
        code.truncate(FEW);
    }
    let expires_at = server.clock.unix_now() + server.code_lifetime();
    let issued = AuthorizationCode::fresh(Arc::clone(approval), expires_at);
    let mut state = server.state();
    state
        .codes
        .insert(code.clone(), issued, expires_at + AFTERLIFE);
    code
}
