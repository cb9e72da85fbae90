//! What the parts of one client share.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use mock_kit::{Engagement, Fault, FaultPlan, work};
use serde::Serialize;
use serde_json::{Value, json};
use tokio::sync::watch;

use super::id_token::KeptIdToken;
use super::inbox::Inbox;
use super::settings::Settings;

/// The longest answer that is read, in octets.
pub const LENGTH_LIMIT: usize = 256 << 10;

/// The client, as its endpoints hold it.
pub type Shared = Arc<CibaClient>;

/// One running client. What it does is spread over the files of this folder, one file per thing.
pub struct CibaClient {
    /// What it was started with.
    pub settings: Settings,
    /// The faults that it commits.
    pub faults: FaultPlan,
    /// What it sends requests with.
    pub http: reqwest::Client,
    /// Its flows, in the order in which they began.
    pub flows: Mutex<Vec<Progress>>,
    /// The ID token that it will give for a hint.
    pub kept_id_token: Mutex<Option<KeptIdToken>>,
    /// What it was notified of.
    pub inbox: Mutex<Inbox>,
    /// How many notifications have come, for flows that wait for one.
    pub notified: watch::Sender<u64>,
    /// Notifications that no flow has looked at yet: until one has, the client is at work.
    pub news: Mutex<Vec<Engagement>>,
}

/// How far a flow has come.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Progress {
    /// How it ended, once it has.
    pub outcome: Option<String>,
    /// The second of the clock before which nothing happens.
    pub waits_until: Option<i64>,
    /// Whether it waits for a notification.
    pub awaits_notification: bool,
    /// Whether it waits for the answer to a poll.
    pub awaits_answer: bool,
}

impl CibaClient {
    /// Whether it commits that fault now.
    pub fn commits(&self, fault: &'static Fault) -> bool {
        self.faults.commits(fault)
    }

    /// The present moment in whole seconds, as JWTs count.
    pub fn unix_now(&self) -> i64 {
        self.settings.clock.unix_now()
    }

    /// Its flows.
    pub fn flows(&self) -> MutexGuard<'_, Vec<Progress>> {
        self.flows.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What it was notified of.
    pub fn inbox(&self) -> MutexGuard<'_, Inbox> {
        self.inbox.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The ID token that it will give for a hint.
    pub fn kept_id_token(&self) -> MutexGuard<'_, Option<KeptIdToken>> {
        let kept = self.kept_id_token.lock();
        kept.unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes what is known of a flow.
    pub fn note(&self, flow: usize, change: impl FnOnce(&mut Progress)) {
        if let Some(progress) = self.flows().get_mut(flow) {
            change(progress);
        }
    }

    /// Tells the flows that wait for one that there is a notification.
    pub fn announce(&self) {
        let flows = self.flows();
        if flows.iter().any(|flow| flow.awaits_notification) {
            let engagement = self.settings.clock.engage(Timestamp::MIN);
            self.news().push(engagement);
        }
        drop(flows);
        self.notified.send_modify(|count| *count += 1);
    }

    /// Goes on with what was announced.
    pub fn take_up(&self) {
        work::go_on();
        self.forget_news();
    }

    /// Whatever was announced has been looked at.
    pub fn forget_news(&self) {
        self.news().clear();
    }

    fn news(&self) -> MutexGuard<'_, Vec<Engagement>> {
        self.news.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does nothing until the clock shows that second.
    pub async fn wait_until(&self, flow: usize, second: i64) {
        self.note(flow, |progress| progress.waits_until = Some(second));
        let moment = Timestamp::from_second(second).unwrap_or(Timestamp::MAX);
        self.settings.clock.wait_until(moment).await;
        self.note(flow, |progress| progress.waits_until = None);
    }

    /// What it remembers, for whoever controls it, and no secret.
    pub fn inspect(&self) -> Value {
        json!({ "clientId": self.settings.client_id, "flows": *self.flows() })
    }
}
