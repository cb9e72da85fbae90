//! One authentication from its request to its end.

use serde_json::Value;
use tokio::task::JoinHandle;

use super::acknowledgement::Acknowledgement;
use super::client::{CibaClient, Shared};
use super::faults::notification::{BELIEVES_ANY_REQUEST, IGNORES_PINGS, WAITS_ON_AFTER_THE_END};
use super::faults::poll::POLLS_FOR_PUSHED_TOKENS;
use super::metadata::Metadata;
use super::stop::Stop;
use crate::settings::DeliveryMode;

/// How a flow ends that has its tokens.
pub const DONE: &str = "done";

/// How a flow ends that is not carried through.
const ABANDONED: &str = "stopped: whoever began it has hung up";

/// A flow that has begun. Where it is dropped before its end, it was abandoned.
struct Flow {
    client: Shared,
    number: usize,
}

/// Begins a flow in the background, and returns its number and what ends with it.
pub fn begin(client: &Shared) -> (usize, JoinHandle<()>) {
    let number = client.flows().begin();
    let flow = Flow {
        client: Shared::clone(client),
        number,
    };
    let running = client.settings.clock.at_work(flow.carry_through());
    (number, tokio::spawn(async { drop(running.await) }))
}

impl Flow {
    async fn carry_through(self) {
        let outcome = match self.client.run(self.number).await {
            Ok(()) => DONE.to_owned(),
            Err(stop) => format!("stopped: {stop}"),
        };
        self.client.end(self.number, &outcome);
    }
}

impl Drop for Flow {
    fn drop(&mut self) {
        self.client.end(self.number, ABANDONED);
    }
}

impl CibaClient {
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
