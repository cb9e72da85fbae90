//! What is known of a party before anything is sent to it.

use url::Url;

use super::clients::OauthClient;
use crate::actor::user_agent::PageAct;
use crate::stop::Stop;
pub use crate::target::RawAvailability as Availability;
pub use crate::target::RawSetUp as SetUp;

/// Where an authorization server answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorizationServerFacts {
    /// Its issuer, in its own spelling.
    pub issuer: String,
    /// Its issuer as it was known before its metadata were read, where it was known to the letter.
    pub stated_issuer: Option<String>,
    /// Its discovery document (OpenID Connect Discovery 4).
    pub discovery_url: Url,
    /// Its metadata below the well-known prefix (RFC 8414, 3).
    pub second_metadata_url: Url,
    /// Its token endpoint.
    pub token_endpoint: Url,
    /// Its key set.
    pub jwks_uri: Url,
    /// Its introspection endpoint, where it has one.
    pub introspection_endpoint: Option<Url>,
    /// Its revocation endpoint, where it has one.
    pub revocation_endpoint: Option<Url>,
    /// Its authorization endpoint, where it has one.
    pub authorization_endpoint: Option<Url>,
    /// Where authorization requests are pushed to, where they can be.
    pub pushed_authorization_request_endpoint: Option<Url>,
    /// Where it tells about users, where it does.
    pub userinfo_endpoint: Option<Url>,
    /// Where users are asked for over the back channel, where they can be (CIBA, 7).
    pub backchannel_authentication_endpoint: Option<Url>,
    /// Where clients are registered, where they can be.
    pub registration_endpoint: Option<Url>,
    /// Whether single claims can be asked for (OpenID Connect Core 5.5).
    pub takes_claims: bool,
}

impl AuthorizationServerFacts {
    /// Where users are sent.
    pub fn authorization(&self) -> Result<&Url, Stop> {
        let none = || Stop::configuration("the metadata name no authorization_endpoint");
        self.authorization_endpoint.as_ref().ok_or_else(none)
    }

    /// Where users are asked for over the back channel.
    pub fn backchannel_authentication(&self) -> Result<&Url, Stop> {
        let none =
            || Stop::configuration("the metadata name no backchannel_authentication_endpoint");
        let endpoint = self.backchannel_authentication_endpoint.as_ref();
        endpoint.ok_or_else(none)
    }

    /// Where clients are registered.
    pub fn registration(&self) -> Result<&Url, Stop> {
        let none = || Stop::inconclusive("the metadata name no registration_endpoint");
        self.registration_endpoint.as_ref().ok_or_else(none)
    }

    /// Where requests are pushed to.
    pub fn pushed_requests(&self) -> Result<&Url, Stop> {
        let none = || Stop::not_applicable("the server offers no pushed authorization requests");
        let endpoint = self.pushed_authorization_request_endpoint.as_ref();
        endpoint.ok_or_else(none)
    }
}

/// Where DAS answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DasFacts {
    /// The base of all operations, ending in a slash.
    pub base: Url,
}

impl DasFacts {
    /// The operations below this address, with or without a slash at its end.
    pub fn below(base: &Url) -> Self {
        let mut base = base.clone();
        let path = base.path().trim_end_matches('/').to_owned();
        base.set_path(&format!("{path}/"));
        Self { base }
    }
}

/// Where an office's own API answers, and as whom WIPO calls it.
#[derive(Debug, Clone)]
pub struct OfficeServerFacts {
    /// The base of its operations, ending in a slash.
    pub base: Url,
    /// Its ST.3 code.
    pub code: String,
    /// The authorization server whose tokens it takes.
    pub issuer: AuthorizationServerFacts,
    /// WIPO as a client of that server.
    pub caller: OauthClient,
}

/// Where the PCT service answers, and as whom WIPO calls it.
#[derive(Debug, Clone)]
pub struct PctFacts {
    /// The base of its operations, ending in a slash.
    pub base: Url,
    /// The authorization server whose tokens it takes.
    pub issuer: AuthorizationServerFacts,
    /// WIPO as a client of that server.
    pub caller: OauthClient,
}

/// A document that an office or the PCT service keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptDocument {
    /// Its number, in any spelling.
    pub number: String,
    /// Its kind, `patent` for example.
    pub kind: String,
    /// Its filing date.
    pub date: jiff::civil::Date,
    /// Its octets.
    pub content: Vec<u8>,
    /// `pdf` or `zip`.
    pub format: &'static str,
    /// Whether it can be had.
    pub availability: Availability,
}

/// What users do on the pages of an authorization server.
#[derive(Debug, Clone, Default)]
pub struct Login {
    /// Logging in and agreeing.
    pub approving: Vec<PageAct>,
    /// Logging in and not agreeing.
    pub denying: Vec<PageAct>,
    /// Logging in and doing nothing more.
    pub leaving: Vec<PageAct>,
    /// Logging in with a wrong password.
    pub failing: Vec<PageAct>,
    /// Addresses of other hosts on which pages of the authorization server lie.
    pub elsewhere: Vec<Url>,
    /// Whether a person does it all.
    pub by_operator: bool,
}
