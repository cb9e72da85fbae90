//! What the client demands of an acknowledgement (CIBA, 7.4).

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::client::CibaClient;
use super::faults::poll::NEEDS_NO_INTERVAL;
use super::faults::request as faulty;
use super::stop::Stop;

/// Seconds between two polls where the server says nothing, or what is no positive number (CIBA, 7.3).
const USUAL_INTERVAL: i64 = 5;
/// Seconds after which a client gives up that was not told when.
const PATIENCE: i64 = 120;
/// Seconds after which it gives up whatever it was told.
const LONGEST_PATIENCE: i64 = 24 * 60 * 60;

/// An acknowledgement that can be used.
#[derive(Clone, Debug)]
pub struct Acknowledgement {
    /// The name of the request.
    pub auth_req_id: String,
    /// When it ends.
    pub ends_at: Timestamp,
    /// Seconds between two polls.
    pub interval: i64,
}

impl CibaClient {
    /// Reads an acknowledgement.
    pub fn acknowledgement(&self, answer: &Value) -> Result<Acknowledgement, Stop> {
        let auth_req_id = answer["auth_req_id"].as_str();
        let nameless = self
            .commits(&faulty::NEEDS_NO_AUTH_REQ_ID)
            .then_some("nameless");
        let expires_in = answer["expires_in"].as_i64().filter(|seconds| *seconds > 0);
        let timeless = self
            .commits(&faulty::NEEDS_NO_EXPIRES_IN)
            .then_some(PATIENCE);
        let usual = if self.commits(&NEEDS_NO_INTERVAL) {
            1
        } else {
            USUAL_INTERVAL
        };
        let lacks = Stop::Acknowledgement;
        let lifetime = expires_in.or(timeless).ok_or(lacks("expires_in"))?;
        let interval = answer["interval"].as_i64().filter(|seconds| *seconds > 0);
        Ok(Acknowledgement {
            auth_req_id: auth_req_id
                .or(nameless)
                .ok_or(lacks("auth_req_id"))?
                .to_owned(),
            ends_at: later(self.now(), lifetime.min(LONGEST_PATIENCE)),
            interval: interval.unwrap_or(usual),
        })
    }
}

/// So many seconds after `moment`, or the end of time.
pub fn later(moment: Timestamp, seconds: i64) -> Timestamp {
    let span = SignedDuration::from_secs(seconds);
    moment.checked_add(span).unwrap_or(Timestamp::MAX)
}
