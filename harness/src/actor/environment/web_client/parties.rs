//! The parties around a web client, each spawned when it is first needed, and the reference client.

use mock_kit::tls::{ClientCertificate, ClientIdentity};
use mock_oidc::client;
use serde_json::Value;
use tokio::sync::OnceCell;

use super::OTHER_SERVER;
use super::registration::{
    authentication, client_keys, demand_keys, enrolled, form, key_set, response, thumbprint,
};
use crate::actor::Party;
use crate::actor::authorization::flow::consent_object;
use crate::actor::environment::built_in::BuiltIn;
use crate::actor::environment::received::Ear;
use crate::actor::environment::users;
use crate::actor::environment::variant::authorization_server_variant;
use crate::actor::web_client::WebClientFacts;
use crate::actor::web_client::set_up::SetUp;
use crate::requirement::wire::AuthorizationWire;
use crate::stop::Stop;
use crate::target::{MeetingPoint, WebClientUnderTest};

/// The reference client at authorization servers.
const CLIENT_ID: &str = "web-client";
/// What the reference client says at the end of a sign-in.
const DONE: &str = "\"outcome\":\"done\"";

/// The client of one scenario and what was spawned for it.
#[derive(Default)]
pub(in crate::actor::environment) struct WebParties {
    other_server: OnceCell<mock_oidc::Handle>,
    client: OnceCell<(client::Handle, ClientIdentity)>,
    /// Whether the client that is not ours has been registered.
    guest: OnceCell<()>,
}

impl WebParties {
    /// What they have received.
    pub(in crate::actor::environment) fn ears(&self) -> Vec<Ear> {
        let other = self.other_server.get();
        let other = other.map(|own| {
            Ear::of(Party::AuthorizationServer, own.issuer(), own.control()).called(OTHER_SERVER)
        });
        let client = self.client.get();
        let client = client.map(|(own, _)| Ear::of(Party::OauthClient, own.base(), own.control()));
        other.into_iter().chain(client).collect()
    }
}

impl BuiltIn {
    pub(super) async fn web_client(&self, set_up: &SetUp) -> Result<WebClientFacts, Stop> {
        if let Some(guest) = self.web_client_under_test() {
            return self.guest_facts(guest, set_up).await;
        }
        let spawning = || self.spawn_client(set_up);
        let (own, _) = self.web.client.get_or_try_init(spawning).await?;
        let at = |path: &str| own.base().join(path).map_err(Stop::harness_bug);
        let mut facts = WebClientFacts {
            client_id: CLIENT_ID.to_owned(),
            start: at("start")?,
            start_elsewhere: None,
            redirect_uri_elsewhere: None,
            again: Some(at("again")?),
            notifications: Some(at("notifications")?),
            done: DONE.to_owned(),
        };
        if set_up.knows_two_servers {
            let issuer = self.other_server().await?.issuer();
            let mut start = facts.start.clone();
            start
                .query_pairs_mut()
                .append_pair("issuer", issuer.as_str());
            facts.start_elsewhere = Some(start);
            facts.redirect_uri_elsewhere = own.redirect_uri(issuer).cloned();
        }
        Ok(facts)
    }

    /// A client that is not ours is set up as it is.
    async fn guest_facts(
        &self,
        guest: &WebClientUnderTest,
        set_up: &SetUp,
    ) -> Result<WebClientFacts, Stop> {
        demand_keys(guest, set_up)?;
        let elsewhere = guest
            .elsewhere
            .as_ref()
            .filter(|_| set_up.knows_two_servers);
        let registering = || self.register_guest(guest, set_up);
        self.web.guest.get_or_try_init(registering).await?;
        self.resource_server().await?;
        Ok(WebClientFacts {
            client_id: guest.client_id.clone(),
            start: guest.usual.start.clone(),
            start_elsewhere: elsewhere.map(|known| known.start.clone()),
            redirect_uri_elsewhere: elsewhere.map(|known| known.redirect_uri.clone()),
            again: guest.again.clone(),
            notifications: guest.notifications.clone(),
            done: guest.done.clone(),
        })
    }

    async fn register_guest(&self, guest: &WebClientUnderTest, set_up: &SetUp) -> Result<(), Stop> {
        let server = self.authorization_server().await?;
        server
            .register(self.enrolled_guest(guest, set_up, &guest.usual)?)
            .map_err(|error| Stop::configuration(error.to_string()))?;
        if let Some(elsewhere) = guest
            .elsewhere
            .as_ref()
            .filter(|_| set_up.knows_two_servers)
        {
            let other = self.other_server().await?;
            other
                .register(self.enrolled_guest(guest, set_up, elsewhere)?)
                .map_err(|error| Stop::configuration(error.to_string()))?;
        }
        Ok(())
    }

