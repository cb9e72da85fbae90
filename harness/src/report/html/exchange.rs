//! What was sent and received, folded away until somebody asks.

use std::fmt::Write as _;

use maud::{Markup, html};

use super::super::model::ScenarioResult;
use super::super::wording;
use super::anchor;
use crate::exchange::model::ExchangeRecord;

/// Every exchange of a scenario, each where links lead to it.
pub(super) fn folded_all(scenario: &ScenarioResult) -> Markup {
    html! {
        @for exchange in &scenario.exchanges {
            (folded(exchange, Some(anchor::exchange(&scenario.id, exchange.number))))
        }
    }
}

/// Every exchange of a scenario behind one line.
pub(super) fn folded_together(scenario: &ScenarioResult) -> Markup {
    html! {
        @if !scenario.exchanges.is_empty() {
            details.exchange {
                summary { "All exchanges: " (scenario.exchanges.len()) }
                @for exchange in &scenario.exchanges { (folded(exchange, None)) }
            }
        }
    }
}

/// An exchange, and where it stands. The place lies within what is folded, so that a link to it unfolds it.
pub(super) fn folded(exchange: &ExchangeRecord, place: Option<String>) -> Markup {
    html! {
        details.exchange {
            summary { "Exchange " (wording::exchange(exchange)) }
            div id=[place] {
                @if let Some(tls) = &exchange.tls { p.tls { (tls.version) " · " (tls.suite) } }
                pre tabindex="0" { (request(exchange)) }
                @if let Some(response) = response(exchange) { pre tabindex="0" { (response) } }
                @if let Some(failure) = &exchange.failure { p.note { (failure) } }
            }
        }
    }
}

fn request(exchange: &ExchangeRecord) -> String {
    let request = &exchange.request;
    message(
        &format!("{} {}", request.method, request.url),
        &request.headers,
        &request.body,
    )
}

fn response(exchange: &ExchangeRecord) -> Option<String> {
    let response = exchange.response.as_ref()?;
    Some(message(
        &response.status.to_string(),
        &response.headers,
        &response.body,
    ))
}

fn message(first: &str, headers: &[(String, String)], body: &str) -> String {
    let mut text = format!("{first}\n");
    for (name, value) in headers {
        // Writing into a string cannot fail.
        let _ = writeln!(text, "{name}: {value}");
    }
    if !body.is_empty() {
        let _ = write!(text, "\n{body}");
    }
    text
}
