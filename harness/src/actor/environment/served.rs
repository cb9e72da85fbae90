//! Parties of our own on fixed ports, running with the machine's clock, for a developer's client.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use jiff::SignedDuration;
use mock_das::{office, pct};
use mock_kit::tls::{ServerIdentity, TestAuthority};
use mock_kit::{
    Bound, Clock, ControlHandle, FaultPlan, Journal, ListenerSettings, Listening, Service,
    control_router, entropy,
};
use p256::SecretKey;
use p256::elliptic_curve::Generate as _;
use p256::pkcs8::{EncodePrivateKey as _, LineEnding};
use serde_json::json;
use url::Url;

use super::built_in::number_of;
use super::built_in::offices::CLIENTS_OF_OWN_SERVER;
use super::clients::{OauthClient, Who};
use super::facts::{Availability, KeptDocument};
use super::ours::{self, OfficeParts, listed, listed_with_api, pct_service, token_source};
use super::users::{mutual_identity, redirect_uri, user};
use super::variant::{authorization_server_variant, das_variant};
use crate::actor::documents::Artefact;
use crate::actor::forge::public_key::jwk;
use crate::error::HarnessError;
use crate::requirement::wire::Wire;
use crate::stop::Stop;

/// How long DAS takes for a file and for a retrieval, and an office for a document.
const PROCESSING_TIME: SignedDuration = SignedDuration::from_millis(200);

/// What is to be served, and where.
#[derive(Debug)]
pub struct ServeSettings {
    /// The wire variant.
    pub wire: Wire,
    /// The first of the ports on loopback, counted up from it for each party; 0 picks free ones.
    pub first_port: u16,
    /// Where documents are kept.
    pub documents: PathBuf,
    /// The clients known from the start.
    pub clients: Vec<ServedClient>,
}

/// What is served at which port, counted from the first.
#[derive(Debug, Clone, Copy)]
enum Place {
    AuthorizationServer,
    Das,
    Control,
    Pct,
    Office,
    OfficeWithOwnServer,
    OwnServer,
}

impl ServeSettings {
    fn listener(&self, place: Place, identity: Option<ServerIdentity>) -> ListenerSettings {
        let port = match self.first_port {
            0 => 0,
            first => first.saturating_add(place as u16),
        };
        ListenerSettings {
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
            advertised: None,
            identity,
        }
    }
}

/// A client known from the start.
#[derive(Debug)]
pub struct ServedClient {
    /// Its client id.
    pub client_id: String,
    /// How its key is known.
    pub key: ServedKey,
    /// The scope values that it may be granted.
    pub scopes: Vec<String>,
    /// The office it speaks for at DAS; nobody there without one.
    pub office: Option<String>,
}

/// How the key of a served client is known.
#[derive(Debug)]
pub enum ServedKey {
    /// We made it.
    Secret(Box<SecretKey>),
    /// The developer made it and gave a certificate.
    CertificatePem(String),
}

/// The running environment; it stops when this is dropped.
pub struct Served {
    /// The issuer of WIPO's authorization server.
    pub issuer: Url,
    /// The base of DAS.
    pub das_base: Url,
    /// The base of the PCT service.
    pub pct_base: Url,
    /// The office for which WIPO's authorization server vouches.
    pub office: ServedOffice,
    /// The office with an authorization server of its own.
    pub office_with_own_server: ServedOffice,
    /// A document that the PCT service keeps.
    pub pct_document: KeptDocument,
    /// WIPO as the PCT service knows it.
    pub pct_caller: OauthClient,
    /// The base of the control routes.
    pub control_base: Url,
    /// The bearer token of the control routes.
    pub control_token: String,
    /// The certificate authority of all hosts.
    pub authority_pem: String,
    /// The certificates of the clients whose keys we made, in PEM, by client id; where the profile has users.
    pub certificates: Vec<(String, String)>,
    _parties: Parties,
    _control: Listening,
}

/// An office with an API.
#[derive(Debug)]
pub struct ServedOffice {
    /// Its ST.3 code.
    pub code: &'static str,
    /// The base of its operations.
    pub base: Url,
    /// The issuer whose tokens it takes.
    pub issuer: Url,
    /// A document that it keeps.
    pub document: KeptDocument,
    /// WIPO as it knows it.
    pub caller: OauthClient,
}

