//! An access token that was issued, from issue to revocation.

use std::sync::Arc;

use crate::state::client::RegisteredClient;

/// What is remembered of an access token.
#[derive(Clone, Debug)]
pub struct IssuedToken {
    /// The client that it was issued to.
    pub client: Arc<RegisteredClient>,
    /// The consent that it came of, where a resource owner was asked.
    pub consent_id: Option<String>,
    /// Whether it still counts.
    pub stage: Stage,
}

/// The stages of a token; its expiry is measured on the clock and needs no stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It may be used.
    Live,
    /// It was revoked (RFC 7009).
    Revoked,
}

impl IssuedToken {
    /// A token fresh from the token endpoint.
    #[must_use]
    pub fn live(client: Arc<RegisteredClient>, consent_id: Option<String>) -> Self {
        Self {
            client,
            consent_id,
            stage: Stage::Live,
        }
    }

    /// Whether it was issued to the client of this id.
    #[must_use]
    pub fn belongs_to(&self, client: &RegisteredClient) -> bool {
        self.client.client_id == client.client_id
    }

    /// Ends its use, at once and for good.
    pub fn revoke(&mut self) {
        self.stage = Stage::Revoked;
    }
}
