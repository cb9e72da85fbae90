//! What the authorization server has received from the registering party.

use super::Environment;
use crate::actor::Party;
use crate::exchange::model::Exchange;

impl Environment {
    /// What the authorization server has received from the registering party so far.
    pub fn received_from_registering_party(&self) -> Vec<Exchange> {
        let received = self.received(Party::AuthorizationServer).into_iter();
        let sent = |each: &Exchange| each.from == Party::RegisteringParty.name();
        received.filter(sent).collect()
    }
}
