//! What happens between an authorization request and its answer: somebody logs in, then decides.
//!
//! Each page is good for one answer: whoever answers takes the interaction out of the table, and the next page has a
//! name of its own.

use crate::authorization::request::AuthorizationRequest;
use crate::settings::User;

/// Seconds for which a page may be left open.
pub const PATIENCE: i64 = 600;

/// An interaction by what it waits for.
#[derive(Clone, Debug)]
pub enum Interaction {
    /// A login page is open.
    AwaitingLogin(AwaitingLogin),
    /// A consent page is open.
    AwaitingConsent(AwaitingConsent),
}

impl Interaction {
    /// The browser that it is bound to.
    #[must_use]
    pub fn browser(&self) -> &str {
        match self {
            Self::AwaitingLogin(awaiting) => &awaiting.browser,
            Self::AwaitingConsent(awaiting) => &awaiting.browser,
        }
    }
}

/// Nobody has logged in yet.
#[derive(Clone, Debug)]
pub struct AwaitingLogin {
    /// What is asked for.
    pub request: AuthorizationRequest,
    /// The value of the cookie.
    pub browser: String,
}

impl AwaitingLogin {
    /// The next stage: `user` has logged in.
    #[must_use]
    pub fn logged_in(self, user: User, now: i64) -> AwaitingConsent {
        AwaitingConsent {
            request: self.request,
            browser: self.browser,
            user,
            authenticated_at: now,
        }
    }
}

/// Somebody has logged in and not decided yet.
#[derive(Clone, Debug)]
pub struct AwaitingConsent {
    /// What is asked for.
    pub request: AuthorizationRequest,
    /// The value of the cookie.
    pub browser: String,
    /// Who logged in.
    pub user: User,
    /// When that was.
    pub authenticated_at: i64,
}
