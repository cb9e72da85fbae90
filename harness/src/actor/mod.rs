//! The parties that the judge plays, and how it reaches the others.

pub mod authorization;
pub mod backchannel;
pub mod ciba_client;
pub mod connector;
pub mod counterparty;
pub mod daps;
pub mod documents;
pub mod driver;
pub mod environment;
pub mod forge;
pub mod key_set;
pub mod message;
pub mod oauth_client;
pub mod office;
pub mod office_client;
pub mod parameters;
pub mod pct;
pub mod registration;
pub mod resource;
pub mod ro_ib;
mod terminal;
pub mod user_agent;
pub mod web_client;
pub mod wipo;

use crate::requirement::Role;

/// A party to an exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// Issues tokens.
    AuthorizationServer,
    /// Exchanges documents.
    Das,
    /// Hands out the documents of RO/IB.
    Pct,
    /// An office's own API, which DAS calls.
    OfficeServer,
    /// An office's client, which calls DAS.
    OfficeClient,
    /// A web client, through which users sign in.
    OauthClient,
    /// Serves what users own.
    ResourceServer,
    /// Has users authenticated over the back channel.
    CibaClient,
    /// Tells the attributes of connectors.
    Daps,
    /// A connector of a data space.
    Connector,
    /// Vouches for recipients.
    Registry,
    /// Registers recipients.
    RegisteringParty,
    /// Reads signed and encrypted messages.
    MessageConsumer,
    /// Signs and encrypts messages.
    MessageProducer,
}

impl Party {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::AuthorizationServer,
        Self::Das,
        Self::Pct,
        Self::OfficeServer,
        Self::OfficeClient,
        Self::OauthClient,
        Self::ResourceServer,
        Self::CibaClient,
        Self::Daps,
        Self::Connector,
        Self::Registry,
        Self::RegisteringParty,
        Self::MessageConsumer,
        Self::MessageProducer,
    ];

    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::AuthorizationServer => "authorization server",
            Self::Das => "DAS",
            Self::Pct => "PCT service",
            Self::OfficeServer => "office's API",
            Self::OfficeClient => "office's client",
            Self::OauthClient => "web client",
            Self::ResourceServer => "resource server",
            Self::CibaClient => "client of the back channel",
            Self::Daps => "DAPS",
            Self::Connector => "connector",
            Self::Registry => "registry",
            Self::RegisteringParty => "registering party",
            Self::MessageConsumer => "message consumer",
            Self::MessageProducer => "message producer",
        }
    }

    /// The role that it plays when it is under test.
    pub fn role(self) -> Role {
        match self {
            Self::AuthorizationServer => Role::AuthorizationServer,
            Self::Das => Role::Das,
            Self::Pct => Role::Pct,
            Self::OfficeServer => Role::OfficeServer,
            Self::OfficeClient => Role::OfficeClient,
            Self::OauthClient => Role::OauthClient,
            Self::ResourceServer => Role::ResourceServer,
            Self::CibaClient => Role::CibaClient,
            Self::Daps => Role::Daps,
            Self::Connector => Role::Connector,
            Self::Registry => Role::Registry,
            Self::RegisteringParty => Role::RegisteringParty,
            Self::MessageConsumer => Role::MessageConsumer,
            Self::MessageProducer => Role::MessageProducer,
        }
    }
}
