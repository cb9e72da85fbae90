//! The registering party, and what the authorization server has received from it.

use super::Environment;
use crate::actor::Party;
use crate::actor::registration::portfolio::{Act, Way};
use crate::exchange::model::Exchange;
use crate::stop::Stop;

impl Environment {
    /// Has the registering party act.
    pub async fn let_register(&self, way: Way, act: Act) -> Result<(), Stop> {
        self.own("a registering party is judged among parties of ours")?
            .let_register(way, act)
            .await
    }

    /// What the authorization server has received from the registering party so far.
    pub fn received_from_registering_party(&self) -> Vec<Exchange> {
        let received = self.received(Party::AuthorizationServer).into_iter();
        let sent = |each: &Exchange| each.from == Party::RegisteringParty.name();
        received.filter(sent).collect()
    }
}
