//! Who is judged: the target file as it is written ([`RawTarget`]), and as it is used ([`Target`]).

mod certificate;
mod check;
mod ciba_client;
mod decision;
mod driven;
mod guest;
mod keys;
mod messages;
mod oauth_client;
mod office_client;
mod production;
mod raw;
mod resolve;
mod resolved;
mod secrets;
mod template;

pub use check::{Check, Found};
pub use ciba_client::CibaClientUnderTest;
pub use decision::{DecisionAddress, InvalidDecisionAddress};
pub use driven::{ConnectorUnderTest, PartyDriver, RegisteringPartyUnderTest};
pub use guest::Guest;
pub use keys::ClientKey;
pub use messages::MessagePartiesUnderTest;
pub use oauth_client::{HostIdentity, MeetingPoint, WebClientUnderTest};
pub use office_client::{ClientPublicKey, ClientUnderTest, Driver, Ports};
pub use production::is_production;
pub use raw::{
    Credentials, RawAskingConnector, RawAttributes, RawAuthorizationServer, RawAvailability,
    RawBackchannel, RawCibaClient, RawClient, RawClients, RawClock, RawConnector, RawDaps, RawDas,
    RawDataConnector, RawDocuments, RawHostIdentity, RawKept, RawLimits, RawMeetingPoint,
    RawMessages, RawOauthClient, RawOfficeClient, RawOfficeServer, RawPage, RawPct, RawPings,
    RawPorts, RawRegisteringParty, RawSelect, RawSetUp, RawTarget, RawTrust, RawUsers,
};
pub use resolve::Inspection;
pub use resolved::{
    AuthorizationServerTarget, ClientCredentials, Clients, ClockHook, DasTarget, Documents, Forms,
    Kept, Limits, PageFields, PeerTarget, Pings, Secrets, Target, Trust, Users,
};
pub use template::{InvalidNumberTemplate, NumberTemplate};
