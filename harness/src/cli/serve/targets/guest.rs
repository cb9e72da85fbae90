//! The target files of parties that are judged among parties of the judge.

use super::{Change, Served, text};
use crate::actor::environment::served::guest::{Guest, GuestParty};

/// The example of a guest, with its addresses and the ports at which it finds the judge's parties.
pub(super) fn file(guest: &Guest) -> Served<'_> {
    let at = |path: &str| format!("{}{path}", guest.base());
    match &guest.party {
        GuestParty::WebClient {
            server_port,
            resource_port,
            ..
        } => Served {
            name: "target-web-client.yaml",
            example: "web-client",
            changes: vec![
                text(&["oauth_client", "usual", "start"], &at("start")),
                text(&["oauth_client", "usual", "redirect_uri"], &at("callback")),
                port(&["oauth_client", "usual", "port"], *server_port),
                text(&["oauth_client", "notifications"], &at("notifications")),
                text(&["oauth_client", "again"], &at("again")),
                port(&["oauth_client", "resource_port"], *resource_port),
            ],
        },
        GuestParty::CibaClient {
            delivery,
            server_port,
            ..
        } => Served {
            name: "target-ciba-client.yaml",
            example: "ciba-client",
            changes: vec![
                text(&["ciba_client", "delivery"], delivery.name()),
                text(&["ciba_client", "notifications"], &at("notifications")),
                text(&["ciba_client", "start"], &at("authenticate")),
                port(&["ciba_client", "port"], *server_port),
            ],
        },
        GuestParty::RegisteringParty(handle) => Served {
            name: "target-registering-party.yaml",
            example: "registering-party",
            changes: vec![text(&["registering_party", "act_url"], handle.act())],
        },
        GuestParty::Connector { daps_port, .. } => Served {
            name: "target-asking-connector.yaml",
            example: "asking-connector",
            changes: vec![
                text(&["asking_connector", "ask_url"], &at("ask")),
                text(&["asking_connector", "messages"], &at("messages")),
                port(&["asking_connector", "port"], *daps_port),
            ],
        },
    }
}

fn port<'a>(key: &'a [&'a str], port: u16) -> Change<'a> {
    Change::Word(key, port.to_string())
}
