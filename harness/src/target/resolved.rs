//! The target as it is used: keys are loaded, addresses are checked, the requirement ids are known.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use mock_kit::tls::ClientIdentity;
use url::Url;

use super::guest::Guest;
use super::keys::ClientKey;
use super::oauth_client::HostIdentity;
use super::raw::{Credentials, RawAvailability, RawBackchannel, RawSetUp};
use super::template::NumberTemplate;
use crate::actor::environment::data_space::DataSpaceAt;
use crate::actor::environment::registration::RegistrationAccess;
use crate::actor::environment::registry::RegistryFacts;
use crate::actor::environment::resource::ResourceServerFacts;
use crate::baseline::Baseline;
use crate::error::{ConfigurationError, SourceFile};
use crate::randomness::Seed;
use crate::requirement::{Profile, RequirementId, Role};
use crate::selection::{Capabilities, Filter, Shard};

/// The implementation under test, ready to be judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// What the report calls it: its name, or the path of its file.
    pub name: String,
    /// The file that describes it, so that what is found later is blamed on its line.
    pub file: SourceFile,
    /// The profile that it is judged by.
    pub profile: Profile,
    /// The roles that are judged.
    pub roles: BTreeSet<Role>,
    /// The authorization server, where one is given.
    pub authorization_server: Option<AuthorizationServerTarget>,
    /// The exchange API, where one is given.
    pub das: Option<DasTarget>,
    /// The office's own API, where one is given.
    pub office_server: Option<PeerTarget>,
    /// The PCT service, where one is given.
    pub pct: Option<PeerTarget>,
    /// The resource server, where one is given.
    pub resource_server: Option<ResourceServerFacts>,
    /// The data space, where one is given.
    pub data_space: Option<DataSpaceAt>,
    /// A party that is judged among parties of ours, where one is given; then there is nothing else.
    pub guest: Option<Arc<Guest>>,
    /// Which certificates vouch for its hosts.
    pub trust: Option<Trust>,
    /// The clients that it knows.
    pub clients: Option<Clients>,
    /// The registry of recipients, where one is given.
    pub registry: Option<RegistryFacts>,
    /// What opens the client registration endpoint, where that is known.
    pub registration: Option<RegistrationAccess>,
    /// What users do on the pages of the authorization server, where that is known.
    pub users: Option<Users>,
    /// Who may be asked over its back channel, where that is known.
    pub backchannel: Option<RawBackchannel>,
    /// Where its client is notified that is to be pinged, where there is one.
    pub pings: Option<Pings>,
    /// The documents that may be registered.
    pub documents: Option<Documents>,
    /// What is known about the credentials.
    pub credentials: Credentials,
    /// What it offers. `hostile` and `clock` are among them where the file allows or describes them.
    pub capabilities: Capabilities,
    /// Which part of the profile is judged.
    pub filter: Filter,
    /// Its known gaps.
    pub baseline: Baseline,
    /// The proposals that it claims to follow.
    pub claims: BTreeSet<RequirementId>,
    /// How hard and how long it may be pressed.
    pub limits: Limits,
    /// How its clock is moved.
    pub clock: Option<ClockHook>,
    /// What stands in files of its own because no report may show it.
    pub secrets: Secrets,
    /// Which part of the run falls to this machine, where several share it. No file says so: whoever runs it does.
    pub shard: Option<Shard>,
    /// What the run makes up its values by. No file says so either.
    pub seed: Seed,
}

impl Target {
    /// Whether its first client shows a certificate, so that aliases are called where there are any (RFC 8705, 5).
    pub fn shows_certificates(&self) -> bool {
        let clients = self.clients.as_ref();
        clients.is_some_and(|clients| clients.client.identity.is_some())
    }

    /// Blames a key of the target file, or the nearest one above it that stands there.
    pub fn blame(&self, key: &[&str], problem: impl Into<String>) -> ConfigurationError {
        let mut above = (1..=key.len()).rev();
        let place = above.find_map(|levels| self.file.key(&key[..levels]));
        ConfigurationError::new(problem).within(&self.file, place)
    }
}

/// Texts that are not to be shown.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Secrets(pub Vec<String>);

