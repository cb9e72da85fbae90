//! What a scenario knows while it runs: the parties around it, and typed state for each room of steps.

pub mod authorization;
pub mod backchannel;
pub mod ciba_client;
pub mod das;
pub mod data_space;
pub mod messages;
pub mod office_client;
pub mod office_hosted;
pub mod office_server;
pub mod pct;
pub mod registering_party;
pub mod registration;
pub mod registry;
pub mod resource_server;
pub mod transport;
pub mod users;
pub mod web_client;

use authorization::AuthorizationState;
use backchannel::BackchannelState;
use ciba_client::CibaClientState;
use das::DasState;
use data_space::DataSpaceState;
use messages::MessagesState;
use office_client::OfficeClientState;
use office_hosted::OfficeHostedState;
use office_server::OfficeServerState;
use pct::PctState;
use registering_party::RegisteringPartyState;
use registration::RegistrationState;
use registry::RegistryState;
use resource_server::ResourceServerState;
use transport::TransportState;
use users::UsersState;
use web_client::WebClientState;

use crate::actor::environment::Environment;

/// The state of one scenario.
#[derive(Debug, cucumber::World)]
#[world(init = Self::made_elsewhere)]
pub struct World {
    /// The parties, the clock and what was sent and received.
    pub environment: Environment,
    /// What the steps about the authorization server remember.
    pub authorization: AuthorizationState,
    /// What the steps about authentication over the back channel remember.
    pub backchannel: BackchannelState,
    /// What the steps about a client of the back channel remember.
    pub ciba_client: CibaClientState,
    /// What the steps about DAS remember.
    pub das: DasState,
    /// What the steps about a data space remember.
    pub data_space: DataSpaceState,
    /// What the steps about encrypted messages remember.
    pub messages: MessagesState,
    /// What the steps about an office's client remember.
    pub office_client: OfficeClientState,
    /// What the steps about documents that offices keep remember.
    pub office_hosted: OfficeHostedState,
    /// What the steps about an office's API remember.
    pub office_server: OfficeServerState,
    /// What the steps about the PCT service remember.
    pub pct: PctState,
    /// What the steps about registrations over the wire remember.
    pub registration: RegistrationState,
    /// What the steps about a registering party remember.
    pub registering_party: RegisteringPartyState,
    /// What the steps about registries of recipients remember.
    pub registry: RegistryState,
    /// What the steps about TLS itself remember.
    pub transport: TransportState,
    /// What the steps about a resource server remember.
    pub resource_server: ResourceServerState,
    /// What the steps about authorization by users remember.
    pub users: UsersState,
    /// What the steps about a web client remember.
    pub web_client: WebClientState,
}

impl World {
    /// A world with nothing done in it yet.
    pub fn new(environment: Environment) -> Self {
        Self {
            office_server: OfficeServerState::with(environment.set_up_of_office()),
            environment,
            authorization: AuthorizationState::default(),
            backchannel: BackchannelState::default(),
            ciba_client: CibaClientState::default(),
            das: DasState::default(),
            data_space: DataSpaceState::default(),
            messages: MessagesState::default(),
            office_client: OfficeClientState::default(),
            office_hosted: OfficeHostedState::default(),
            pct: PctState::default(),
            registering_party: RegisteringPartyState::default(),
            registration: RegistrationState::default(),
            registry: RegistryState::default(),
            transport: TransportState::default(),
            resource_server: ResourceServerState::default(),
            users: UsersState::default(),
            web_client: WebClientState::default(),
        }
    }

    /// The step macros want a way to make a world; the runner has its own.
    fn made_elsewhere() -> Result<Self, MadeElsewhere> {
        Err(MadeElsewhere)
    }
}

/// Nobody makes a world this way.
#[derive(Debug, thiserror::Error)]
#[error("worlds are made by the runner")]
struct MadeElsewhere;
