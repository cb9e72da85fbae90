//! How a client's requests travel: over connections whose certificates are checked, at a pace that others bear.

use http::StatusCode;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use jiff::SignedDuration;
use mock_kit::tls::{careless_http_client, content_client_of, deadline_of_content, http_client_of};
use mock_kit::{Clock, FaultPlan};
use url::Url;

use super::answer::Answer;
use super::call::{Call, Leg};
use super::error::ClientError;
use super::faults::{download, transport as faulty};
use super::settings::{Pacing, Settings};

/// What the client says of itself.
const USER_AGENT: &str = "office-client";
/// How long it waits between two looks at the same thing, as WIPO's samples do.
const BETWEEN_LOOKS: SignedDuration = SignedDuration::from_secs(5);
/// How often it looks before it gives up.
pub const LOOKS: u32 = 60;
/// How often it comes back after it was turned away.
const RETURNS: u32 = 3;
/// How long it waits when it is turned away without a word.
const USUAL_WAIT: SignedDuration = SignedDuration::from_secs(10);
/// How long it is ready to wait.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_mins(10);
/// The largest answer that it reads, in octets.
const ANSWER_LIMIT: usize = 1 << 30;

/// The way to the other parties.
#[derive(Debug)]
pub struct Line {
    http: reqwest::Client,
    content_http: reqwest::Client,
    careless: Option<reqwest::Client>,
    clock: Clock,
    pacing: Pacing,
    faults: FaultPlan,
}

impl Line {
    /// A line that trusts what the settings say.
    pub fn new(settings: &Settings, faults: FaultPlan) -> Result<Self, ClientError> {
        let trust: Vec<&str> = settings.trust.iter().map(String::as_str).collect();
        let careless = [
            &faulty::TRUSTS_ANY_AUTHORIZATION_SERVER,
            &faulty::TRUSTS_ANY_DAS,
            &faulty::TRUSTS_ANY_STORAGE,
        ];
        let careless = careless.iter().any(|fault| faults.commits(fault));
        let careless = careless
            .then(|| careless_http_client(USER_AGENT))
            .transpose()?;
        Ok(Self {
            http: http_client_of(USER_AGENT, &trust)?,
            content_http: content_client_of(USER_AGENT, &trust)?,
            careless,
            clock: settings.clock.clone(),
            pacing: settings.pacing,
            faults,
        })
    }

    /// Sends a request, again after a while where it is turned away for now.
    pub async fn send(&self, call: &Call) -> Result<Answer, ClientError> {
        let mut returned = 0;
        loop {
            let answer = self.send_once(call).await?;
            match wait_asked(&answer).filter(|_| returned < RETURNS) {
                Some(wait) if wait <= LONGEST_WAIT => self.wait_as_asked(wait).await,
                _ => return Ok(answer),
            }
            returned += 1;
        }
    }

    /// Lets the time between two looks pass.
    pub async fn pause(&self) {
        if !self.faults.commits(&faulty::POLLS_WITHOUT_PAUSE) {
            self.wait(BETWEEN_LOOKS).await;
        }
    }

    async fn wait_as_asked(&self, span: SignedDuration) {
        if !self.faults.commits(&faulty::IGNORES_RETRY_AFTER) {
            self.wait(span).await;
        }
    }

    async fn wait(&self, span: SignedDuration) {
        match self.pacing {
            Pacing::Real => self.clock.wait(span).await,
            Pacing::MovesTheClock => self.clock.advance(span),
        }
    }

    async fn send_once(&self, call: &Call) -> Result<Answer, ClientError> {
        let answer = self.exchange(call).await?;
        let elsewhere = answer.location().and_then(|place| Url::parse(place).ok());
        match elsewhere {
            Some(url)
                if self
                    .faults
                    .commits(&faulty::TAKES_THE_TOKEN_TO_REDIRECTIONS) =>
            {
                let call = Call {
                    url,
                    ..call.clone()
                };
                self.exchange(&call).await
            }
            _ => Ok(answer),
        }
    }

    async fn exchange(&self, call: &Call) -> Result<Answer, ClientError> {
        let mut request = self
            .http(call)
            .request(call.method.clone(), call.url.clone());
        if let Some(token) = &call.bearer {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        if let Some((media_type, octets)) = &call.body {
            request = request
                .header(CONTENT_TYPE, *media_type)
                .timeout(deadline_of_content(octets.len()))
                .body(octets.clone());
        }
        let response = request
            .send()
            .await
            .map_err(|error| unreachable(call, error))?;
        self.read(call, response).await
    }

    /// An answer that breaks off is none (RFC 9112, 8).
    async fn read(
        &self,
        call: &Call,
        mut response: reqwest::Response,
    ) -> Result<Answer, ClientError> {
        let mut answer = Answer {
            status: response.status(),
            headers: response.headers().clone(),
            body: Vec::new(),
        };
        loop {
            match response.chunk().await {
                Ok(Some(part)) => answer.body.extend_from_slice(&part),
                Ok(None) => return Ok(answer),
                Err(_)
                    if self
                        .faults
                        .commits(&download::KEEPS_WHAT_CAME_OF_A_DOWNLOAD) =>
                {
                    return Ok(answer);
                }
                Err(error) => return Err(unreachable(call, error)),
            }
            if answer.body.len() > ANSWER_LIMIT {
                return Err(ClientError::Unusable {
                    what: call.what,
                    member: "end",
                });
            }
        }
    }

    fn http(&self, call: &Call) -> &reqwest::Client {
        let careless = match call.leg {
            Leg::AuthorizationServer => &faulty::TRUSTS_ANY_AUTHORIZATION_SERVER,
            Leg::Das => &faulty::TRUSTS_ANY_DAS,
            Leg::Storage => &faulty::TRUSTS_ANY_STORAGE,
        };
        match &self.careless {
            Some(http) if self.faults.commits(careless) => http,
            _ if call.fetches_content() => &self.content_http,
            _ => &self.http,
        }
    }
}

/// For how long the sender of an answer wants to be left alone.
fn wait_asked(answer: &Answer) -> Option<SignedDuration> {
    let turned_away = [
        StatusCode::TOO_MANY_REQUESTS,
        StatusCode::SERVICE_UNAVAILABLE,
    ];
    turned_away
        .contains(&answer.status)
        .then(|| answer.retry_after().unwrap_or(USUAL_WAIT))
}

/// What went wrong on the way, without the URL, which may be a signed one.
fn unreachable(call: &Call, error: reqwest::Error) -> ClientError {
    let error = error.without_url();
    let mut why = error.to_string();
    let mut cause = std::error::Error::source(&error);
    while let Some(deeper) = cause {
        why = format!("{why}: {deeper}");
        cause = deeper.source();
    }
    ClientError::Unreachable {
        what: call.what,
        why,
    }
}
