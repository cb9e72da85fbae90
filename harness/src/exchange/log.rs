//! The exchanges of one scenario, in the order in which they were sent.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::model::Exchange;

/// A shared list of exchanges; numbers begin at 1.
///
/// What a party received from another than us is recorded when somebody looks, so each exchange keeps its turn in the order of the
/// process, and the numbers are put into that order in the end.
#[derive(Debug, Clone, Default)]
pub struct ExchangeLog(Arc<Mutex<Vec<Entry>>>);

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
        exchange
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
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn number(index: usize) -> u32 {
    u32::try_from(index + 1).unwrap_or(u32::MAX)
}
