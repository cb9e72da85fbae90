//! What the endpoints of one server share.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::response::Response;
use mock_kit::{Clock, FaultPlan, occasion};
use openssl::x509::X509;
use serde_json::{Value, json};
use tokio::sync::watch;

use crate::addresses::Addresses;
use crate::authorization::failure::RequestError;
use crate::backchannel;
use crate::checks::grant_type::Grant;
use crate::checks::registration;
use crate::faults::stimuli::LETS_CODES_LIVE_FOR_NEARLY_TEN_MINUTES;
use crate::oauth_error::Refusal;
use crate::settings::{Algorithm, AuthorizationVariant, Client, User, Variant};
use crate::state::State;
use crate::state::client::{KeySource, RegisteredClient, RegistrationError};
use crate::state::client_key::ClientKey;
use crate::state::consent::Consent;
use crate::state::signing_key::SigningKey;

/// Seconds for which codes live that live as long as RFC 6749, 4.1.2, recommends at most.
const NEARLY_TEN_MINUTES: i64 = 595;

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
    /// Who may log in.
    pub users: Vec<User>,
    /// The authorities whose certificates clients may authenticate with.
    pub client_authorities: Vec<X509>,
    /// What pairwise subjects cannot be guessed without (OIDC Core, 8.1).
    pub pairwise_salt: [u8; 32],
    /// What it fetches key sets with.
    pub http: reqwest::Client,
    /// How many decisions users have taken over the back channel, for whoever waits for one.
    pub decisions: watch::Sender<u64>,
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
        registration::check(&client, &self.faults)?;
        let rules = self.variant.authorization.as_ref();
        let backchannel = backchannel::registration::read(&client, rules, &self.faults)?;
        let client = RegisteredClient::new(client, &self.variant.client_algorithms())?;
        let client = client.with_backchannel(backchannel);
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

    /// The client called `client_id`. The first one that is looked for in an exchange is the one that calls.
    pub fn client(&self, client_id: &str) -> Option<Arc<RegisteredClient>> {
        occasion::called_by(client_id);
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

    /// The rules for authorization requests.
    ///
    /// # Errors
    /// [`RequestError::NotOffered`] for a server that speaks to machines only.
    pub fn authorization_rules(&self) -> Result<&AuthorizationVariant, RequestError> {
        self.variant
            .authorization
            .as_ref()
            .ok_or(RequestError::NotOffered)
    }

    /// Seconds for which an authorization code can be redeemed.
    pub fn code_lifetime(&self) -> i64 {
        let rules = self.variant.authorization.as_ref();
        self.unless_it_takes_longer(rules.map_or(0, |rules| rules.code_lifetime.as_secs()))
    }

    /// Seconds for which a pushed request can be used.
    pub fn request_uri_lifetime(&self) -> i64 {
        let rules = self.variant.authorization.as_ref();
        self.unless_it_takes_longer(rules.map_or(0, |rules| rules.request_uri_lifetime.as_secs()))
    }

    fn unless_it_takes_longer(&self, seconds: i64) -> i64 {
        let longer = self.faults.commits(&LETS_CODES_LIVE_FOR_NEARLY_TEN_MINUTES);
        if longer { NEARLY_TEN_MINUTES } else { seconds }
    }

    /// The grants on offer.
    pub fn grants(&self) -> &'static [Grant] {
        match &self.variant.authorization {
            Some(rules) if rules.backchannel.is_some() => Grant::WITH_BACK_CHANNEL,
            Some(_) => Grant::FOR_USERS,
            None => Grant::FOR_MACHINES,
        }
    }

    /// The algorithm of ID tokens and signed responses.
    pub fn identity_algorithm(&self) -> Algorithm {
        let rules = self.variant.authorization.as_ref();
        let stated = rules.and_then(|rules| rules.id_token_algorithms.first().copied());
        stated.unwrap_or(self.variant.access_token_algorithm)
    }

    /// The key that ID tokens and responses are signed with.
    pub fn identity_key(&self) -> Arc<SigningKey> {
        let state = self.state();
        let algorithm = self.identity_algorithm();
        let mut further = state.identity_keys.iter();
        let own = further.find(|key| key.algorithm() == algorithm);
        Arc::clone(own.unwrap_or(state.signing_keys.current()))
    }

    /// The name of the browser that sent this cookie, if an interaction of it is open, or else a new name.
    pub fn browser(&self, cookie: Option<&str>) -> String {
        let state = self.state();
        let known = cookie.filter(|cookie| {
            let mut open = state.interactions.values();
            open.any(|interaction| interaction.browser() == *cookie)
        });
        known.map_or_else(mock_kit::entropy::identifier, str::to_owned)
    }

    /// Notes why a request is refused, and answers it.
    pub fn refuse(&self, refusal: &Refusal) -> Response {
        self.note(refusal.to_string());
        refusal.answer(&self.faults)
    }

    /// Notes why a request is refused.
    pub fn note(&self, reason: String) {
        self.state().refusals.add(self.clock.now(), reason);
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
            .chain(&state.identity_keys)
            .map(|key| key.kid.as_str())
            .collect();
        let consents: Vec<_> = state.consents.values().map(Consent::describe).collect();
        json!({
            "issuer": self.addresses.issuer_text(),
            "clients": clients,
            "issued_tokens": state.issued.len(),
            "consents": consents,
            "signing_keys": kids,
            "refusals": state.refusals,
        })
    }
}
