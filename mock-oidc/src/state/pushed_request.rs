//! A request that a client has pushed (RFC 9126), from then until an authorization uses it up.

use crate::authorization::request::AuthorizationRequest;

/// What stands before the name of a pushed request (RFC 9126, 2.2).
pub const PREFIX: &str = "urn:ietf:params:oauth:request_uri:";
/// Seconds for which a pushed request is remembered after its end, so that a late use is told from a guess.
pub const AFTERLIFE: i64 = 86_400;

/// A pushed request that waits to be taken up. Using it up means taking it out of the table.
#[derive(Clone, Debug)]
pub struct PushedRequest {
    /// The request, already examined.
    pub request: AuthorizationRequest,
    /// The second from which on it is expired.
    pub expires_at: i64,
}

impl PushedRequest {
    /// Whether its time has passed at `now`.
    #[must_use]
    pub fn is_expired(&self, now: i64) -> bool {
        now >= self.expires_at
    }
}
