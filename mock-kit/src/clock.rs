//! The one clock: every lifetime, expiry and retention period is measured on it.
//!
//! This is the only file that reads the time of the machine.
#![expect(
    clippy::disallowed_methods,
    reason = "the clock is where real time enters"
)]

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use crate::work::{self, Diary};

/// A clock that follows the machine with an offset, or stands still until it is moved.
///
/// Clones share their time.
#[derive(Clone, Debug)]
pub struct Clock {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    pace: Mutex<Pace>,
    moves: watch::Sender<u64>,
    diary: watch::Sender<Diary>,
    moves_made: Mutex<VecDeque<Move>>,
}

/// The most moves that a clock remembers; of a clock that is moved for weeks, the latest.
const MOVES_REMEMBERED: usize = 1000;

/// A time at which a clock was moved, stopped or set going.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// What it showed before.
    pub from: Timestamp,
    /// What it showed then.
    pub to: Timestamp,
}

#[derive(Clone, Copy, Debug)]
enum Pace {
    Running { offset: SignedDuration },
    Standing { at: Timestamp },
}

impl Clock {
    /// A clock that runs with the machine.
    #[must_use]
    pub fn system() -> Self {
        Self::with(Pace::Running {
            offset: SignedDuration::ZERO,
        })
    }

    /// A clock that stands at `at` and moves only when told.
    #[must_use]
    pub fn frozen_at(at: Timestamp) -> Self {
        Self::with(Pace::Standing { at })
    }

    fn with(pace: Pace) -> Self {
        Self {
            shared: Arc::new(Shared {
                pace: Mutex::new(pace),
                moves: watch::Sender::new(0),
                diary: watch::Sender::new(Diary::default()),
                moves_made: Mutex::default(),
            }),
        }
    }

    /// The present moment.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        read(*self.pace())
    }

    /// The present moment in whole seconds since 1970, as JWTs count.
    #[must_use]
    pub fn unix_now(&self) -> i64 {
        self.now().as_second()
    }

    /// Whether the clock moves only when told.
    #[must_use]
    pub fn is_frozen(&self) -> bool {
        matches!(*self.pace(), Pace::Standing { .. })
    }

    /// Moves the clock forward, or back for a negative `step`.
    pub fn advance(&self, step: SignedDuration) {
        self.change(|pace| match pace {
            Pace::Running { offset } => Pace::Running {
                offset: offset.saturating_add(step),
            },
            Pace::Standing { at } => Pace::Standing {
                at: later(at, step),
            },
        });
    }

    /// Puts the clock to `moment`; a running clock goes on from there.
    pub fn set(&self, moment: Timestamp) {
        self.advance(moment.duration_since(self.now()));
    }

    /// Stops the clock where it is.
    pub fn freeze(&self) {
        self.change(|pace| Pace::Standing { at: read(pace) });
    }

    /// Lets the clock run again from where it stands.
    pub fn resume(&self) {
        self.change(|pace| Pace::Running {
            offset: read(pace).duration_since(Timestamp::now()),
        });
    }

    /// Waits until the clock has reached `moment`, whether by running or by being moved. Work that waits here rests.
    pub async fn wait_until(&self, moment: Timestamp) {
        work::rest_until(moment);
        self.reach(moment).await;
    }

    /// Waits until the clock has moved by `span`, as a deadline of something that goes on meanwhile: the work does not rest.
    pub async fn deadline(&self, span: SignedDuration) {
        self.reach(later(self.now(), span)).await;
    }

    async fn reach(&self, moment: Timestamp) {
        let mut moves = self.shared.moves.subscribe();
        while self.now() < moment {
            let left = moment.duration_since(self.now());
            tokio::select! {
                () = self.pass(left) => {}
                alive = moves.changed() => if alive.is_err() { return },
            }
        }
    }

    /// Waits until the clock has moved by `span`.
    pub async fn wait(&self, span: SignedDuration) {
        self.wait_until(later(self.now(), span)).await;
    }

    /// Who is at work, and from when on.
    pub(crate) fn diary(&self) -> &watch::Sender<Diary> {
        &self.shared.diary
    }

    async fn pass(&self, span: SignedDuration) {
        if self.is_frozen() {
            std::future::pending::<()>().await;
        }
        tokio::time::sleep(span.unsigned_abs()).await;
    }

    /// The moves that it has made, the latest thousand at most.
    #[must_use]
    pub fn moves(&self) -> Vec<Move> {
        self.moves_made().iter().copied().collect()
    }

    fn remember(&self, made: Move) {
        let mut moves = self.moves_made();
        if moves.len() == MOVES_REMEMBERED {
            moves.pop_front();
        }
        moves.push_back(made);
    }

    fn moves_made(&self) -> MutexGuard<'_, VecDeque<Move>> {
        self.shared
            .moves_made
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, step: impl FnOnce(Pace) -> Pace) {
        {
            let mut pace = self.pace();
            let from = read(*pace);
            *pace = step(*pace);
            self.remember(Move {
                from,
                to: read(*pace),
            });
        }
        self.shared
            .moves
            .send_modify(|count| *count = count.wrapping_add(1));
    }

    fn pace(&self) -> MutexGuard<'_, Pace> {
        self.shared
            .pace
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

fn read(pace: Pace) -> Timestamp {
    match pace {
        Pace::Running { offset } => later(Timestamp::now(), offset),
        Pace::Standing { at } => at,
    }
}

pub(crate) fn later(moment: Timestamp, span: SignedDuration) -> Timestamp {
    moment.checked_add(span).unwrap_or(if span.is_negative() {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    })
}

/// Measures how long something of the judge's own took, for reports; nothing is decided by it.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(std::time::Instant);

impl Stopwatch {
    /// Starts measuring.
    #[must_use]
    pub fn start() -> Self {
        Self(std::time::Instant::now())
    }

    /// The time since the start.
    #[must_use]
    pub fn elapsed(self) -> std::time::Duration {
        self.0.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frozen() -> Clock {
        Clock::frozen_at(Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn moves_are_remembered_up_to_a_limit() {
        let clock = frozen();
        for _ in 0..=MOVES_REMEMBERED {
            clock.advance(SignedDuration::from_secs(1));
        }
        let moves = clock.moves();
        assert_eq!(moves.len(), MOVES_REMEMBERED);
        assert_eq!(
            moves[0].from,
            Timestamp::UNIX_EPOCH + SignedDuration::from_secs(1)
        );
        assert_eq!(moves[MOVES_REMEMBERED - 1].to, clock.now());
    }

    #[test]
    fn a_frozen_clock_moves_only_when_told() {
        let clock = frozen();
        assert_eq!(clock.now(), clock.now());
        clock.advance(SignedDuration::from_secs(10));
        assert_eq!(clock.unix_now(), 10);
    }

    #[test]
    fn clones_share_their_time() {
        let clock = frozen();
        clock.clone().advance(SignedDuration::from_hours(1));
        assert_eq!(clock.unix_now(), 3600);
    }

    #[test]
    fn moving_past_the_end_of_time_stops_there() {
        let clock = frozen();
        clock.advance(SignedDuration::MAX);
        assert_eq!(clock.now(), Timestamp::MAX);
    }

    #[tokio::test]
    async fn a_wait_ends_when_the_clock_is_moved_past_it() {
        let clock = frozen();
        let waiting = clock.wait(SignedDuration::from_hours(24));
        let moving = async {
            tokio::task::yield_now().await;
            clock.advance(SignedDuration::from_hours(25));
        };
        tokio::join!(waiting, moving);
        assert_eq!(clock.unix_now(), 25 * 3600);
    }
}
