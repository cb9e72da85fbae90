//! The exchanges of one scenario, in the order in which they were sent.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::model::Exchange;

/// A shared list of exchanges; numbers begin at 1.
///
/// What a party received from another than us is recorded when somebody looks, so each exchange keeps its turn in the order of the
/// process, and the numbers are put into that order in the end.
///
/// One listener can be told of each exchange as it is recorded.
#[derive(Clone, Default)]
pub struct ExchangeLog(Arc<Shared>);

/// Hears of all exchanges so far, the new one last, in the order in which they are recorded.
pub type Listener = Box<dyn Fn(&[Exchange]) + Send + Sync>;

#[derive(Default)]
struct Shared {
    entries: Mutex<Vec<Entry>>,
    listener: OnceLock<Listener>,
}

/// Without the listener, which has nothing to show.
impl fmt::Debug for ExchangeLog {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("ExchangeLog")
            .field(&self.0.entries)
            .finish()
    }
}

#[derive(Debug, Clone)]
struct Entry {
    turn: u64,
    exchange: Exchange,
}

impl ExchangeLog {
    /// Adds an exchange whose request had this turn, and returns it with its number.
    pub fn record(&self, turn: u64, mut exchange: Exchange) -> Exchange {
        let mut entries = self.lock();
        exchange.number = number(entries.len());
        entries.push(Entry {
            turn,
            exchange: exchange.clone(),
        });
        if let Some(listener) = self.0.listener.get() {
            let all: Vec<Exchange> = entries.iter().map(|entry| entry.exchange.clone()).collect();
            // What is told while the lock is held is told in order; a listener has no business with the log.
            listener(&all);
        }
        exchange
    }

    /// Has a listener told of what is recorded from now on; there is one at most.
    pub fn tell(&self, listener: Listener) {
        let _ = self.0.listener.set(listener);
    }

    /// All exchanges so far, as they were recorded.
    pub fn entries(&self) -> Vec<Exchange> {
        let entries = self.lock();
        entries.iter().map(|entry| entry.exchange.clone()).collect()
    }

    /// The exchange recorded last.
    pub fn last(&self) -> Option<Exchange> {
        self.lock().last().map(|entry| entry.exchange.clone())
    }

    /// All exchanges in the order of their turns and numbered by it, and the new number of each old one.
    pub fn in_order(&self) -> (Vec<Exchange>, BTreeMap<u32, u32>) {
        let mut entries = self.lock().clone();
        entries.sort_by_key(|entry| entry.turn);
        let mut numbers = BTreeMap::new();
        let exchanges = entries.into_iter().enumerate().map(|(index, entry)| {
            let number = number(index);
            numbers.insert(entry.exchange.number, number);
            Exchange {
                number,
                ..entry.exchange
            }
        });
        let exchanges = exchanges.collect();
        (exchanges, numbers)
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Entry>> {
        self.0
            .entries
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

fn number(index: usize) -> u32 {
    u32::try_from(index + 1).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::oauth_client::answer::tests::exchange;

    #[test]
    fn a_listener_hears_of_each_exchange_when_it_is_recorded() {
        let log = ExchangeLog::default();
        log.record(1, exchange(200, &[], ""));
        let heard = Arc::new(Mutex::new(Vec::new()));
        let told = Arc::clone(&heard);
        log.tell(Box::new(move |all| {
            let number = all.last().map(|exchange| exchange.number);
            told.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(number);
        }));
        for turn in [3, 2] {
            let recorded = log.record(turn, exchange(200, &[], ""));
            let heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
            assert_eq!(heard.last(), Some(&Some(recorded.number)));
        }
        let heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
        assert_eq!(*heard, [Some(2), Some(3)]);
    }
}
