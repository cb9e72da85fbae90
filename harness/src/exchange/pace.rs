//! How hard a target may be pressed: a pause between two requests, all scenarios together.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use mock_kit::Clock;
use tokio::sync::Mutex;

/// A pause between requests, on the machine's clock.
#[derive(Debug)]
pub struct Pace {
    pause: SignedDuration,
    clock: Clock,
    next: Mutex<Timestamp>,
}

impl Pace {
    /// Lets a request pass every `pause`.
    pub fn new(pause: Duration) -> Self {
        let clock = Clock::system();
        Self {
            pause: SignedDuration::try_from(pause).unwrap_or(SignedDuration::ZERO),
            next: Mutex::new(clock.now()),
            clock,
        }
    }

    /// Waits for the turn of one request.
    pub async fn turn(&self) {
        let mut next = self.next.lock().await;
        self.clock.wait_until(*next).await;
        *next = self.clock.now().saturating_add(self.pause).unwrap_or(*next);
    }
}
