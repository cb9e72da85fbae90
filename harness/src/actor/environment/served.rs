//! Parties of our own on fixed ports, running with the machine's clock, for a developer's client.

use std::net::SocketAddr;
use std::path::PathBuf;

use jiff::SignedDuration;
use mock_kit::tls::TestAuthority;
use mock_kit::{
    Bound, Clock, FaultPlan, Journal, ListenerSettings, Listening, Service, control_router, entropy,
};
use p256::SecretKey;
use p256::elliptic_curve::Generate as _;
use serde_json::json;
use url::Url;

use super::built_in::listed;
use super::variant::{authorization_server_variant, das_variant};
use crate::actor::forge::public_key::jwk;
use crate::error::HarnessError;
use crate::requirement::wire::Wire;

/// The client id of DAS at its authorization server.
const DAS_CLIENT_ID: &str = "wipo-das";
/// How long DAS takes for a file and for a retrieval.
const PROCESSING_TIME: SignedDuration = SignedDuration::from_millis(200);

/// What is to be served, and where.
#[derive(Debug)]
pub struct ServeSettings {
    /// The wire variant.
    pub wire: Wire,
    /// The address of the authorization server.
    pub authorization_server: SocketAddr,
    /// The address of DAS.
    pub das: SocketAddr,
    /// The address of the control routes; it should be loopback.
    pub control: SocketAddr,
    /// Where documents are kept.
    pub documents: PathBuf,
    /// The clients known from the start.
    pub clients: Vec<ServedClient>,
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
    /// The issuer of the authorization server.
    pub issuer: Url,
    /// The base of DAS.
    pub das_base: Url,
    /// The base of the control routes.
    pub control_base: Url,
    /// The bearer token of the control routes.
    pub control_token: String,
    /// The certificate authority of both.
    pub authority_pem: String,
    _authorization_server: mock_oidc::Handle,
    _das: mock_das::Handle,
    _control: Listening,
}

impl Served {
    /// Starts everything.
    pub async fn start(settings: ServeSettings) -> Result<Self, HarnessError> {
        let authority = TestAuthority::new().map_err(broken)?;
        let identity = authority
            .identity_for(&["localhost", "127.0.0.1"])
            .map_err(broken)?;
        let listen = |address| ListenerSettings {
            address,
            advertised: None,
            identity: Some(identity.clone()),
        };
        let clock = Clock::system();
        let das_key = SecretKey::generate();
        let authorization_server = mock_oidc::spawn(mock_oidc::Settings {
            listener: listen(settings.authorization_server),
            variant: authorization_server_variant(&settings.wire.authorization_server),
            clock: clock.clone(),
            trust: vec![authority.pem().to_owned()],
            clients: registered(&settings, &das_key),
        });
        let authorization_server = authorization_server.await.map_err(broken)?;
        let das = mock_das::spawn(mock_das::Settings {
            listener: listen(settings.das),
            variant: das_variant(&settings.wire),
            clock: clock.clone(),
            authorization_server: mock_das::AuthorizationServer {
                issuer: authorization_server.issuer().clone(),
                trust: vec![authority.pem().to_owned()],
            },
            offices: offices(&settings),
            pct: None,
            storage: mock_das::StorageChoice::Folder(settings.documents.clone()),
            processing_time: PROCESSING_TIME,
        });
        let das = das.await.map_err(broken)?;
        let control_token = entropy::identifier();
        let parties = vec![
            authorization_server.control().clone(),
            das.control().clone(),
        ];
        let control = ListenerSettings {
            address: settings.control,
            advertised: None,
            identity: None,
        };
        let bound = Bound::bind(&control).await.map_err(broken)?;
        Ok(Self {
            issuer: authorization_server.issuer().clone(),
            das_base: das.base().clone(),
            control_base: bound.base().clone(),
            authority_pem: authority.pem().to_owned(),
            _authorization_server: authorization_server,
            _das: das,
            _control: bound
                .serve(Service {
                    party: "control",
                    router: control_router(parties, control_token.clone()),
                    journal: Journal::new(),
                    clock,
                    faults: FaultPlan::default(),
                })
                .map_err(broken)?,
            control_token,
        })
    }
}

fn broken(error: impl std::fmt::Display) -> HarnessError {
    HarnessError::Broken(error.to_string())
}

fn registered(settings: &ServeSettings, das_key: &SecretKey) -> Vec<mock_oidc::Client> {
    let clients = settings.clients.iter().map(|client| mock_oidc::Client {
        client_id: client.client_id.clone(),
        keys: match &client.key {
            ServedKey::Secret(key) => keys(key),
            ServedKey::CertificatePem(pem) => mock_oidc::ClientKeys::CertificatePem(pem.clone()),
        },
        scopes: client.scopes.clone(),
    });
    let das = mock_oidc::Client {
        client_id: DAS_CLIENT_ID.to_owned(),
        keys: keys(das_key),
        scopes: vec![settings.wire.das.scope.clone()],
    };
    clients.chain([das]).collect()
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
