//! Parties of our own, spawned afresh for one scenario.

mod authorization_server;
pub mod data_space;
mod message;
pub mod offices;
mod registering_party;
mod registration;
pub(super) mod registry;
pub(super) mod resource;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use mock_kit::tls::{ClientIdentity, ServerIdentity, TestAuthority, TlsError};
use mock_kit::{Clock, ControlHandle, FaultPlan, ListenerSettings};
use p256::SecretKey;
use p256::elliptic_curve::Generate as _;
use serde_json::Value;
use tokio::sync::OnceCell;
use url::Url;

pub(super) use self::authorization_server::facts_of;
use self::offices::OfficeAt;
use super::Listener;
use super::clients::{OauthClient, Who};
use super::facts::{AuthorizationServerFacts, DasFacts, SetUp};
use super::office_client::WrongCertificate;
use super::ours::{listed, token_source};
use super::received::Ear;
use super::users::redirect_uri;
use super::variant::das_variant;
use super::web_client::WebParties;
use crate::actor::Party;
use crate::actor::forge::authority::Authority;
use crate::requirement::wire::Wire;
use crate::stop::Stop;
use crate::target::{Guest, WebClientUnderTest};
use crate::verdict::UntestedReason;

/// Where the clock of every built-in scenario stands at first: 2026-01-05T09:00:00Z.
pub const START: Timestamp = Timestamp::constant(1_767_603_600, 0);

/// How long DAS takes for a file and for a retrieval.
const PROCESSING_TIME: SignedDuration = SignedDuration::from_secs(2);

/// How much time passes between two looks at a party's work; WIPO's samples wait five seconds too.
pub(super) const PAUSE: SignedDuration = SignedDuration::from_secs(5);
/// How much real time passes instead where the clock is the machine's.
const MOMENT: SignedDuration = SignedDuration::from_millis(100);
/// How much real time our parties have for what they do among themselves.
const LONGEST_WORK: Duration = Duration::from_secs(20);
/// How many looks are enough.
pub(super) const ROUNDS: u32 = 24;

/// What is made once for the process, since making it takes time and nothing depends on it being fresh.
struct Shared {
    authority: TestAuthority,
    authority_pem: String,
    identity: ServerIdentity,
    clients: BTreeMap<Who, OauthClient>,
    /// Of the same machine, made by an authority that nobody trusts.
    stranger: ServerIdentity,
    /// Of another machine.
    misnamed: ServerIdentity,
    /// Vouches for the keys of producers and consumers of messages.
    message_authority: Authority,
}

static SHARED: LazyLock<Result<Shared, String>> =
    LazyLock::new(|| Shared::make().map_err(|error| error.to_string()));

impl Shared {
    fn make() -> Result<Self, Box<dyn std::error::Error>> {
        let authority = TestAuthority::new()?;
        let unknown = TestAuthority::new()?;
        let names = ["localhost", "127.0.0.1"];
        Ok(Self {
            authority_pem: authority.pem().to_owned(),
            identity: authority.identity_for(&names)?,
            stranger: unknown.identity_for(&names)?,
            misnamed: authority.identity_for(&["another-host.invalid"])?,
            message_authority: Authority::new("Authority of message keys")?,
            clients: Who::ALL
                .into_iter()
                .map(|who| Ok((who, make_client(&authority, who)?)))
                .collect::<Result<_, TlsError>>()?,
            authority,
        })
    }
}

fn make_client(authority: &TestAuthority, who: Who) -> Result<OauthClient, TlsError> {
    let client_id = who.client_id();
    Ok(OauthClient {
        kid: Some(format!("{client_id}-1")),
        office: who.office().to_owned(),
        identity: Some(authority.client_identity(client_id)?),
        redirect_uri: redirect_uri(client_id),
        ..OauthClient::new(who, client_id, SecretKey::generate())
    })
}

