//! WIPO's authorization server, DAS, the PCT service and two offices; beside them what the profile's authorization server needs.

use std::sync::Arc;

use jiff::SignedDuration;
use jiff::civil::Date;
use mock_das::{office, pct};
use mock_kit::ControlHandle;
use mock_kit::tls::TestAuthority;
use p256::SecretKey;
use p256::elliptic_curve::Generate as _;
use p256::pkcs8::{EncodePrivateKey as _, LineEnding};
use serde_json::json;
use url::Url;

use super::super::backchannel::{further_users, registration};
use super::super::built_in::number_of;
use super::super::built_in::offices::CLIENTS_OF_OWN_SERVER;
use super::super::clients::{OauthClient, Who};
use super::super::facts::{Availability, KeptDocument};
use super::super::ours::{self, OfficeParts, listed, listed_with_api, pct_service, token_source};
use super::super::users::{redirect_uri, user};
use super::super::variant::{authorization_server_variant, das_variant};
use super::back_channel::BackChannel;
use super::registry::Registry;
use super::{Ground, Place, ServeSettings, ServedClient, ServedKey, broken, stopped};
use crate::actor::documents::Artefact;
use crate::actor::forge::public_key::jwk;
use crate::error::HarnessError;
use crate::requirement::backchannel_wire::DeliveryMode;
use crate::requirement::wire::Wire;

/// How long DAS takes for a file and for a retrieval, and an office for a document.
const PROCESSING_TIME: SignedDuration = SignedDuration::from_millis(200);

/// The filing date of the documents that are kept, as the examples of target files have it.
const FILING_DATE: Date = jiff::civil::date(2026, 1, 5);

/// The running parties.
pub struct Exchange {
    /// WIPO's authorization server.
    pub authorization_server: Arc<mock_oidc::Handle>,
    /// DAS.
    pub das: mock_das::Handle,
    /// The PCT service.
    pub pct: pct::Handle,
    /// A document that it keeps.
    pub pct_document: KeptDocument,
    /// WIPO as it knows it.
    pub pct_caller: OauthClient,
    /// The office for which WIPO's authorization server vouches.
    pub office: ServedOffice,
    /// The office with an authorization server of its own.
    pub office_with_own_server: ServedOffice,
    own_server: mock_oidc::Handle,
    /// The certificates of the clients whose keys we made, in PEM, by client id; where the profile has users.
    pub certificates: Vec<(String, String)>,
    /// What belongs to the back channel, where the profile has one.
    pub back_channel: Option<BackChannel>,
    /// The registry of recipients, where recipients are registered.
    pub registry: Option<Registry>,
    /// What users own, where something is demanded of that.
    pub resource: Option<mock_oidc::resource::Handle>,
}

/// An office with an API.
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
    handle: office::Handle,
}

/// The parties that every other one needs.
struct Centre {
    authorization_server: mock_oidc::Handle,
    own_server: mock_oidc::Handle,
    das: mock_das::Handle,
}

/// Who calls whom as which client.
struct Callers {
    wipo_at_office: OauthClient,
    wipo_at_own_server: OauthClient,
    wipo_at_pct: OauthClient,
    office: OauthClient,
    office_with_own_server: OauthClient,
}

impl Callers {
    fn new(wire: &Wire) -> Self {
        Self {
            wipo_at_office: client(wire, Who::WipoForOffice),
            wipo_at_own_server: client(wire, Who::Wipo),
            wipo_at_pct: client(wire, Who::WipoForPct),
            office: office_client(wire, Who::Client),
            office_with_own_server: office_client(wire, Who::AnotherClient),
        }
    }

    /// Those of WIPO's authorization server.
    fn of_common_server(&self) -> [&OauthClient; 4] {
        [
            &self.wipo_at_office,
            &self.wipo_at_pct,
            &self.office,
            &self.office_with_own_server,
        ]
    }
}

fn client(wire: &Wire, who: Who) -> OauthClient {
    OauthClient {
        scope: wire.das.scope.clone(),
        office: who.office().to_owned(),
        ..OauthClient::new(who, who.client_id(), SecretKey::generate())
    }
}

/// An office's API calls DAS as a client of its own, beside the developer's client of that office.
fn office_client(wire: &Wire, who: Who) -> OauthClient {
    OauthClient {
        client_id: format!("{}-api", who.client_id()),
        ..client(wire, who)
    }
}

