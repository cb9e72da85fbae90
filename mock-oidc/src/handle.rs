//! Starting a server, and what can be done to it from outside the network.

use std::io;
use std::sync::{Arc, Mutex};

use mock_kit::tls::ServerIdentity;
use mock_kit::{Bound, ControlHandle, FaultPlan, Journal, Listening, Service};
use openssl::error::ErrorStack;
use openssl::x509::X509;
use tokio::sync::watch;
use url::Url;

use crate::addresses::{
    AUTHORIZATION_PATH, Addresses, BACKCHANNEL_AUTHENTICATION_PATH, DEVICE_PATH, TOKEN_PATH,
};
use crate::authorization::subject;
use crate::authorization_server::AuthorizationServer;
use crate::backchannel::decision::{self, Decision};
use crate::backchannel::sector;
use crate::backchannel::sent::SentNotification;
use crate::faults;
use crate::faults::consent::{
    KEEPS_ACCESS_TOKENS_OF_REVOKED_CONSENTS, KEEPS_REFRESH_TOKENS_OF_REVOKED_CONSENTS,
};
use crate::registration::record::Registrations;
use crate::server;
use crate::settings::{Client, ClientStatus, Settings, Variant};
use crate::state::State;
use crate::state::client::RegistrationError;
use crate::state::consent::Reach;
use crate::state::registry::KnownRegistry;
use crate::state::signing_key::{KeyError, SigningKey};

/// The party's name in journals and control routes.
const PARTY: &str = "authorization-server";

