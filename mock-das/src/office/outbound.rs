//! The calls of the office to DAS: authenticated, over encrypted channels only, and repeated while DAS cannot take them.

use http::header::RETRY_AFTER;
use http::{HeaderMap, Method, StatusCode};
use jiff::SignedDuration;
use serde_json::Value;
use url::Url;

use super::faults::outbound as faulty;
use super::service::Service;
use super::state::stage::Stage;
use crate::authorization_server::read_limited;
use mock_kit::strict_json;

/// The waits before the second and each further attempt, where DAS does not say how long to wait.
const BACKOFF: [SignedDuration; 7] = [
    SignedDuration::from_secs(30),
    SignedDuration::from_mins(2),
    SignedDuration::from_mins(10),
    SignedDuration::from_mins(30),
    SignedDuration::from_hours(1),
    SignedDuration::from_hours(1),
    SignedDuration::from_hours(1),
];
/// The longest wait that DAS can ask for.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(24);

/// A call to an operation of DAS.
#[derive(Clone, Debug)]
pub struct Call<'a> {
    /// Its method.
    pub method: Method,
    /// Its path, and query, below the base of DAS.
    pub path: &'a str,
    /// Its JSON body.
    pub body: Option<&'a Value>,
}

/// What became of one attempt.
enum Attempt {
    /// DAS served it, with this body, null where there is none.
    Served(Value),
    /// DAS could not serve it now, and may have said when it can.
    Missed(Option<SignedDuration>),
    /// DAS will never serve it.
    Refused,
}

/// Calls DAS until it serves or refuses the call, or until there were enough attempts.
pub async fn call(service: &Service, call: &Call<'_>) -> Result<Value, Stage> {
    for number in 0.. {
        match attempt(service, call).await {
            Attempt::Served(body) => return Ok(body),
            Attempt::Refused => return Err(Stage::Refused),
            Attempt::Missed(asked) => wait(service, number, asked).await?,
        }
    }
    Err(Stage::GivenUp)
}

/// Waits before the next attempt, as long as DAS asks for or a little longer each time.
async fn wait(
    service: &Service,
    number: usize,
    asked: Option<SignedDuration>,
) -> Result<(), Stage> {
    if service.faults.commits(&faulty::NEVER_REPEATS_A_CALL) {
        return Err(Stage::GivenUp);
    }
    let backoff = BACKOFF.get(number).ok_or(Stage::GivenUp)?;
    let asked = asked.map(|asked| asked.min(LONGEST_WAIT));
    let wait = match asked {
        Some(_) if service.faults.commits(&faulty::IGNORES_RETRY_AFTER) => {
            SignedDuration::from_secs(1)
        }
        Some(asked) => asked,
        None => *backoff,
    };
    service.clock.wait(wait).await;
    Ok(())
}

async fn attempt(service: &Service, call: &Call<'_>) -> Attempt {
    let Some(base) = service.arrangement().das else {
        return Attempt::Missed(None);
    };
    let Some(url) = below(&base, call.path) else {
        return Attempt::Refused;
    };
    let mut request = service.http.request(call.method.clone(), url);
    if let Some(body) = call.body {
        request = request.json(body);
    }
    if !service.faults.commits(&faulty::CALLS_WITHOUT_A_TOKEN) {
        match service.tokens.token().await {
            Some(token) => request = request.bearer_auth(token),
            None if service.faults.commits(&faulty::GIVES_UP_WITHOUT_A_TOKEN) => {
                return Attempt::Refused;
            }
            None => return Attempt::Missed(None),
        }
    }
    match request.send().await {
        Ok(response) => judged(service, response).await,
        Err(_) => Attempt::Missed(None),
    }
}

/// Nothing of the office's leaves it unencrypted.
fn below(base: &Url, path: &str) -> Option<Url> {
    let text = format!("{}/{path}", base.as_str().trim_end_matches('/'));
    let url = Url::parse(&text).ok()?;
    (url.scheme() == "https").then_some(url)
}

async fn judged(service: &Service, response: reqwest::Response) -> Attempt {
    let status = response.status();
    if status.is_success() {
        let body = read_limited(response).await.unwrap_or_default();
        return Attempt::Served(strict_json::parse(&body).unwrap_or_default());
    }
    if status == StatusCode::UNAUTHORIZED {
        service.tokens.forget().await;
        return Attempt::Missed(None);
    }
    if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
        return Attempt::Missed(asked_wait(response.headers()));
    }
    Attempt::Refused
}

/// `Retry-After` in seconds; a date in its place is treated as if nothing was said.
fn asked_wait(headers: &HeaderMap) -> Option<SignedDuration> {
    let seconds: u32 = headers
        .get(RETRY_AFTER)?
        .to_str()
        .ok()?
        .trim()
        .parse()
        .ok()?;
    Some(SignedDuration::from_secs(i64::from(seconds)))
}
