//! Parties of our own on fixed ports, running with the machine's clock, for a developer's implementation.

pub mod back_channel;
pub mod data_space;
pub mod exchange;
pub mod guest;
pub mod messages;
mod place;
pub mod registry;
mod resource;

use std::collections::BTreeSet;
use std::path::PathBuf;

use axum::Router;
use mock_kit::tls::{Manners, ServerIdentity, TestAuthority};
use mock_kit::{
    Bound, Clock, ControlHandle, FaultPlan, Journal, ListenerSettings, Listening, Service,
};
use p256::SecretKey;
use url::Url;

use self::data_space::DataSpace;
use self::exchange::Exchange;
use self::guest::Guest;
use self::messages::MessageParties;
pub use self::place::PORTS;
use self::place::{Place, PortsOfTheJudge};
use super::users::{key_of_mutual_hosts, mutual_identity};
use crate::error::HarnessError;
use crate::requirement::Role;
use crate::requirement::wire::{AuthorizationWire, Wire};
use crate::stop::Stop;

/// What is to be served, and where.
#[derive(Debug)]
pub struct ServeSettings {
    /// The wire variant.
    pub wire: Wire,
    /// The roles of which something is demanded: they say which parties there are.
    pub roles: BTreeSet<Role>,
    /// The first of the ports on loopback, counted up from it for each party; 0 picks free ones.
    pub first_port: u16,
    /// Where documents are kept.
    pub documents: PathBuf,
    /// The clients known from the start.
    pub clients: Vec<ServedClient>,
}

/// Who plays together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scene {
    /// An authorization server, DAS, the PCT service and offices.
    Exchange,
    /// A DAPS and a connector.
    DataSpace,
    /// A producer and a consumer of encrypted messages.
    Messages,
}