/// WIPO as those know it whom it calls.
struct Callers {
    office: OauthClient,
    office_with_own_server: OauthClient,
    pct: OauthClient,
}

struct Parties {
    authorization_server: mock_oidc::Handle,
    das: mock_das::Handle,
    pct: pct::Handle,
    own_server: mock_oidc::Handle,
    office: office::Handle,
    office_with_own_server: office::Handle,
}

impl Served {
    /// Starts everything.
    pub async fn start(settings: ServeSettings) -> Result<Self, HarnessError> {
        let authority = TestAuthority::new().map_err(broken)?;
        let has_users = has_users(&settings.wire);
        let start = Start {
            identity: authority
                .identity_for(&["localhost", "127.0.0.1"])
                .map_err(broken)?,
            mutual: has_users
                .then(|| mutual_identity(&authority))
                .transpose()
                .map_err(stopped)?,
            clock: Clock::system(),
            authority_pem: authority.pem().to_owned(),
            settings,
        };
        let certificates = if has_users {
            certificates(&authority, &start.settings.clients)?
        } else {
            Vec::new()
        };
        let callers = start.callers();
        let parties = start.parties(&callers).await?;
        let control_token = entropy::identifier();
        let control = start.settings.listener(Place::Control, None);
        let bound = Bound::bind(&control).await.map_err(broken)?;
        let control_base = bound.base().clone();
        let routes = control_router(parties.controls(), control_token.clone());
        Ok(Self {
            issuer: parties.authorization_server.issuer().clone(),
            das_base: parties.das.base().clone(),
            pct_base: parties.pct.base().clone(),
            office: ServedOffice {
                code: Who::Client.office(),
                base: parties.office.base().clone(),
                issuer: parties.authorization_server.issuer().clone(),
                document: start.kept_at(Who::Client, &parties.office)?,
                caller: callers.office,
            },
            office_with_own_server: ServedOffice {
                code: Who::AnotherClient.office(),
                base: parties.office_with_own_server.base().clone(),
                issuer: parties.own_server.issuer().clone(),
                document: start.kept_at(Who::AnotherClient, &parties.office_with_own_server)?,
                caller: callers.office_with_own_server,
            },
            pct_document: start.kept_at_pct(&parties.pct)?,
            pct_caller: callers.pct,
            authority_pem: start.authority_pem,
            certificates,
            control_base,
            control_token,
            _parties: parties,
            _control: bound
                .serve(Service {
                    party: "control",
                    router: routes,
                    journal: Journal::new(),
                    clock: start.clock,
                    faults: FaultPlan::default(),
                })
                .map_err(broken)?,
        })
    }
}

impl Parties {
    /// Control over each party, below a path of its own.
    fn controls(&self) -> Vec<ControlHandle> {
        let named = |party, control: &ControlHandle| control.clone().called(party);
        vec![
            self.authorization_server.control().clone(),
            self.das.control().clone(),
            self.pct.control().clone(),
            named("office-at", self.office.control()),
            named("office-fr", self.office_with_own_server.control()),
            named("authorization-server-fr", self.own_server.control()),
        ]
    }
}

/// What starting takes.
struct Start {
    settings: ServeSettings,
    identity: ServerIdentity,
    /// The identity of authorization servers, where they look at the certificates of clients.
    mutual: Option<ServerIdentity>,
    clock: Clock,
    authority_pem: String,
}

impl Start {
    fn callers(&self) -> Callers {
        Callers {
            office: self.client(Who::WipoForOffice),
            office_with_own_server: self.client(Who::Wipo),
            pct: self.client(Who::WipoForPct),
        }
    }