/// Why a server cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address cannot be had.
    #[error("listen: {0}")]
    Listen(#[from] io::Error),
    /// The issuer path makes no URL.
    #[error("make the issuer from its path: {0}")]
    Issuer(#[from] url::ParseError),
    /// The signing key cannot be made.
    #[error("{0}")]
    Key(#[from] KeyError),
    /// The authorities to trust cannot be read.
    #[error("trust the given authorities: {0}")]
    Trust(#[from] mock_kit::tls::TlsError),
    /// The authorities of client certificates cannot be read.
    #[error("read the authorities of client certificates: {0}")]
    Authorities(#[from] ErrorStack),
    /// A client cannot be registered.
    #[error("register the client {client_id}: {source}")]
    Client {
        /// The client.
        client_id: String,
        /// Why.
        source: RegistrationError,
    },
}

/// Starts a server; it stops when the handle is dropped.
///
/// # Errors
/// When address, keys, trust or a client cannot be used.
pub async fn spawn(settings: Settings) -> Result<Handle, StartError> {
    let bound = Bound::bind(&settings.listener).await?;
    let server = Arc::new(assemble(&bound, &settings).await?);
    for client in settings.clients {
        let client_id = client.client_id.clone();
        let registered = server.register(client);
        registered.map_err(|source| StartError::Client { client_id, source })?;
    }
    let journal = Journal::new();
    let listening = bound.serve(Service {
        party: PARTY,
        router: server::routes(Arc::clone(&server)),
        journal: journal.clone(),
        clock: settings.clock,
        faults: server.faults.clone(),
    })?;
    Ok(Handle {
        control: control(&server, journal),
        server,
        listening,
    })
}

async fn assemble(bound: &Bound, settings: &Settings) -> Result<AuthorizationServer, StartError> {
    let signing_key = SigningKey::first(settings.variant.access_token_algorithm).await?;
    let identity_keys = identity_keys(&settings.variant).await?;
    let trust: Vec<&str> = settings.trust.iter().map(String::as_str).collect();
    Ok(AuthorizationServer {
        addresses: Addresses::new(bound.base(), &settings.variant)?,
        variant: settings.variant.clone(),
        clock: settings.clock.clone(),
        faults: FaultPlan::new(faults::SEAMS).with_transport(faults::transport::TRANSPORT),
        http: mock_kit::tls::http_client_of(PARTY, &trust)?,
        users: settings.users.clone(),
        client_authorities: authorities(&trust)?,
        pairwise_salt: mock_kit::entropy::octets(),
        decisions: watch::Sender::new(0),
        state: Mutex::new(State::new(signing_key, identity_keys)),
    })
}

fn authorities(trust: &[&str]) -> Result<Vec<X509>, ErrorStack> {
    let stacks = trust.iter().map(|pem| X509::stack_from_pem(pem.as_bytes()));
    Ok(stacks.collect::<Result<Vec<_>, _>>()?.concat())
}

/// The keys for ID tokens under algorithms that access tokens are not signed with.
async fn identity_keys(variant: &Variant) -> Result<Vec<Arc<SigningKey>>, KeyError> {
    let mut keys = Vec::new();
    let rules = variant.authorization.iter();
    for &algorithm in rules.flat_map(|rules| &rules.id_token_algorithms) {
        if algorithm != variant.access_token_algorithm {
            keys.push(SigningKey::first(algorithm).await?);
        }
    }
    Ok(keys)
}

fn control(server: &Arc<AuthorizationServer>, journal: Journal) -> ControlHandle {
    let (inspected, reset) = (Arc::clone(server), Arc::clone(server));
    let inspect = move || -> std::pin::Pin<Box<dyn Future<Output = serde_json::Value> + Send>> {
        let server = Arc::clone(&inspected);
        Box::pin(async move { server.describe() })
    };
    ControlHandle::new(
        PARTY,
        server.clock.clone(),
        server.faults.clone(),
        journal,
        inspect,
        move || reset.state().reset(),
    )
}

/// A running server.
pub struct Handle {
    pub(crate) server: Arc<AuthorizationServer>,
    control: ControlHandle,
    listening: Listening,
}

impl Handle {
    /// The issuer. Its text has no slash at the end unless its path is empty.
    #[must_use]
    pub fn issuer(&self) -> &Url {
        self.server.addresses.issuer()
    }

    /// The token endpoint.
    #[must_use]
    pub fn token_endpoint(&self) -> Url {
        self.server.addresses.below(TOKEN_PATH)
    }

    /// The authorization endpoint, where there is one.
    #[must_use]
    pub fn authorization_endpoint(&self) -> Option<Url> {
        let rules = self.server.variant.authorization.as_ref();
        rules.map(|_| self.server.addresses.below(AUTHORIZATION_PATH))
    }

    /// Where users are asked over the back channel (CIBA, 7), where they are.
    #[must_use]
    pub fn backchannel_authentication_endpoint(&self) -> Option<Url> {
        let rules = self.server.variant.authorization.as_ref()?;
        let offer = rules.backchannel.as_ref();
        offer.map(|_| self.server.addresses.below(BACKCHANNEL_AUTHENTICATION_PATH))
    }

    /// The page on which a person decides about requests over the back channel.
    #[must_use]
    pub fn device(&self) -> Url {
        self.server.addresses.below(DEVICE_PATH)
    }

    /// Decides for the user about the authentication request of this name; false when nothing is left to decide.
    ///
    /// The client is notified in the background, so this is called from within a runtime.
    #[must_use]
    pub fn decide(&self, auth_req_id: &str, decision: Decision) -> bool {
        decision::take(&self.server, auth_req_id, decision)
    }

    /// What clients were notified of so far, in the order of the answers (CIBA, 10.2 and 10.3).
    #[must_use]
    pub fn sent_notifications(&self) -> Vec<SentNotification> {
        let state = self.server.state();
        state.sent_notifications.iter().cloned().collect()
    }

    /// Revokes a consent: refresh and access tokens that came of it end at once (FDX API Security Profile, consent
    /// revocation).
    pub fn revoke_consent(&self, consent_id: &str) {
        let faults = &self.server.faults;
        let reach = if faults.commits(&KEEPS_REFRESH_TOKENS_OF_REVOKED_CONSENTS) {
            Reach::AccessTokens
        } else if faults.commits(&KEEPS_ACCESS_TOKENS_OF_REVOKED_CONSENTS) {
            Reach::RefreshTokens
        } else {
            Reach::Everything
        };
        self.server.state().revoke_consent(consent_id, reach);
    }

    /// What clients whose users come back to this host call the user with this local subject (OIDC Core, 8).
    #[must_use]
    pub fn subject_within(&self, sector: &str, subject: &str) -> String {
        subject::within(&self.server, sector, subject)
    }

    /// The behaviour in force.
    #[must_use]
    pub fn variant(&self) -> &Variant {
        &self.server.variant
    }

    /// Clock, faults, journal, state.
    #[must_use]
    pub fn control(&self) -> &ControlHandle {
        &self.control
    }

    /// Registers a client, or registers it anew.
    ///
    /// # Errors
    /// When its keys cannot be read.
    pub fn register(&self, client: Client) -> Result<(), RegistrationError> {
        self.server.register(client)
    }

    /// Registers a client that asks for it, after a look at the documents that it names (CIBA, 4).
    ///
    /// # Errors
    /// When it cannot be registered so.
    pub async fn register_on_request(&self, client: Client) -> Result<(), RegistrationError> {
        sector::check(&self.server, &client).await?;
        self.server.register(client)
    }

    /// Forgets a client: nothing it signs is accepted from now on.
    pub fn remove(&self, client_id: &str) {
        self.server.remove(client_id);
    }

    /// Knows a registry by this name from now on, where it shows this access token (FDX API Security Profile, 2C).
    pub fn agree_on_registry(&self, name: &str, base: Url, access_token: String) {
        let registry = KnownRegistry { base, access_token };
        let mut state = self.server.state();
        state.registries.insert(name.to_owned(), registry);
    }

    /// Looks into new registrations for a while: from now on they begin as pending (FDX API Security Profile, 2B 2).
    pub fn decide_on_registrations_later(&self) {
        self.registrations(|known| known.decided_later = true);
    }

    /// Decides on a registration that was made over the wire; false where there is none.
    ///
    /// # Errors
    /// When the client cannot be registered any more.
    pub fn decide_on_registration(
        &self,
        client_id: &str,
        status: ClientStatus,
    ) -> Result<bool, RegistrationError> {
        let decided = self.registrations(|known| known.decide(client_id, status));
        decided.map_or(Ok(false), |client| self.register(client).map(|()| true))
    }

    fn registrations<T>(&self, act: impl FnOnce(&mut Registrations) -> T) -> T {
        act(&mut self.server.state().registrations)
    }

    /// Signs with a new key from now on and returns its `kid`; the key so far stays published.
    ///
    /// # Errors
    /// When the key cannot be made.
    pub async fn rotate_signing_key(&self) -> Result<String, KeyError> {
        let next = SigningKey::fresh(self.server.variant.access_token_algorithm).await?;
        let kid = next.kid.clone();
        self.server.state().signing_keys.rotate(next);
        Ok(kid)
    }

    /// The `kid` of the key that signs now.
    #[must_use]
    pub fn signing_key(&self) -> String {
        self.server.state().signing_keys.current().kid.clone()
    }

    /// Unpublishes a key at once, and with it every token that it signed; false for the current key and for unknown ones.
    #[must_use]
    pub fn remove_signing_key(&self, kid: &str) -> bool {
        self.server.state().signing_keys.remove(kid)
    }

    /// Shows another TLS identity from now on.
    pub fn present(&self, identity: &ServerIdentity) {
        self.listening.present(identity);
    }

    /// Stops listening.
    pub fn stop(&self) {
        self.listening.stop();
    }

    /// Why the latest request was refused, which the wire does not say.
    #[cfg(test)]
    pub(crate) fn latest_refusal(&self) -> Option<String> {
        self.server.state().refusals.latest().map(str::to_owned)
    }
}
