//! A party under test that is judged among parties of ours.

use std::time::Duration;

use super::ciba_client::CibaClientUnderTest;
use super::driven::{ConnectorUnderTest, RegisteringPartyUnderTest};
use super::messages::MessagePartiesUnderTest;
use super::oauth_client::WebClientUnderTest;
use super::office_client::{ClientUnderTest, Driver, Ports};

/// A party that is not ours and is judged alone, by what parties of ours receive from it or send to it.
#[derive(Debug, Clone, PartialEq)]
pub enum Guest {
    /// An office's client.
    OfficeClient(ClientUnderTest),
    /// A web client.
    OauthClient(Box<WebClientUnderTest>),
    /// A client of the back channel.
    CibaClient(Box<CibaClientUnderTest>),
    /// A producer and a consumer of encrypted messages, or one of them.
    Messages(MessagePartiesUnderTest),
    /// One that registers recipients.
    RegisteringParty(RegisteringPartyUnderTest),
    /// A connector of a data space, which asks our DAPS.
    Connector(ConnectorUnderTest),
}

impl Guest {
    /// How long one thing that it is to do, or one wait for something to happen, may take.
    pub fn deadline(&self) -> Duration {
        match self {
            Self::OfficeClient(client) => client.deadline,
            Self::OauthClient(client) => client.deadline,
            Self::CibaClient(client) => client.deadline,
            Self::Messages(parties) => parties.deadline,
            Self::RegisteringParty(party) => party.deadline,
            Self::Connector(connector) => connector.deadline,
        }
    }

    /// Whether scenarios with it may run beside one another: it is started anew for each, and finds our parties wherever they are.
    pub fn allows_crowds(&self) -> bool {
        match self {
            Self::OfficeClient(client) => {
                let commands = matches!(client.driver, Driver::Commands { .. });
                commands && client.ports == Ports::default()
            }
            Self::OauthClient(_)
            | Self::CibaClient(_)
            | Self::Messages(_)
            | Self::RegisteringParty(_)
            | Self::Connector(_) => false,
        }
    }
}
