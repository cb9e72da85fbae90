//! Asking for the result of an authentication (CIBA, 10.1), as a client should and otherwise.

use std::str::FromStr;

use mock_kit::tls::LONG_POLL_DEADLINE;

use super::attempt::{self, Attempt};
use super::flow::BackchannelFlow;
use super::pace::Pace;
use super::request::without_certificate;
use crate::actor::environment::Environment;
use crate::actor::environment::backchannel::{CIBA_GRANT, Decision};
use crate::actor::environment::clients::OauthClient;
use crate::actor::oauth_client::answer::Answer;
use crate::actor::oauth_client::request::TokenRequest;
use crate::actor::oauth_client::{authenticating, knock, role_of};
use crate::requirement::backchannel_wire::DeliveryMode;
use crate::stop::Stop;

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
        change: |request| request.with("auth_req_id", crate::randomness::identifier()),
        sender: Sender::Client,
    },
    PollDeviation {
        name: "by the former name of the grant",
        change: |request| request.with("grant_type", FORMER_GRANT),
        sender: Sender::Client,
    },
];

impl PollDeviation {
    /// Polls in this way, again and again where that is answered as if the user had not decided yet. A client of its own has to have tokens
    /// of its own first, or nothing can be said.
    pub async fn send_after_decision(
        &self,
        environment: &Environment,
        flow: &BackchannelFlow,
        asked: &Attempt,
    ) -> Result<Answer, Stop> {
        if self.sender == Sender::AnotherClient {
            let client = flow.another()?.clone();
            let own = BackchannelFlow::survey(environment, client, DeliveryMode::Poll).await?;
            tokens(environment, &own).await?;
        }
        let name = asked.name()?;
        persist(environment, asked, async || {
            self.send(environment, flow, name).await
        })
        .await
    }

    async fn send(
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
            Sender::WithoutCertificate => without_certificate(client),
            Sender::NameAlone if client.credential.is_certificate() => without_certificate(client),
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
    asked: &Attempt,
) -> Result<Answer, Stop> {
    let name = asked.name()?;
    persist(environment, asked, async || {
        poll(environment, flow, name).await
    })
    .await
}

/// Two polls at the same moment, again and again where both are answered as if the user had not decided yet.
pub async fn poll_twice_after_decision(
    environment: &Environment,
    flow: &BackchannelFlow,
    asked: &Attempt,
) -> Result<[Answer; 2], Stop> {
    let name = asked.name()?;
    let mut pace = Pace::of(asked);
    loop {
        let (one, other) =
            futures::join!(poll(environment, flow, name), poll(environment, flow, name));
        let answers = [one?, other?];
        if !pace.goes_on(environment, &answers).await? {
            return Ok(answers);
        }
    }
}

/// Polls until that is answered as by a server that knows of the decision.
async fn persist(
    environment: &Environment,
    asked: &Attempt,
    poll: impl AsyncFn() -> Result<Answer, Stop>,
) -> Result<Answer, Stop> {
    let mut pace = Pace::of(asked);
    loop {
        let answer = poll().await?;
        if !pace
            .goes_on(environment, std::slice::from_ref(&answer))
            .await?
        {
            return Ok(answer);
        }
    }
}

/// The tokens for a user who approves; a refusal is inconclusive, since it is judged elsewhere.
pub async fn tokens(environment: &Environment, flow: &BackchannelFlow) -> Result<Answer, Stop> {
    let asked = attempt::honest(environment, flow).await?;
    let refused =
        |told: String| Stop::inconclusive(format!("no user could be authenticated: {told}"));
    let name = asked.auth_req_id().ok_or_else(|| refused(asked.told()))?;
    environment.decide(name, Decision::Approves).await?;
    let answer = poll_after_decision(environment, flow, &asked).await?;
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
    let call = request.to_call(&flow.server.token_endpoint);
    knock(&sender, call.patient(LONG_POLL_DEADLINE)).await
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
