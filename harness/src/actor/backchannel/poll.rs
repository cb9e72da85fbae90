//! Asking for the result of an authentication (CIBA, 10.1), as a client should and otherwise.

use std::str::FromStr;

use jiff::SignedDuration;

use super::attempt;
use super::flow::BackchannelFlow;
use crate::actor::environment::Environment;
use crate::actor::environment::backchannel::{CIBA_GRANT, Decision};
use crate::actor::environment::clients::OauthClient;
use crate::actor::oauth_client::answer::Answer;
use crate::actor::oauth_client::request::TokenRequest;
use crate::actor::oauth_client::{authenticating, knock, role_of};
use crate::stop::Stop;

/// How long a client waits between two polls of a server that is not ours.
const PAUSE: SignedDuration = SignedDuration::from_secs(11);
/// How many polls after a decision are enough.
const ROUNDS: u32 = 4;
/// What the grant was called in drafts.
const FORMER_GRANT: &str = "urn:openid:params:modrna:grant-type:backchannel_request";

/// One difference from a legal poll.
#[derive(Debug)]
pub struct PollDeviation {
    /// What it is called in feature files and reports.
    pub name: &'static str,
    change: fn(TokenRequest) -> TokenRequest,
    sender: Sender,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sender {
    Client,
    AnotherClient,
    NameAlone,
    WithoutCertificate,
}

/// The rows.
pub static ROWS: &[PollDeviation] = &[
    PollDeviation {
        name: "with another client's credentials",
        change: |request| request,
        sender: Sender::AnotherClient,
    },
    PollDeviation {
        name: "without proof of who it is",
        change: |request| request,
        sender: Sender::NameAlone,
    },
    PollDeviation {
        name: "over a connection without a certificate",
        change: |request| request,
        sender: Sender::WithoutCertificate,
    },
    PollDeviation {
        name: "under a name that was never given out",
        change: |request| request.with("auth_req_id", mock_kit::entropy::identifier()),
        sender: Sender::Client,
    },
    PollDeviation {
        name: "by the former name of the grant",
        change: |request| request.with("grant_type", FORMER_GRANT),
        sender: Sender::Client,
    },
];

impl PollDeviation {
    /// Polls in this way.
    pub async fn send(
        &self,
        environment: &Environment,
        flow: &BackchannelFlow,
        auth_req_id: &str,
    ) -> Result<Answer, Stop> {
        let client = match self.sender {
            Sender::AnotherClient => flow.another()?,
            Sender::Client | Sender::NameAlone | Sender::WithoutCertificate => &flow.client,
        };
        let request = (self.change)(request(auth_req_id));
        let request = match self.sender {
            Sender::NameAlone => request.with("client_id", client.client_id.as_str()),
            _ => proved(environment, flow, client, request),
        };
        let shown = match self.sender {
            Sender::WithoutCertificate => OauthClient {
                identity: None,
                ..client.clone()
            },
            _ => client.clone(),
        };
        send(environment, flow, &shown, &request).await
    }
}

/// Polls as the client should.
pub async fn poll(
    environment: &Environment,
    flow: &BackchannelFlow,
    auth_req_id: &str,
) -> Result<Answer, Stop> {
    let request = proved(environment, flow, &flow.client, request(auth_req_id));
    send(environment, flow, &flow.client, &request).await
}

/// Polls as the client should after the user has decided: a server that is not ours may take a moment to notice.
pub async fn poll_after_decision(
    environment: &Environment,
    flow: &BackchannelFlow,
    auth_req_id: &str,
) -> Result<Answer, Stop> {
    let mut answer = poll(environment, flow, auth_req_id).await?;
    for _ in 0..ROUNDS {
        let waits = matches!(answer.error(), Some("authorization_pending" | "slow_down"));
        if environment.is_built_in() || !waits {
            break;
        }
        environment.clock().wait(PAUSE).await;
        answer = poll(environment, flow, auth_req_id).await?;
    }
    Ok(answer)
}

/// The tokens for a user who approves; a refusal is inconclusive, since it is judged elsewhere.
pub async fn tokens(environment: &Environment, flow: &BackchannelFlow) -> Result<Answer, Stop> {
    let asked = attempt::honest(environment, flow).await?;
    let refused =
        |told: String| Stop::inconclusive(format!("no user could be authenticated: {told}"));
    let name = asked.auth_req_id().ok_or_else(|| refused(asked.told()))?;
    environment.decide(name, Decision::Approves).await?;
    let answer = poll_after_decision(environment, flow, name).await?;
    if answer.issues_a_token() {
        return Ok(answer);
    }
    Err(refused(answer.to_string()))
}

fn request(auth_req_id: &str) -> TokenRequest {
    TokenRequest::of_grant(CIBA_GRANT).with("auth_req_id", auth_req_id)
}

fn proved(
    environment: &Environment,
    flow: &BackchannelFlow,
    client: &OauthClient,
    request: TokenRequest,
) -> TokenRequest {
    let now = environment.clock().unix_now();
    let audience = flow.server.token_endpoint.as_str();
    let proof = authenticating(client, audience, now, None);
    let add = |request: TokenRequest, (name, value): (String, String)| request.with(&name, value);
    proof.into_iter().fold(request, add)
}

async fn send(
    environment: &Environment,
    flow: &BackchannelFlow,
    client: &OauthClient,
    request: &TokenRequest,
) -> Result<Answer, Stop> {
    let sender = environment.sender_as(role_of(client.who), client)?;
    knock(&sender, request.to_call(&flow.server.token_endpoint)).await
}

/// A deviation by its name, as it stands in a step.
#[derive(Debug, Clone, Copy, cucumber::Parameter)]
#[param(name = "poll_deviation", regex = ".+")]
pub struct PollDeviationName(pub &'static PollDeviation);

impl FromStr for PollDeviationName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = ROWS.iter().find(|row| row.name == text);
        known
            .map(Self)
            .ok_or_else(|| format!("there is no poll {text}"))
    }
}
