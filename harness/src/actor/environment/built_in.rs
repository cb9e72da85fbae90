//! Parties of our own, spawned afresh for one scenario.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, LazyLock};

use jiff::{SignedDuration, Timestamp};
use mock_kit::tls::{ServerIdentity, TestAuthority};
use mock_kit::{Clock, ControlHandle, FaultPlan, ListenerSettings};
use p256::SecretKey;
use p256::elliptic_curve::Generate as _;
use p256::pkcs8::{EncodePrivateKey as _, LineEnding};
use serde_json::json;
use tokio::sync::OnceCell;
use url::Url;

use super::Listener;
use super::clients::{NewClient, NewKeys, OauthClient, Who};
use super::facts::{AuthorizationServerFacts, DasFacts};
use super::variant::{authorization_server_variant, das_variant};
use crate::actor::Party;
use crate::actor::forge::public_key::jwk;
use crate::requirement::wire::Wire;
use crate::stop::Stop;

/// Where the clock of every built-in scenario stands at first: 2026-01-05T09:00:00Z.
pub const START: Timestamp = Timestamp::constant(1_767_603_600, 0);

/// The client id of DAS at its authorization server.
const DAS_CLIENT_ID: &str = "wipo-das";
/// How long DAS takes for a file and for a retrieval.
const PROCESSING_TIME: SignedDuration = SignedDuration::from_secs(2);

/// How much time passes between two looks at a party's work; WIPO's samples wait five seconds too.
pub(super) const PAUSE: SignedDuration = SignedDuration::from_secs(5);
/// How many looks are enough.
pub(super) const ROUNDS: u32 = 24;

/// What is made once for the process, since making it takes time and nothing depends on it being fresh.
struct Shared {
    authority_pem: String,
    identity: ServerIdentity,
    clients: BTreeMap<Who, OauthClient>,
    das_key: SecretKey,
}

static SHARED: LazyLock<Result<Shared, String>> =
    LazyLock::new(|| Shared::make().map_err(|error| error.to_string()));

impl Shared {
    fn make() -> Result<Self, mock_kit::tls::TlsError> {
        let authority = TestAuthority::new()?;
        Ok(Self {
            authority_pem: authority.pem().to_owned(),
            identity: authority.identity_for(&["localhost", "127.0.0.1"])?,
            clients: Who::ALL.map(|who| (who, make_client(who))).into(),
            das_key: SecretKey::generate(),
        })
    }
}

fn make_client(who: Who) -> OauthClient {
    let office = match who {
        Who::Client => "AT",
        Who::AnotherClient => "FR",
        Who::Stranger => "ES",
        Who::Unlisted => "PT",
    };
    OauthClient {
        who,
        client_id: format!("office-{}", office.to_lowercase()),
        key: SecretKey::generate(),
        kid: Some(format!("{}-1", office.to_lowercase())),
        scope: String::new(),
        office: office.to_owned(),
    }
}

/// The parties of one scenario, each spawned when it is first needed.
pub struct BuiltIn {
    wire: Arc<Wire>,
    clock: Clock,
    faults: Vec<String>,
    numbers: AtomicU32,
    shared: &'static Shared,
    authorization_server: OnceCell<mock_oidc::Handle>,
    das: OnceCell<mock_das::Handle>,
}

impl std::fmt::Debug for BuiltIn {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = formatter.debug_struct("BuiltIn");
        shown.field("faults", &self.faults).finish_non_exhaustive()
    }
}

impl BuiltIn {
    /// Parties that will commit these faults once they are spawned.
    pub fn new(wire: Arc<Wire>, clock: Clock, faults: Vec<String>) -> Result<Self, Stop> {
        let shared = SHARED.as_ref().map_err(Stop::harness_bug)?;
        Ok(Self {
            wire,
            clock,
            faults,
            numbers: AtomicU32::new(1000),
            shared,
            authorization_server: OnceCell::new(),
            das: OnceCell::new(),
        })
    }