impl Scene {
    /// Those that a profile needs whose requirements bind these roles.
    fn of(roles: &BTreeSet<Role>) -> Self {
        if roles.contains(&Role::AuthorizationServer) {
            Self::Exchange
        } else if roles.contains(&Role::Daps) {
            Self::DataSpace
        } else if roles.contains(&Role::MessageConsumer) {
            Self::Messages
        } else {
            Self::Exchange
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
    /// The certificate authority of all hosts.
    pub authority_pem: String,
    /// Who is there.
    pub parties: Parties,
    /// Who waits to be judged, where the profile demands something of a party that is judged among parties of the judge.
    pub guest: Option<Guest>,
    ground: Ground,
}

/// The parties of a scene.
pub enum Parties {
    /// An authorization server, DAS, the PCT service and offices.
    Exchange(Box<Exchange>),
    /// A DAPS and a connector.
    DataSpace(Box<DataSpace>),
    /// A producer and a consumer of encrypted messages.
    Messages(Box<MessageParties>),
}

/// The control listener, before anybody is served there.
pub struct ControlPlace {
    bound: Bound,
    clock: Clock,
}

impl Served {
    /// Starts everything.
    pub async fn start(settings: ServeSettings) -> Result<Self, HarnessError> {
        let ground = Ground::new(settings)?;
        let parties = match Scene::of(&ground.settings.roles) {
            Scene::Exchange => {
                Parties::Exchange(Box::new(Box::pin(Exchange::start(&ground)).await?))
            }
            Scene::DataSpace => Parties::DataSpace(Box::new(DataSpace::start(&ground).await?)),
            Scene::Messages => Parties::Messages(Box::new(MessageParties::start(&ground).await?)),
        };
        Ok(Self {
            authority_pem: ground.authority.pem().to_owned(),
            guest: Guest::start(&ground).await?,
            parties,
            ground,
        })
    }

    /// Control over each party.
    pub fn controls(&self) -> Vec<ControlHandle> {
        let mut controls = match &self.parties {
            Parties::Exchange(parties) => parties.controls(),
            Parties::DataSpace(parties) => parties.controls(),
            Parties::Messages(parties) => parties.controls(),
        };
        controls.extend(self.guest.as_ref().map(Guest::control));
        controls
    }

    /// The clock of all parties but the guest.
    pub fn clock(&self) -> &Clock {
        &self.ground.clock
    }

    /// Takes the address at which the parties are controlled.
    pub async fn control_place(&self) -> Result<ControlPlace, HarnessError> {
        let listener = self.ground.settings.listener(Place::Control, None);
        Ok(ControlPlace {
            bound: Bound::bind(&listener).await.map_err(broken)?,
            clock: self.ground.clock.clone(),
        })
    }
}

impl ControlPlace {
    /// Its address.
    pub fn base(&self) -> &Url {
        self.bound.base()
    }

    /// Begins to serve.
    pub fn serve(self, router: Router) -> Result<Listening, HarnessError> {
        let service = Service {
            party: "control",
            router,
            journal: Journal::new(),
            clock: self.clock,
            faults: FaultPlan::default(),
        };
        self.bound.serve(service).map_err(broken)
    }
}

/// What all parties stand on.
struct Ground {
    settings: ServeSettings,
    authority: TestAuthority,
    identity: ServerIdentity,
    /// The identity of authorization servers and of what users own, where they look at the certificates of clients.
    mutual: Option<ServerIdentity>,
    clock: Clock,
    clock_of_guest: Clock,
    ports_of_the_judge: PortsOfTheJudge,
}

/// The names under which a host of ours is reached.
const HOST_NAMES: [&str; 2] = ["localhost", "127.0.0.1"];

impl Ground {
    fn new(settings: ServeSettings) -> Result<Self, HarnessError> {
        let authority = TestAuthority::new().map_err(broken)?;
        let has_users = settings.wire.authorization_server.authorization.is_some();
        let mutual = has_users.then(|| mutual_identity(&authority));
        Ok(Self {
            identity: authority.identity_for(&HOST_NAMES).map_err(broken)?,
            mutual: mutual.transpose().map_err(stopped)?,
            clock: Clock::system(),
            clock_of_guest: Clock::system(),
            ports_of_the_judge: PortsOfTheJudge::new(settings.first_port)?,
            authority,
            settings,
        })
    }

    /// What the profile says of authorization by users, where it has that.
    fn users(&self) -> Option<&AuthorizationWire> {
        let server = &self.settings.wire.authorization_server;
        server.authorization.as_ref()
    }

    /// A guest lives in the time of its judge, and not in that of our other parties.
    fn clock_at(&self, place: Place) -> Clock {
        let clock = match place {
            Place::Guest => &self.clock_of_guest,
            _ => &self.clock,
        };
        clock.clone()
    }

    fn listener(&self, place: Place) -> ListenerSettings {
        self.settings.listener(place, Some(self.identity.clone()))
    }

    /// The listener of a host to which clients show their certificates where there are users.
    fn users_listener(&self, place: Place) -> ListenerSettings {
        let identity = self.mutual.as_ref().unwrap_or(&self.identity);
        self.settings.listener(place, Some(identity.clone()))
    }

    /// The listener of a host that looks at the certificates of its callers.
    fn asking_listener(&self, place: Place) -> Result<ListenerSettings, HarnessError> {
        let manners = Manners {
            asks_for_certificates: true,
            ..Manners::default()
        };
        let identity = self.identity.in_manner(manners).map_err(broken)?;
        Ok(self.settings.listener(place, Some(identity)))
    }

    fn authority_pem(&self) -> String {
        self.authority.pem().to_owned()
    }

    /// With what a host of whoever judges shows itself to parties of ours: certificate and key, in PEM.
    fn host_pem(&self) -> Result<(String, String), HarnessError> {
        let key = key_of_mutual_hosts().map_err(stopped)?;
        let certificate = self.authority.certificate_with_key(key, &HOST_NAMES);
        Ok((certificate.map_err(broken)?, key.to_owned()))
    }
}

fn broken(error: impl std::fmt::Display) -> HarnessError {
    HarnessError::Broken(error.to_string())
}

fn stopped(stop: Stop) -> HarnessError {
    broken(stop.outcome().note().unwrap_or_default())
}
