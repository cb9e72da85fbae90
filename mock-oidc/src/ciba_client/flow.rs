//! One authentication from its request to its end.

use mock_kit::Journal;
use serde_json::Value;
use tokio::task::{JoinError, JoinHandle};

use super::acknowledgement::Acknowledgement;
use super::client::{CibaClient, Shared};
use super::faults::notification::{BELIEVES_ANY_REQUEST, IGNORES_PINGS, WAITS_ON_AFTER_THE_END};
use super::faults::poll::POLLS_FOR_PUSHED_TOKENS;
use super::metadata::Metadata;
use super::stop::Stop;
use crate::settings::DeliveryMode;

/// How a flow ends that has its tokens.
pub const DONE: &str = "done";

/// How a flow ends whose caller did not wait for its end.
const ABANDONED: &str = "stopped: whoever began it has hung up";

/// How a flow ends that panicked.
const BROKEN: &str = "stopped: this client has a bug";

/// A flow that has begun.
pub struct Flow {
    /// Its number.
    pub number: usize,
    client: Shared,
    running: JoinHandle<()>,
}

impl Flow {
    /// Begins a flow in the background; none where too many go on.
    pub fn begin(client: &Shared) -> Option<Self> {
        let number = client.flows().begin()?;
        let flow = Shared::clone(client).carry_through(number);
        let running = client.settings.clock.at_work(flow);
        Some(Self {
            number,
            client: Shared::clone(client),
            running: tokio::spawn(async { drop(running.await) }),
        })
    }

    /// Waits until it has ended, and ends it where its caller hangs up before.
    pub async fn end(mut self, hanging_up: impl Future<Output = ()>) {
        let ended = tokio::select! {
            ended = &mut self.running => ended,
            () = hanging_up => {
                self.running.abort();
                self.running.await
            }
        };
        if let Err(cut_short) = ended {
            let outcome = outcome(&self.client.journal, &cut_short);
            self.client.end(self.number, outcome);
        }
    }
}

/// How a flow ended that did not come to its own end. A panic is a bug of ours, and noted as one.
fn outcome(journal: &Journal, cut_short: &JoinError) -> &'static str {
    if cut_short.is_panic() {
        journal.note_panic();
        return BROKEN;
    }
    ABANDONED
}

impl CibaClient {
    async fn carry_through(self: Shared, flow: usize) {
        let outcome = match self.run(flow).await {
            Ok(()) => DONE.to_owned(),
            Err(stop) => format!("stopped: {stop}"),
        };
        self.end(flow, &outcome);
    }

    async fn run(&self, flow: usize) -> Result<(), Stop> {
        let metadata = self.metadata().await?;
        let asked = self.ask(&metadata).await?;
        let acknowledged = self.acknowledgement(&asked.answer)?;
        let notifies = self.settings.mode.notifies();
        let _awaited = notifies.then(|| self.await_notification(&acknowledged, &asked));
        match self.settings.mode {
            DeliveryMode::Poll => self.poll_for_tokens(flow, &metadata, &acknowledged).await,
            DeliveryMode::Ping => {
                self.awaited(flow, &acknowledged).await?;
                self.poll_for_tokens(flow, &metadata, &acknowledged).await
            }
            DeliveryMode::Push => self.pushed_tokens(flow, &metadata, &acknowledged).await,
        }
    }

    /// CIBA, 11: whoever is pushed to does not ask.
    async fn pushed_tokens(
        &self,
        flow: usize,
        metadata: &Metadata,
        acknowledged: &Acknowledgement,
    ) -> Result<(), Stop> {
        if self.commits(&POLLS_FOR_PUSHED_TOKENS) {
            return self.poll_for_tokens(flow, metadata, acknowledged).await;
        }
        loop {
            let push = self.awaited(flow, acknowledged).await?;
            match push["error"].as_str() {
                Some(_) if self.commits(&WAITS_ON_AFTER_THE_END) => {}
                Some(code) => return Err(Stop::Ended(code.to_owned())),
                None => return self.check_push(metadata, acknowledged, &push).await,
            }
        }
    }

    /// The notification of a request, which has to come in its time.
    async fn awaited(&self, flow: usize, acknowledged: &Acknowledgement) -> Result<Value, Stop> {
        let mut notified = self.notified.subscribe();
        self.note(flow, |progress| progress.awaits_notification = true);
        let arriving = async {
            loop {
                if let Some(body) = self.taken(acknowledged) {
                    self.take_up();
                    return Ok(body);
                }
                self.forget_news();
                notified.changed().await.map_err(|_| Stop::Late)?;
            }
        };
        let body = tokio::select! {
            body = arriving => body,
            () = self.wait_until(flow, acknowledged.ends_at) => Err(Stop::Late),
        };
        self.note(flow, |progress| {
            progress.awaits_notification = false;
            progress.waits_until = None;
        });
        self.forget_news();
        body
    }

    fn taken(&self, acknowledged: &Acknowledgement) -> Option<Value> {
        if self.settings.mode == DeliveryMode::Ping && self.commits(&IGNORES_PINGS) {
            return None;
        }
        let mut inbox = self.inbox();
        if self.commits(&BELIEVES_ANY_REQUEST) {
            return inbox.take_any();
        }
        inbox.take(&acknowledged.auth_req_id)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use std::future::pending;

    use super::*;

    #[tokio::test]
    async fn a_panic_is_a_bug_of_ours_and_noted_as_one() {
        let journal = Journal::new();
        let running = tokio::spawn(async { panic!("a bug") });
        let cut_short = running.await.unwrap_err();
        assert_eq!(outcome(&journal, &cut_short), BROKEN);
        assert_eq!(journal.panics(), 1);
    }

    #[tokio::test]
    async fn whoever_hangs_up_has_found_no_bug() {
        let journal = Journal::new();
        let running = tokio::spawn(pending::<()>());
        running.abort();
        let cut_short = running.await.unwrap_err();
        assert_eq!(outcome(&journal, &cut_short), ABANDONED);
        assert_eq!(journal.panics(), 0);
    }
}