    /// The certificate authority of every party.
    pub fn authority_pem(&self) -> &'static str {
        &self.shared.authority_pem
    }

    /// A free port of the loopback interface, with our identity.
    pub(super) fn listener(&self) -> Listener {
        ListenerSettings::ephemeral(Some(self.shared.identity.clone()))
    }

    /// The credentials of a client.
    pub fn client(&self, who: Who) -> OauthClient {
        let client = self.shared.clients[&who].clone();
        OauthClient {
            scope: self.wire.das.scope.clone(),
            ..client
        }
    }

    /// Where the authorization server is, spawned if need be.
    pub async fn authorization_server_facts(&self) -> Result<AuthorizationServerFacts, Stop> {
        facts_of(self.authorization_server().await?)
    }

    /// Where DAS is, spawned if need be.
    pub async fn das_facts(&self) -> Result<DasFacts, Stop> {
        Ok(DasFacts::below(self.das().await?.base()))
    }

    /// What is known without spawning anybody.
    pub fn known(&self) -> (Option<AuthorizationServerFacts>, Option<DasFacts>) {
        let server = self.authorization_server.get();
        let das = self.das.get().map(|das| DasFacts::below(das.base()));
        (server.and_then(|server| facts_of(server).ok()), das)
    }

    /// Moves the clock, and lets everybody notice.
    pub async fn advance(&self, span: SignedDuration) -> Result<(), Stop> {
        self.clock.advance(span);
        tokio::task::yield_now().await;
        Ok(())
    }

    /// Lets time pass between two looks; false once enough has passed.
    pub async fn patience(&self, round: u32) -> Result<bool, Stop> {
        self.advance(PAUSE).await?;
        Ok(round < ROUNDS)
    }

    /// Makes a party commit a fault.
    pub async fn stimulate(&self, party: Party, fault: &str) -> Result<(), Stop> {
        let control = self.control(party).await?;
        control.faults.activate(fault).map_err(Stop::harness_bug)
    }

    /// Registers a client at the authorization server.
    pub async fn register(&self, client: NewClient) -> Result<(), Stop> {
        let server = self.authorization_server().await?;
        server
            .register(registered(client))
            .map_err(Stop::harness_bug)
    }

    /// Takes a client off the authorization server.
    pub async fn remove(&self, client_id: &str) -> Result<(), Stop> {
        self.authorization_server().await?.remove(client_id);
        Ok(())
    }

    /// Takes a client off DAS's list.
    pub async fn delist(&self, client_id: &str) -> Result<(), Stop> {
        self.das().await?.delist(client_id);
        Ok(())
    }

    /// Puts a client on DAS's list, or changes how it is listed.
    pub async fn allow(
        &self,
        client_id: &str,
        office: &str,
        notification_base: Option<&Url>,
    ) -> Result<(), Stop> {
        let mut office = listed(client_id, office);
        if let Some(base) = notification_base {
            office.api = Some(mock_das::OfficeApi {
                base: base.clone(),
                digital_library: false,
                tokens: self.tokens_of_das().await?,
            });
        }
        self.das().await?.allow(&office);
        Ok(())
    }

    /// A number that this scenario has not used.
    pub fn document_number(&self, office: &str) -> String {
        let serial = self.numbers.fetch_add(1, Ordering::Relaxed);
        number_of(office, u64::from(serial))
    }

    /// How often a handler of ours panicked.
    pub fn panics(&self) -> u64 {
        let server = self
            .authorization_server
            .get()
            .map(mock_oidc::Handle::control);
        let das = self.das.get().map(mock_das::Handle::control);
        let handles = server.into_iter().chain(das);
        handles.map(|handle| handle.journal.panics()).sum()
    }

    async fn control(&self, party: Party) -> Result<&ControlHandle, Stop> {
        Ok(match party {
            Party::AuthorizationServer => self.authorization_server().await?.control(),
            Party::Das => self.das().await?.control(),
        })
    }

    async fn authorization_server(&self) -> Result<&mock_oidc::Handle, Stop> {
        self.authorization_server
            .get_or_try_init(|| self.spawn_authorization_server())
            .await
    }

    async fn das(&self) -> Result<&mock_das::Handle, Stop> {
        self.das.get_or_try_init(|| self.spawn_das()).await
    }

    async fn spawn_authorization_server(&self) -> Result<mock_oidc::Handle, Stop> {
        let offices = Who::ALL.map(|who| self.client(who));
        let mut clients: Vec<_> = offices.iter().map(enrolled).collect();
        clients.push(self.das_as_client());
        let settings = mock_oidc::Settings {
            listener: self.listener(),
            variant: authorization_server_variant(&self.wire.authorization_server),
            clock: self.clock.clone(),
            trust: vec![self.shared.authority_pem.clone()],
            clients,
        };
        let handle = mock_oidc::spawn(settings)
            .await
            .map_err(Stop::harness_bug)?;
        self.commit(&handle.control().faults);
        Ok(handle)
    }

    async fn spawn_das(&self) -> Result<mock_das::Handle, Stop> {
        let issuer = self.authorization_server().await?.issuer().clone();
        let listed_clients = [Who::Client, Who::AnotherClient, Who::Stranger];
        let offices = listed_clients.map(|who| self.client(who));
        let settings = mock_das::Settings {
            listener: self.listener(),
            variant: das_variant(&self.wire),
            clock: self.clock.clone(),
            authorization_server: mock_das::AuthorizationServer {
                issuer,
                trust: vec![self.shared.authority_pem.clone()],
            },
            offices: offices
                .iter()
                .map(|office| listed(&office.client_id, &office.office))
                .collect(),
            pct: None,
            storage: mock_das::StorageChoice::Memory,
            processing_time: PROCESSING_TIME,
        };
        let handle = mock_das::spawn(settings).await.map_err(Stop::harness_bug)?;
        self.commit(&handle.control().faults);
        Ok(handle)
    }

    /// A plan knows only its own party's faults; the others belong to the other party.
    fn commit(&self, plan: &FaultPlan) {
        for fault in &self.faults {
            let _ = plan.activate(fault);
        }
    }

    fn das_as_client(&self) -> mock_oidc::Client {
        mock_oidc::Client {
            client_id: DAS_CLIENT_ID.to_owned(),
            keys: mock_oidc::ClientKeys::Jwks(
                json!({ "keys": [jwk(&self.shared.das_key.public_key(), None)] }),
            ),
            scopes: vec![self.wire.das.scope.clone()],
        }
    }

    /// Where DAS gets tokens from WIPO's authorization server.
    async fn tokens_of_das(&self) -> Result<mock_das::TokenSource, Stop> {
        Ok(mock_das::TokenSource {
            issuer: self.authorization_server().await?.issuer().clone(),
            scope: self.wire.das.scope.clone(),
            client: self.das_credentials()?,
        })
    }

    fn das_credentials(&self) -> Result<mock_das::OutboundClient, Stop> {
        let pem = self.shared.das_key.to_pkcs8_pem(LineEnding::LF);
        Ok(mock_das::OutboundClient {
            client_id: DAS_CLIENT_ID.to_owned(),
            private_key_pem: pem.map_err(Stop::harness_bug)?.to_string(),
        })
    }
}