impl std::fmt::Debug for Secrets {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Secrets")
    }
}

/// Where the authorization server is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuthorizationServerTarget {
    /// By its issuer.
    Issuer(Url),
    /// By the address of its metadata.
    Metadata(Url),
}

/// Where the exchange API is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DasTarget {
    /// Its base address, without a slash at the end of the path.
    pub base: Url,
}

/// A party that WIPO calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeerTarget {
    /// Its base address, without a slash at the end of the path.
    pub base: Url,
    /// Whose authorization server vouches for the calls.
    pub set_up: RawSetUp,
    /// The documents that it keeps for the test.
    pub keeps: Vec<Kept>,
}

/// A document that the party under test keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its number.
    pub number: String,
    /// Its kind.
    pub kind: String,
    /// Its filing date.
    pub date: jiff::civil::Date,
    /// Its octets.
    pub content: Vec<u8>,
    /// Whether it can be had.
    pub availability: RawAvailability,
}

/// Which certificates vouch for the target's hosts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trust {
    /// The certificate authorities, PEM.
    pub ca_pem: String,
    /// The file that they came from.
    pub ca_file: PathBuf,
}

/// The clients that the target knows.
#[derive(Debug, Clone, PartialEq)]
pub struct Clients {
    /// The office that registers and retrieves.
    pub client: ClientCredentials,
    /// Another office.
    pub another_client: Option<ClientCredentials>,
    /// A client that is not admitted to the exchange.
    pub unauthorised_client: Option<ClientCredentials>,
    /// A client of the back channel that is to be pinged.
    pub pinged_client: Option<ClientCredentials>,
}

/// Our endpoint of notifications.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pings {
    /// Its port.
    pub port: u16,
    /// With what it shows itself.
    pub hosts: HostIdentity,
}

/// One client, able to log in.
#[derive(Debug, Clone, PartialEq)]
pub struct ClientCredentials {
    /// Its identifier at the authorization server.
    pub id: String,
    /// Its key.
    pub key: ClientKey,
    /// The identifier of its key, where the server wants one.
    pub key_id: Option<String>,
    /// The scope that it asks for.
    pub scope: String,
    /// The office that it stands for.
    pub office: Option<String>,
    /// The certificate that it shows where one is asked for.
    pub identity: Option<ClientIdentity>,
    /// Where users come back to.
    pub redirect_uri: Option<String>,
}

/// Who acts for the users of the authorization server, and how.
#[derive(Clone, PartialEq, Eq)]
pub enum Users {
    /// Forms are filled in.
    Forms(Box<Forms>),
    /// A person is told on the terminal.
    Operator,
}

/// What users fill in, page by page.
#[derive(Clone, PartialEq, Eq)]
pub struct Forms {
    /// One who agrees.
    pub approve: Vec<PageFields>,
    /// One who does not.
    pub deny: Vec<PageFields>,
    /// One who decides nothing.
    pub leave: Vec<PageFields>,
    /// One who does not know the password.
    pub fail: Vec<PageFields>,
    /// Other hosts on which the pages lie.
    pub elsewhere: Vec<Url>,
}

/// The fields of one page with their values.
pub type PageFields = Vec<(String, String)>;

impl std::fmt::Debug for Users {
    /// Passwords are not shown.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Forms(_) => "Forms",
            Self::Operator => "Operator",
        })
    }
}

/// The documents that may be registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Documents {
    /// The office of first filing.
    pub office: String,
    /// The kinds of document.
    pub kinds: Vec<String>,
    /// How a fresh number is written.
    pub number: NumberTemplate,
}

/// How hard and how long the target may be pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The pause between two requests.
    pub pace: Duration,
    /// How long one request, or one wait, may take.
    pub deadline: Duration,
}

/// How the target's clock is moved.
#[derive(Clone, PartialEq, Eq)]
pub struct ClockHook {
    /// Where to post.
    pub advance_url: Url,
    /// The bearer token to post with.
    pub token: Option<String>,
}

impl std::fmt::Debug for ClockHook {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ClockHook")
            .field("advance_url", &self.advance_url.as_str())
            .finish_non_exhaustive()
    }
}