    async fn parties(&self, callers: &Callers) -> Result<Parties, HarnessError> {
        let (for_office, wipo) = (&callers.office, &callers.office_with_own_server);
        let for_pct = &callers.pct;
        let offices = [Who::Client, Who::AnotherClient].map(|who| self.office_client(who));
        let mut clients = registered(&self.settings);
        clients.extend([for_office, for_pct, &offices[0], &offices[1]].map(enrolled));
        let authorization_server = self.server(Place::AuthorizationServer, clients).await?;
        let own_clients = CLIENTS_OF_OWN_SERVER.map(|who| match who {
            Who::Wipo => enrolled(wipo),
            other => enrolled(&self.client(other)),
        });
        let own_server = self.server(Place::OwnServer, own_clients.into()).await?;
        let das = self.das(authorization_server.issuer()).await?;
        let issuer = authorization_server.issuer();
        let (own, first, second) = (own_server.issuer(), &offices[0], &offices[1]);
        let office = self.office(Place::Office, issuer, for_office, first, issuer, &das);
        let office = office.await?;
        let other = self.office(Place::OfficeWithOwnServer, own, wipo, second, issuer, &das);
        let office_with_own_server = other.await?;
        let pct = self.pct(issuer, for_pct, &das).await?;
        Ok(Parties {
            authorization_server,
            das,
            pct,
            own_server,
            office,
            office_with_own_server,
        })
    }

    async fn server(
        &self,
        place: Place,
        clients: Vec<mock_oidc::Client>,
    ) -> Result<mock_oidc::Handle, HarnessError> {
        let started = mock_oidc::spawn(mock_oidc::Settings {
            listener: self
                .settings
                .listener(place, self.mutual.clone().or(Some(self.identity.clone()))),
            variant: authorization_server_variant(&self.settings.wire.authorization_server),
            clock: self.clock.clone(),
            trust: vec![self.authority_pem.clone()],
            clients,
            users: vec![user()],
        });
        started.await.map_err(broken)
    }

    async fn das(&self, issuer: &Url) -> Result<mock_das::Handle, HarnessError> {
        let started = mock_das::spawn(mock_das::Settings {
            listener: self.listener(Place::Das),
            variant: das_variant(&self.settings.wire),
            clock: self.clock.clone(),
            authorization_server: mock_das::AuthorizationServer {
                issuer: issuer.clone(),
                trust: vec![self.authority_pem.clone()],
            },
            offices: offices(&self.settings),
            pct: None,
            storage: mock_das::StorageChoice::Folder(self.settings.documents.clone()),
            processing_time: PROCESSING_TIME,
        });
        started.await.map_err(broken)
    }

    async fn office(
        &self,
        place: Place,
        issuer: &Url,
        caller: &OauthClient,
        client: &OauthClient,
        issuer_of_das: &Url,
        das: &mock_das::Handle,
    ) -> Result<office::Handle, HarnessError> {
        let parts = OfficeParts {
            office: client.who,
            issuer: issuer.clone(),
            caller,
            das: das.base().clone(),
            tokens: token_source(issuer_of_das.clone(), client).map_err(stopped)?,
        };
        let ground = self.ground();
        let started = office::spawn(ground.office(self.listener(place), parts, PROCESSING_TIME));
        let office = started.await.map_err(broken)?;
        let tokens = token_source(issuer.clone(), caller).map_err(stopped)?;
        let known = self.settings.clients.iter();
        let mut known = known.filter(|known| known.office.as_deref() == Some(client.who.office()));
        das.allow(&listed_with_api(client.who, office.base(), tokens.clone()));
        // The developer's client speaks for the office too.
        if let Some(known) = known.next() {
            das.allow(&mock_das::Office {
                client_id: known.client_id.clone(),
                ..listed_with_api(client.who, office.base(), tokens)
            });
        }
        Ok(office)
    }

    async fn pct(
        &self,
        issuer: &Url,
        caller: &OauthClient,
        das: &mock_das::Handle,
    ) -> Result<pct::Handle, HarnessError> {
        let settings = self
            .ground()
            .pct(self.listener(Place::Pct), issuer.clone(), caller);
        let service = pct::spawn(settings).await.map_err(broken)?;
        let tokens = token_source(issuer.clone(), caller).map_err(stopped)?;
        das.connect(pct_service(service.base(), tokens));
        Ok(service)
    }

    fn kept_at(&self, who: Who, office: &office::Handle) -> Result<KeptDocument, HarnessError> {
        let document = self.document(who.office());
        ours::keep_at_office(office, document.clone()).map_err(stopped)?;
        Ok(document)
    }

