//! A notification is attempted four times at most, at growing intervals.

use jiff::Timestamp;
use mock_kit::FaultPlan;

use crate::state::notification::{Attempt, NotificationStage};

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

fn sending() -> NotificationStage {
    NotificationStage::Queued {
        attempts: 0,
        due: NOW,
    }
    .send()
}

#[test]
fn missed_attempts_are_repeated_until_patience_ends() {
    let honest = FaultPlan::default();
    let mut stage = sending();
    let mut waits = Vec::new();
    while let NotificationStage::Sending { .. } = stage {
        stage = stage.conclude(Attempt::Missed, NOW, &honest);
        if let NotificationStage::Queued { due, .. } = stage {
            waits.push(due.as_second());
        }
        stage = stage.send();
    }
    assert_eq!(waits, [30, 120, 600]);
    assert_eq!(stage, NotificationStage::Failed);
}

#[test]
fn what_was_taken_or_refused_is_not_repeated() {
    let honest = FaultPlan::default();
    let taken = sending().conclude(Attempt::Taken, NOW, &honest);
    assert_eq!(taken.clone().send(), NotificationStage::Delivered);
    assert_eq!(
        taken.conclude(Attempt::Missed, NOW, &honest),
        NotificationStage::Delivered
    );
    let refused = sending().conclude(Attempt::Refused, NOW, &honest);
    assert_eq!(refused, NotificationStage::Failed);
}
