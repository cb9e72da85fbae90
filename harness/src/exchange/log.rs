//! The exchanges of one scenario, in the order in which they were sent.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::model::Exchange;

/// A shared list of exchanges; numbers begin at 1.
#[derive(Debug, Clone, Default)]
pub struct ExchangeLog(Arc<Mutex<Vec<Exchange>>>);

impl ExchangeLog {
    /// Adds an exchange and returns it with its number.
    pub fn record(&self, mut exchange: Exchange) -> Exchange {
        let mut entries = self.lock();
        exchange.number = u32::try_from(entries.len() + 1).unwrap_or(u32::MAX);
        entries.push(exchange.clone());
        exchange
    }

    /// All exchanges so far.
    pub fn entries(&self) -> Vec<Exchange> {
        self.lock().clone()
    }

    /// The latest exchange.
    pub fn last(&self) -> Option<Exchange> {
        self.lock().last().cloned()
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Exchange>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
