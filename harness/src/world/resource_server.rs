//! What the steps about a resource server remember.

use super::World;
use crate::actor::office::answer::Answer;
use crate::actor::resource::Consumer;
use crate::exchange::model::Exchange;
use crate::stop::Stop;

/// Typed memory of one scenario.
#[derive(Debug, Default)]
pub struct ResourceServerState {
    /// The client, with what the user has granted it.
    pub consumer: Option<Consumer>,
    /// What the latest act came to.
    pub answer: Option<Answer>,
    /// The same, where anything may come back.
    pub probed: Option<Exchange>,
    /// The interaction id that the client has sent.
    pub interaction_id: Option<String>,
    /// How many payments there were before the latest act, and after it.
    pub payments: Option<(usize, usize)>,
}

impl ResourceServerState {
    /// The client, with what the user has granted it.
    pub fn consumer(&self) -> Result<Consumer, Stop> {
        held(self.consumer.as_ref(), "a grant of the user")
    }

    /// What the latest act came to.
    pub fn answer(&self) -> Result<Answer, Stop> {
        held(self.answer.as_ref(), "an answer of the resource server")
    }

    /// What came of the latest act, where anything may come back.
    pub fn probed(&self) -> Result<Exchange, Stop> {
        held(self.probed.as_ref(), "a probe of the resource server")
    }

    /// The interaction id that the client has sent.
    pub fn interaction_id(&self) -> Result<String, Stop> {
        held(self.interaction_id.as_ref(), "an interaction id")
    }

    /// How many payments there were before the latest act, and after it.
    pub fn payments(&self) -> Result<(usize, usize), Stop> {
        held(self.payments.as_ref(), "an order of a payment")
    }

    /// Demands that the latest act was served.
    pub fn demand_served(&self, expected: &str) -> Result<Answer, Stop> {
        self.answer()?.demanded_served(expected)
    }

    /// Demands that the latest act was refused.
    pub fn demand_refused(&self, expected: &str) -> Result<Answer, Stop> {
        self.answer()?.demanded_refused(expected)
    }
}

impl World {
    /// The acting client, after a user has granted it everything once more.
    pub async fn consumer_anew(&self) -> Result<Consumer, Stop> {
        Consumer::reach(&self.environment, self.acting_client()?).await
    }
}

fn held<T: Clone>(value: Option<&T>, what: &str) -> Result<T, Stop> {
    let missing = || Stop::harness(format!("the scenario speaks of {what} before there is one"));
    value.cloned().ok_or_else(missing)
}
