//! The parties that the judge plays, and how it reaches the others.

pub mod authorization;
pub mod counterparty;
pub mod documents;
pub mod environment;
pub mod forge;
pub mod key_set;
pub mod message;
pub mod oauth_client;
pub mod office;
pub mod office_client;
pub mod pct;
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
    /// Reads signed and encrypted messages.
    MessageConsumer,
    /// Signs and encrypts messages.
    MessageProducer,
}

impl Party {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::AuthorizationServer,
        Self::Das,
        Self::Pct,
        Self::OfficeServer,
        Self::OfficeClient,
        Self::OauthClient,
        Self::ResourceServer,
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
            Self::MessageConsumer => Role::MessageConsumer,
            Self::MessageProducer => Role::MessageProducer,
        }
    }
}
