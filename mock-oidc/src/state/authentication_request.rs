//! An authentication request over the back channel (CIBA, 7.3 and 10), from its acknowledgement to its redemption.

use std::sync::Arc;

use crate::authorization::approval::Approval;
use crate::backchannel::request::Wish;

/// Seconds for which a request is remembered after its end, so that a late use is told from a guess.
pub const AFTERLIFE: i64 = 86_400;
/// Seconds by which the interval grows when a client polls too fast (CIBA, 11).
pub const SLOWER: i64 = 5;

/// What is remembered of a request.
#[derive(Clone, Debug)]
pub struct AuthenticationRequest {
    /// Who asks for whom, and for what.
    pub wish: Arc<Wish>,
    /// The second from which on it is expired.
    pub expires_at: i64,
    interval: i64,
    /// The second before which a poll comes too early.
    next_poll: i64,
    stage: Stage,
}

/// The stages of a request; its expiry is measured on the clock and needs no stage.
#[derive(Clone, Debug)]
enum Stage {
    Pending,
    Approved(Arc<Approval>),
    Denied,
    Redeemed(Arc<Approval>),
}

/// What a poll meets.
#[derive(Clone, Debug)]
pub enum Poll {
    /// The user has not decided yet.
    Pending,
    /// The same, and the client asks too often.
    TooSoon,
    /// The user has approved; whoever asks again meets [`Poll::Redeemed`].
    Granted(Arc<Approval>),
    /// The user has denied the request.
    Denied,
    /// The time of the request has passed.
    Expired,
    /// Tokens have been issued for it before.
    Redeemed,
}

impl AuthenticationRequest {
    /// A request that was acknowledged just now.
    #[must_use]
    pub fn pending(wish: Arc<Wish>, expires_at: i64, interval: i64) -> Self {
        Self {
            wish,
            expires_at,
            interval,
            next_poll: i64::MIN,
            stage: Stage::Pending,
        }
    }

    /// Whether its time has passed at `now`.
    #[must_use]
    pub fn is_expired(&self, now: i64) -> bool {
        now >= self.expires_at
    }

    /// Whether the user may still decide.
    #[must_use]
    pub fn is_open(&self, now: i64) -> bool {
        matches!(self.stage, Stage::Pending) && !self.is_expired(now)
    }

    /// Whether tokens have been issued for it.
    #[must_use]
    pub fn is_redeemed(&self) -> bool {
        matches!(self.stage, Stage::Redeemed(_))
    }

    /// The user approves; false when it is too late for that.
    #[must_use]
    pub fn approve(&mut self, approval: Arc<Approval>, now: i64) -> bool {
        self.decide(Stage::Approved(approval), now)
    }

    /// The user denies it; false when it is too late for that.
    #[must_use]
    pub fn deny(&mut self, now: i64) -> bool {
        self.decide(Stage::Denied, now)
    }

    fn decide(&mut self, decision: Stage, now: i64) -> bool {
        let open = self.is_open(now);
        if open {
            self.stage = decision;
        }
        open
    }

    /// What came of it, and uses it up where that is tokens.
    pub fn poll(&mut self, now: i64) -> Poll {
        match &self.stage {
            Stage::Redeemed(_) => Poll::Redeemed,
            _ if self.is_expired(now) => Poll::Expired,
            Stage::Denied => Poll::Denied,
            Stage::Pending => self.put_off(now),
            Stage::Approved(approval) => {
                let approval = Arc::clone(approval);
                self.stage = Stage::Redeemed(Arc::clone(&approval));
                Poll::Granted(approval)
            }
        }
    }

    /// What the user has approved, whether used up or not.
    #[must_use]
    pub fn approval(&self) -> Option<&Arc<Approval>> {
        match &self.stage {
            Stage::Approved(approval) | Stage::Redeemed(approval) => Some(approval),
            Stage::Pending | Stage::Denied => None,
        }
    }

    /// CIBA, 11: whoever asks too early waits five seconds more from then on.
    fn put_off(&mut self, now: i64) -> Poll {
        let hasty = now < self.next_poll;
        if hasty {
            self.interval += SLOWER;
        }
        self.next_poll = now + self.interval;
        if hasty { Poll::TooSoon } else { Poll::Pending }
    }
}
