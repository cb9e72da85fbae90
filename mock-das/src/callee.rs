//! The parties that DAS calls: offices with an API of their own, and the PCT service.

use std::sync::{Arc, PoisonError};

use http::header::RETRY_AFTER;
use http::{HeaderMap, StatusCode};
use jiff::SignedDuration;
use mock_kit::strict_json;
use serde_json::Value;
use url::Url;

use crate::authorization_server::read_limited;
use crate::das::Das;
use crate::das_error::Reason;
use crate::faults::forwarding as faulty;
use crate::operations::Operation;
use crate::settings::TokenSource;
use crate::state::errand::Holder;
use crate::tokens::Tokens;

/// The longest message of another party that is passed on.
const MESSAGE_LIMIT: usize = 256;

/// A party as DAS calls it: at its base, with access tokens that were minted for calls to it.
#[derive(Clone, Debug)]
pub struct Callee {
    base: Url,
    tokens: Arc<Tokens>,
}

/// What came of a call.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The party did what it was asked for, and answered this.
    Answered(Value),
    /// The party will not do it.
    Refused(Reason),
    /// The party could not be reached or could not do it now; it may have said how long to wait.
    Missed(Option<SignedDuration>),
}

impl Callee {
    /// Whoever keeps a document; none where it cannot be called.
    pub async fn holding(das: &Das, holder: &Holder) -> Option<Self> {
        match holder {
            Holder::Office(code) => Self::office(das, code).await,
            Holder::Pct => Self::pct(das).await,
        }
    }

    /// The office with this code, where it has an API of its own.
    pub async fn office(das: &Das, code: &str) -> Option<Self> {
        let api = das.white_list.office_called(code)?.api?;
        Self::at(das, &api.base, &api.tokens).await
    }

    async fn pct(das: &Das) -> Option<Self> {
        let service = {
            let known = das.pct.read().unwrap_or_else(PoisonError::into_inner);
            known.clone()?
        };
        Self::at(das, &service.base, &service.tokens).await
    }

    /// Nothing leaves DAS unencrypted (DAS-NET-04).
    async fn at(das: &Das, base: &Url, source: &TokenSource) -> Option<Self> {
        if base.scheme() != "https" {
            return None;
        }
        Some(Self {
            base: base.clone(),
            tokens: das.outbound.tokens(source).await,
        })
    }

    /// The same party, called with the tokens for another one: a fault.
    #[must_use]
    pub fn with_tokens_for(self, other: Option<Self>) -> Self {
        match other {
            Some(other) => Self {
                tokens: other.tokens,
                ..self
            },
            None => self,
        }
    }

    /// Under which URL its operations stand.
    pub fn base(&self) -> &Url {
        &self.base
    }

    /// An access token for calls to it.
    pub async fn token(&self) -> Option<String> {
        self.tokens.token().await
    }

    /// Calls an operation.
    pub async fn call(&self, das: &Das, operation: &Operation, body: Value) -> Outcome {
        let Some(url) = self.url(operation) else {
            return Outcome::Missed(None);
        };
        let mut request = das.line().post(url).json(&das.variant.fields.outward(body));
        if !das.faults.commits(&faulty::FORWARDS_WITHOUT_TOKEN) {
            match self.token().await {
                Some(token) => request = request.bearer_auth(token),
                None => return Outcome::Missed(None),
            }
        }
        match request.send().await {
            Ok(response) => self.outcome(response).await,
            Err(_) => Outcome::Missed(None),
        }
    }

    fn url(&self, operation: &Operation) -> Option<Url> {
        let base = self.base.as_str().trim_end_matches('/');
        Url::parse(&format!("{base}{}", operation.path)).ok()
    }

    async fn outcome(&self, response: reqwest::Response) -> Outcome {
        let status = response.status();
        if status == StatusCode::UNAUTHORIZED {
            self.tokens.forget().await;
            return Outcome::Missed(None);
        }
        if may_pass(status) {
            return Outcome::Missed(retry_after(response.headers()));
        }
        let Some(body) = read_limited(response).await else {
            return Outcome::Missed(None);
        };
        let body = strict_json::parse(&body).unwrap_or(Value::Null);
        if status.is_success() {
            Outcome::Answered(body)
        } else {
            Outcome::Refused(reason(&body))
        }
    }
}

/// Whether a refusal is one of the moment.
pub fn may_pass(status: StatusCode) -> bool {
    status.is_server_error()
        || status == StatusCode::TOO_MANY_REQUESTS
        || status == StatusCode::REQUEST_TIMEOUT
}

/// The wait that a party asks for, where it says it in seconds (RFC 9110, 10.2.3).
pub fn retry_after(headers: &HeaderMap) -> Option<SignedDuration> {
    let seconds: u32 = headers
        .get(RETRY_AFTER)?
        .to_str()
        .ok()?
        .trim()
        .parse()
        .ok()?;
    Some(SignedDuration::from_secs(seconds.max(1).into()))
}

/// The first of the details of an error body, in either shape.
fn reason(body: &Value) -> Reason {
    let error = body.get("error").unwrap_or(body);
    let first = error.get("details").and_then(|details| details.get(0));
    let code = first.and_then(|first| first.get("code"));
    let message = first
        .and_then(|first| first.get("message"))
        .and_then(Value::as_str);
    code.and_then(Value::as_i64)
        .and_then(|code| i32::try_from(code).ok())
        .map_or(Reason::HolderSilent, |code| reported(code, message))
}

/// What another party gives as its reason, fit to be passed on.
pub fn reported(code: i32, message: Option<&str>) -> Reason {
    let plain = message.unwrap_or("whoever keeps the document reports an error");
    let plain = plain.chars().filter(|character| !character.is_control());
    Reason::Reported {
        code,
        message: plain.take(MESSAGE_LIMIT).collect(),
    }
}
