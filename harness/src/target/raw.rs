//! The target file as it is written: every key that it may have, and nothing else. Its JSON Schema is made from these types.

mod backchannel;
mod ciba_client;
mod data_space;
mod driven;
mod registration;
mod users;

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Deserialize;
use url::Url;

pub use self::backchannel::{RawBackchannel, RawPings};
pub use self::ciba_client::RawCibaClient;
pub use self::data_space::{RawAttributes, RawConnector, RawDaps, RawDataConnector};
pub use self::driven::{RawAskingConnector, RawRegisteringParty};
pub use self::registration::{RawRegistration, RawRegistry};
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

/// Where an office's own API is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawOfficeServer {
    /// The address below which `requests/retrievals` lies.
    pub base: Url,
    /// Whose authorization server vouches for WIPO's calls.
    #[serde(default)]
    pub set_up: RawSetUp,
    /// The documents that it keeps for the test.
    #[serde(default)]
    pub keeps: Vec<RawKept>,
}

named! {
    /// Whose authorization server vouches for WIPO's calls.
    pub enum RawSetUp {
        /// WIPO's, for both directions.
        Wipo = "wipo",
        /// The office's own.
        Own = "own",
    }
}

#[expect(
    clippy::derivable_impls,
    reason = "the macro that lists the values derives no default"
)]
impl Default for RawSetUp {
    fn default() -> Self {
        Self::Wipo
    }
}

/// Where the PCT service is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawPct {
    /// The address below which `requests/files/url-downloads` lies.
    pub base: Url,
    /// The documents that it keeps for the test.
    #[serde(default)]
    pub keeps: Vec<RawKept>,
}

/// Where a resource server is, and what the user who logs in for the test owns there. Paths are relative to `base`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawResourceServer {
    /// The address below which everything lies.
    pub base: Url,
    /// What the user may have read by GET.
    pub reads: RawReading,
    /// Single resources of the user, where consents name them one by one.
    #[serde(default)]
    pub own: Vec<RawResource>,
    /// A resource of somebody else.
    pub another_user: Option<RawOfAnother>,
    /// An origin whose scripts it lets in.
    pub origin: Option<Url>,
}

/// What is read, and what that takes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawReading {
    /// Its path.
    pub path: String,
    /// The scope value without which it is refused.
    pub scope: String,
}

/// One resource.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawResource {
    /// The name that consents and answers have for it.
    pub id: String,
    /// Its path.
    pub path: String,
}

/// A resource of somebody else.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawOfAnother {
    /// Whose it is, by the name that the resource server knows.
    pub subject: String,
    /// The name that answers have for it.
    pub id: String,
    /// Its path.
    pub path: String,
}

/// A document that the party under test keeps.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawKept {
    /// Its number.
    pub number: String,
    /// Its kind.
    #[serde(default = "default_kind")]
    pub kind: String,
    /// Its filing date.
    #[schemars(with = "String")]
    pub date: jiff::civil::Date,
    /// A file with its octets, for comparison.
    pub file: PathBuf,
    /// Whether it can be had.
    #[serde(default)]
    pub availability: RawAvailability,
}

fn default_kind() -> String {
    "patent".to_owned()
}

named! {
    /// Whether a kept document can be had.
    pub enum RawAvailability {
        /// It can.
        Available = "available",
        /// Not at present.
        NotAvailable = "not-available",
        /// It is not cleared for others.
        NotCleared = "not-cleared",
    }
}

#[expect(
    clippy::derivable_impls,
    reason = "the macro that lists the values derives no default"
)]
impl Default for RawAvailability {
    fn default() -> Self {
        Self::Available
    }
}

/// An office's client: who it is, and how it is made to act. `fixtures/drivers/README.md` is the contract.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawOfficeClient {
    /// Its client id.
    pub client_id: String,
    /// The office that it speaks for (WIPO ST.3).
    pub office: String,
    /// A certificate with its public key, PEM.
    pub certificate_file: Option<PathBuf>,
    /// A JWK set with its public key. With neither of the two, a key is made and handed to it.
    pub jwks_file: Option<PathBuf>,
    /// Its private key, where the command wants to be told the file.
    pub key_file: Option<PathBuf>,
    /// The command for a registration: a program and its arguments.
    #[serde(default)]
    pub register: Vec<String>,
    /// The command for a retrieval.
    #[serde(default)]
    pub retrieve: Vec<String>,
    /// The address that makes it act.
    pub trigger_url: Option<Url>,
    /// Whether a person makes it act.
    #[serde(default)]
    pub operator: bool,
    /// The ports at which it finds the other parties; free ones by default.
    #[serde(default)]
    pub ports: RawPorts,
}

/// A web client: where it is, and how it is registered at the authorization server, which is ours.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawOauthClient {
    /// Its client id.
    pub client_id: String,
    /// A JWK set with its public keys. One with `use: enc` is for ID tokens, which are encrypted then where a scenario wants that.
    pub jwks_file: PathBuf,
    /// The certificate that it shows, PEM.
    pub certificate_file: Option<PathBuf>,
    /// Whether it proves who it is by that certificate (`self_signed_tls_client_auth`), and not by `private_key_jwt`.
    #[serde(default)]
    pub proves_by_certificate: bool,
    /// The scope values that it may be granted; the profile's by default.
    pub scope: Option<String>,
    /// Where it meets the authorization server.
    pub usual: RawMeetingPoint,
    /// Where it meets another one, where it deals with two.
    pub elsewhere: Option<RawMeetingPoint>,
    /// The address that makes it read the resource again with the tokens of a session, when it is posted to.
    pub again: Option<Url>,
    /// The address at which it takes notifications.
    pub notifications: Option<Url>,
    /// A text that stands on the last page where the user is signed in and the resource was read, and on no other.
    pub done: String,
    /// The port of the resource: it reads `accounts` there.
    pub resource_port: u16,
    /// With what our parties show themselves to it.
    pub hosts: RawHostIdentity,
}

/// Where a web client and an authorization server meet.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawMeetingPoint {
    /// Where signing in begins.
    pub start: Url,
    /// Where responses arrive; one in the fragment is posted there as a form.
    pub redirect_uri: Url,
    /// The port of the authorization server; its issuer is `https://localhost` with that port and the path that the profile names.
    pub port: u16,
}

/// A producer and a consumer of encrypted messages, or one of them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawMessages {
    /// The address below which the consumer takes `messages` and publishes `keys.jwks`.
    pub consumer: Option<Url>,
    /// The address below which recipients of the producer register at `recipients/NAME` and fetch `recipients/NAME/customers/current`, and
    /// it publishes `keys.jwks`.
    pub producer: Option<Url>,
    /// Where our keys are: the consumer knows those of its producer by the address `keys` at this port of localhost.
    pub key_port: u16,
    /// With what our parties show themselves.
    pub hosts: RawHostIdentity,
}

/// A certificate for our parties, which the client trusts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawHostIdentity {
    /// The certificate for `localhost` with its chain, PEM. FAPI 1.0 Advanced wants one for an RSA key.
    pub certificate_file: PathBuf,
    /// Its key, PEM.
    pub key_file: PathBuf,
}

/// The ports at which a client finds the other parties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawPorts {
    /// Where the authorization server listens.
    #[serde(default)]
    pub authorization_server: u16,
    /// Where DAS listens.
    #[serde(default)]
    pub das: u16,
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
