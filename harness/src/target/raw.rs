//! The target file as it is written: every key that it may have, and nothing else. Its JSON Schema is made from these types.

mod backchannel;
mod ciba_client;
mod data_space;
mod driven;
mod messages;
mod oauth_client;
mod office_client;
mod peer;
mod registration;
mod resource_server;
mod users;

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Deserialize;
use url::Url;

pub use self::backchannel::{RawBackchannel, RawPings};
pub use self::ciba_client::RawCibaClient;
pub use self::data_space::{RawAttributes, RawConnector, RawDaps, RawDataConnector};
pub use self::driven::{RawAskingConnector, RawRegisteringParty};
pub use self::messages::RawMessages;
pub use self::oauth_client::{RawHostIdentity, RawMeetingPoint, RawOauthClient};
pub use self::office_client::{RawOfficeClient, RawPorts};
pub use self::peer::{RawAvailability, RawKept, RawOfficeServer, RawPct, RawSetUp};
pub use self::registration::{RawRegistration, RawRegistry};
pub use self::resource_server::RawResourceServer;
pub use self::users::{RawPage, RawUsers};
use crate::named::named;
use crate::requirement::{RequirementId, Role};

/// The implementation under test: where it is, how to log in, and what of it is judged.
///
/// Paths are relative to this file.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Target of the DAS conformance harness")]
pub struct RawTarget {
    /// What the report calls it.
    pub name: Option<String>,
    /// The profile that it is judged by.
    #[serde(default = "default_profile")]
    pub profile: String,
    /// The roles that it plays and that are judged; every other party is played by the harness.
    pub roles: Vec<Role>,
    /// The authorization server: that under test, or the one that DAS under test trusts.
    pub authorization_server: Option<RawAuthorizationServer>,
    /// The exchange API under test.
    pub das: Option<RawDas>,
    /// The office's own API under test. `authorization_server` is the one whose tokens it takes, and `clients.client` is WIPO there.
    pub office_server: Option<RawOfficeServer>,
    /// The PCT service under test; the same holds.
    pub pct: Option<RawPct>,
    /// The resource server under test: `authorization_server` is the one whose tokens it takes.
    pub resource_server: Option<RawResourceServer>,
    /// The office's client under test. It is judged alone, among parties of ours, and needs nothing of what stands below but
    /// limits, and `trust` where that vouches for its trigger.
    pub office_client: Option<RawOfficeClient>,
    /// The web client under test. It is judged alone, among parties of ours, and needs nothing of what stands below but limits and
    /// `trust`, which vouches for it and for our parties.
    pub oauth_client: Option<RawOauthClient>,
    /// The client of the back channel under test. The same holds for it.
    pub ciba_client: Option<RawCibaClient>,
    /// The DAPS under test, or the one that the connector under test knows.
    pub daps: Option<RawDaps>,
    /// The connector under test.
    pub connector: Option<RawConnector>,
    /// The parties of encrypted messages under test. They are judged without any other, and need nothing of what stands below but
    /// limits and `trust`, which vouches for them and for our parties.
    pub messages: Option<RawMessages>,
    /// The registering party under test. It is judged alone, among parties of ours, and needs nothing of what stands below but limits,
    /// and `trust` where that vouches for `act_url`.
    pub registering_party: Option<RawRegisteringParty>,
    /// The connector under test that asks a DAPS of ours. It is judged alone, and needs `trust` where it takes messages or has an
    /// `ask_url`.
    pub asking_connector: Option<RawAskingConnector>,
    /// Which certificates vouch for its hosts.
    pub trust: Option<RawTrust>,
    /// The clients that it knows, with their keys.
    pub clients: Option<RawClients>,
    /// The registry of recipients under test.
    pub registry: Option<RawRegistry>,
    /// How the authorization server registers clients over the wire, where it does.
    pub registration: Option<RawRegistration>,
    /// The users of the authorization server, where it has any.
    pub users: Option<RawUsers>,
    /// Who may be asked over the back channel of the authorization server.
    pub backchannel: Option<RawBackchannel>,
    /// The documents that may be registered for a test.
    pub documents: Option<RawDocuments>,
    /// Whether the credentials above are known to be good, so that refusing them is a failure.
    #[serde(default)]
    pub credentials: Credentials,
    /// What it offers beyond the plain flows; scenarios that need more are left out.
    #[serde(default)]
    pub capabilities: Vec<String>,
    /// Which part of the profile is judged.
    #[serde(default)]
    pub select: RawSelect,
    /// A file of known gaps.
    pub baseline: Option<PathBuf>,
    /// The proposals of ours that it claims to follow, so that departing from one is a failure.
    #[serde(default)]
    pub claims: Vec<RequirementId>,
    /// How hard and how long it may be pressed.
    #[serde(default)]
    pub limits: RawLimits,
    /// Whether hostile or destructive scenarios may be run against it.
    #[serde(default)]
    pub hostile: bool,
    /// How its clock is moved, where it can be.
    pub clock: Option<RawClock>,
}

