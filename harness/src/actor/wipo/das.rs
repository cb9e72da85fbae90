//! DAS as an office under test finds it when the scenario wants to say what DAS answers.

use jiff::SignedDuration;

use super::sent;
use crate::actor::Party;
use crate::actor::counterparty::NotificationReceiver;
use crate::actor::environment::Environment;
use crate::actor::environment::facts::SetUp;
use crate::exchange::model::Exchange;
use crate::stop::Stop;

/// One answer of DAS: a status, and after how many seconds to come back.
pub type Scripted = (u16, Option<u32>);

/// How much time passes between two looks for a report, while its office is preparing the document.
const PAUSE: SignedDuration = SignedDuration::from_secs(10);
/// How many looks are enough.
const LOOKS: u32 = 6;

/// How many other reports may come before the one that is wanted.
const MOST_OTHERS: u32 = 10;

/// The reports that an office makes to DAS.
#[derive(Debug)]
pub struct Reports {
    receiver: NotificationReceiver,
}

impl Reports {
    /// Has the office report to a DAS that answers so, the last answer for ever.
    pub async fn open(
        environment: &Environment,
        set_up: SetUp,
        answers: &[Scripted],
    ) -> Result<Self, Stop> {
        let receiver = environment.das_of_office(set_up, answers).await?;
        Ok(Self { receiver })
    }

    /// The reports so far on a retrieval that either of these acknowledgement ids stands for.
    pub fn on(&self, environment: &Environment, ack_ids: &[&str]) -> Vec<Exchange> {
        let mut reports = self.all(environment);
        reports.retain(|report| {
            let cited = sent(report)["requestAckId"].as_str().map(str::to_owned);
            cited.is_some_and(|cited| ack_ids.contains(&cited.as_str()))
        });
        reports
    }

    /// Everything that the office has reported so far.
    pub fn all(&self, environment: &Environment) -> Vec<Exchange> {
        let base = self.receiver.base().as_str();
        let mut received = environment.received(Party::Das);
        received.retain(|each| each.request.url.starts_with(base));
        received
    }

    /// Lets time pass until this many reports have arrived, and then waits for those that are under way; false when they do not come.
    pub async fn wait_for(&self, environment: &Environment, count: usize) -> Result<bool, Stop> {
        for _ in 0..LOOKS {
            if self.receiver.has_soon(environment, count).await {
                return Ok(true);
            }
            environment.advance(PAUSE).await?;
        }
        Ok(self.receiver.wait_for(environment, count).await)
    }

    /// The same until the reports are those that are wanted, whatever else arrives before.
    pub async fn wait_until(
        &self,
        environment: &Environment,
        arrived: impl Fn() -> Result<bool, Stop>,
    ) -> Result<bool, Stop> {
        for _ in 0..MOST_OTHERS {
            let so_far = self.receiver.received().len();
            if arrived()? {
                return Ok(true);
            }
            if !self.wait_for(environment, so_far + 1).await? {
                break;
            }
        }
        arrived()
    }

    /// Whether this many reports have arrived, or arrive in a moment without time passing.
    pub async fn has(&self, environment: &Environment, count: usize) -> bool {
        self.receiver.has_soon(environment, count).await
    }
}
