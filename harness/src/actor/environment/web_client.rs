//! A web client under test, or the reference client, with what stands around it: a resource, and a second authorization server.

use std::sync::{Arc, LazyLock, Mutex};

use josekit::jwk::Jwk;
use josekit::jwk::alg::ec::EcCurve;
use mock_kit::Clock;
use mock_kit::tls::{ClientCertificate, ClientIdentity, Manners, Suites};
use mock_oidc::client::{self, RequestForm};
use openssl::x509::X509;
use serde_json::{Value, json};
use tokio::sync::OnceCell;
use url::Url;

use super::built_in::{BuiltIn, facts_of};
use super::facts::AuthorizationServerFacts;
use super::office_client::WrongCertificate;
use super::received::{Ear, Reading};
use super::variant::authorization_server_variant;
use super::{Environment, Parties, line};
use crate::actor::Party;
use crate::actor::authorization::flow::consent_object;
use crate::actor::authorization::request::Carriage;
use crate::actor::web_client::WebClientFacts;
use crate::actor::web_client::set_up::SetUp;
use crate::exchange::model::Exchange;
use crate::named::named;
use crate::requirement::wire::{AuthorizationWire, ResponseOption, Wire};
use crate::stop::{Step, Stop};
use crate::target::{MeetingPoint, WebClientUnderTest};
use crate::verdict::UntestedReason;

/// What reports call the authorization server beside the usual one.
const OTHER_SERVER: &str = "another authorization server";
/// The reference client at authorization servers.
const CLIENT_ID: &str = "web-client";
/// What the reference client says at the end of a sign-in.
const DONE: &str = "\"outcome\":\"done\"";

/// An RSA key, which takes long to make.
static RSA_KEY: LazyLock<Result<Jwk, String>> =
    LazyLock::new(|| Jwk::generate_rsa_key(2048).map_err(|error| error.to_string()));

/// To whom a client sends something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addressee {
    /// The authorization server, or the one beside it.
    AuthorizationServers,
    /// The resource.
    Resource,
}

named! {
    /// A host whose certificate a web client has to check.
    pub enum Host {
        /// The authorization server.
        AuthorizationServer = "the authorization server",
        /// The resource.
        Resource = "the resource",
    }
}

/// The client of one scenario and what was spawned for it.
#[derive(Default)]
pub(super) struct WebParties {
    other_server: OnceCell<mock_oidc::Handle>,
    client: OnceCell<(client::Handle, ClientIdentity)>,
    /// Whether the client that is not ours has been registered.
    guest: OnceCell<()>,
}

impl WebParties {
    /// What they have received.
    pub(super) fn ears(&self) -> Vec<Ear> {
        let other = self.other_server.get();
        let other = other.map(|own| {
            Ear::of(Party::AuthorizationServer, own.issuer(), own.control()).called(OTHER_SERVER)
        });
        let client = self.client.get();
        let client = client.map(|(own, _)| Ear::of(Party::OauthClient, own.base(), own.control()));
        other.into_iter().chain(client).collect()
    }
}

impl Environment {
    /// An environment in which a web client that is not ours is judged: our parties run with the machine's clock.
    pub fn for_web_client(wire: Arc<Wire>, client: Arc<WebClientUnderTest>) -> Result<Self, Stop> {
        let clock = Clock::system();
        let trust = client.trust_pem.clone();
        let built_in = BuiltIn::around_web_client(Arc::clone(&wire), clock.clone(), client)?;
        let judged = [Party::OauthClient].into();
        let line = line(clock, &[built_in.authority_pem(), &trust], judged, None)?;
        Ok(Self {
            wire,
            line,
            reading: Reading::default(),
            receivers: Mutex::default(),
            parties: Parties::BuiltIn(Box::new(built_in)),
        })
    }

    /// The client under test, set up in this way where it is ours.
    pub async fn web_client(&self, set_up: &SetUp) -> Result<WebClientFacts, Stop> {
        let own = self.own("a web client is judged among parties of ours")?;
        own.web_client(set_up).await
    }

    /// The authorization server beside the usual one.
    pub async fn other_authorization_server(&self) -> Result<AuthorizationServerFacts, Stop> {
        let own = self.own("a web client is judged among parties of ours")?;
        facts_of(own.other_server().await?)
    }

    /// What parties of ours have received from the client so far.
    pub fn received_from_web_client(&self, addressee: Addressee) -> Vec<Exchange> {
        self.listen();
        let names: &[&str] = match addressee {
            Addressee::AuthorizationServers => &[Party::AuthorizationServer.name(), OTHER_SERVER],
            Addressee::Resource => &[Party::ResourceServer.name()],
        };
        let sent = |each: &Exchange| {
            each.from == Party::OauthClient.name() && names.contains(&each.to.as_str())
        };
        self.exchanges().into_iter().filter(sent).collect()
    }

