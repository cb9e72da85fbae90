//! Scripted counterparties: hosts that a party under test calls, answering as the scenario wants.
//!
//! The script runs in wiremock, which speaks plain HTTP; a TLS front stands before it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use mock_kit::front::Front;
use mock_kit::{Clock, ListenerSettings};
use serde_json::Value;
use tokio::sync::watch;
use url::Url;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

use super::Party;
use super::environment::Environment;
use super::environment::received::{Ear, Told};
use crate::exchange::field_names::FieldNames;
use crate::stop::Stop;

/// How long a call that is due may take to arrive, where a target file says nothing else.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long to look out for a call that should not arrive.
const MOMENT: Duration = Duration::from_millis(200);

/// A wiremock server behind a TLS front, with a count of its calls.
#[derive(Debug)]
pub(super) struct Scripted {
    front: Front,
    server: Option<MockServer>,
    calls: watch::Receiver<usize>,
}

/// Answers in their order, the last one for ever.
struct Script {
    answers: Vec<ResponseTemplate>,
    next: AtomicUsize,
    calls: watch::Sender<usize>,
}

impl Respond for Script {
    fn respond(&self, _: &Request) -> ResponseTemplate {
        let turn = self.next.fetch_add(1, Ordering::SeqCst);
        self.calls.send_modify(|calls| *calls += 1);
        let last = self.answers.len().saturating_sub(1);
        let answer = self.answers.get(turn.min(last)).cloned();
        answer.unwrap_or_else(|| ResponseTemplate::new(404))
    }
}

impl Scripted {
    pub(super) async fn open(
        settings: &ListenerSettings,
        clock: Clock,
        answers: Vec<ResponseTemplate>,
    ) -> Result<Self, Stop> {
        let (sender, calls) = watch::channel(0);
        let server = MockServer::builder().start().await;
        let script = Script {
            answers,
            next: AtomicUsize::new(0),
            calls: sender,
        };
        Mock::given(any()).respond_with(script).mount(&server).await;
        let upstream = Url::parse(&server.uri()).map_err(Stop::harness_bug)?;
        let front = Front::open(settings, upstream, clock).await;
        Ok(Self {
            front: front.map_err(Stop::harness_bug)?,
            server: Some(server),
            calls,
        })
    }

    /// Waits until this many calls have arrived: where nobody is at work any more they have, or will not.
    async fn wait_for(&self, environment: &Environment, count: usize, limit: Duration) -> bool {
        if environment.idle().await && self.count() < count {
            return false;
        }
        self.is_called_within(limit, count).await && self.is_journalled(count).await
    }

    /// The journal knows a call once its answer has passed the front.
    async fn is_journalled(&self, count: usize) -> bool {
        let writing = async {
            while self.entries().len() < count {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, writing).await.is_ok()
    }

    /// How long a call that is due may take to arrive.
    fn patience(environment: &Environment) -> Duration {
        environment.deadline().unwrap_or(PATIENCE)
    }

    async fn is_called_within(&self, limit: Duration, count: usize) -> bool {
        let mut calls = self.calls.clone();
        let arriving = calls.wait_for(|seen| *seen >= count);
        matches!(tokio::time::timeout(limit, arriving).await, Ok(Ok(_)))
    }

    /// Where it answers.
    pub(super) fn base(&self) -> &Url {
        self.front.base()
    }

    /// Its journal, for the report: it is a host of this party, called so, and nobody but the caller is told of this address.
    pub(super) fn ear(&self, party: Party, name: &'static str, caller: Party, url: &Url) -> Ear {
        Ear {
            party,
            name,
            base: self.base().clone(),
            journal: self.front.journal().clone(),
            told: Some(Told {
                party: caller,
                path: url.path().to_owned(),
            }),
        }
    }

    /// What it has received and answered.
    pub(super) fn entries(&self) -> Vec<mock_kit::Exchange> {
        self.front.journal().entries()
    }

    /// Waits until so many calls have arrived and been answered; false when they do not in time.
    pub(super) async fn wait_for_calls(&self, environment: &Environment, count: usize) -> bool {
        let limit = Self::patience(environment);
        self.wait_for(environment, count, limit).await
    }

    /// Looks out for a moment whether so many calls arrive: for those that should not.
    pub(super) async fn has_calls_soon(&self, environment: &Environment, count: usize) -> bool {
        self.wait_for(environment, count, MOMENT).await
    }

    /// Waits until so many calls have arrived, answered or not.
    pub(super) async fn is_called(&self, environment: &Environment, count: usize) -> bool {
        let limit = Self::patience(environment);
        self.is_called_within(limit, count).await
    }

    fn count(&self) -> usize {
        *self.calls.borrow()
    }
}

/// Dropping a wiremock server can spin for ever in a task that has not yielded for long, so it is dropped on a thread of its own.
impl Drop for Scripted {
    fn drop(&mut self) {
        let server = self.server.take();
        std::thread::spawn(move || drop(server));
    }
}

/// An office's notification endpoint, played by us.
#[derive(Debug)]
pub struct NotificationReceiver {
    scripted: Scripted,
    names: FieldNames,
}

/// A notification as it arrived.
#[derive(Debug, Clone)]
pub struct ReceivedNotification {
    /// The path it was sent to.
    pub path: String,
    /// Its header fields.
    pub headers: Vec<(String, String)>,
    /// Its body, null where that was not JSON.
    pub body: Value,
}

impl NotificationReceiver {
    /// Opens an endpoint that answers with these statuses.
    pub async fn open(
        settings: &ListenerSettings,
        clock: Clock,
        statuses: &[u16],
    ) -> Result<Self, Stop> {
        let answers: Vec<_> = statuses.iter().map(|status| (*status, None)).collect();
        Self::open_answering(settings, clock, &answers).await
    }