impl Exchange {
    /// Starts all of them.
    pub(super) async fn start(ground: &Ground) -> Result<Self, HarnessError> {
        let callers = Callers::new(&ground.settings.wire);
        let centre = Centre::start(ground, &callers).await?;
        let office = centre.office(ground, &callers).await?;
        let office_with_own_server = centre.office_with_own_server(ground, &callers).await?;
        let pct = centre.pct(ground, &callers.wipo_at_pct).await?;
        let pct_document = kept_document(Who::Bureau.office());
        ours::keep_at_pct(&pct, pct_document.clone()).map_err(stopped)?;
        let authorization_server = Arc::new(centre.authorization_server);
        Ok(Self {
            back_channel: BackChannel::start(ground, &authorization_server).await?,
            registry: Registry::start(ground, &authorization_server).await?,
            resource: Box::pin(super::resource::start(ground, &authorization_server)).await?,
            authorization_server,
            das: centre.das,
            pct,
            pct_document,
            pct_caller: callers.wipo_at_pct,
            office,
            office_with_own_server,
            own_server: centre.own_server,
            certificates: certificates(ground)?,
        })
    }

    /// Control over each party, below a path of its own.
    pub(super) fn controls(&self) -> Vec<ControlHandle> {
        let named = |party, control: &ControlHandle| control.clone().called(party);
        let mut controls = vec![
            self.authorization_server.control().clone(),
            self.das.control().clone(),
            self.pct.control().clone(),
            named("office-at", self.office.handle.control()),
            named("office-fr", self.office_with_own_server.handle.control()),
            named("authorization-server-fr", self.own_server.control()),
        ];
        controls.extend(
            self.back_channel
                .iter()
                .map(|known| known.client.control().clone()),
        );
        controls.extend(
            self.registry
                .iter()
                .map(|known| known.handle.control().clone()),
        );
        controls.extend(self.resource.iter().map(|known| known.control().clone()));
        controls
    }
}

impl Centre {
    async fn start(ground: &Ground, callers: &Callers) -> Result<Self, HarnessError> {
        let wire = &ground.settings.wire;
        let mut clients = registered(&ground.settings);
        clients.extend(callers.of_common_server().map(enrolled));
        let authorization_server = server(ground, Place::AuthorizationServer, clients).await?;
        let own_clients = CLIENTS_OF_OWN_SERVER.map(|who| match who {
            Who::Wipo => enrolled(&callers.wipo_at_own_server),
            other => enrolled(&client(wire, other)),
        });
        let own_server = server(ground, Place::OwnServer, own_clients.into()).await?;
        let das = das(ground, authorization_server.issuer()).await?;
        Ok(Self {
            authorization_server,
            own_server,
            das,
        })
    }

    /// The office for which WIPO's authorization server vouches.
    async fn office(
        &self,
        ground: &Ground,
        callers: &Callers,
    ) -> Result<ServedOffice, HarnessError> {
        let issuer = self.authorization_server.issuer();
        let known = (issuer, &callers.wipo_at_office);
        self.spawn_office(ground, Place::Office, known, &callers.office)
            .await
    }

    async fn office_with_own_server(
        &self,
        ground: &Ground,
        callers: &Callers,
    ) -> Result<ServedOffice, HarnessError> {
        let known = (self.own_server.issuer(), &callers.wipo_at_own_server);
        let own = &callers.office_with_own_server;
        self.spawn_office(ground, Place::OfficeWithOwnServer, known, own)
            .await
    }

    /// An office that knows WIPO as a client of an issuer, and calls DAS as a client of WIPO's.
    async fn spawn_office(
        &self,
        ground: &Ground,
        place: Place,
        (issuer, caller): (&Url, &OauthClient),
        own: &OauthClient,
    ) -> Result<ServedOffice, HarnessError> {
        let tokens = token_source(self.authorization_server.issuer().clone(), own);
        let parts = OfficeParts {
            office: own.who,
            issuer: issuer.clone(),
            caller,
            das: self.das.base().clone(),
            tokens: tokens.map_err(stopped)?,
        };
        let common = shared(ground);
        let settings = common.office(ground.listener(place), parts, PROCESSING_TIME);
        let handle = office::spawn(settings).await.map_err(broken)?;
        self.list(ground, own.who, handle.base(), (issuer, caller))?;
        let document = kept_document(own.who.office());
        ours::keep_at_office(&handle, document.clone()).map_err(stopped)?;
        Ok(ServedOffice {
            code: own.who.office(),
            base: handle.base().clone(),
            issuer: issuer.clone(),
            document,
            caller: caller.clone(),
            handle,
        })
    }

    /// Puts an office on DAS's list, and the developer's client that speaks for it too.
    fn list(
        &self,
        ground: &Ground,
        who: Who,
        base: &Url,
        (issuer, caller): (&Url, &OauthClient),
    ) -> Result<(), HarnessError> {
        let tokens = token_source(issuer.clone(), caller).map_err(stopped)?;
        self.das.allow(&listed_with_api(who, base, tokens.clone()));
        let mut known = ground.settings.clients.iter();
        if let Some(known) = known.find(|known| known.office.as_deref() == Some(who.office())) {
            self.das.allow(&mock_das::Office {
                client_id: known.client_id.clone(),
                ..listed_with_api(who, base, tokens)
            });
        }
        Ok(())
    }

