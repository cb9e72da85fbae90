//! One authentication through the client, from the request to whatever comes of it. Time passes only while the client waits for it; a client
//! that is not ours lives in real time.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use url::form_urlencoded;

use super::end::End;
use crate::actor::Party;
use crate::actor::environment::Environment;
use crate::actor::environment::backchannel::{CIBA_GRANT, Decision};
use crate::actor::environment::ciba_client::SetUp;
use crate::exchange::call::Call;
use crate::exchange::model::Exchange;
use crate::oracle::compact::Compact;
use crate::requirement::backchannel_wire::DeliveryMode;
use crate::stop::Stop;

/// How long a client is looked at, in real time, until there is news of it.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long a client that is not ours is given at least for what it has received.
const BREATH: SignedDuration = SignedDuration::from_millis(500);
/// The most that it is given.
const LONGEST_BREATH: SignedDuration = SignedDuration::from_secs(20);
/// How many times as long as it has taken before it is given for the like.
const GENEROSITY: i32 = 3;
/// Seconds between two polls where the acknowledgement says nothing (CIBA, 7.3).
const USUAL_INTERVAL: i64 = 5;
/// How long it is left alone between two looks.
const MOMENT: Duration = Duration::from_millis(100);
/// How much time passes at once while a poll of the client waits for its answer.
const WHILE: SignedDuration = SignedDuration::from_secs(5);
/// Milliseconds of a second.
const MILLISECONDS: i64 = 1000;
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
    /// How it ended; nothing where the client still waits, or is silent.
    pub outcome: Option<String>,
    /// Whether a client that tells nothing before the end has not told it in its time: nobody knows how far it is.
    pub is_silent: bool,
    /// When it told how it ended, where it tells nothing before.
    pub told_at: Option<Timestamp>,
    /// The authentication request.
    pub request: Option<Exchange>,
    /// The polls, in their order.
    pub polls: Vec<Exchange>,
    /// Whether one of them came while another waited for its answer.
    pub overlaps: bool,
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
        let open = if self.is_silent {
            "no word in its time"
        } else {
            "still waits"
        };
        let outcome = self.outcome.as_deref().unwrap_or(open);
        format!("{outcome}, after {} polls", self.polls.len())
    }

    /// The name of the request, as it was acknowledged.
    pub fn auth_req_id(&self) -> Option<String> {
        acknowledged(self.request.as_ref()?)
    }

    /// From when on the client may poll again of its own accord, if it has just been acknowledged.
    fn next_poll(&self) -> Option<Timestamp> {
        let request = self.request.as_ref()?;
        let interval = body(request)["interval"].as_i64();
        let interval = SignedDuration::from_secs(interval.unwrap_or(USUAL_INTERVAL));
        request.at.checked_add(interval).ok()
    }

    /// How long the client took from its first notification to what came of it: a poll or, where it does not poll, the end.
    pub fn reaction(&self) -> Option<SignedDuration> {
        let notified = self.notifications.first()?.at;
        let mut polls = self.polls.iter().map(|poll| poll.at);
        let polled = polls.find(|at| *at >= notified);
        Some(polled.or(self.told_at)?.duration_since(notified))
    }

    /// What the client has made of a notification, if this is how far it had come before.
    pub fn belief_since(&self, before: &Self) -> Belief {
        let told = self.outcome.is_some() && before.outcome.is_none();
        let Some(poll) = self.polls.get(before.polls.len()).filter(|_| !told) else {
            return if told { Belief::Held } else { Belief::None };
        };
        let of_its_own = before.next_poll().is_some_and(|next| poll.at >= next);
        if before.polls.is_empty() && !of_its_own {
            Belief::Held
        } else {
            Belief::Unknown
        }
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

    /// Seconds between each poll and the next, those that have begun included: polls do not all take the same time on their way.
    pub fn gaps(&self) -> Vec<i64> {
        let at = |exchange: &Exchange| exchange.at.as_millisecond();
        let pairs = self.polls.windows(2);
        let gaps = pairs.map(|pair| at(&pair[1]) - at(&pair[0]));
        gaps.map(|gap| (gap + MILLISECONDS - 1) / MILLISECONDS)
            .collect()
    }
}

/// Whether a client believed a notification, as far as can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Belief {
    /// It did nothing.
    None,
    /// It went on.
    Held,
    /// It polled, which it may do without being notified too (CIBA, 7.3).
    Unknown,
}

/// The name under which a request was acknowledged.
fn acknowledged(request: &Exchange) -> Option<String> {
    let body = body(request);
    Some(body.get("auth_req_id")?.as_str()?.to_owned())
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
    mode: DeliveryMode,
    end: End,
    began_at: Timestamp,
    sent_before: usize,
    notified_before: usize,
}

