//! What the parts of one client share.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use mock_kit::{Engagement, Fault, FaultPlan, Journal, work};
use serde_json::{Value, json};
use tokio::sync::watch;

use super::flows::{Flows, Progress};
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
    /// What it was asked, and how often it panicked.
    pub journal: Journal,
    /// What it sends requests with.
    pub http: reqwest::Client,
    /// Its flows.
    pub flows: Mutex<Flows>,
    /// The ID token that it will give for a hint.
    pub kept_id_token: Mutex<Option<KeptIdToken>>,
    /// What it was notified of.
    pub inbox: Mutex<Inbox>,
    /// How many notifications have come, for flows that wait for one.
    pub notified: watch::Sender<u64>,
    /// Notifications that no flow has looked at yet: until one has, the client is at work.
    pub news: Mutex<Vec<Engagement>>,
}

impl CibaClient {
    /// Whether it commits that fault now.
    pub fn commits(&self, fault: &'static Fault) -> bool {
        self.faults.commits(fault)
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        self.settings.clock.now()
    }

    /// The present moment in whole seconds, as JWTs count.
    pub fn unix_now(&self) -> i64 {
        self.settings.clock.unix_now()
    }

    /// Its flows.
    pub fn flows(&self) -> MutexGuard<'_, Flows> {
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
        if let Some(progress) = self.flows().progress(flow) {
            change(progress);
        }
    }

    /// Ends a flow that has not ended yet, and whatever was announced for it alone.
    pub fn end(&self, flow: usize, outcome: &str) {
        let mut flows = self.flows();
        flows.end(flow, outcome);
        if !flows.await_notifications() {
            self.forget_news();
        }
    }

    /// Tells the flows that wait for one that there is a notification.
    pub fn announce(&self) {
        let flows = self.flows();
        if flows.await_notifications() {
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

    /// Does nothing until that moment.
    pub async fn wait_until(&self, flow: usize, moment: Timestamp) {
        let second = moment.as_second() + i64::from(moment.subsec_nanosecond() > 0);
        self.note(flow, |progress| progress.waits_until = Some(second));
        self.settings.clock.wait_until(moment).await;
        self.note(flow, |progress| progress.waits_until = None);
    }

    /// What it remembers, for whoever controls it, and no secret.
    pub fn inspect(&self) -> Value {
        json!({ "clientId": self.settings.client_id, "flows": self.flows().known() })
    }
}
