//! The harness's HTTP client: it sends what it is told, records what came back, and never follows or repeats anything.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use mock_kit::Clock;
use mock_kit::journal::next_turn;
use mock_kit::tls::{ClientIdentity, TlsError};
use reqwest::header::{HeaderName, HeaderValue};
use url::Url;

use super::body;
use super::call::Call;
use super::log::ExchangeLog;
use super::model::{Exchange, Request, Response};
use super::pace::Pace;
use crate::actor::Party;
use crate::stop::Stop;
use crate::target::is_production;

/// The largest response body that is read, in octets.
pub const RESPONSE_LIMIT: usize = 80 << 20;

/// The `User-Agent` of everything that the judge sends.
pub const USER_AGENT: &str = concat!("das-conformance/", env!("CARGO_PKG_VERSION"));

/// What every sender of a scenario shares.
#[derive(Debug, Clone)]
pub struct Line {
    /// The HTTP client with its trust.
    pub http: reqwest::Client,
    /// The scenario's clock.
    pub clock: Clock,
    /// Where exchanges are recorded.
    pub log: ExchangeLog,
    /// The parties under judgement in this scenario.
    pub judged: Arc<Mutex<BTreeSet<Party>>>,
    /// How hard the parties may be pressed, where they are not ours.
    pub pace: Option<Arc<Pace>>,
    /// How long one request may take, where the target file says so.
    pub deadline: Option<Duration>,
    /// The TLS configuration for what is written past the HTTP client.
    pub tls: Arc<rustls::ClientConfig>,
    /// The authorities that vouch for the parties, as PEM texts.
    pub trust: Arc<[String]>,
}

impl Line {
    /// The same, with a certificate to show where one is asked for.
    fn showing(&self, identity: &ClientIdentity) -> Result<Self, TlsError> {
        let trust: Vec<&str> = self.trust.iter().map(String::as_str).collect();
        Ok(Self {
            http: mock_kit::tls::http_client_as(USER_AGENT, identity, &trust)?,
            tls: Arc::new(mock_kit::tls::client_config_as(Some(identity), &trust)?),
            ..self.clone()
        })
    }

    /// Waits for the turn of one request.
    async fn turn(&self) {
        if let Some(pace) = &self.pace {
            pace.turn().await;
        }
    }

    /// Waits for the turn of a request to this address. Wherever that came from, metadata and answers among them, it never leads to a
    /// production system.
    pub async fn approach(&self, url: &Url) -> Result<(), Stop> {
        if is_production(url) {
            let why = format!("{url} is a production system: a run has no business there");
            return Err(Stop::configuration(why));
        }
        self.turn().await;
        Ok(())
    }

    /// Whether what `party` emits is judged.
    pub fn judges(&self, party: Party) -> bool {
        let judged = self.judged.lock().unwrap_or_else(PoisonError::into_inner);
        judged.contains(&party)
    }
}

/// Sends on behalf of one role.
#[derive(Debug, Clone)]
pub struct Sender {
    pub(super) from: String,
    pub(super) line: Line,
}

impl Sender {
    /// A sender that goes by `from` in the report.
    pub fn new(from: &str, line: Line) -> Self {
        Self {
            from: from.to_owned(),
            line,
        }
    }

    /// The same over connections of its own, with a certificate to show where one is asked for.
    pub fn showing(self, identity: &ClientIdentity) -> Result<Self, TlsError> {
        let line = self.line.showing(identity)?;
        Ok(Self { line, ..self })
    }

    /// The same for requests that are to race: they wait for one turn together, and go out unpaced from then on.
    pub async fn for_a_race(&self) -> Self {
        self.line.turn().await;
        let mut racing = self.clone();
        racing.line.pace = None;
        racing
    }

    /// Sends a request and returns the exchange with its response.
    ///
    /// Nothing coming back is inconclusive: it may be the network.
    pub async fn send(&self, call: Call) -> Result<Exchange, Stop> {
        let exchange = self.try_send(call).await?;
        match &exchange.failure {
            None => Ok(exchange),
            Some(failure) => Err(Stop::inconclusive(format!(
                "{} could not be reached at {}: {failure}",
                exchange.to, exchange.request.url
            ))),
        }
    }

