//! What a target file names of a guest outside of itself: addresses, commands and ports.

use std::path::Path;

use url::Url;

use crate::actor::office_client::ClientUnderTest;
use crate::target::{Driver, Guest, PartyDriver, WebClientUnderTest};

/// Where something stands in the target file.
pub(super) type Key = &'static [&'static str];

/// A program with its arguments, and the folder in which one with a relative path is found.
pub(super) type Command<'a> = (&'a [String], &'a Path);

/// All of it, each under its key.
#[derive(Default)]
pub(super) struct Named<'a> {
    /// Where it is, and what makes it act.
    pub(super) addresses: Vec<(Key, &'a Url)>,
    /// What makes it act.
    pub(super) commands: Vec<(Key, Command<'a>)>,
    /// The ports at which it finds our parties; 0 picks a free one.
    pub(super) ports: Vec<(Key, u16)>,
}

impl<'a> Named<'a> {
    /// Of this guest, or nothing where there is none.
    pub(super) fn of(guest: Option<&'a Guest>) -> Self {
        match guest {
            None => Self::default(),
            Some(Guest::OfficeClient(client)) => Self::of_office_client(client),
            Some(Guest::OauthClient(client)) => Self::of_web_client(client),
            Some(Guest::CibaClient(client)) => {
                let notifications = client.notifications.as_ref();
                Self::driven(
                    &client.driver,
                    &["ciba_client", "ask"],
                    &["ciba_client", "start"],
                )
                .calling(&["ciba_client", "notifications"], notifications)
                .listening(&["ciba_client", "port"], client.port)
            }
            Some(Guest::Messages(parties)) => Self::default()
                .calling(&["messages", "consumer"], parties.consumer.as_ref())
                .calling(&["messages", "producer"], parties.producer.as_ref())
                .listening(&["messages", "key_port"], parties.key_port),
            Some(Guest::RegisteringParty(party)) => Self::driven(
                &party.driver,
                &["registering_party", "act"],
                &["registering_party", "act_url"],
            )
            .listening(&["registering_party", "port"], party.port),
            Some(Guest::Connector(connector)) => Self::driven(
                &connector.driver,
                &["asking_connector", "ask"],
                &["asking_connector", "ask_url"],
            )
            .calling(
                &["asking_connector", "messages"],
                connector.messages.as_ref(),
            )
            .listening(&["asking_connector", "port"], connector.port),
        }
    }

    fn of_web_client(client: &'a WebClientUnderTest) -> Self {
        let usual = &client.usual;
        let elsewhere = client.elsewhere.as_ref();
        Self::default()
            .calling(&["oauth_client", "usual", "start"], Some(&usual.start))
            .calling(
                &["oauth_client", "usual", "redirect_uri"],
                Some(&usual.redirect_uri),
            )
            .calling(
                &["oauth_client", "elsewhere", "start"],
                elsewhere.map(|at| &at.start),
            )
            .calling(
                &["oauth_client", "elsewhere", "redirect_uri"],
                elsewhere.map(|at| &at.redirect_uri),
            )
            .calling(&["oauth_client", "again"], client.again.as_ref())
            .calling(
                &["oauth_client", "notifications"],
                client.notifications.as_ref(),
            )
            .listening(&["oauth_client", "usual", "port"], usual.port)
            .listening(
                &["oauth_client", "elsewhere", "port"],
                elsewhere.map_or(0, |at| at.port),
            )
            .listening(&["oauth_client", "resource_port"], client.resource_port)
    }

    fn of_office_client(client: &'a ClientUnderTest) -> Self {
        let named = match &client.driver {
            Driver::Commands {
                register,
                retrieve,
                folder,
            } => Self {
                commands: vec![
                    (&["office_client", "register"], (register, folder)),
                    (&["office_client", "retrieve"], (retrieve, folder)),
                ],
                ..Self::default()
            },
            Driver::Trigger(url) => {
                Self::default().calling(&["office_client", "trigger_url"], Some(url))
            }
            Driver::Operator => Self::default(),
        };
        let ports = client.ports;
        named
            .listening(
                &["office_client", "ports", "authorization_server"],
                ports.authorization_server,
            )
            .listening(&["office_client", "ports", "das"], ports.das)
    }

    /// What makes a party act, which stands under one of these keys.
    fn driven(driver: &'a PartyDriver, command_key: Key, url_key: Key) -> Self {
        match driver {
            PartyDriver::Command { command, folder } => Self {
                commands: vec![(command_key, (command, folder))],
                ..Self::default()
            },
            PartyDriver::Trigger { url, .. } => Self::default().calling(url_key, Some(url)),
            PartyDriver::Operator => Self::default(),
        }
    }

    fn calling(mut self, key: Key, url: Option<&'a Url>) -> Self {
        self.addresses.extend(url.map(|url| (key, url)));
        self
    }

    fn listening(mut self, key: Key, port: u16) -> Self {
        self.ports.push((key, port));
        self
    }
}
