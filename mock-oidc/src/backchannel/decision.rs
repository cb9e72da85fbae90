//! What the user decides on the authentication device (CIBA, 8), and what follows from it.

use std::sync::Arc;

use super::notification;
use super::request::Wish;
use super::sector;
use crate::authorization::approval::Approval;
use crate::authorization_server::AuthorizationServer;
use crate::state::consent::Consent;

/// What a user decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// To be authenticated, and to let the client have what it asks for.
    Approve,
    /// Neither.
    Deny,
}

/// Takes the decision of the user about the request of this name, and notifies the client in the background. False when nothing is
/// left to decide.
pub fn take(server: &Arc<AuthorizationServer>, auth_req_id: &str, decision: Decision) -> bool {
    let now = server.clock.unix_now();
    let Some(wish) = open(server, auth_req_id, now) else {
        return false;
    };
    let approval = (decision == Decision::Approve).then(|| Arc::new(approval(server, &wish)));
    if !is_noted(server, auth_req_id, approval.as_ref(), now) {
        return false;
    }
    server.decisions.send_modify(|count| *count += 1);
    let clock = server.clock.clone();
    let (server, auth_req_id) = (Arc::clone(server), auth_req_id.to_owned());
    let notifying = clock.at_work(async move {
        notification::send(&server, &auth_req_id, &wish, approval.as_ref()).await;
    });
    tokio::spawn(async { drop(notifying.await) });
    true
}

fn open(server: &AuthorizationServer, auth_req_id: &str, now: i64) -> Option<Arc<Wish>> {
    let mut state = server.state();
    let request = state.authentication_requests.get_mut(auth_req_id)?;
    request.is_open(now).then(|| Arc::clone(&request.wish))
}

fn is_noted(
    server: &AuthorizationServer,
    auth_req_id: &str,
    approval: Option<&Arc<Approval>>,
    now: i64,
) -> bool {
    let mut state = server.state();
    let request = state.authentication_requests.get_mut(auth_req_id);
    request.is_some_and(|request| match approval {
        Some(approval) => request.approve(Arc::clone(approval), now),
        None => request.deny(now),
    })
}

/// The consent of the user to what is wished for.
#[must_use]
pub fn approval(server: &AuthorizationServer, wish: &Wish) -> Approval {
    let consent_id = mock_kit::entropy::identifier();
    let consent = Consent::given_to(&wish.client.client_id, &wish.user.subject);
    server.state().consents.insert(consent_id.clone(), consent);
    Approval {
        subject: sector::name_of(server, &wish.client, &wish.user.subject),
        authenticated_at: server.clock.unix_now(),
        consent_id,
        request: wish.to_authorization_request(),
    }
}