    /// Has a host of ours show a certificate that a web client must not accept.
    pub async fn show_wrong_certificate_to_web_client(
        &self,
        host: Host,
        wrong: WrongCertificate,
    ) -> Result<(), Stop> {
        let own = self.own("our parties show what certificates they like")?;
        self.judged(|judged| judged.remove(&Party::AuthorizationServer));
        let identity = own.wrong_identity(wrong);
        match host {
            Host::AuthorizationServer => own.authorization_server().await?.present(&identity),
            Host::Resource => own.resource_server().await?.present(&identity),
        }
        Ok(())
    }

    /// Has the authorization server offer no cipher suite below TLS 1.3, nor TLS 1.3 itself, that FAPI 1.0 Advanced, 8.5, permits.
    pub async fn offer_other_cipher_suites(&self) -> Result<(), Stop> {
        let own = self.own("our parties offer what cipher suites they like")?;
        self.judged(|judged| judged.remove(&Party::AuthorizationServer));
        let manners = Manners {
            asks_for_certificates: true,
            suites: Suites::EllipticOnly,
        };
        if own.guest.is_some() {
            let why = "the client trusts a certificate of our hosts that is for other suites";
            return Err(Stop::untested(UntestedReason::NeedsFault, why));
        }
        let identity = own.identity().in_manner(manners);
        let identity = identity.map_err(Stop::harness_bug)?;
        own.authorization_server().await?.present(&identity);
        Ok(())
    }

    /// Has the authorization server sign with a new key; the one so far stays published.
    pub async fn rotate_key_for_web_client(&self) -> Result<(), Stop> {
        let own = self.own("our parties change their keys when they like")?;
        let rotating = own.authorization_server().await?.rotate_signing_key();
        rotating.await.map_err(Stop::harness_bug)?;
        Ok(())
    }

    /// Whether the client under test is not ours.
    pub fn is_around_a_foreign_client(&self) -> bool {
        self.own("").is_ok_and(BuiltIn::is_around_a_foreign_client)
    }

    /// The certificate that the client is to show, as `x5t#S256` spells it, where it is known.
    pub fn certificate_of_web_client(&self) -> Option<String> {
        self.own("").ok()?.certificate_of_web_client()
    }
}

