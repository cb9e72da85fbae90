//! A consent that a resource owner gave, from then until it is revoked. Codes and tokens live as long as it does.

use serde_json::{Value, json};

/// What a resource owner approved of.
#[derive(Clone, Debug)]
pub struct Consent {
    /// The client that it was given to.
    pub client_id: String,
    /// Who gave it, by the name that resources know.
    pub subject: String,
    /// Whether access tokens, and codes for them, still count.
    pub carries_access_tokens: bool,
    /// Whether refresh tokens still count.
    pub carries_refresh_tokens: bool,
}

/// What a revocation ends. An honest server ends everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Whatever came of the consent.
    Everything,
    /// Access tokens only.
    AccessTokens,
    /// Refresh tokens only.
    RefreshTokens,
}

impl Consent {
    /// What may be shown of the consent.
    #[must_use]
    pub fn describe(&self) -> Value {
        json!({
            "client_id": self.client_id,
            "access_tokens": self.carries_access_tokens,
            "refresh_tokens": self.carries_refresh_tokens,
        })
    }

    /// A consent that the user with this local subject gave to the client of this id.
    #[must_use]
    pub fn given_to(client_id: &str, subject: &str) -> Self {
        Self {
            client_id: client_id.to_owned(),
            subject: subject.to_owned(),
            carries_access_tokens: true,
            carries_refresh_tokens: true,
        }
    }

    /// Ends it, at once and for good.
    pub fn revoke(&mut self, reach: Reach) {
        self.carries_access_tokens &= reach == Reach::RefreshTokens;
        self.carries_refresh_tokens &= reach == Reach::AccessTokens;
    }
}
