//! What the steps about a data space remember.

use super::World;
use crate::actor::connector::Peer;
use crate::actor::daps::Ground;
use crate::actor::driver::Done;
use crate::actor::environment::data_space::{DataConnector, Which};
use crate::actor::oauth_client::answer::Answer;
use crate::actor::office::answer as message;
use crate::oracle::compact::Compact;
use crate::stop::Stop;

/// Typed memory of one scenario.
#[derive(Debug, Default)]
pub struct DataSpaceState {
    /// The connector that asks.
    pub connector: Option<Which>,
    /// What the DAPS has answered to the latest act.
    pub answer: Option<Answer>,
    /// How the latest request token spelt its connector, where that matters.
    pub spelt: Option<String>,
    /// Whether the latest enrolment was taken.
    pub enrolled: Option<bool>,
    /// The connector as it should be known after its attributes have changed.
    pub changed: Option<DataConnector>,
    /// How it ended when the connector under test was to ask its DAPS.
    pub asked: Option<Done>,
    /// The peer of the connector under test.
    pub peer: Option<Peer>,
    /// What the connector under test has made of the latest message.
    pub taken: Option<message::Answer>,
}

impl DataSpaceState {
    /// What the DAPS has answered to the latest act.
    pub fn answer(&self) -> Result<Answer, Stop> {
        held(self.answer.as_ref(), "an answer of the DAPS")
    }

    /// The DAT of the latest answer, taken apart.
    pub fn dat(&self) -> Result<Compact, Stop> {
        let answer = self.answer()?;
        let Some(text) = answer.access_token() else {
            let why = format!("the DAPS issued no DAT: {answer}");
            return Err(Stop::inconclusive(why));
        };
        Compact::read(&text).map_err(|defect| {
            let received = format!("a DAT that is no JWT: {defect}");
            Stop::violated(answer.finding("a JWT", received))
        })
    }

    /// How it ended when the connector under test was to ask its DAPS.
    pub fn asked(&self) -> Result<Done, Stop> {
        held(self.asked.as_ref(), "a connector that was to ask")
    }

    /// Whether the latest enrolment was taken.
    pub fn enrolled(&self) -> Result<bool, Stop> {
        held(self.enrolled.as_ref(), "an enrolment")
    }

    /// The connector as it should be known after its attributes have changed.
    pub fn changed(&self) -> Result<DataConnector, Stop> {
        held(self.changed.as_ref(), "a change of attributes")
    }

    /// The peer of the connector under test.
    pub fn peer(&self) -> Result<Peer, Stop> {
        held(self.peer.as_ref(), "a peer of the connector")
    }

    /// What the connector under test has made of the latest message.
    pub fn taken(&self) -> Result<message::Answer, Stop> {
        held(self.taken.as_ref(), "a message to the connector")
    }

    /// How the latest request token spelt its connector.
    pub fn spelt(&self) -> Result<String, Stop> {
        held(self.spelt.as_ref(), "a spelling of an identifier")
    }
}

impl World {
    /// What the connector of the scenario needs to ask for a DAT.
    pub async fn asking(&self) -> Result<Ground, Stop> {
        let which = self.data_space.connector.unwrap_or(Which::Connector);
        Ground::survey(&self.environment, which).await
    }
}

fn held<T: Clone>(value: Option<&T>, what: &str) -> Result<T, Stop> {
    let missing = || Stop::harness(format!("the scenario speaks of {what} before there is one"));
    value.cloned().ok_or_else(missing)
}
