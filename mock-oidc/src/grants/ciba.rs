//! The CIBA grant (CIBA, 10.1): the result of an authentication is had once, by the client that asked for it.

use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;

use super::{Issued, TokenRequest, user_tokens};
use crate::authorization::approval::Approval;
use crate::authorization::request::OPENID;
use crate::authorization_server::AuthorizationServer;
use crate::backchannel::decision;
use crate::backchannel::request::Wish;
use crate::faults::backchannel_stimuli::{
    ANSWERS_POLLS_WITH_503, CALLS_POLLS_INVALID, LONG_POLLS, SLOWS_CLIENTS_DOWN,
};
use crate::faults::ciba_grant::{
    ACCEPTS_AUTH_REQ_IDS_OF_OTHER_CLIENTS, ACCEPTS_EXPIRED_AUTH_REQ_IDS,
    ACCEPTS_UNKNOWN_AUTH_REQ_IDS, ACCEPTS_USED_AUTH_REQ_IDS, HOLDS_POLLS_FOR_A_MINUTE,
    ISSUES_TOKENS_BEFORE_THE_USER_DECIDES, ISSUES_TOKENS_IN_SPITE_OF_A_DENIAL,
    LEAVES_DENIALS_PENDING, LEAVES_EXPIRED_REQUESTS_PENDING, LETS_PUSH_CLIENTS_POLL,
    MISNAMES_HASTY_POLLS, MISNAMES_PENDING_DECISIONS, MISNAMES_UNKNOWN_AUTH_REQ_IDS,
    REDEEMS_AUTH_REQ_IDS_SLOWLY, REFUSES_POLLS_OF_PING_CLIENTS,
};
use crate::oauth_error::Refusal;
use crate::settings::DeliveryMode;
use crate::state::authentication_request::{AuthenticationRequest, Poll};
use crate::state::client::RegisteredClient;

/// How long a server that misbehaves takes between looking and marking.
const A_MOMENT: Duration = Duration::from_millis(200);
/// How long a long poll lasts (CIBA, 10.1).
const LONG: SignedDuration = SignedDuration::from_secs(30);
/// How long a poll lasts that lasts too long.
const TOO_LONG: SignedDuration = SignedDuration::from_mins(1);

/// Why there are no tokens, or not yet (CIBA, 11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PollFailure {
    #[error("the user has not decided yet")]
    Pending,
    #[error("the client asks too often")]
    TooSoon,
    #[error("the client asks in spite of everything")]
    Senseless,
    #[error("the server has no time")]
    Busy,
    #[error("the user has denied the request")]
    Denied,
    #[error("the time of the request has passed")]
    Expired,
    #[error("tokens were issued for the request before")]
    Redeemed,
    #[error("the auth_req_id is not known")]
    Unknown,
    #[error("the auth_req_id is that of another client")]
    OtherClient,
}

impl PollFailure {
    /// The error code, as `faults` have it.
    #[must_use]
    pub fn code(self, faults: &mock_kit::FaultPlan) -> &'static str {
        match self {
            Self::Pending if faults.commits(&MISNAMES_PENDING_DECISIONS) => "invalid_grant",
            Self::TooSoon if faults.commits(&MISNAMES_HASTY_POLLS) => "too_hasty",
            Self::Unknown if faults.commits(&MISNAMES_UNKNOWN_AUTH_REQ_IDS) => {
                "authorization_pending"
            }
            Self::Pending => "authorization_pending",
            Self::TooSoon => "slow_down",
            Self::Senseless => "invalid_request",
            Self::Busy => "temporarily_unavailable",
            Self::Denied => "access_denied",
            Self::Expired => "expired_token",
            Self::Redeemed | Self::Unknown | Self::OtherClient => "invalid_grant",
        }
    }
}

/// Issues the tokens that the user has approved of.
///
/// # Errors
/// When there are none, or not for this client, or they cannot be signed.
pub async fn grant(
    server: &AuthorizationServer,
    request: &TokenRequest<'_>,
) -> Result<Issued, Refusal> {
    let auth_req_id = request.form.demand("auth_req_id")?;
    polls(server, request.client)?;
    hold(server, auth_req_id).await;
    stimulated(server, auth_req_id)?;
    let approval = if server.faults.commits(&REDEEMS_AUTH_REQ_IDS_SLOWLY) {
        used_up_later(server, request.client, auth_req_id).await?
    } else {
        used_up(server, request.client, auth_req_id)?
    };
    Ok(user_tokens::first(server, request, &approval).await?)
}

/// CIBA, 11: clients that are pushed to do not ask; those that are pinged may (10.1).
fn polls(server: &AuthorizationServer, client: &RegisteredClient) -> Result<(), Refusal> {
    let mode = client.backchannel.as_ref().map(|own| own.mode);
    let refused = match mode {
        Some(DeliveryMode::Ping) => server.faults.commits(&REFUSES_POLLS_OF_PING_CLIENTS),
        Some(DeliveryMode::Push) => !server.faults.commits(&LETS_PUSH_CLIENTS_POLL),
        // Whatever a client without a mode asks for is not its own.
        Some(DeliveryMode::Poll) | None => false,
    };
    (!refused).then_some(()).ok_or(Refusal::NotForThisClient)
}

/// An honest server answers at once; it may take thirty seconds (CIBA, 10.1).
async fn hold(server: &AuthorizationServer, auth_req_id: &str) {
    if server.faults.commits(&HOLDS_POLLS_FOR_A_MINUTE) {
        server.clock.hold_up(TOO_LONG).await;
    }
    if server.faults.commits(&LONG_POLLS) {
        let mut decisions = server.decisions.subscribe();
        let decided = decisions.wait_for(|_| !is_open(server, auth_req_id));
        tokio::select! {
            () = server.clock.hold_up(LONG) => {}
            _ = decided => {}
        }
    }
}

