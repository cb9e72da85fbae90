//! The flows of one client: those that go on, and the latest of those that have ended.

use std::collections::{BTreeMap, VecDeque};

use serde::Serialize;

/// How many flows may go on at once.
const FLOWS_AT_ONCE: usize = 1000;
/// How many flows that have ended are remembered.
const ENDED_FLOWS_REMEMBERED: usize = 1000;

/// How far a flow has come.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Progress {
    /// How it ended, once it has.
    pub outcome: Option<String>,
    /// The second of the clock before which nothing happens, rounded up.
    pub waits_until: Option<i64>,
    /// Whether it waits for a notification.
    pub awaits_notification: bool,
    /// Whether it waits for the answer to a poll.
    pub awaits_answer: bool,
}

/// The flows that are known, by their numbers.
#[derive(Debug, Default)]
pub struct Flows {
    begun: usize,
    known: BTreeMap<usize, Progress>,
    ended: VecDeque<usize>,
}

impl Flows {
    /// Takes up another flow, and numbers it; none where too many go on.
    pub fn begin(&mut self) -> Option<usize> {
        if self.known.len() - self.ended.len() == FLOWS_AT_ONCE {
            return None;
        }
        let number = self.begun;
        self.begun += 1;
        self.known.insert(number, Progress::default());
        Some(number)
    }

    /// Ends a flow that has not ended yet; of those that have, the one that did first may be forgotten.
    pub fn end(&mut self, number: usize, outcome: &str) {
        let Some(progress) = self.known.get_mut(&number) else {
            return;
        };
        if progress.outcome.is_some() {
            return;
        }
        *progress = Progress {
            outcome: Some(outcome.to_owned()),
            ..Progress::default()
        };
        self.ended.push_back(number);
        if self.ended.len() > ENDED_FLOWS_REMEMBERED
            && let Some(first) = self.ended.pop_front()
        {
            self.known.remove(&first);
        }
    }

    /// How far a flow has come, to be changed.
    pub fn progress(&mut self, number: usize) -> Option<&mut Progress> {
        self.known.get_mut(&number)
    }

    /// The flows that are known, by their numbers.
    pub fn known(&self) -> &BTreeMap<usize, Progress> {
        &self.known
    }

    /// Whether any of them waits for a notification.
    pub fn await_notifications(&self) -> bool {
        self.known.values().any(|flow| flow.awaits_notification)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use super::*;

    #[test]
    fn of_flows_that_have_ended_the_latest_are_remembered_and_of_others_all() {
        let mut flows = Flows::default();
        let lasting = flows.begin().unwrap();
        for _ in 0..=ENDED_FLOWS_REMEMBERED {
            let number = flows.begin().unwrap();
            flows.end(number, "done");
        }
        assert_eq!(flows.known().len(), ENDED_FLOWS_REMEMBERED + 1);
        assert!(flows.known().contains_key(&lasting));
        assert!(!flows.known().contains_key(&(lasting + 1)));
        assert!(flows.known().contains_key(&(lasting + 2)));
    }

    #[test]
    fn where_too_many_flows_go_on_another_begins_when_one_has_ended() {
        let mut flows = Flows::default();
        let numbers: Vec<_> = (0..FLOWS_AT_ONCE).map(|_| flows.begin()).collect();
        assert_eq!(flows.begin(), None);
        flows.end(numbers[0].unwrap(), "done");
        assert_eq!(flows.begin(), Some(FLOWS_AT_ONCE));
        assert_eq!(flows.begin(), None);
    }

    #[test]
    fn a_flow_ends_once() {
        let mut flows = Flows::default();
        let number = flows.begin().unwrap();
        flows.end(number, "done");
        flows.end(number, "stopped");
        assert_eq!(flows.known()[&number].outcome.as_deref(), Some("done"));
        assert_eq!(flows.ended.len(), 1);
    }
}
