//! Asking for results (CIBA, 10.1 and 11).

use http::StatusCode;
use http::header::RETRY_AFTER;
use jiff::fmt::rfc2822;
use jiff::{SignedDuration, Timestamp};
use mock_kit::answer;
use mock_kit::tls::LONG_POLL_DEADLINE;
use serde_json::{Value, json};

use super::acknowledgement::{Acknowledgement, later};
use super::client::{CibaClient, LENGTH_LIMIT};
use super::faults::poll as faulty;
use super::metadata::Metadata;
use super::stop::Stop;

/// The grant by which it asks.
const GRANT: &str = "urn:openid:params:grant-type:ciba";
/// Seconds by which it slows down when it is told to (CIBA, 11).
const SLOWER: i64 = 5;
/// Seconds for which it waits for an answer: half a minute, and some more for the way (CIBA, 10.1).
const PATIENCE: SignedDuration = SignedDuration::from_secs(35);
/// Seconds for which a client waits that has no patience.
const IMPATIENCE: SignedDuration = SignedDuration::from_secs(10);

/// What a poll was answered with.
struct Answer {
    body: Value,
    /// When the server has time again, where it says that it has none (RFC 9110, 10.2.3 and 15.6.4).
    retry_at: Option<Timestamp>,
}

impl CibaClient {
    /// Asks until there are tokens, or will never be.
    pub async fn poll_for_tokens(
        &self,
        flow: usize,
        metadata: &Metadata,
        acknowledged: &Acknowledgement,
    ) -> Result<(), Stop> {
        let mut interval = acknowledged.interval;
        while self.now() < acknowledged.ends_at {
            let sent_at = self.now();
            let answer = self.poll(flow, metadata, &acknowledged.auth_req_id).await?;
            match answer.body["error"].as_str() {
                None if answer.body["access_token"].is_string() => {
                    return self.check_polled(metadata, &answer.body).await;
                }
                Some("authorization_pending") if !self.is_intolerant() => {}
                Some("slow_down") if !self.commits(&faulty::STOPS_WHEN_SLOWED_DOWN) => {
                    interval = self.slower(interval);
                }
                Some("invalid_request")
                    if self.commits(&faulty::POLLS_ON_AFTER_INVALID_REQUEST) => {}
                _ if answer.retry_at.is_some() => {}
                code => return Err(Stop::Ended(code.unwrap_or("no error code").to_owned())),
            }
            let next = later(sent_at, self.pace(interval)).max(self.retry_at(&answer));
            self.wait_until(flow, next.min(acknowledged.ends_at)).await;
        }
        Err(Stop::Late)
    }

    fn is_intolerant(&self) -> bool {
        self.commits(&faulty::TAKES_EVERY_REFUSAL_FOR_THE_END)
    }

    fn slower(&self, interval: i64) -> i64 {
        if self.commits(&faulty::KEEPS_ITS_PACE) {
            return interval;
        }
        interval.saturating_add(SLOWER)
    }

    /// CIBA, 10.1: a server that has no time says when it will have.
    fn retry_at(&self, answer: &Answer) -> Timestamp {
        let stated = answer.retry_at;
        let heeded = stated.filter(|_| !self.commits(&faulty::IGNORES_RETRY_AFTER));
        heeded.unwrap_or(Timestamp::MIN)
    }

    fn pace(&self, interval: i64) -> i64 {
        if self.commits(&faulty::POLLS_TOO_FAST) {
            return 1;
        }
        interval
    }

    /// One poll; the next one begins after its answer.
    async fn poll(
        &self,
        flow: usize,
        metadata: &Metadata,
        auth_req_id: &str,
    ) -> Result<Answer, Stop> {
        self.note(flow, |progress| progress.awaits_answer = true);
        let answer = self.answered(metadata, auth_req_id).await;
        self.note(flow, |progress| progress.awaits_answer = false);
        answer
    }

    async fn answered(&self, metadata: &Metadata, auth_req_id: &str) -> Result<Answer, Stop> {
        let patience = if self.commits(&faulty::GIVES_UP_LONG_POLLS) {
            IMPATIENCE
        } else {
            PATIENCE
        };
        if self.commits(&faulty::OVERLAPS_ITS_POLLS) {
            let sending = (
                self.send(metadata, auth_req_id),
                self.send(metadata, auth_req_id),
            );
            let (one, other) = tokio::join!(sending.0, sending.1);
            let (one, other) = (one?, other?);
            let granted = one.body["access_token"].is_string();
            return Ok(if granted { one } else { other });
        }
        tokio::select! {
            biased;
            () = self.settings.clock.deadline(patience) => Err(Stop::Late),
            answer = self.send(metadata, auth_req_id) => answer,
        }
    }

    async fn send(&self, metadata: &Metadata, auth_req_id: &str) -> Result<Answer, Stop> {
        let name = if self.commits(&faulty::ALTERS_THE_AUTH_REQ_ID) {
            auth_req_id.to_ascii_lowercase()
        } else {
            auth_req_id.to_owned()
        };
        let mut form = vec![
            ("grant_type".to_owned(), GRANT.to_owned()),
            ("auth_req_id".to_owned(), name),
        ];
        form.extend(self.proof(&metadata.issuer)?);
        let request = self.http.post(metadata.token_endpoint.clone());
        let request = request.timeout(LONG_POLL_DEADLINE);
        let request = if self.commits(&faulty::POLLS_WITH_JSON) {
            let members = form.into_iter().map(|(name, value)| (name, json!(value)));
            request.json(&Value::Object(members.collect()))
        } else {
            request.form(&form)
        };
        let response = request.send().await?;
        Ok(Answer {
            retry_at: retry_at(&response, self.now()),
            body: answer::json(response, LENGTH_LIMIT)
                .await
                .unwrap_or_default(),
        })
    }
}

/// Seconds from now, or a date.
fn retry_at(response: &reqwest::Response, now: Timestamp) -> Option<Timestamp> {
    if response.status() != StatusCode::SERVICE_UNAVAILABLE {
        return None;
    }
    let stated = response.headers().get(RETRY_AFTER)?.to_str().ok()?;
    match stated.parse::<u32>() {
        Ok(seconds) => Some(later(now, seconds.into())),
        Err(_) => rfc2822::parse(stated).ok().map(|date| date.timestamp()),
    }
}
