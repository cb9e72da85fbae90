//! The OAuth clients that the judge acts as: always more than one, so that mix-ups can be tried.

use std::fmt;

use mock_kit::tls::ClientIdentity;
use p256::SecretKey;
use serde_json::{Map, Value};
use url::Url;

/// A client, by the part it plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// The client most scenarios speak of; towards DAS, the office of first filing.
    Client,
    /// A second client; towards DAS, the office of second filing.
    AnotherClient,
    /// A third office on DAS's list, with no part in the exchange.
    Stranger,
    /// A client of the authorization server that is not on DAS's list.
    Unlisted,
    /// The International Bureau as receiving office.
    Bureau,
    /// WIPO, as the client that an office's own authorization server knows.
    Wipo,
    /// WIPO, as the client dedicated to the office of first filing.
    WipoForOffice,
    /// WIPO, as the client dedicated to another office.
    WipoForAnotherOffice,
    /// WIPO, as the client dedicated to the PCT service.
    WipoForPct,
}

impl Who {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Client,
        Self::AnotherClient,
        Self::Stranger,
        Self::Unlisted,
        Self::Bureau,
        Self::Wipo,
        Self::WipoForOffice,
        Self::WipoForAnotherOffice,
        Self::WipoForPct,
    ];

    /// The offices on DAS's list.
    pub const LISTED: [Self; 4] = [
        Self::Client,
        Self::AnotherClient,
        Self::Stranger,
        Self::Bureau,
    ];

    /// The client id under which our own authorization servers know it.
    pub fn client_id(self) -> &'static str {
        match self {
            Self::Client => "office-at",
            Self::AnotherClient => "office-fr",
            Self::Stranger => "office-es",
            Self::Unlisted => "office-pt",
            Self::Bureau => "office-ib",
            Self::Wipo => "wipo-das",
            Self::WipoForOffice => "wipo-das-for-at",
            Self::WipoForAnotherOffice => "wipo-das-for-fr",
            Self::WipoForPct => "wipo-das-for-pct",
        }
    }

    /// The ST.3 code of the office that it speaks for, among our own.
    pub fn office(self) -> &'static str {
        match self {
            Self::Client => "AT",
            Self::AnotherClient => "FR",
            Self::Stranger => "ES",
            Self::Unlisted => "PT",
            Self::Bureau => "IB",
            Self::Wipo | Self::WipoForOffice | Self::WipoForAnotherOffice | Self::WipoForPct => {
                "WO"
            }
        }
    }
}

impl fmt::Display for Who {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Client => "office of first filing",
            Self::AnotherClient => "office of second filing",
            Self::Stranger => "another office",
            Self::Unlisted => "unlisted client",
            Self::Bureau => "International Bureau",
            Self::Wipo | Self::WipoForOffice | Self::WipoForAnotherOffice | Self::WipoForPct => {
                "WIPO"
            }
        })
    }
}

/// A client with its credentials.
#[derive(Clone)]
pub struct OauthClient {
    /// The part it plays.
    pub who: Who,
    /// Its client id.
    pub client_id: String,
    /// The private key that signs its assertions.
    pub key: SecretKey,
    /// The name of that key, where it was registered with one.
    pub kid: Option<String>,
    /// The scope that it is registered for.
    pub scope: String,
    /// The ST.3 code of the office it speaks for.
    pub office: String,
    /// How it proves who it is.
    pub credential: Credential,
    /// The certificate that it shows where one is asked for.
    pub identity: Option<ClientIdentity>,
    /// Where users come back to, empty where it sends none.
    pub redirect_uri: String,
}

impl OauthClient {
    /// A client that signs its assertions with this key, and of which nothing else is known.
    pub fn new(who: Who, client_id: impl Into<String>, key: SecretKey) -> Self {
        Self {
            who,
            client_id: client_id.into(),
            key,
            kid: None,
            scope: String::new(),
            office: String::new(),
            credential: Credential::PrivateKey,
            identity: None,
            redirect_uri: String::new(),
        }
    }
}

/// How a client proves who it is.
#[derive(Clone)]
pub enum Credential {
    /// By assertions that it signs with its private key.
    PrivateKey,
    /// By assertions under a secret.
    Secret(String),
    /// By its certificate, for which an authority vouches.
    VouchedCertificate,
    /// By its certificate, for which nobody else vouches.
    OwnCertificate,
    /// Not at all.
    Nothing,
}

impl Credential {
    /// Whether it is the certificate of the connection.
    pub const fn is_certificate(&self) -> bool {
        matches!(self, Self::VouchedCertificate | Self::OwnCertificate)
    }
}

impl fmt::Debug for OauthClient {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("OauthClient")
            .field("who", &self.who)
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

/// A client to be registered.
#[derive(Debug, Clone)]
pub struct NewClient {
    /// Who it is, how it proves that, and where users come back to.
    pub client: OauthClient,
    /// Its public keys.
    pub keys: NewKeys,
    /// The scope values that it may be granted.
    pub scopes: Vec<String>,
    /// Whether its ID tokens are encrypted.
    pub encrypts_id_tokens: bool,
    /// How far its registration has come.
    pub status: ClientStatus,
    /// What it registers for the back channel, by the names of CIBA, 4.
    pub backchannel: Option<Map<String, Value>>,
    /// How it comes to the provider, where a registry vouches for it.
    pub delegation: Option<Delegation>,
}

impl NewClient {
    /// A client with these keys, approved.
    pub fn of(client: OauthClient, keys: NewKeys, scopes: Vec<String>) -> Self {
        Self {
            client,
            keys,
            scopes,
            encrypts_id_tokens: false,
            status: ClientStatus::Approved,
            backchannel: None,
            delegation: None,
        }
    }
}

/// How far the registration of a client has come (FDX, 2A).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientStatus {
    /// It may do everything.
    Approved,
    /// It may do everything for the time being.
    Tentative,
    /// It may not do anything yet.
    Pending,
    /// It may not do anything.
    Rejected,
    /// It may not do anything any more.
    Inactive,
}

/// How a recipient comes to a provider that a registry vouches for (FDX, 2C).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delegation {
    /// By itself.
    Direct,
    /// Through a platform.
    ByPlatform,
}

/// How public keys are made known.
#[derive(Debug, Clone)]
pub enum NewKeys {
    /// As a JWK set.
    Jwks(Value),
    /// As the address of a JWK set.
    JwksUrl(Url),
    /// As a certificate in PEM.
    CertificatePem(String),
}
