//! A party under test that is not ours, among parties of ours: who it is to them, and where it finds them.

use std::collections::BTreeSet;
use std::sync::Arc;

use mock_kit::Clock;

use super::built_in::BuiltIn;
use super::{Environment, Parties, line};
use crate::actor::Party;
use crate::actor::office_client::ClientUnderTest;
use crate::requirement::wire::Wire;
use crate::stop::Stop;
use crate::target::{
    CibaClientUnderTest, ConnectorUnderTest, Guest, HostIdentity, MessagePartiesUnderTest,
    RegisteringPartyUnderTest, WebClientUnderTest,
};

impl Environment {
    /// An environment in which a party that is not ours is judged: our parties run with the machine's clock.
    pub fn around(wire: Arc<Wire>, guest: &Arc<Guest>) -> Result<Self, Stop> {
        let clock = Clock::system();
        let built_in = BuiltIn::around(Arc::clone(&wire), clock.clone(), Arc::clone(guest))?;
        let own = Some(built_in.authority_pem());
        let trust: Vec<&str> = own.into_iter().chain(guest.trust()).collect();
        let mut line = line(clock, &trust, guest.parties(), None)?;
        line.deadline = Some(guest.deadline());
        let parties = Parties::BuiltIn(Box::new(built_in));
        Ok(Self::among(parties, wire, line))
    }
}

impl Guest {
    /// As which parties it is judged.
    fn parties(&self) -> BTreeSet<Party> {
        match self {
            Self::OfficeClient(_) => [Party::OfficeClient].into(),
            Self::OauthClient(_) => [Party::OauthClient].into(),
            Self::CibaClient(_) => [Party::CibaClient].into(),
            Self::Messages(_) => [Party::MessageConsumer, Party::MessageProducer].into(),
            Self::RegisteringParty(_) => [Party::RegisteringParty].into(),
            Self::Connector(_) => [Party::Connector].into(),
        }
    }

    /// Who calls where nobody says who it is: the guest, if it calls parties of ours that have a journal.
    fn caller(&self) -> Option<Party> {
        match self {
            Self::OfficeClient(_) => Some(Party::OfficeClient),
            Self::OauthClient(_) => Some(Party::OauthClient),
            Self::CibaClient(_) => Some(Party::CibaClient),
            Self::Messages(_) => None,
            Self::RegisteringParty(_) => Some(Party::RegisteringParty),
            Self::Connector(_) => Some(Party::Connector),
        }
    }

    /// The authorities that vouch for what the judge calls of it, as a PEM text.
    fn trust(&self) -> Option<&str> {
        match self {
            Self::OfficeClient(_) | Self::RegisteringParty(_) => None,
            Self::OauthClient(client) => Some(&client.trust_pem),
            Self::CibaClient(client) => Some(&client.trust_pem),
            Self::Messages(parties) => Some(&parties.trust_pem),
            Self::Connector(connector) => connector.trust.as_deref(),
        }
    }

    /// With what our parties show themselves to it, where it trusts nobody who is named to it.
    fn hosts(&self) -> Option<&HostIdentity> {
        match self {
            Self::OfficeClient(_) | Self::RegisteringParty(_) => None,
            Self::OauthClient(client) => Some(&client.hosts),
            Self::CibaClient(client) => Some(&client.hosts),
            Self::Messages(parties) => Some(&parties.hosts),
            Self::Connector(connector) => connector.hosts.as_ref(),
        }
    }

    /// The port at which it finds the authorization server.
    fn port_of_authorization_server(&self) -> u16 {
        match self {
            Self::OfficeClient(client) => client.ports.authorization_server,
            Self::OauthClient(client) => client.usual.port,
            Self::CibaClient(client) => client.port,
            Self::RegisteringParty(party) => party.port,
            Self::Messages(_) | Self::Connector(_) => 0,
        }
    }
}

impl BuiltIn {
    /// Who calls without saying who it is: nobody but a guest.
    pub fn stranger(&self) -> Option<Party> {
        self.guest().and_then(Guest::caller)
    }

    /// Whether the party under test goes by the machine's clock.
    pub(super) fn is_in_real_time(&self) -> bool {
        self.guest().is_some()
    }

    /// With what our parties show themselves to a guest that trusts nobody who is named to it.
    pub(super) fn brought_hosts(&self) -> Option<&HostIdentity> {
        self.guest().and_then(Guest::hosts)
    }

    /// The port at which the party under test finds the authorization server; 0 picks a free one.
    pub(super) fn port_of_authorization_server(&self) -> u16 {
        self.guest().map_or(0, Guest::port_of_authorization_server)
    }

    /// The office's client under test, where it is not ours.
    pub(super) fn client_under_test(&self) -> Option<&ClientUnderTest> {
        let Guest::OfficeClient(client) = self.guest()? else {
            return None;
        };
        Some(client)
    }

    /// The web client under test, where it is not ours.
    pub(super) fn web_client_under_test(&self) -> Option<&WebClientUnderTest> {
        let Guest::OauthClient(client) = self.guest()? else {
            return None;
        };
        Some(client)
    }

    /// The client of the back channel under test, where it is not ours.
    pub(super) fn ciba_client_under_test(&self) -> Option<&CibaClientUnderTest> {
        let Guest::CibaClient(client) = self.guest()? else {
            return None;
        };
        Some(client)
    }

    /// The parties of encrypted messages under test, where they are not ours.
    pub(super) fn message_parties_under_test(&self) -> Option<&MessagePartiesUnderTest> {
        let Guest::Messages(parties) = self.guest()? else {
            return None;
        };
        Some(parties)
    }

    /// The registering party under test, where it is not ours.
    pub(super) fn registering_party_under_test(&self) -> Option<&RegisteringPartyUnderTest> {
        let Guest::RegisteringParty(party) = self.guest()? else {
            return None;
        };
        Some(party)
    }

    /// The connector under test, where it is not ours.
    pub(super) fn connector_under_test(&self) -> Option<&ConnectorUnderTest> {
        let Guest::Connector(connector) = self.guest()? else {
            return None;
        };
        Some(connector)
    }
}
