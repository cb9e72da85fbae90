//! An authorization code (RFC 6749, 4.1.2), from its issue to its redemption.

use std::sync::Arc;

use crate::authorization::approval::Approval;

/// Seconds for which a code is remembered after its end, so that a late use is told from a guess.
pub const AFTERLIFE: i64 = 86_400;

/// What is remembered of a code.
#[derive(Clone, Debug)]
pub struct AuthorizationCode {
    /// What it stands for.
    pub approval: Arc<Approval>,
    /// The second from which on it is expired.
    pub expires_at: i64,
    stage: Stage,
}

/// The stages of a code; its expiry is measured on the clock and needs no stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Fresh,
    Redeemed,
}

impl AuthorizationCode {
    /// A code fresh from the authorization endpoint.
    #[must_use]
    pub fn fresh(approval: Arc<Approval>, expires_at: i64) -> Self {
        Self {
            approval,
            expires_at,
            stage: Stage::Fresh,
        }
    }

    /// Whether its time has passed at `now`.
    #[must_use]
    pub fn is_expired(&self, now: i64) -> bool {
        now >= self.expires_at
    }

    /// Uses it up; false when that has happened before.
    #[must_use]
    pub fn redeem(&mut self) -> bool {
        std::mem::replace(&mut self.stage, Stage::Redeemed) == Stage::Fresh
    }

    /// Whether it can still be used.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        self.stage == Stage::Fresh
    }
}
