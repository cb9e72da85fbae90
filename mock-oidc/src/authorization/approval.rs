//! What a resource owner approved of: what codes and tokens stand for.

use super::request::AuthorizationRequest;

/// An authorization request with the answer of a resource owner.
#[derive(Debug)]
pub struct Approval {
    /// What was asked for, and granted.
    pub request: AuthorizationRequest,
    /// What the client calls the user.
    pub subject: String,
    /// When the user logged in.
    pub authenticated_at: i64,
    /// The consent that it depends on.
    pub consent_id: String,
}
