//! The notification that tells an office that a document can be fetched.

use jiff::{SignedDuration, Timestamp};
use mock_kit::FaultPlan;

use super::identifiers::RequestAckId;
use crate::faults::notification as faulty;

/// The waits before the second and each further attempt.
const BACKOFF: [SignedDuration; 3] = [
    SignedDuration::from_secs(30),
    SignedDuration::from_mins(2),
    SignedDuration::from_mins(10),
];

/// A notification and the stage that it has reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// The retrieval that it is about.
    pub retrieval: RequestAckId,
    /// How far it has come.
    pub stage: NotificationStage,
}

/// How far a notification has come. Whatever becomes of it, the retrieval stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotificationStage {
    /// It waits for its next attempt.
    Queued {
        /// Attempts made so far.
        attempts: usize,
        /// When the next one is due.
        due: Timestamp,
    },
    /// It is on its way.
    Sending {
        /// Attempts made so far, this one included.
        attempts: usize,
    },
    /// The office took it. Final.
    Delivered,
    /// DAS has given up, or the office refused it. Final.
    Failed,
}

/// What became of one attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// The office took the notification.
    Taken,
    /// The office could not take it now: a timeout, a server error, or 429.
    Missed,
    /// The office will never take it.
    Refused,
}

impl NotificationStage {
    /// An attempt begins.
    #[must_use]
    pub fn send(self) -> Self {
        match self {
            Self::Queued { attempts, .. } => Self::Sending {
                attempts: attempts + 1,
            },
            other => other,
        }
    }

    /// An attempt is over.
    #[must_use]
    pub fn conclude(self, attempt: Attempt, now: Timestamp, faults: &FaultPlan) -> Self {
        match (self, attempt) {
            (Self::Sending { .. }, Attempt::Taken) => Self::Delivered,
            (Self::Sending { attempts }, Attempt::Missed) => Self::again(attempts, now, faults),
            (Self::Sending { .. }, Attempt::Refused) => Self::Failed,
            (other, _) => other,
        }
    }

    /// Whether the second attempt, or a later one, was in vain.
    #[must_use]
    pub const fn has_failed_twice(&self) -> bool {
        matches!(self, Self::Queued { attempts: 2.., .. } | Self::Failed)
    }

    fn again(attempts: usize, now: Timestamp, faults: &FaultPlan) -> Self {
        if faults.commits(&faulty::NEVER_REPEATS_A_NOTIFICATION) {
            return Self::Failed;
        }
        match BACKOFF.get(attempts - 1) {
            Some(&wait) => Self::Queued {
                attempts,
                due: super::later(now, wait),
            },
            None => Self::Failed,
        }
    }

    /// The stage in a word.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Queued { .. } => "queued",
            Self::Sending { .. } => "sending",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
        }
    }
}
