//! One authentication through the client, from the request to whatever comes of it. Time passes only while the client waits for it.

use std::time::Duration;

use jiff::SignedDuration;
use serde_json::Value;
use url::form_urlencoded;

use crate::actor::Party;
use crate::actor::environment::Environment;
use crate::actor::environment::backchannel::{CIBA_GRANT, Decision};
use crate::actor::environment::ciba_client::{CibaClientFacts, SetUp};
use crate::exchange::call::Call;
use crate::exchange::model::Exchange;
use crate::oracle::compact::Compact;
use crate::requirement::backchannel_wire::DeliveryMode;
use crate::stop::Stop;

/// How long a client is looked at, in real time, until there is news of it.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long it is left alone between two looks.
const MOMENT: Duration = Duration::from_millis(100);
/// How much time passes at once while a poll of the client waits for its answer.
const WHILE: SignedDuration = SignedDuration::from_secs(5);
/// The most steps of one authentication.
const STEPS: u32 = 60;

/// What the user does, and when.
#[derive(Debug, Clone, Copy)]
pub struct User {
    /// What the user decides.
    pub decision: Decision,
    /// After so many polls.
    pub after_polls: usize,
    /// After so many seconds.
    pub after_seconds: i64,
}

impl User {
    /// One who decides as soon as the client has asked once, or awaits a notification.
    pub fn prompt(decision: Decision) -> Self {
        Self {
            decision,
            after_polls: 1,
            after_seconds: 0,
        }
    }
}

/// What came of one authentication.
#[derive(Debug, Clone)]
pub struct Run {
    /// How it ended; nothing where the client still waits.
    pub outcome: Option<String>,
    /// The authentication request.
    pub request: Option<Exchange>,
    /// The polls, in their order.
    pub polls: Vec<Exchange>,
    /// What the authorization server notified the client of.
    pub notifications: Vec<Exchange>,
}

impl Run {
    /// Whether the client has its tokens.
    pub fn is_done(&self) -> bool {
        self.outcome.as_deref() == Some("done")
    }

    /// In a report.
    pub fn told(&self) -> String {
        let outcome = self.outcome.as_deref().unwrap_or("still waits");
        format!("{outcome}, after {} polls", self.polls.len())
    }

    /// The name of the request, as it was acknowledged.
    pub fn auth_req_id(&self) -> Option<String> {
        let response = self.request.as_ref()?.response.as_ref()?;
        let body: Value = serde_json::from_slice(&response.body).ok()?;
        Some(body.get("auth_req_id")?.as_str()?.to_owned())
    }

    /// The fields of the form in which the request came.
    pub fn form(&self) -> Vec<(String, String)> {
        fields(self.request.as_ref())
    }

    /// A field of that form.
    pub fn field(&self, name: &str) -> Option<String> {
        let mut form = self.form().into_iter();
        form.find_map(|(known, value)| (known == name).then_some(value))
    }

    /// The signed request, where there is one.
    pub fn object(&self) -> Option<Compact> {
        Compact::read(&self.field("request")?).ok()
    }

    /// A parameter of the request, signed or not.
    pub fn parameter(&self, name: &str) -> Option<String> {
        match self.object() {
            Some(object) => object.claims.get(name)?.as_str().map(str::to_owned),
            None => self.field(name),
        }
    }

    /// Seconds between each poll and the next.
    pub fn gaps(&self) -> Vec<i64> {
        let at = |exchange: &Exchange| exchange.at.as_second();
        let pairs = self.polls.windows(2);
        pairs.map(|pair| at(&pair[1]) - at(&pair[0])).collect()
    }
}

/// The fields of a form that a request carries.
pub fn fields(exchange: Option<&Exchange>) -> Vec<(String, String)> {
    let body = exchange.map_or(&[][..], |exchange| &exchange.request.body);
    form_urlencoded::parse(body).into_owned().collect()
}

/// An authentication that has begun.
#[derive(Debug)]
pub struct Begun<'a> {
    environment: &'a Environment,
    client: CibaClientFacts,
    mode: DeliveryMode,
    flow: u64,
    began_at: i64,
    sent_before: usize,
    notified_before: usize,
}

/// How far the client has come.
#[derive(Debug)]
struct Progress {
    outcome: Option<String>,
    waits_until: Option<i64>,
    awaits_notification: bool,
    awaits_answer: bool,
}

impl Progress {
    /// Whether the client says how it ended, or what it waits for.
    fn is_settled(&self) -> bool {
        self.outcome.is_some() || self.waits_until.is_some() || self.awaits_answer
    }
}

/// Has the client ask for a user who decides so, and waits for the end.
pub async fn conduct(environment: &Environment, set_up: SetUp, user: User) -> Result<Run, Stop> {
    Begun::now(environment, set_up).await?.conduct(user).await
}

impl<'a> Begun<'a> {
    /// Has the client ask for a user.
    pub async fn now(environment: &'a Environment, set_up: SetUp) -> Result<Self, Stop> {
        let client = environment.ciba_client(set_up).await?;
        let sent_before = environment.received_from_ciba_client().len();
        let notified_before = environment.notified_to_ciba_client().len();
        let call = Call::new(Party::CibaClient, "POST", client.start.clone());
        let started = environment.sender("operator").send(call).await?;
        let flow = body(&started)["flow"].as_u64();
        let none = || Stop::inconclusive("the client did not begin an authentication");
        Ok(Self {
            began_at: environment.clock().unix_now(),
            flow: flow.ok_or_else(none)?,
            mode: set_up.mode,
            environment,
            client,
            sent_before,
            notified_before,
        })
    }