/// The parties of one scenario, each spawned when it is first needed.
pub struct BuiltIn {
    wire: Arc<Wire>,
    clock: Clock,
    faults: Vec<String>,
    numbers: AtomicU32,
    shared: &'static Shared,
    guest: Option<Arc<Guest>>,
    authorization_server: OnceCell<mock_oidc::Handle>,
    das: OnceCell<mock_das::Handle>,
    office_of_wipo_s_set_up: OnceCell<OfficeAt>,
    office_with_own_server: OnceCell<OfficeAt>,
    pct: OnceCell<mock_das::pct::Handle>,
    pub(super) web: WebParties,
    pub(super) ciba_client: OnceCell<mock_oidc::ciba_client::Handle>,
    /// Whether the one that is not ours has been registered.
    pub(super) ciba_guest_registered: OnceCell<()>,
    resource: OnceCell<mock_oidc::resource::Handle>,
    daps: OnceCell<mock_oidc::daps::Handle>,
    connector: OnceCell<mock_oidc::connector::Handle>,
    registry: OnceCell<mock_oidc::registry::Handle>,
    registering: OnceCell<mock_oidc::registering_party::RegisteringParty>,
    message_consumer: OnceCell<message_encryption::consumer::Handle>,
    message_producer: OnceCell<message_encryption::producer::Handle>,
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
            guest: None,
            authorization_server: OnceCell::new(),
            das: OnceCell::new(),
            office_of_wipo_s_set_up: OnceCell::new(),
            office_with_own_server: OnceCell::new(),
            pct: OnceCell::new(),
            web: WebParties::default(),
            ciba_client: OnceCell::new(),
            ciba_guest_registered: OnceCell::new(),
            resource: OnceCell::new(),
            daps: OnceCell::new(),
            connector: OnceCell::new(),
            registry: OnceCell::new(),
            registering: OnceCell::new(),
            message_consumer: OnceCell::new(),
            message_producer: OnceCell::new(),
        })
    }

    /// Parties around one that is not ours.
    pub fn around(wire: Arc<Wire>, clock: Clock, guest: Arc<Guest>) -> Result<Self, Stop> {
        Ok(Self {
            guest: Some(guest),
            ..Self::new(wire, clock, Vec::new())?
        })
    }

    /// The party under test, where it is not ours.
    pub(super) fn guest(&self) -> Option<&Guest> {
        self.guest.as_deref()
    }

    /// An identity that no client should talk to.
    pub(super) fn wrong_identity(&self, wrong: WrongCertificate) -> ServerIdentity {
        match wrong {
            WrongCertificate::UnknownAuthority => self.shared.stranger.clone(),
            WrongCertificate::OtherName => self.shared.misnamed.clone(),
        }
    }

    /// The identity of our parties.
    pub(super) fn identity(&self) -> &ServerIdentity {
        &self.shared.identity
    }

    /// Where a party listens whom a client may know by a fixed port; it asks for the certificates of clients where the profile has users.
    fn mutual_listener_at(&self, port: u16) -> Result<Listener, Stop> {
        let mut listener = self.listener();
        listener.address.set_port(port);
        if self.wire.authorization_server.authorization.is_some() {
            listener.identity = Some(self.mutual_identity()?);
        }
        Ok(listener)
    }

    /// The certificate authority of every party.
    pub fn authority_pem(&self) -> &'static str {
        &self.shared.authority_pem
    }

    /// A free port of the loopback interface, with our identity.
    pub(super) fn listener(&self) -> Listener {
        ListenerSettings::ephemeral(Some(self.shared.identity.clone()))
    }

    /// A host that asks for client certificates: at the port where a web client that is not ours finds it, or at a free one.
    pub(super) fn host_at(
        &self,
        port: impl Fn(&WebClientUnderTest) -> Option<u16>,
    ) -> Result<Listener, Stop> {
        let mut listener = ListenerSettings::ephemeral(Some(self.mutual_identity()?));
        let port = self.web_client_under_test().and_then(port);
        listener.address.set_port(port.unwrap_or_default());
        Ok(listener)
    }

    /// The clock.
    pub(super) fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The wire variant in force.
    pub(super) fn wire(&self) -> &Wire {
        &self.wire
    }

    /// A certificate for a client, by the authority of every party.
    pub fn vouched_identity(&self, common_name: &str) -> Result<ClientIdentity, Stop> {
        let made = self.shared.authority.client_identity(common_name);
        made.map_err(Stop::harness_bug)
    }

    /// The same for a key that there is, as a PEM text.
    pub(super) fn vouched_identity_with_key(
        &self,
        key_pem: &str,
        common_name: &str,
    ) -> Result<ClientIdentity, Stop> {
        let authority = &self.shared.authority;
        let made = authority.client_identity_with_key(key_pem, common_name);
        made.map_err(Stop::harness_bug)
    }

    /// The credentials of a client.
    pub fn client(&self, who: Who) -> OauthClient {
        let client = self.shared.clients[&who].clone();
        let scope = self.wire.das.scope.clone();
        let client = match self.wire.authorization_server.authorization {
            Some(_) => client,
            None => OauthClient {
                identity: None,
                ..client
            },
        };
        match self.client_under_test() {
            Some(outside) if who == Who::Client => OauthClient {
                client_id: outside.client_id.clone(),
                office: outside.office.clone(),
                kid: None,
                scope,
                ..client
            },
            _ => OauthClient { scope, ..client },
        }
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

    /// Moves the clock between two moments at which nobody is at work, so that no message grows old on its way.
    pub async fn advance(&self, span: SignedDuration) -> Result<(), Stop> {
        if self.is_in_real_time() {
            let why = "the party under test goes by the machine's clock";
            return Err(Stop::untested(UntestedReason::NeedsClockControl, why));
        }
        self.idle().await;
        self.clock.advance(span);
        self.idle().await;
        Ok(())
    }

    /// Waits until none of our parties is at work; false where another may be, or where one does not come to an end.
    pub async fn idle(&self) -> bool {
        let ended = tokio::time::timeout(LONGEST_WORK, self.clock.idle()).await;
        ended.is_ok() && !self.is_in_real_time()
    }

    /// Lets time pass between two looks; false once enough has passed.
    pub async fn patience(&self, round: u32) -> Result<bool, Stop> {
        if self.is_in_real_time() {
            self.clock.wait(MOMENT).await;
        } else {
            self.advance(PAUSE).await?;
        }
        Ok(round < ROUNDS)
    }

    /// Makes a party commit a fault; of offices, all that have been spawned.
    pub async fn stimulate(&self, party: Party, fault: &str) -> Result<(), Stop> {
        if party == Party::OfficeServer && !self.offices().is_empty() {
            let mut offices = self.offices().into_iter();
            return offices.try_for_each(|office| activate(office.control(), fault));
        }
        activate(self.control(party).await?, fault)
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
                tokens: self.tokens_of(Who::WipoForAnotherOffice).await?,
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
        self.ears().iter().map(|ear| ear.journal.panics()).sum()
    }

    /// The parties that have been spawned.
    pub fn ears(&self) -> Vec<Ear> {
        let server = self.authorization_server.get();
        let server = server.map(|server| {
            Ear::of(
                Party::AuthorizationServer,
                server.issuer(),
                server.control(),
            )
        });
        let das = self.das.get();
        let das = das.map(|das| Ear::of(Party::Das, das.base(), das.control()));
        let offices = self.offices().into_iter().flat_map(OfficeAt::ears);
        let pct = self.pct.get();
        let pct = pct.map(|pct| Ear::of(Party::Pct, pct.base(), pct.control()));
        let resource = self.resource.get();
        let resource =
            resource.map(|known| Ear::of(Party::ResourceServer, known.base(), known.control()));
        let registry = self.registry.get();
        let registry =
            registry.map(|known| Ear::of(Party::Registry, known.base(), known.control()));
        let others = server.into_iter().chain(das).chain(pct).chain(resource);
        let asking = self.ciba_client.get();
        let asking = asking.map(|known| Ear::of(Party::CibaClient, known.base(), known.control()));
        let clients = self.web.ears().into_iter().chain(asking);
        let others = others.chain(registry).chain(self.ears_of_the_data_space());
        let others = others.chain(self.message_ears());
        others.chain(offices).chain(clients).collect()
    }

    /// What a party holds, as it shows it to whoever controls it.
    pub async fn inspect(&self, party: Party) -> Result<Value, Stop> {
        Ok(self.control(party).await?.inspect().await)
    }

    async fn control(&self, party: Party) -> Result<&ControlHandle, Stop> {
        Ok(match party {
            Party::AuthorizationServer => self.authorization_server().await?.control(),
            Party::Das => self.das().await?.control(),
            Party::OfficeServer => self.office_at(SetUp::Wipo).await?.control(),
            Party::Pct => self.pct_service().await?.control(),
            Party::ResourceServer => self.resource_server().await?.control(),
            Party::Daps => self.daps().await?.control(),
            Party::Connector if self.connector_under_test().is_some() => {
                let why = "the connector does not show what it holds";
                return Err(Stop::untested(UntestedReason::NotObservable, why));
            }
            Party::Connector => self.connector().await?.control(),
            Party::Registry => self.registry().await?.control(),
            Party::RegisteringParty => return Err(Stop::harness("a registering party is driven")),
            Party::MessageConsumer => self.message_consumer().await?.control(),
            Party::MessageProducer => self.message_producer().await?.control(),
            Party::OfficeClient => return Err(Stop::harness("an office's client is driven")),
            Party::OauthClient => return Err(Stop::harness("a web client is driven by browsers")),
            Party::CibaClient => {
                return Err(Stop::harness("a client of the back channel is driven"));
            }
        })
    }

    pub(super) async fn das(&self) -> Result<&mock_das::Handle, Stop> {
        self.das.get_or_try_init(|| self.spawn_das()).await
    }

    async fn spawn_das(&self) -> Result<mock_das::Handle, Stop> {
        let issuer = self.authorization_server().await?.issuer().clone();
        let offices = Who::LISTED.map(|who| self.client(who));
        let port = self
            .client_under_test()
            .map_or(0, |client| client.ports.das);
        let settings = mock_das::Settings {
            listener: self.mutual_listener_at(port)?,
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
            processing_time: self.processing_time(),
        };
        let handle = mock_das::spawn(settings).await.map_err(Stop::harness_bug)?;
        self.commit(&handle.control().faults);
        Ok(handle)
    }

    /// Nobody waits for a client that goes by the machine's clock.
    fn processing_time(&self) -> SignedDuration {
        if self.is_in_real_time() {
            SignedDuration::ZERO
        } else {
            PROCESSING_TIME
        }
    }

    /// A plan knows only its own party's faults; the others belong to the other party.
    pub(super) fn commit(&self, plan: &FaultPlan) {
        for fault in &self.faults {
            let _ = plan.activate(fault);
        }
    }

    /// Where a party of ours gets tokens as one of the clients of WIPO's authorization server.
    pub(super) async fn tokens_of(&self, who: Who) -> Result<mock_das::TokenSource, Stop> {
        let issuer = self.authorization_server().await?.issuer().clone();
        token_source(issuer, &self.client(who))
    }
}

fn activate(control: &ControlHandle, fault: &str) -> Result<(), Stop> {
    control.faults.activate(fault).map_err(Stop::harness_bug)
}

/// How many numbers there are in the format of every office.
pub(super) const NUMBERS: u64 = 100_000;

/// A number in the format of an office, as far as we know it.
pub(super) fn number_of(office: &str, serial: u64) -> String {
    let serial = serial % NUMBERS;
    match office {
        "AT" => format!("AT A {serial}/2026"),
        "FR" => format!("FR 26{serial:05}"),
        "IB" => format!("PCT/IB2026/{serial:06}"),
        other => format!("{other} 2026{serial:05}"),
    }
}
