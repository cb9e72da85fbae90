//! What the endpoints of one server share.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::response::Response;
use mock_kit::{Clock, FaultPlan};
use serde_json::{Value, json};

use crate::addresses::Addresses;
use crate::oauth_error::Refusal;
use crate::settings::{Client, Variant};
use crate::state::State;
use crate::state::client::{KeySource, RegisteredClient, RegistrationError};
use crate::state::client_key::ClientKey;

/// One running server.
#[derive(Debug)]
pub struct AuthorizationServer {
    /// The behaviour in force.
    pub variant: Variant,
    /// Where its endpoints are.
    pub addresses: Addresses,
    /// Its clock.
    pub clock: Clock,
    /// The faults that it commits.
    pub faults: FaultPlan,
    /// What it fetches key sets with.
    pub http: reqwest::Client,
    /// What it remembers.
    pub state: Mutex<State>,
}

impl AuthorizationServer {
    /// What the server remembers. The lock is never held across an await.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Registers `client`, or registers it anew.
    ///
    /// # Errors
    /// When its keys cannot be read.
    pub fn register(&self, client: Client) -> Result<(), RegistrationError> {
        let client = RegisteredClient::new(client, &self.variant.assertion_algorithms)?;
        let mut state = self.state();
        state.key_sets.remove(&client.client_id);
        state
            .clients
            .insert(client.client_id.clone(), Arc::new(client));
        Ok(())
    }

    /// Forgets the client called `client_id`.
    pub fn remove(&self, client_id: &str) {
        let mut state = self.state();
        state.key_sets.remove(client_id);
        state.clients.remove(client_id);
    }

    /// The client called `client_id`.
    pub fn client(&self, client_id: &str) -> Option<Arc<RegisteredClient>> {
        self.state().clients.get(client_id).cloned()
    }

    /// The client whose name comes first.
    pub fn any_client(&self) -> Option<Arc<RegisteredClient>> {
        let state = self.state();
        let first = state
            .clients
            .values()
            .min_by(|one, other| one.client_id.cmp(&other.client_id));
        first.cloned()
    }

    /// Every key that was given for any client.
    pub fn keys_of_everybody(&self) -> Vec<Arc<ClientKey>> {
        let state = self.state();
        let given = state
            .clients
            .values()
            .filter_map(|client| match &client.keys {
                KeySource::Given(ring) => Some(ring),
                KeySource::Fetched(_) => None,
            });
        let fetched = state.key_sets.values().map(|set| &set.ring);
        given
            .chain(fetched)
            .flat_map(|ring| ring.keys.iter().cloned())
            .collect()
    }

    /// Notes why a request is refused, and answers it.
    pub fn refuse(&self, refusal: &Refusal) -> Response {
        self.state()
            .refusals
            .add(self.clock.now(), refusal.to_string());
        refusal.answer(&self.faults)
    }

    /// The state without secrets, for control.
    pub fn describe(&self) -> Value {
        let mut state = self.state();
        state.issued.purge(self.clock.unix_now());
        let mut clients: Vec<_> = state.clients.values().collect();
        clients.sort_by(|one, other| one.client_id.cmp(&other.client_id));
        let clients: Vec<_> = clients
            .into_iter()
            .map(|client| client.describe())
            .collect();
        let kids: Vec<_> = state
            .signing_keys
            .published()
            .map(|key| key.kid.as_str())
            .collect();
        json!({
            "issuer": self.addresses.issuer_text(),
            "clients": clients,
            "issued_tokens": state.issued.len(),
            "signing_keys": kids,
            "refusals": state.refusals,
        })
    }
}