    /// Sends a request and returns the exchange, whether or not anything came back.
    pub async fn try_send(&self, call: Call) -> Result<Exchange, Stop> {
        let mut request = self.build(&call)?;
        if let Some(deadline) = self.line.deadline {
            *request.timeout_mut() = Some(deadline);
        }
        self.line.approach(request.url()).await?;
        let turn = next_turn();
        let draft = self.draft(call);
        let answered = match self.line.http.execute(request).await {
            Ok(response) => read(response, RESPONSE_LIMIT).await,
            Err(error) => Err(causes(&error)),
        };
        let exchange = match answered {
            Ok(response) => Exchange {
                response: Some(response),
                ..draft
            },
            Err(failure) => Exchange {
                failure: Some(failure),
                ..draft
            },
        };
        Ok(self.line.log.record(turn, exchange))
    }

    /// Records what somebody else has sent, and what they say came back; it is not judged by invariants.
    pub fn witnessed(&self, call: Call, response: Response) -> Exchange {
        let turn = next_turn();
        let exchange = Exchange {
            response: Some(response),
            judged: false,
            ..self.draft(call)
        };
        self.line.log.record(turn, exchange)
    }

    fn build(&self, call: &Call) -> Result<reqwest::Request, Stop> {
        let method = call.method.parse().map_err(Stop::harness_bug)?;
        let mut request = self.line.http.request(method, call.url.clone());
        for (name, value) in &call.headers {
            let name: HeaderName = name.parse().map_err(Stop::harness_bug)?;
            let value = HeaderValue::from_str(value).map_err(Stop::harness_bug)?;
            request = request.header(name, value);
        }
        if !call.body.is_empty() || call.method != "GET" {
            request = request.body(call.body.clone());
        }
        if let Some(patience) = call.patience {
            request = request.timeout(patience);
        }
        request.build().map_err(Stop::harness_bug)
    }

    fn draft(&self, call: Call) -> Exchange {
        Exchange {
            number: 0,
            from: self.from.clone(),
            to: call.party.name().to_owned(),
            at: self.line.clock.now(),
            request: Request {
                method: call.method.to_owned(),
                url: call.url.to_string(),
                headers: call.headers,
                body: call.body,
            },
            response: None,
            failure: None,
            tls: None,
            raw: false,
            judged: self.line.judges(call.party),
        }
    }
}

impl Stop {
    pub(crate) fn harness_bug(error: impl std::fmt::Display) -> Self {
        Self::harness(error.to_string())
    }
}

/// A response that is read whole, or what stood in the way: of half a body nothing can be said.
async fn read(response: reqwest::Response, limit: usize) -> Result<Response, String> {
    let status = response.status().as_u16();
    let headers = response.headers().iter().map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes());
        (name.as_str().to_owned(), value.into_owned())
    });
    let headers = headers.collect();
    let body = body::read(response, limit).await;
    let body = body.map_err(|error| causes(&error))?;
    if !body.is_whole {
        return Err(format!("it answers more than {limit} octets"));
    }
    Ok(Response {
        status,
        headers,
        body: body.octets,
    })
}

/// An error with all its causes, since the outermost one says little.
pub(crate) fn causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text = format!("{text}: {inner}");
        cause = inner.source();
    }
    text
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use super::*;
    use crate::verdict::Outcome;

    #[tokio::test]
    async fn half_a_body_is_no_response() {
        let answer = || reqwest::Response::from(http::Response::new("12345"));
        assert_eq!(read(answer(), 5).await.unwrap().body, b"12345");
        let failure = read(answer(), 4).await.unwrap_err();
        assert_eq!(failure, "it answers more than 4 octets");
    }

    #[tokio::test]
    async fn nothing_is_sent_to_a_production_system() {
        let line = Line {
            http: mock_kit::tls::http_client(&[]).unwrap(),
            clock: Clock::system(),
            log: ExchangeLog::default(),
            judged: Arc::default(),
            pace: None,
            deadline: None,
            tls: Arc::new(mock_kit::tls::client_config(&[]).unwrap()),
            trust: [].into(),
        };
        let url: Url = "https://www5.wipo.int/am/oauth2/token".parse().unwrap();
        let sent = Sender::new("client", line.clone())
            .try_send(Call::get(Party::AuthorizationServer, url))
            .await;
        let outcome = sent.unwrap_err().outcome();
        assert!(
            matches!(outcome, Outcome::ConfigurationError(_)),
            "{outcome:?}"
        );
        assert!(line.log.entries().is_empty());
    }
}
