//! What the server remembers, behind one lock.

pub mod access_token;
pub mod authentication_request;
pub mod authorization_code;
pub mod client;
pub mod client_key;
pub mod consent;
pub mod expiring;
pub mod interaction;
pub mod pushed_request;
pub mod refresh_token;
pub mod refusal_note;
pub mod registry;
pub mod signing_key;

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;

use serde_json::Value;

use self::access_token::IssuedToken;
use self::authentication_request::AuthenticationRequest;
use self::authorization_code::AuthorizationCode;
use self::client::{CachedKeySet, RegisteredClient};
use self::consent::{Consent, Reach};
use self::expiring::Expiring;
use self::interaction::Interaction;
use self::pushed_request::PushedRequest;
use self::refresh_token::RefreshToken;
use self::refusal_note::RefusalNotes;
use self::registry::KnownRegistry;
use self::signing_key::{SigningKey, SigningKeys};
use crate::backchannel::sent::SentNotification;
use crate::registration::record::Registrations;

/// How many notifications are remembered.
const NOTIFICATIONS_REMEMBERED: usize = 1000;

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
    /// Further keys, for ID tokens and signed responses.
    pub identity_keys: Vec<Arc<SigningKey>>,
    /// Requests that were pushed, by their `request_uri`.
    pub pushed_requests: Expiring<String, PushedRequest>,
    /// Open pages, by the value of their hidden field.
    pub interactions: Expiring<String, Interaction>,
    /// Authorization codes.
    pub codes: Expiring<String, AuthorizationCode>,
    /// Authentication requests over the back channel, by their `auth_req_id`.
    pub authentication_requests: Expiring<String, AuthenticationRequest>,
    /// Signed ones that may not come again: client id and `jti`.
    pub used_requests: Expiring<(String, String), ()>,
    /// Requests that a page of the authentication device shows, by the value of their hidden field.
    pub shown_requests: Expiring<String, String>,
    /// What clients were notified of: the latest.
    pub sent_notifications: VecDeque<SentNotification>,
    /// Refresh tokens.
    pub refresh_tokens: HashMap<String, RefreshToken>,
    /// Consents by their id.
    pub consents: HashMap<String, Consent>,
    /// Clients that were registered over the wire.
    pub registrations: Registrations,
    /// The registries that were agreed on, by their names.
    pub registries: BTreeMap<String, KnownRegistry>,
    /// What a registry said last of a recipient, which only a server that misbehaves goes back to.
    pub told_of_recipients: HashMap<String, Value>,
    /// Why the latest requests were refused.
    pub refusals: RefusalNotes,
}

impl State {
    /// The state of a server that has just started.
    #[must_use]
    pub fn new(signing_key: Arc<SigningKey>, identity_keys: Vec<Arc<SigningKey>>) -> Self {
        Self {
            clients: HashMap::new(),
            key_sets: HashMap::new(),
            used_assertions: Expiring::new(),
            issued: Expiring::new(),
            signing_keys: SigningKeys::new(signing_key),
            identity_keys,
            pushed_requests: Expiring::new(),
            interactions: Expiring::new(),
            codes: Expiring::new(),
            sent_notifications: VecDeque::new(),
            authentication_requests: Expiring::new(),
            used_requests: Expiring::new(),
            shown_requests: Expiring::new(),
            refresh_tokens: HashMap::new(),
            consents: HashMap::new(),
            registrations: Registrations::default(),
            registries: BTreeMap::new(),
            told_of_recipients: HashMap::new(),
            refusals: RefusalNotes::default(),
        }
    }

    /// Keeps what a client was notified of, in place of the oldest where there is much.
    pub fn keep(&mut self, sent: SentNotification) {
        if self.sent_notifications.len() == NOTIFICATIONS_REMEMBERED {
            self.sent_notifications.pop_front();
        }
        self.sent_notifications.push_back(sent);
    }

    /// Forgets what exchanges made; clients and the current signing key stay.
    pub fn reset(&mut self) {
        self.key_sets.clear();
        self.used_assertions = Expiring::new();
        self.issued = Expiring::new();
        self.signing_keys.retire_previous();
        self.pushed_requests = Expiring::new();
        self.interactions = Expiring::new();
        self.codes = Expiring::new();
        self.authentication_requests = Expiring::new();
        self.used_requests = Expiring::new();
        self.shown_requests = Expiring::new();
        self.refresh_tokens.clear();
        self.consents.clear();
        self.refusals = RefusalNotes::default();
    }

    /// Revokes a consent, and with it whatever came of it.
    pub fn revoke_consent(&mut self, consent_id: &str, reach: Reach) {
        if let Some(consent) = self.consents.get_mut(consent_id) {
            consent.revoke(reach);
        }
    }

    /// Whether access tokens of this consent count; those that no resource owner had to approve of always do.
    #[must_use]
    pub fn carries_access_tokens(&self, consent_id: Option<&str>) -> bool {
        let consent = consent_id.map(|id| self.consents.get(id));
        consent.is_none_or(|known| known.is_some_and(|consent| consent.carries_access_tokens))
    }

    /// Who gave this consent, by the name that resources know.
    #[must_use]
    pub fn consenting_user(&self, consent_id: Option<&str>) -> Option<&str> {
        let consent = self.consents.get(consent_id?)?;
        Some(&consent.subject)
    }

    /// Whether refresh tokens of this consent count.
    #[must_use]
    pub fn carries_refresh_tokens(&self, consent_id: &str) -> bool {
        let consent = self.consents.get(consent_id);
        consent.is_some_and(|consent| consent.carries_refresh_tokens)
    }
}
