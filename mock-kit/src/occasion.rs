//! On which occasion a fault is committed: an exchange, or a connection before any, and who calls there.
//!
//! What a party goes on with afterwards, in tasks of its own, belongs to no occasion.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::fault::FaultPlan;

static OCCASIONS: AtomicU64 = AtomicU64::new(0);

tokio::task_local! {
    static PRESENT: Occasion;
}

#[derive(Debug)]
struct Occasion {
    number: u64,
    caller: OnceLock<String>,
}

/// Ends an occasion, also where its work is broken off.
struct End<'a> {
    faults: &'a FaultPlan,
    number: u64,
}

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.faults.end(self.number);
    }
}

/// Carries out what belongs to one occasion. The faults that were committed once, for it, are over at its end.
pub(crate) async fn within<T>(faults: &FaultPlan, work: impl Future<Output = T>) -> T {
    let number = OCCASIONS.fetch_add(1, Ordering::Relaxed);
    let _end = End { faults, number };
    let occasion = Occasion {
        number,
        caller: OnceLock::new(),
    };
    PRESENT.scope(occasion, work).await
}

/// Notes which client calls in this exchange, as soon as the party has read it from the request; the first note counts.
pub fn called_by(client: &str) {
    let _ = PRESENT.try_with(|present| present.caller.set(client.to_owned()));
}

/// The present occasion; none outside of all.
pub(crate) fn number() -> Option<u64> {
    PRESENT.try_with(|present| present.number).ok()
}

/// Whether this client is known to call in the present exchange.
pub(crate) fn is_called_by(client: &str) -> bool {
    let is_caller = |present: &Occasion| present.caller.get().is_some_and(|known| known == client);
    PRESENT.try_with(is_caller).unwrap_or(false)
}