fn is_open(server: &AuthorizationServer, auth_req_id: &str) -> bool {
    let now = server.clock.unix_now();
    let mut state = server.state();
    let request = state.authentication_requests.get_mut(auth_req_id);
    request.is_some_and(|request| request.is_open(now))
}

/// What is answered for the sake of judging a client, as long as the user has not decided.
fn stimulated(server: &AuthorizationServer, auth_req_id: &str) -> Result<(), PollFailure> {
    let stimuli = [
        (&SLOWS_CLIENTS_DOWN, PollFailure::TooSoon),
        (&CALLS_POLLS_INVALID, PollFailure::Senseless),
        (&ANSWERS_POLLS_WITH_503, PollFailure::Busy),
    ];
    let mut committed = stimuli
        .into_iter()
        .filter(|(fault, _)| server.faults.commits(fault));
    match committed.next() {
        Some((_, failure)) if is_open(server, auth_req_id) => Err(failure),
        _ => Ok(()),
    }
}

/// Looks and marks under one lock, so that of two at once exactly one wins.
fn used_up(
    server: &AuthorizationServer,
    client: &Arc<RegisteredClient>,
    auth_req_id: &str,
) -> Result<Arc<Approval>, PollFailure> {
    let now = server.clock.unix_now();
    let met = with_own(server, client, auth_req_id, |request| {
        (
            request.poll(now),
            request.approval().cloned(),
            Arc::clone(&request.wish),
        )
    });
    let (poll, approval, wish) = match met {
        Ok(met) => met,
        Err(PollFailure::Unknown) if server.faults.commits(&ACCEPTS_UNKNOWN_AUTH_REQ_IDS) => {
            return invented(server, client).ok_or(PollFailure::Unknown);
        }
        Err(failure) => return Err(failure),
    };
    match (poll, approval) {
        (Poll::Granted(approval), _) => Ok(approval),
        (poll, approval) => forgiven(server, &poll, approval, &wish).ok_or(failure(server, &poll)),
    }
}

async fn used_up_later(
    server: &AuthorizationServer,
    client: &Arc<RegisteredClient>,
    auth_req_id: &str,
) -> Result<Arc<Approval>, PollFailure> {
    let look = |request: &mut AuthenticationRequest| {
        let approval = request.approval().cloned();
        approval.filter(|_| !request.is_redeemed())
    };
    let seen = with_own(server, client, auth_req_id, look)?;
    let Some(approval) = seen else {
        return used_up(server, client, auth_req_id);
    };
    let _ = tokio::time::timeout(A_MOMENT, std::future::pending::<()>()).await;
    let _ = used_up(server, client, auth_req_id);
    Ok(approval)
}

/// Does something with the request of this name, if it is that of this client.
fn with_own<T>(
    server: &AuthorizationServer,
    client: &RegisteredClient,
    auth_req_id: &str,
    act: impl FnOnce(&mut AuthenticationRequest) -> T,
) -> Result<T, PollFailure> {
    let mut state = server.state();
    state.authentication_requests.purge(server.clock.unix_now());
    let request = state.authentication_requests.get_mut(auth_req_id);
    let request = request.ok_or(PollFailure::Unknown)?;
    let own = request.wish.client.client_id == client.client_id;
    if !own
        && !server
            .faults
            .commits(&ACCEPTS_AUTH_REQ_IDS_OF_OTHER_CLIENTS)
    {
        return Err(PollFailure::OtherClient);
    }
    Ok(act(request))
}

/// What only a server that misbehaves takes for an approval.
fn forgiven(
    server: &AuthorizationServer,
    poll: &Poll,
    approval: Option<Arc<Approval>>,
    wish: &Wish,
) -> Option<Arc<Approval>> {
    let faults = &server.faults;
    let made = || Some(Arc::new(decision::approval(server, wish)));
    match poll {
        Poll::Pending | Poll::TooSoon if faults.commits(&ISSUES_TOKENS_BEFORE_THE_USER_DECIDES) => {
            made()
        }
        Poll::Denied if faults.commits(&ISSUES_TOKENS_IN_SPITE_OF_A_DENIAL) => made(),
        Poll::Expired if faults.commits(&ACCEPTS_EXPIRED_AUTH_REQ_IDS) => approval,
        Poll::Redeemed if faults.commits(&ACCEPTS_USED_AUTH_REQ_IDS) => approval,
        _ => None,
    }
}

fn failure(server: &AuthorizationServer, poll: &Poll) -> PollFailure {
    let faults = &server.faults;
    match poll {
        Poll::TooSoon => PollFailure::TooSoon,
        Poll::Denied if !faults.commits(&LEAVES_DENIALS_PENDING) => PollFailure::Denied,
        Poll::Expired if !faults.commits(&LEAVES_EXPIRED_REQUESTS_PENDING) => PollFailure::Expired,
        Poll::Redeemed => PollFailure::Redeemed,
        Poll::Pending | Poll::Denied | Poll::Expired | Poll::Granted(_) => PollFailure::Pending,
    }
}

/// An approval that nobody gave.
fn invented(server: &AuthorizationServer, client: &Arc<RegisteredClient>) -> Option<Arc<Approval>> {
    let wish = Wish {
        client: Arc::clone(client),
        user: server.users.first()?.clone(),
        scope: vec![OPENID.to_owned()],
        acr: None,
        binding_message: None,
        notification_token: None,
        lifetime: 0,
    };
    Some(Arc::new(decision::approval(server, &wish)))
}