impl RawTarget {
    /// Seconds that one request, or one wait for something to happen, may take.
    pub fn deadline_seconds(&self) -> u64 {
        let usual = if self.roles.contains(&Role::CibaClient) {
            180
        } else {
            30
        };
        self.limits.deadline_seconds.unwrap_or(usual)
    }
}

fn default_profile() -> String {
    "das-v1".to_owned()
}

/// Where the authorization server is: by its issuer, or by the address of its metadata.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawAuthorizationServer {
    /// Its issuer; the metadata are looked for below it.
    pub issuer: Option<Url>,
    /// Its metadata document, where that is not below the issuer.
    pub metadata: Option<Url>,
}

/// Where the exchange API is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawDas {
    /// The address below which `requests/registrations` lies.
    pub base: Url,
}

/// Which certificates vouch for the target's hosts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawTrust {
    /// PEM file of certificate authorities; no others are trusted, those of the machine neither.
    pub ca_file: PathBuf,
}

/// The clients that the target knows.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawClients {
    /// The office that registers and retrieves.
    pub client: RawClient,
    /// Another office, for everything that one may do and another may not.
    pub another_client: Option<RawClient>,
    /// A client that gets tokens but is not admitted to the exchange.
    pub unauthorised_client: Option<RawClient>,
    /// A client of the back channel that is registered to be pinged, at the address that `backchannel.pings` makes.
    pub pinged_client: Option<RawClient>,
}

/// One client with its key.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawClient {
    /// Its identifier at the authorization server.
    pub id: String,
    /// PEM file of its private key on P-256, as PKCS#8 or SEC1.
    pub key_file: PathBuf,
    /// The identifier of its key, where the server wants one in the assertion.
    pub key_id: Option<String>,
    /// The scope that it asks for; the profile's by default.
    pub scope: Option<String>,
    /// The office that it stands for, where that is not the documents' (WIPO ST.3).
    pub office: Option<String>,
    /// PEM file of the certificate that it shows where one is asked for.
    pub certificate_file: Option<PathBuf>,
    /// PEM file of the private key of that certificate, of any kind; `key_file` by default.
    pub certificate_key_file: Option<PathBuf>,
    /// Where users come back to, in the spelling that is registered. Nothing needs to answer there.
    pub redirect_uri: Option<String>,
}

/// The documents that may be registered for a test.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawDocuments {
    /// The office of first filing (WIPO ST.3).
    pub office: String,
    /// The kinds of document that it deposits.
    #[serde(default = "default_kinds")]
    pub kinds: Vec<String>,
    /// How a fresh number is written: `{serial:6}` is a number of six digits not used before (four at least), `{year}` the year of filing.
    pub number: String,
}

fn default_kinds() -> Vec<String> {
    vec!["patent".to_owned()]
}

named! {
    /// What is known about the credentials.
    pub enum Credentials {
        /// A refusal may be a wrong registration: nothing is judged by it.
        Unproven = "unproven",
        /// They work elsewhere: a refusal is a failure.
        KnownGood = "known-good",
    }
}

#[expect(
    clippy::derivable_impls,
    reason = "the macro that lists the values derives no default"
)]
impl Default for Credentials {
    fn default() -> Self {
        Self::Unproven
    }
}

/// Which part of the profile is judged: patterns over requirement ids, titles and features, with `*` and `?`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSelect {
    /// Only these; none: all.
    #[serde(default)]
    pub requirements: Vec<String>,
    /// But not these.
    #[serde(default)]
    pub exclude: Vec<String>,
}

/// How hard and how long the target may be pressed.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawLimits {
    /// Requests a second, all scenarios together.
    #[serde(default = "default_pace")]
    pub pace_per_second: f64,
    /// Seconds that one request, or one wait for something to happen, may take: 30 by default. Of a client of the back channel it is one
    /// whole authentication, with a user who takes their time and the polls between: 180 by default.
    pub deadline_seconds: Option<u64>,
}

fn default_pace() -> f64 {
    10.0
}

impl Default for RawLimits {
    fn default() -> Self {
        Self {
            pace_per_second: default_pace(),
            deadline_seconds: None,
        }
    }
}

/// How the target's clock is moved: `POST` to a URL with a bearer token and `{"seconds": 3600}`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawClock {
    /// The URL.
    pub advance_url: Url,
    /// A file that holds the bearer token and nothing else.
    pub token_file: Option<PathBuf>,
}
