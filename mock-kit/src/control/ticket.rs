//! Tickets: each lets a browser in once, and not for long.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};

use crate::{Clock, entropy};

/// How long a ticket is good: it stands in the scrollback of a terminal, and in the history of a browser.
const LIFETIME: SignedDuration = SignedDuration::from_mins(15);

/// The tickets that nobody has used yet. Clones share them.
#[derive(Clone, Debug)]
pub struct Tickets {
    /// Until when each is good.
    unused: Arc<Mutex<BTreeMap<String, Timestamp>>>,
    clock: Clock,
}

/// Tickets that age as everything does outside: the clock of the parties may be moved, and would take them along.
impl Default for Tickets {
    fn default() -> Self {
        Self::aging_by(Clock::system())
    }
}

impl Tickets {
    fn aging_by(clock: Clock) -> Self {
        Self {
            unused: Arc::default(),
            clock,
        }
    }

    /// Issues a ticket that nobody can guess.
    #[must_use]
    pub fn issue(&self) -> String {
        let ticket = entropy::identifier();
        let now = self.clock.now();
        let mut unused = self.unused();
        unused.retain(|_, until| *until > now);
        unused.insert(ticket.clone(), now + LIFETIME);
        ticket
    }

    /// Takes a ticket, which is good for one time and until it is too old.
    #[must_use]
    pub fn redeem(&self, ticket: &str) -> bool {
        let until = self.unused().remove(ticket);
        until.is_some_and(|until| until > self.clock.now())
    }

    fn unused(&self) -> MutexGuard<'_, BTreeMap<String, Timestamp>> {
        self.unused.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_good_for_one_time() {
        let tickets = Tickets::default();
        let ticket = tickets.issue();
        assert!(!tickets.redeem("another"));
        assert!(tickets.clone().redeem(&ticket));
        assert!(!tickets.redeem(&ticket));
    }

    #[test]
    fn an_old_ticket_is_good_for_nothing() {
        let clock = Clock::frozen_at(Timestamp::UNIX_EPOCH);
        let tickets = Tickets::aging_by(clock.clone());
        let [early, late] = [tickets.issue(), tickets.issue()];
        clock.advance(LIFETIME - SignedDuration::from_secs(1));
        assert!(tickets.redeem(&early));
        clock.advance(SignedDuration::from_secs(1));
        assert!(!tickets.redeem(&late));
    }

    #[test]
    fn old_tickets_are_not_kept() {
        let clock = Clock::frozen_at(Timestamp::UNIX_EPOCH);
        let tickets = Tickets::aging_by(clock.clone());
        let _ = tickets.issue();
        clock.advance(LIFETIME);
        let _ = tickets.issue();
        assert_eq!(tickets.unused().len(), 1);
    }
}
