//! Where two requests wait for each other, so that a race which a fault commits is lost every time and not by luck.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot::{Receiver, Sender, channel};

/// How long a request waits for another one before it goes on alone.
const PATIENCE: Duration = Duration::from_secs(1);

/// The requests that wait, by what they are about.
#[derive(Debug, Default)]
pub struct Rendezvous {
    waiting: Mutex<HashMap<&'static str, Sender<()>>>,
}

impl Rendezvous {
    /// Waits for another request about the same; whether one came.
    pub async fn meets(&self, about: &'static str) -> bool {
        let Some(called) = self.call_or_wait(about) else {
            return true;
        };
        let met = tokio::time::timeout(PATIENCE, called).await.is_ok();
        if !met {
            self.lock().remove(about);
        }
        met
    }

    /// Calls who waits; where nobody does, waits to be called.
    fn call_or_wait(&self, about: &'static str) -> Option<Receiver<()>> {
        let mut waiting = self.lock();
        if let Some(other) = waiting.remove(about)
            && other.send(()).is_ok()
        {
            return None;
        }
        let (sender, receiver) = channel();
        waiting.insert(about, sender);
        Some(receiver)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<&'static str, Sender<()>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn two_meet_and_one_goes_on_alone() {
        let rendezvous = Rendezvous::default();
        let both = tokio::join!(rendezvous.meets("a copy"), rendezvous.meets("a copy"));
        assert_eq!(both, (true, true));
        assert!(!rendezvous.meets("a copy").await);
    }
}