impl BuiltIn {
    async fn web_client(&self, set_up: &SetUp) -> Result<WebClientFacts, Stop> {
        if let Some(guest) = &self.guest {
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

    fn certificate_of_web_client(&self) -> Option<String> {
        if let Some(guest) = &self.guest {
            return thumbprint(guest.certificate_pem.as_deref()?);
        }
        let (_, identity) = self.web.client.get()?;
        let certificate = ClientCertificate(identity.certificate().into());
        Some(certificate.thumbprint())
    }

    fn is_around_a_foreign_client(&self) -> bool {
        self.guest.is_some()
    }

    fn users(&self) -> Result<&AuthorizationWire, Stop> {
        let none = || Stop::not_applicable("the profile has no authorization by users");
        let users = self.wire().authorization_server.authorization.as_ref();
        users.ok_or_else(none)
    }

    async fn other_server(&self) -> Result<&mock_oidc::Handle, Stop> {
        let spawning = || async {
            let settings = mock_oidc::Settings {
                listener: self.host_at(|guest| Some(guest.elsewhere.as_ref()?.port))?,
                variant: authorization_server_variant(&self.wire().authorization_server),
                clock: self.clock().clone(),
                trust: vec![self.authority_pem().to_owned()],
                clients: Vec::new(),
                users: vec![super::users::user()],
            };
            mock_oidc::spawn(settings).await.map_err(Stop::harness_bug)
        };
        self.web.other_server.get_or_try_init(spawning).await
    }

    /// Who vouches for our parties.
    pub(super) fn trusted(&self) -> Vec<String> {
        let own = self.authority_pem().to_owned();
        let brought = self.guest.iter().map(|guest| guest.trust_pem.clone());
        std::iter::once(own).chain(brought).collect()
    }

    async fn spawn_client(&self, set_up: &SetUp) -> Result<(client::Handle, ClientIdentity), Stop> {
        let server = self.authorization_server().await?;
        let other = match set_up.knows_two_servers {
            true => Some(self.other_server().await?),
            false => None,
        };
        let identity = self.vouched_identity(CLIENT_ID)?;
        let keys = client_keys(set_up)?;
        let key_set = key_set(&keys)?;
        let settings = client::Settings {
            listener: self.host_at(|_| None)?,
            clock: self.clock().clone(),
            issuer: server.issuer().clone(),
            other_issuers: other.iter().map(|own| own.issuer().clone()).collect(),
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
        };
        let own = client::spawn(settings).await.map_err(Stop::harness_bug)?;
        self.commit(&own.control().faults);
        for known in [Some(server), other].into_iter().flatten() {
            let address = own.redirect_uri(known.issuer()).cloned();
            let enrolled = enrolled(set_up, &identity, &key_set, address);
            known.register(enrolled).map_err(Stop::harness_bug)?;
        }
        Ok((own, identity))
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

fn enrolled(
    set_up: &SetUp,
    identity: &ClientIdentity,
    key_set: &Value,
    redirect_uri: Option<Url>,
) -> mock_oidc::Client {
    let keys = mock_oidc::ClientKeys::Jwks(key_set.clone());
    let scopes = set_up.scope.clone();
    let certificate = identity.pem().to_owned();
    mock_oidc::Client {
        authentication: authentication(set_up.keys.proves_by_certificate, certificate),
        redirect_uris: redirect_uri.into_iter().collect(),
        encrypts_id_tokens: set_up.keys.decrypts,
        ..mock_oidc::Client::machine(CLIENT_ID, keys, scopes)
    }
}

fn authentication(by_certificate: bool, certificate_pem: String) -> mock_oidc::Authentication {
    if by_certificate {
        return mock_oidc::Authentication::SelfSignedTlsClientAuth { certificate_pem };
    }
    mock_oidc::Authentication::PrivateKeyJwt
}

/// What a client that is not ours has no keys for cannot be judged.
fn demand_keys(guest: &WebClientUnderTest, set_up: &SetUp) -> Step {
    if set_up.keys.decrypts && !guest.decrypts() {
        return Err(Stop::not_applicable(
            "the client takes no encrypted ID tokens",
        ));
    }
    if set_up.keys.proves_by_certificate && !guest.proves_by_certificate {
        return Err(Stop::not_applicable(
            "the client proves who it is in another way",
        ));
    }
    if set_up.knows_two_servers && guest.elsewhere.is_none() {
        return Err(Stop::not_applicable(
            "the client deals with one authorization server only",
        ));
    }
    Ok(())
}

fn thumbprint(certificate_pem: &str) -> Option<String> {
    let certificate = X509::from_pem(certificate_pem.as_bytes()).ok()?;
    let octets = certificate.to_der().ok()?;
    Some(ClientCertificate(octets.into()).thumbprint())
}

fn client_keys(set_up: &SetUp) -> Result<client::Keys, Stop> {
    let signing = match set_up.keys.signs_with_rsa {
        true => rsa_key()?,
        false => elliptic_key()?,
    };
    let decryption = set_up.keys.decrypts.then(rsa_key).transpose()?;
    Ok(client::Keys {
        signing: named_key(signing, "signing"),
        decryption: decryption.map(|key| named_key(key, "decryption")),
    })
}

fn key_set(keys: &client::Keys) -> Result<Value, Stop> {
    let mut public = vec![published(&keys.signing, "sig")?];
    if let Some(key) = &keys.decryption {
        public.push(published(key, "enc")?);
    }
    Ok(json!({ "keys": public }))
}

fn elliptic_key() -> Result<Jwk, Stop> {
    Jwk::generate_ec_key(EcCurve::P256).map_err(Stop::harness_bug)
}

fn rsa_key() -> Result<Jwk, Stop> {
    RSA_KEY.clone().map_err(Stop::harness_bug)
}

fn named_key(mut key: Jwk, name: &str) -> Jwk {
    key.set_key_id(name);
    key
}

fn published(key: &Jwk, purpose: &str) -> Result<Jwk, Stop> {
    let mut public = key.to_public_key().map_err(Stop::harness_bug)?;
    public.set_key_id(key.key_id().unwrap_or_default());
    public.set_key_use(purpose);
    Ok(public)
}

fn form(carriage: Carriage) -> RequestForm {
    match carriage {
        Carriage::Plain => RequestForm::Plain,
        Carriage::ByValue => RequestForm::SignedObject,
        Carriage::Pushed => RequestForm::Pushed,
        Carriage::PushedObject => RequestForm::PushedObject,
    }
}

fn response(option: ResponseOption) -> mock_oidc::ResponseOption {
    match option {
        ResponseOption::Code => mock_oidc::ResponseOption::Code,
        ResponseOption::CodeJwt => mock_oidc::ResponseOption::CodeJwt,
        ResponseOption::CodeIdToken => mock_oidc::ResponseOption::CodeIdToken,
    }
}