    /// Opens an endpoint that answers with these statuses, and may say after how many seconds to come back.
    pub async fn open_answering(
        settings: &ListenerSettings,
        clock: Clock,
        answers: &[(u16, Option<u32>)],
    ) -> Result<Self, Stop> {
        let answers = answers.iter().map(|(status, retry_after)| {
            let answer = ResponseTemplate::new(*status);
            match retry_after {
                Some(seconds) => answer.insert_header("Retry-After", seconds.to_string()),
                None => answer,
            }
        });
        let scripted = Scripted::open(settings, clock, answers.collect()).await?;
        let names = FieldNames::default();
        Ok(Self { scripted, names })
    }

    /// The same, where fields have the names of a profile.
    #[must_use]
    pub fn under(self, names: FieldNames) -> Self {
        Self { names, ..self }
    }

    /// The base URL that DAS is told.
    pub fn base(&self) -> &Url {
        self.scripted.front.base()
    }

    /// Its journal, for the report.
    pub fn ear(&self) -> Ear {
        Ear {
            party: Party::OfficeServer,
            name: Party::OfficeServer.name(),
            base: self.base().clone(),
            journal: self.scripted.front.journal().clone(),
            told: None,
        }
    }

    /// Waits until this many notifications have arrived; false when they do not in time.
    pub async fn wait_for(&self, environment: &Environment, count: usize) -> bool {
        self.scripted.wait_for_calls(environment, count).await
    }

    /// Looks out for a moment whether this many notifications arrive: for those that should not.
    pub async fn has_soon(&self, environment: &Environment, count: usize) -> bool {
        self.scripted.has_calls_soon(environment, count).await
    }

    /// The notifications so far.
    pub fn received(&self) -> Vec<ReceivedNotification> {
        let entries = self.scripted.front.journal().entries();
        let read = entries.iter().map(|entry| notification(entry, &self.names));
        read.collect()
    }
}

fn notification(entry: &mock_kit::Exchange, names: &FieldNames) -> ReceivedNotification {
    let headers = entry.request_headers.iter().map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        (name.as_str().to_owned(), value)
    });
    ReceivedNotification {
        path: entry.target.clone(),
        headers: headers.collect(),
        body: serde_json::from_slice(&names.inward_octets(&entry.request_body.octets()))
            .unwrap_or_default(),
    }
}

/// A host of key sets, played by us.
#[derive(Debug)]
pub struct KeyHost {
    scripted: Scripted,
    url: Url,
}

impl KeyHost {
    /// Opens a host that serves these key sets one after the other.
    pub async fn open(
        settings: &ListenerSettings,
        clock: Clock,
        key_sets: Vec<Value>,
    ) -> Result<Self, Stop> {
        let answer = |set: &Value| ResponseTemplate::new(200).set_body_json(set);
        let answers = key_sets.iter().map(answer).collect();
        Self::answering(settings, clock, answers).await
    }

    /// Opens a host that serves octets, which are what the media type says.
    pub async fn open_with(
        settings: &ListenerSettings,
        clock: Clock,
        (media_type, octets): (&str, Vec<u8>),
    ) -> Result<Self, Stop> {
        let answer = ResponseTemplate::new(200).set_body_raw(octets, media_type);
        Self::answering(settings, clock, vec![answer]).await
    }

    async fn answering(
        settings: &ListenerSettings,
        clock: Clock,
        answers: Vec<ResponseTemplate>,
    ) -> Result<Self, Stop> {
        let scripted = Scripted::open(settings, clock, answers).await?;
        let url = super::environment::join(scripted.front.base(), "keys")?;
        Ok(Self { scripted, url })
    }

    /// The address of the key set.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// Its journal, for the report: the consumer of messages alone is told of it.
    pub fn ear(&self) -> Ear {
        let caller = Party::MessageConsumer;
        self.scripted
            .ear(Party::MessageProducer, "host of keys", caller, &self.url)
    }

    /// How often it was fetched.
    pub fn fetches(&self) -> usize {
        self.scripted.count()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use std::path::PathBuf;
    use std::sync::Arc;

    use super::*;
    use crate::data::Data;
    use crate::requirement::{Profile, Registry};
    use crate::target::{Guest, PartyDriver, RegisteringPartyUnderTest};

    /// An environment around somebody who has so long for everything.
    fn around_a_guest(deadline: Duration) -> Environment {
        let data = Data::embedded();
        let registry = Registry::load(&data).unwrap();
        let profile = Profile::load(&data, &registry, "fdx-registration").unwrap();
        let guest = Guest::RegisteringParty(RegisteringPartyUnderTest {
            client_id: "platform".to_owned(),
            jwks: None,
            driver: PartyDriver::Command {
                command: vec!["true".to_owned()],
                folder: PathBuf::new(),
            },
            port: 0,
            deadline,
        });
        Environment::around(Arc::new(profile.wire), &Arc::new(guest)).unwrap()
    }

    #[tokio::test]
    async fn whoever_has_a_deadline_is_not_waited_for_longer() {
        let environment = around_a_guest(Duration::from_millis(50));
        let clock = environment.clock().clone();
        let settings = ListenerSettings::ephemeral(None);
        let receiver = NotificationReceiver::open(&settings, clock, &[204]);
        let receiver = receiver.await.unwrap();
        let waiting = receiver.wait_for(&environment, 1);
        let waited = tokio::time::timeout(PATIENCE / 2, waiting).await;
        assert_eq!(waited, Ok(false));
    }
}