    fn kept_at_pct(&self, service: &pct::Handle) -> Result<KeptDocument, HarnessError> {
        let document = self.document(Who::Bureau.office());
        ours::keep_at_pct(service, document.clone()).map_err(stopped)?;
        Ok(document)
    }

    fn document(&self, office: &str) -> KeptDocument {
        KeptDocument {
            number: number_of(office, 1),
            kind: "patent".to_owned(),
            date: super::super::office::identity::day(self.clock.now()),
            content: Artefact::Pdf.make(office).content,
            format: "pdf",
            availability: Availability::Available,
        }
    }

    fn client(&self, who: Who) -> OauthClient {
        OauthClient {
            scope: self.settings.wire.das.scope.clone(),
            office: who.office().to_owned(),
            ..OauthClient::new(who, who.client_id(), SecretKey::generate())
        }
    }

    /// An office's API calls DAS as a client of its own, beside the developer's client of that office.
    fn office_client(&self, who: Who) -> OauthClient {
        OauthClient {
            client_id: format!("{}-api", who.client_id()),
            ..self.client(who)
        }
    }

    fn listener(&self, place: Place) -> ListenerSettings {
        self.settings.listener(place, Some(self.identity.clone()))
    }

    fn ground(&self) -> ours::Ground<'_> {
        ours::Ground {
            clock: self.clock.clone(),
            authority_pem: self.authority_pem.clone(),
            wire: &self.settings.wire,
        }
    }
}

fn broken(error: impl std::fmt::Display) -> HarnessError {
    HarnessError::Broken(error.to_string())
}

fn stopped(stop: Stop) -> HarnessError {
    broken(stop.outcome().note().unwrap_or_default())
}

fn has_users(wire: &Wire) -> bool {
    wire.authorization_server.authorization.is_some()
}

/// A certificate for each client whose key we made.
fn certificates(
    authority: &TestAuthority,
    clients: &[ServedClient],
) -> Result<Vec<(String, String)>, HarnessError> {
    let made = clients.iter().filter_map(|client| match &client.key {
        ServedKey::Secret(key) => Some((client.client_id.clone(), key)),
        ServedKey::CertificatePem(_) => None,
    });
    let vouched = made.map(|(client_id, key)| {
        let key = key.to_pkcs8_pem(LineEnding::LF).map_err(broken)?;
        let identity = authority.client_identity_with_key(&key, &client_id);
        Ok((client_id, identity.map_err(broken)?.pem().to_owned()))
    });
    vouched.collect()
}

fn registered(settings: &ServeSettings) -> Vec<mock_oidc::Client> {
    let users = settings.wire.authorization_server.authorization.iter();
    let asked: Vec<String> = users.flat_map(|users| users.scopes.clone()).collect();
    let registering = settings.wire.authorization_server.registration.as_ref();
    let clients = settings.clients.iter().map(|client| {
        let keys = match &client.key {
            ServedKey::Secret(key) => keys(key),
            ServedKey::CertificatePem(pem) => mock_oidc::ClientKeys::CertificatePem(pem.clone()),
        };
        let registering = registering.map(|rules| &rules.scope);
        let scopes = client.scopes.iter().chain(&asked).chain(registering);
        let redirect_uri = Url::parse(&redirect_uri(&client.client_id));
        mock_oidc::Client {
            redirect_uris: redirect_uri
                .into_iter()
                .filter(|_| !asked.is_empty())
                .collect(),
            ..mock_oidc::Client::machine(&client.client_id, keys, scopes.cloned().collect())
        }
    });
    clients.collect()
}

fn enrolled(client: &OauthClient) -> mock_oidc::Client {
    let scopes = vec![client.scope.clone()];
    mock_oidc::Client::machine(&client.client_id, keys(&client.key), scopes)
}

fn keys(key: &SecretKey) -> mock_oidc::ClientKeys {
    mock_oidc::ClientKeys::Jwks(json!({ "keys": [jwk(&key.public_key(), None)] }))
}

fn offices(settings: &ServeSettings) -> Vec<mock_das::Office> {
    let offices = settings.clients.iter().filter_map(|client| {
        let office = client.office.as_deref()?;
        Some(listed(&client.client_id, office))
    });
    offices.collect()
}
