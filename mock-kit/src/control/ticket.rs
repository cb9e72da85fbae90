//! Tickets: each lets a browser in once.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::entropy;

/// The tickets that nobody has used yet. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct Tickets {
    unused: Arc<Mutex<BTreeSet<String>>>,
}

impl Tickets {
    /// Issues a ticket that nobody can guess.
    #[must_use]
    pub fn issue(&self) -> String {
        let ticket = entropy::identifier();
        self.unused().insert(ticket.clone());
        ticket
    }

    /// Takes a ticket, which is good for one time.
    #[must_use]
    pub fn redeem(&self, ticket: &str) -> bool {
        self.unused().remove(ticket)
    }

    fn unused(&self) -> MutexGuard<'_, BTreeSet<String>> {
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
}