    fn enrolled_guest(
        &self,
        guest: &WebClientUnderTest,
        set_up: &SetUp,
        at: &MeetingPoint,
    ) -> Result<mock_oidc::Client, Stop> {
        let keys = mock_oidc::ClientKeys::Jwks(guest.jwks.clone());
        let certificate = guest.certificate_pem.clone().unwrap_or_default();
        let scopes = match &guest.scope[..] {
            [] => self.users()?.scopes.clone(),
            own => own.to_vec(),
        };
        Ok(mock_oidc::Client {
            authentication: authentication(guest.proves_by_certificate, certificate),
            redirect_uris: vec![at.redirect_uri.clone()],
            encrypts_id_tokens: set_up.keys.decrypts,
            ..mock_oidc::Client::machine(guest.client_id.clone(), keys, scopes)
        })
    }

    pub(super) fn certificate_of_web_client(&self) -> Option<String> {
        if let Some(guest) = self.web_client_under_test() {
            return thumbprint(guest.certificate_pem.as_deref()?);
        }
        let (_, identity) = self.web.client.get()?;
        let certificate = ClientCertificate(identity.certificate().into());
        Some(certificate.thumbprint())
    }

    pub(super) fn is_around_a_foreign_client(&self) -> bool {
        self.web_client_under_test().is_some()
    }

    fn users(&self) -> Result<&AuthorizationWire, Stop> {
        let none = || Stop::not_applicable("the profile has no authorization by users");
        let users = self.wire().authorization_server.authorization.as_ref();
        users.ok_or_else(none)
    }

    pub(super) async fn other_server(&self) -> Result<&mock_oidc::Handle, Stop> {
        let spawning = || async {
            let settings = mock_oidc::Settings {
                listener: self.host_at(|guest| Some(guest.elsewhere.as_ref()?.port))?,
                variant: authorization_server_variant(&self.wire().authorization_server),
                clock: self.clock().clone(),
                trust: vec![self.authority_pem().to_owned()],
                clients: Vec::new(),
                users: vec![users::user()],
            };
            mock_oidc::spawn(settings).await.map_err(Stop::harness_bug)
        };
        self.web.other_server.get_or_try_init(spawning).await
    }

    /// Who vouches for our parties.
    pub(in crate::actor::environment) fn trusted(&self) -> Vec<String> {
        let own = self.authority_pem().to_owned();
        let brought = self.web_client_under_test();
        let brought = brought.map(|guest| guest.trust_pem.clone());
        std::iter::once(own).chain(brought).collect()
    }

    async fn spawn_client(&self, set_up: &SetUp) -> Result<(client::Handle, ClientIdentity), Stop> {
        let server = self.authorization_server().await?;
        let other = if set_up.knows_two_servers {
            Some(self.other_server().await?)
        } else {
            None
        };
        let identity = self.vouched_identity(CLIENT_ID)?;
        let keys = client_keys(set_up)?;
        let key_set = key_set(&keys)?;
        let settings = client::Settings {
            other_issuers: other.iter().map(|own| own.issuer().clone()).collect(),
            ..self.settings_of_client(set_up, &identity, keys).await?
        };
        let own = client::spawn(settings).await.map_err(Stop::harness_bug)?;
        self.commit(&own.control().faults);
        for known in [Some(server), other].into_iter().flatten() {
            let address = own.redirect_uri(known.issuer()).cloned();
            let enrolled = enrolled(CLIENT_ID, set_up, &identity, &key_set, address);
            known.register(enrolled).map_err(Stop::harness_bug)?;
        }
        Ok((own, identity))
    }

    /// The reference client before it knows of another server.
    async fn settings_of_client(
        &self,
        set_up: &SetUp,
        identity: &ClientIdentity,
        keys: client::Keys,
    ) -> Result<client::Settings, Stop> {
        Ok(client::Settings {
            listener: self.host_at(|_| None)?,
            clock: self.clock().clone(),
            issuer: self.authorization_server().await?.issuer().clone(),
            other_issuers: Vec::new(),
            resource: self.resource_server().await?.base().clone(),
            trust: vec![self.authority_pem().to_owned()],
            client_id: CLIENT_ID.to_owned(),
            keys,
            identity: identity.clone(),
            authentication: if set_up.keys.proves_by_certificate {
                client::Authentication::MutualTls
            } else {
                client::Authentication::PrivateKeyJwt
            },
            scope: set_up.scope.join(" "),
            authorization_details: self.consent(set_up)?,
            acr: set_up.acr.clone(),
            algorithms: self.algorithms(),
            request: form(set_up.carriage),
            response: response(set_up.response),
        })
    }

    /// What is agreed on for ID tokens and responses.
    fn algorithms(&self) -> Vec<mock_oidc::Algorithm> {
        let variant = authorization_server_variant(&self.wire().authorization_server);
        let users = variant.authorization;
        users.map_or_else(Vec::new, |users| users.id_token_algorithms)
    }

    fn consent(&self, set_up: &SetUp) -> Result<Option<Value>, Stop> {
        if !self.users()?.authorization_details {
            return Ok(None);
        }
        let consent = serde_json::from_str(&consent_object(&set_up.scope));
        consent.map(Some).map_err(Stop::harness_bug)
    }
}
