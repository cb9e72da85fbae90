//! What moves by itself: the time, the parties, the latest exchanges, and what DAS holds.

use jiff::Timestamp;
use maud::{Markup, html};
use mock_kit::journal::Exchange;
use mock_kit::{Clock, Control, ControlHandle};
use serde_json::Value;

use super::{PATH, das};

/// How many exchanges are listed.
const LISTED: usize = 50;
/// The party whose state has lists of its own.
pub(super) const DAS: &str = "das";

/// The time, as a part that is replaced by itself.
pub(super) fn time(clock: &Clock) -> Markup {
    let now = clock.now();
    html! {
        p id="time" data-live {
            time datetime=(now) { (at(now)) }
            @if clock.is_frozen() { " – the clock stands" } @else { " – the clock runs" }
        }
    }
}

/// The rest, likewise.
pub(super) async fn rest(control: &Control) -> Markup {
    let state = match control.party(DAS) {
        Some(das) => das.inspect().await,
        None => Value::Null,
    };
    let now = control.parties.first().map(|party| party.clock.now());
    html! {
        div id="happenings" data-live {
            section aria-labelledby="exchanges" {
                h2 id="exchanges" { "Exchanges" }
                (exchanges(control))
            }
            @if let (Some(now), true) = (now, state.is_object()) { (das::lists(&state, now)) }
            section aria-labelledby="parties" {
                h2 id="parties" { "Parties" }
                (parties(control))
            }
        }
    }
}

/// A moment to the second.
fn at(moment: Timestamp) -> String {
    moment.strftime("%F %T UTC").to_string()
}

/// The latest exchanges of all parties, in the order in which they began, the last one first.
fn exchanges(control: &Control) -> Markup {
    let parties = control.parties.iter();
    let received = parties.flat_map(|party| {
        let entries = party.journal.entries().into_iter();
        entries.map(move |exchange| (party, exchange))
    });
    let mut received: Vec<(&ControlHandle, Exchange)> = received.collect();
    received.sort_by_key(|(_, exchange)| std::cmp::Reverse(exchange.turn));
    received.truncate(LISTED);
    html! {
        @if received.is_empty() {
            p.none { "Nobody has called yet." }
        } @else {
            ol.exchanges {
                @for (party, exchange) in &received { li { (line(party, exchange)) } }
            }
        }
    }
}

fn line(party: &ControlHandle, exchange: &Exchange) -> Markup {
    let status = exchange.status;
    let path = exchange.target.split('?').next().unwrap_or_default();
    let address = format!("{PATH}/parties/{}/{}", party.party, exchange.number);
    let class = if status.is_client_error() || status.is_server_error() {
        "status refused"
    } else {
        "status"
    };
    html! {
        time datetime=(exchange.at) { (exchange.at.strftime("%T").to_string()) }
        span.party { (party.party) }
        span class=(class) { (status.as_u16()) }
        a href=(address) { (exchange.method.as_str()) " " (path) }
    }
}

fn parties(control: &Control) -> Markup {
    html! {
        ul.parties {
            @for party in &control.parties {
                li {
                    a href=(format!("{PATH}/parties/{}", party.party)) { (party.party) }
                    " – " (party.journal.entries().len()) " exchanges"
                    @if party.journal.panics() > 0 {
                        strong { ", broke " (party.journal.panics()) " times: a bug of ours" }
                    }
                }
            }
        }
    }
}