    async fn pct(
        &self,
        ground: &Ground,
        caller: &OauthClient,
    ) -> Result<pct::Handle, HarnessError> {
        let issuer = self.authorization_server.issuer();
        let settings = shared(ground).pct(ground.listener(Place::Pct), issuer.clone(), caller);
        let service = pct::spawn(settings).await.map_err(broken)?;
        let tokens = token_source(issuer.clone(), caller).map_err(stopped)?;
        self.das.connect(pct_service(service.base(), tokens));
        Ok(service)
    }
}

async fn server(
    ground: &Ground,
    place: Place,
    clients: Vec<mock_oidc::Client>,
) -> Result<mock_oidc::Handle, HarnessError> {
    let started = mock_oidc::spawn(mock_oidc::Settings {
        listener: ground.users_listener(place),
        variant: authorization_server_variant(&ground.settings.wire.authorization_server),
        clock: ground.clock.clone(),
        trust: vec![ground.authority_pem()],
        clients,
        users: std::iter::once(user()).chain(further_users()).collect(),
    });
    started.await.map_err(broken)
}

async fn das(ground: &Ground, issuer: &Url) -> Result<mock_das::Handle, HarnessError> {
    let started = mock_das::spawn(mock_das::Settings {
        listener: ground.listener(Place::Das),
        variant: das_variant(&ground.settings.wire),
        clock: ground.clock.clone(),
        authorization_server: mock_das::AuthorizationServer {
            issuer: issuer.clone(),
            trust: vec![ground.authority_pem()],
        },
        offices: offices(&ground.settings),
        pct: None,
        storage: mock_das::StorageChoice::Folder(ground.settings.documents.clone()),
        processing_time: PROCESSING_TIME,
    });
    started.await.map_err(broken)
}

fn kept_document(office: &str) -> KeptDocument {
    KeptDocument {
        number: number_of(office, 1),
        kind: "patent".to_owned(),
        date: FILING_DATE,
        content: Artefact::Pdf.make(office).content,
        format: "pdf",
        availability: Availability::Available,
    }
}

fn shared(ground: &Ground) -> ours::Ground<'_> {
    ours::Ground {
        clock: ground.clock.clone(),
        authority_pem: ground.authority_pem(),
        wire: &ground.settings.wire,
    }
}

/// A certificate for each client whose key we made, where the profile has users.
fn certificates(ground: &Ground) -> Result<Vec<(String, String)>, HarnessError> {
    if ground.mutual.is_none() {
        return Ok(Vec::new());
    }
    let made = ground.settings.clients.iter();
    let made = made.filter_map(|client| match &client.key {
        ServedKey::Secret(key) => Some((client, key)),
        ServedKey::CertificatePem(_) => None,
    });
    made.map(|(client, key)| certificate(&ground.authority, client, key))
        .collect()
}

fn certificate(
    authority: &TestAuthority,
    client: &ServedClient,
    key: &SecretKey,
) -> Result<(String, String), HarnessError> {
    let client_id = client.client_id.clone();
    let key = key.to_pkcs8_pem(LineEnding::LF).map_err(broken)?;
    let identity = authority.client_identity_with_key(&key, &client_id);
    Ok((client_id, identity.map_err(broken)?.pem().to_owned()))
}

fn registered(settings: &ServeSettings) -> Vec<mock_oidc::Client> {
    let clients = settings.clients.iter().enumerate();
    clients
        .map(|(index, client)| registered_client(settings, index, client))
        .collect()
}

fn registered_client(
    settings: &ServeSettings,
    index: usize,
    client: &ServedClient,
) -> mock_oidc::Client {
    let keys = match &client.key {
        ServedKey::Secret(key) => keys(key),
        ServedKey::CertificatePem(pem) => mock_oidc::ClientKeys::CertificatePem(pem.clone()),
    };
    let users = settings.wire.authorization_server.authorization.as_ref();
    let redirect_uri = users.and_then(|_| Url::parse(&redirect_uri(&client.client_id)).ok());
    let offered = users.and_then(|users| users.backchannel.as_ref());
    let scopes = scopes(settings, index, client);
    mock_oidc::Client {
        redirect_uris: redirect_uri.into_iter().collect(),
        backchannel: offered.map(|_| registration(DeliveryMode::Poll)),
        ..mock_oidc::Client::machine(&client.client_id, keys, scopes)
    }
}

/// What a client may be granted. The first one alone registers recipients, so that another can be seen to be refused.
fn scopes(settings: &ServeSettings, index: usize, client: &ServedClient) -> Vec<String> {
    let server = &settings.wire.authorization_server;
    let users = server.authorization.iter();
    let registering = server.registration.iter().filter(|_| index == 0);
    let scopes = client.scopes.iter().cloned();
    scopes
        .chain(users.flat_map(|users| users.scopes.clone()))
        .chain(registering.map(|rules| rules.scope.clone()))
        .collect()
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