/// A number in the format of an office, as far as we know it.
pub(super) fn number_of(office: &str, serial: u64) -> String {
    match office {
        "AT" => format!("AT A {}/2026", serial % 100_000),
        "FR" => format!("FR 26{:05}", serial % 100_000),
        other => format!("{other} 2026{:05}", serial % 100_000),
    }
}

fn facts_of(server: &mock_oidc::Handle) -> Result<AuthorizationServerFacts, Stop> {
    let issuer = server.issuer().as_str().trim_end_matches('/').to_owned();
    let below = |path: &str| Url::parse(&format!("{issuer}/{path}")).map_err(Stop::harness_bug);
    let mut second_metadata_url = server.issuer().clone();
    let path = second_metadata_url.path().trim_end_matches('/').to_owned();
    second_metadata_url.set_path(&format!("/.well-known/oauth-authorization-server{path}"));
    Ok(AuthorizationServerFacts {
        discovery_url: below(".well-known/openid-configuration")?,
        second_metadata_url,
        token_endpoint: server.token_endpoint(),
        jwks_uri: below("connect/jwk_uri")?,
        introspection_endpoint: Some(below("introspect")?),
        revocation_endpoint: Some(below("token/revoke")?),
        issuer,
    })
}

fn enrolled(client: &OauthClient) -> mock_oidc::Client {
    let key = jwk(&client.key.public_key(), client.kid.as_deref());
    mock_oidc::Client {
        client_id: client.client_id.clone(),
        keys: mock_oidc::ClientKeys::Jwks(json!({ "keys": [key] })),
        scopes: vec![client.scope.clone()],
    }
}

fn registered(client: NewClient) -> mock_oidc::Client {
    mock_oidc::Client {
        client_id: client.client_id,
        keys: match client.keys {
            NewKeys::Jwks(set) => mock_oidc::ClientKeys::Jwks(set),
            NewKeys::JwksUrl(url) => mock_oidc::ClientKeys::JwksUrl(url),
            NewKeys::CertificatePem(pem) => mock_oidc::ClientKeys::CertificatePem(pem),
        },
        scopes: client.scopes,
    }
}

pub(super) fn listed(client_id: &str, office: &str) -> mock_das::Office {
    mock_das::Office {
        code: office.to_owned(),
        client_id: client_id.to_owned(),
        api: None,
        depositing: true,
        accessing: true,
    }
}
