//! What the server remembers, behind one lock.

pub mod access_token;
pub mod client;
pub mod client_key;
pub mod expiring;
pub mod refusal_note;
pub mod signing_key;

use std::collections::HashMap;
use std::sync::Arc;

use self::access_token::IssuedToken;
use self::client::{CachedKeySet, RegisteredClient};
use self::expiring::Expiring;
use self::refusal_note::RefusalNotes;
use self::signing_key::{SigningKey, SigningKeys};

/// Everything that changes while the server runs.
#[derive(Debug)]
pub struct State {
    /// Clients by their id.
    pub clients: HashMap<String, Arc<RegisteredClient>>,
    /// Key sets fetched for clients, by client id.
    pub key_sets: HashMap<String, CachedKeySet>,
    /// Assertions that may not be used again: client id and `jti`.
    pub used_assertions: Expiring<(String, String), ()>,
    /// Access tokens by their `jti`.
    pub issued: Expiring<String, IssuedToken>,
    /// The keys that access tokens are signed with.
    pub signing_keys: SigningKeys,
    /// Why the latest requests were refused.
    pub refusals: RefusalNotes,
}

impl State {
    /// The state of a server that has just started.
    #[must_use]
    pub fn new(signing_key: Arc<SigningKey>) -> Self {
        Self {
            clients: HashMap::new(),
            key_sets: HashMap::new(),
            used_assertions: Expiring::new(),
            issued: Expiring::new(),
            signing_keys: SigningKeys::new(signing_key),
            refusals: RefusalNotes::default(),
        }
    }

    /// Forgets what exchanges made; clients and the current signing key stay.
    pub fn reset(&mut self) {
        self.key_sets.clear();
        self.used_assertions = Expiring::new();
        self.issued = Expiring::new();
        self.signing_keys.retire_previous();
        self.refusals = RefusalNotes::default();
    }
}