    /// Lets the user decide, and waits for the end.
    pub async fn conduct(&self, user: User) -> Result<Run, Stop> {
        let mut has_decided = false;
        for _ in 0..STEPS {
            let progress = self.settled().await?;
            if progress.outcome.is_some() {
                break;
            }
            if !has_decided && self.is_time_for(&user, &progress) {
                has_decided = self.decide(user.decision).await?;
                if has_decided {
                    continue;
                }
            }
            if has_decided && progress.awaits_notification {
                // Whoever is told and goes on waiting does so until the request ends.
                break;
            }
            if has_decided && progress.awaits_answer {
                // The answer is on its way.
                self.look(|progress| !progress.awaits_answer).await?;
                continue;
            }
            self.pass(&progress).await?;
        }
        self.seen().await
    }

    /// What the client has done so far, once it waits for something.
    pub async fn so_far(&self) -> Result<Run, Stop> {
        self.settled().await?;
        self.seen().await
    }

    async fn seen(&self) -> Result<Run, Stop> {
        let sent = self.environment.received_from_ciba_client();
        let mut sent: Vec<_> = sent.into_iter().skip(self.sent_before).collect();
        let is_poll = |each: &Exchange| {
            let fields = fields(Some(each));
            fields.iter().any(|(_, value)| value == CIBA_GRANT)
                || body_of_request(each)["grant_type"] == CIBA_GRANT
        };
        let polls = sent.iter().filter(|each| is_poll(each)).cloned().collect();
        sent.retain(|each| each.request.method == "POST" && !is_poll(each));
        let notified = self.environment.notified_to_ciba_client().into_iter();
        Ok(Run {
            outcome: self.progress().await?.outcome,
            request: sent.into_iter().next(),
            polls,
            notifications: notified.skip(self.notified_before).collect(),
        })
    }

    fn is_time_for(&self, user: &User, progress: &Progress) -> bool {
        if self.mode != DeliveryMode::Poll {
            return progress.awaits_notification;
        }
        let sent = self.environment.received_from_ciba_client().len();
        // Metadata and the request come first.
        let polls = sent.saturating_sub(self.sent_before + 2);
        let seconds = self.environment.clock().unix_now() - self.began_at;
        let late = user.after_seconds > 0 && seconds >= user.after_seconds;
        late || user.after_seconds == 0 && polls >= user.after_polls
    }

    /// Decides, if there is something to decide about.
    async fn decide(&self, decision: Decision) -> Result<bool, Stop> {
        match self.seen().await?.auth_req_id() {
            Some(name) => {
                self.environment.decide(&name, decision).await?;
                Ok(true)
            }
            None => Ok(false),
        }
    }

    async fn pass(&self, progress: &Progress) -> Result<(), Stop> {
        let now = self.environment.clock().unix_now();
        let span = match progress.waits_until {
            Some(until) if until > now => SignedDuration::from_secs(until - now),
            _ => WHILE,
        };
        self.environment.advance(span).await
    }

    /// How far the client has come when it has done what it can, and whoever notifies it too.
    async fn settled(&self) -> Result<Progress, Stop> {
        if self.environment.idle().await {
            return self.look(Progress::is_settled).await;
        }
        Err(Stop::inconclusive("the client did not come to rest"))
    }

    /// Looks at the client until it has come so far.
    async fn look(&self, far_enough: impl Fn(&Progress) -> bool) -> Result<Progress, Stop> {
        let looking = async {
            loop {
                let progress = self.progress().await?;
                if far_enough(&progress) {
                    return Ok(progress);
                }
                moment().await;
            }
        };
        let looked = tokio::time::timeout(PATIENCE, looking).await;
        let silent = || Stop::inconclusive("the client does not say what it waits for");
        looked.unwrap_or_else(|_| Err(silent()))
    }

    async fn progress(&self) -> Result<Progress, Stop> {
        let url = crate::actor::environment::join(&self.client.flows, &self.flow.to_string())?;
        let call = Call::get(Party::CibaClient, url);
        let shown = self.environment.sender("operator").send(call).await?;
        let shown = body(&shown);
        Ok(Progress {
            outcome: shown["outcome"].as_str().map(str::to_owned),
            waits_until: shown["waits_until"].as_i64(),
            awaits_notification: shown["awaits_notification"] == true,
            awaits_answer: shown["awaits_answer"] == true,
        })
    }
}

/// Lets others do what they can; no clock is moved.
async fn moment() {
    let _ = tokio::time::timeout(MOMENT, std::future::pending::<()>()).await;
}

fn body(exchange: &Exchange) -> Value {
    let body = exchange.response.as_ref().map(|response| &response.body);
    serde_json::from_slice(body.map_or(&[], Vec::as_slice)).unwrap_or_default()
}

fn body_of_request(exchange: &Exchange) -> Value {
    serde_json::from_slice(&exchange.request.body).unwrap_or_default()
}
