//! What parties are at work on among themselves.
//!
//! Their calls to one another take time that a standing clock does not show. Whoever moves the clock waits until all are idle, or messages
//! would grow old on their way, and by how much would depend on the machine.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use crate::clock::{Clock, later};

tokio::task_local! {
    static MINE: Arc<Engagement>;
}

/// Who is at work from which moment on, and who is held up until when.
#[derive(Debug, Default)]
pub(crate) struct Diary {
    last: u64,
    engaged: BTreeMap<u64, Timestamp>,
    held_up: BTreeMap<u64, Timestamp>,
}

impl Diary {
    fn is_idle(&self, now: Timestamp) -> bool {
        let at_work = self.engaged.values().filter(|from| **from <= now).count();
        let held_up = self.held_up.values().filter(|until| **until > now).count();
        at_work <= held_up
    }

    fn number(&mut self) -> u64 {
        self.last += 1;
        self.last
    }
}

/// Somebody's work: waiting until its moment, going on from then until it is dropped.
#[derive(Debug)]
pub struct Engagement {
    clock: Clock,
    number: u64,
}

impl Engagement {
    /// Puts the work off, or brings it forward, to another moment.
    pub fn begin_at(&self, moment: Timestamp) {
        self.clock.diary().send_modify(|diary| {
            diary.engaged.insert(self.number, moment);
        });
    }
}

impl Drop for Engagement {
    fn drop(&mut self) {
        self.clock.diary().send_modify(|diary| {
            diary.engaged.remove(&self.number);
        });
    }
}

/// The work of this task, if it is any, goes on at `moment`.
pub(crate) fn rest_until(moment: Timestamp) {
    let _ = MINE.try_with(|mine| mine.begin_at(moment));
}

/// Ends the rest of the work of this task, if it is any: something else than the clock has woken it.
pub fn go_on() {
    rest_until(Timestamp::MIN);
}

impl Clock {
    /// Notes that somebody is at work from `moment` on.
    #[must_use]
    pub fn engage(&self, moment: Timestamp) -> Engagement {
        let mut number = 0;
        self.diary().send_modify(|diary| {
            number = diary.number();
            diary.engaged.insert(number, moment);
        });
        Engagement {
            clock: self.clone(),
            number,
        }
    }

    /// A task that is at work from now on, except while it waits for this clock. What it ends with keeps it engaged until that is dropped.
    pub fn at_work<T: Future<Output = ()>>(
        &self,
        task: T,
    ) -> impl Future<Output = Arc<Engagement>> + use<T> {
        let mine = Arc::new(self.engage(Timestamp::MIN));
        async move {
            MINE.scope(Arc::clone(&mine), task).await;
            mine
        }
    }

    /// Keeps whoever has called waiting for `span`, at work or not.
    pub async fn hold_up(&self, span: SignedDuration) {
        let until = later(self.now(), span);
        let held = self.hold_callers_until(until);
        self.wait_until(until).await;
        drop(held);
    }

    /// Notes that one who is at work is kept waiting until `until`, or until what this returns is dropped.
    #[must_use]
    pub fn hold_callers_until(&self, until: Timestamp) -> HeldUp {
        let mut number = 0;
        self.diary().send_modify(|diary| {
            number = diary.number();
            diary.held_up.insert(number, until);
        });
        HeldUp {
            clock: self.clone(),
            number,
        }
    }

    /// Waits until nobody is at work: what there is left to do waits for this clock to move.
    pub async fn idle(&self) {
        let mut diary = self.diary().subscribe();
        let _ = diary.wait_for(|diary| diary.is_idle(self.now())).await;
    }
}

/// One who is kept waiting.
#[derive(Debug)]
pub struct HeldUp {
    clock: Clock,
    number: u64,
}

impl Drop for HeldUp {
    fn drop(&mut self) {
        self.clock.diary().send_modify(|diary| {
            diary.held_up.remove(&self.number);
        });
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use futures::FutureExt as _;

    use super::*;

    const MINUTE: SignedDuration = SignedDuration::from_mins(1);

    fn is_idle(clock: &Clock) -> bool {
        clock.idle().now_or_never().is_some()
    }

    #[test]
    fn nobody_has_anything_to_do_at_first() {
        assert!(is_idle(&Clock::frozen_at(Timestamp::UNIX_EPOCH)));
    }

    #[test]
    fn an_engagement_counts_from_its_moment_on_until_it_is_dropped() {
        let clock = Clock::frozen_at(Timestamp::UNIX_EPOCH);
        let engagement = clock.engage(later(clock.now(), MINUTE));
        assert!(is_idle(&clock));
        clock.advance(MINUTE);
        assert!(!is_idle(&clock));
        engagement.begin_at(Timestamp::MAX);
        assert!(is_idle(&clock));
        engagement.begin_at(clock.now());
        drop(engagement);
        assert!(is_idle(&clock));
    }

    #[tokio::test]
    async fn work_rests_while_it_waits_for_the_clock_and_counts_again_before_it_wakes() {
        let clock = Clock::frozen_at(Timestamp::UNIX_EPOCH);
        let worker = clock.clone();
        let task = tokio::spawn(clock.at_work(async move { worker.wait(MINUTE).await }));
        assert!(!is_idle(&clock));
        clock.idle().await;
        clock.advance(MINUTE);
        assert!(!is_idle(&clock));
        let done = task.await;
        assert!(!is_idle(&clock));
        drop(done);
        assert!(is_idle(&clock));
    }

    #[tokio::test]
    async fn work_with_a_deadline_does_not_rest() {
        let clock = Clock::frozen_at(Timestamp::UNIX_EPOCH);
        let worker = clock.clone();
        let task = tokio::spawn(clock.at_work(async move { worker.deadline(MINUTE).await }));
        tokio::task::yield_now().await;
        assert!(!is_idle(&clock));
        clock.advance(MINUTE);
        drop(task.await);
        assert!(is_idle(&clock));
    }

    #[tokio::test]
    async fn work_that_is_woken_goes_on() {
        let clock = Clock::frozen_at(Timestamp::UNIX_EPOCH);
        let (wake, woken) = tokio::sync::oneshot::channel::<()>();
        let (end, ended) = tokio::sync::oneshot::channel::<()>();
        let worker = clock.clone();
        let task = tokio::spawn(clock.at_work(async move {
            tokio::select! {
                () = worker.wait(MINUTE) => {}
                _ = woken => go_on(),
            }
            let _ = ended.await;
        }));
        clock.idle().await;
        wake.send(()).unwrap();
        while is_idle(&clock) {
            tokio::task::yield_now().await;
        }
        end.send(()).unwrap();
        drop(task.await);
        assert!(is_idle(&clock));
    }

    #[tokio::test]
    async fn who_calls_somebody_that_holds_it_up_waits_for_the_clock() {
        let clock = Clock::frozen_at(Timestamp::UNIX_EPOCH);
        let caller = clock.engage(clock.now());
        let slow = clock.clone();
        let answer = tokio::spawn(async move { slow.hold_up(MINUTE).await });
        clock.idle().await;
        clock.advance(MINUTE);
        assert!(!is_idle(&clock));
        answer.await.unwrap();
        drop(caller);
        assert!(is_idle(&clock));
    }
}