/// How far the client has come.
#[derive(Debug, Default)]
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
        Ok(Self {
            began_at: environment.clock().now(),
            end: End::begin(environment, &client).await?,
            mode: set_up.mode,
            environment,
            sent_before,
            notified_before,
        })
    }

    /// Lets the user decide, and waits for the end.
    pub async fn conduct(&self, user: User) -> Result<Run, Stop> {
        if self.end.is_told_at_the_end() {
            return self.accompany(user).await;
        }
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

    /// The same in real time, as long as the client may take.
    async fn accompany(&self, user: User) -> Result<Run, Stop> {
        let mut has_decided = false;
        while !self.end.is_over() {
            has_decided =
                has_decided || self.is_ready_for(&user) && self.decide(user.decision).await?;
            moment().await;
        }
        let run = self.seen().await?;
        if run.request.is_some() {
            return Ok(run);
        }
        Err(Stop::inconclusive(format!(
            "the client did not ask for a user: {}",
            run.told()
        )))
    }

    /// Whether the user may decide now: a client that is notified has had time to read its acknowledgement, and more where it took long to ask.
    fn is_ready_for(&self, user: &User) -> bool {
        let sent = self.sent();
        let asked = sent
            .request
            .as_ref()
            .filter(|_| sent.auth_req_id().is_some());
        if self.mode == DeliveryMode::Poll {
            return asked.is_some() && self.is_time_for(user, &Progress::default());
        }
        let now = self.environment.clock().now();
        asked.is_some_and(|asked| {
            let took = asked.at.duration_since(self.began_at);
            now.duration_since(asked.at) >= generous(took)
        })
    }

    /// What the client has done until it waits for a notification.
    pub async fn waiting(&self) -> Result<Run, Stop> {
        if !self.end.is_told_at_the_end() {
            self.settled().await?;
            return self.seen().await;
        }
        let prompt = User::prompt(Decision::Approves);
        while !self.end.is_over() && !self.is_ready_for(&prompt) {
            moment().await;
        }
        self.seen().await
    }

    /// What the client has done by the time at which it would have gone on if it had been notified, by how long that took it before.
    pub async fn unmoved(&self, reaction: SignedDuration) -> Result<Run, Stop> {
        if !self.end.is_told_at_the_end() {
            self.settled().await?;
            return self.seen().await;
        }
        self.environment.clock().wait(generous(reaction)).await;
        self.seen().await
    }

    async fn seen(&self) -> Result<Run, Stop> {
        let outcome = self.progress().await?.outcome;
        Ok(Run {
            is_silent: outcome.is_none() && self.end.is_over(),
            told_at: self.end.told_at(),
            outcome,
            ..self.sent()
        })
    }

    /// What the client has sent and was notified of, whatever came of it.
    fn sent(&self) -> Run {
        let mut earlier = self.environment.received_from_ciba_client();
        let mut sent = earlier.split_off(self.sent_before.min(earlier.len()));
        let earlier: Vec<String> = earlier.iter().filter_map(acknowledged).collect();
        let is_poll = |each: &Exchange| {
            let fields = fields(Some(each));
            fields.iter().any(|(_, value)| value == CIBA_GRANT)
                || body_of_request(each)["grant_type"] == CIBA_GRANT
        };
        let polls = sent.iter().filter(|each| is_poll(each));
        let polls = polls.filter(|each| !is_about(each, &earlier));
        let polls: Vec<Exchange> = polls.cloned().collect();
        sent.retain(|each| each.request.method == "POST" && !is_poll(each));
        let request = sent.into_iter().next();
        let name = request.as_ref().and_then(acknowledged);
        let notified = self.environment.notified_to_ciba_client().into_iter();
        Run {
            outcome: None,
            is_silent: false,
            told_at: None,
            overlaps: name.is_some_and(|name| self.environment.has_polls_at_once(&name)),
            request,
            polls,
            notifications: notified.skip(self.notified_before).collect(),
        }
    }

    fn is_time_for(&self, user: &User, progress: &Progress) -> bool {
        if self.mode != DeliveryMode::Poll {
            return progress.awaits_notification;
        }
        let polls = self.sent().polls.len();
        let now = self.environment.clock().now();
        let seconds = now.duration_since(self.began_at).as_secs();
        let late = user.after_seconds > 0 && seconds >= user.after_seconds;
        late || user.after_seconds == 0 && polls >= user.after_polls
    }

    /// Decides, if there is something to decide about.
    async fn decide(&self, decision: Decision) -> Result<bool, Stop> {
        match self.sent().auth_req_id() {
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
        let url = match &self.end {
            End::Shown(url) => url.clone(),
            End::Told(told) => {
                let told = told.borrow().clone().transpose()?;
                return Ok(Progress {
                    outcome: told.map(|told| told.outcome),
                    ..Progress::default()
                });
            }
        };
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

/// Whether a poll names one of these requests, in whatever letters: whoever has abandoned one may go on polling for it.
fn is_about(poll: &Exchange, requests: &[String]) -> bool {
    let fields = fields(Some(poll));
    let mut names = fields.iter().filter(|(name, _)| name == "auth_req_id");
    names.any(|(_, named)| requests.iter().any(|name| name.eq_ignore_ascii_case(named)))
}

/// How long a client is given for something that took it so long before, or that is like it.
fn generous(took: SignedDuration) -> SignedDuration {
    (took * GENEROSITY).clamp(BREATH, LONGEST_BREATH)
}

/// Lets others do what they can; no clock is moved.
async fn moment() {
    let _ = tokio::time::timeout(MOMENT, std::future::pending::<()>()).await;
}

pub(super) fn body(exchange: &Exchange) -> Value {
    let body = exchange.response.as_ref().map(|response| &response.body);
    serde_json::from_slice(body.map_or(&[], Vec::as_slice)).unwrap_or_default()
}

fn body_of_request(exchange: &Exchange) -> Value {
    serde_json::from_slice(&exchange.request.body).unwrap_or_default()
}

#[cfg(test)]
mod tests;
