//! Claims about every refusal of the backchannel authentication endpoint (CIBA, 7.2 and 13).

use serde_json::Value;

use super::{Invariant, Judgement, Scene};
use crate::actor::Party;
use crate::exchange::model::{Exchange, Response};
use crate::verdict::Finding;

/// Statuses with which a server refuses to read on, before the endpoint has seen the request: timeout, too large, not a form, too often, too
/// many header fields.
const UNREAD: [u16; 5] = [408, 413, 415, 429, 431];

/// What is true of every refusal.
pub static ROWS: &[Invariant] = &[
    Invariant {
        claim: "a refused authentication request is answered with JSON that has an error code",
        requirement: "CIBA-7.2-10",
        party: Party::AuthorizationServer,
        judge: has_an_error_code,
    },
    Invariant {
        claim: "the description of a refused authentication request has permitted characters only",
        requirement: "CIBA-13-04",
        party: Party::AuthorizationServer,
        judge: describes_plainly,
    },
    Invariant {
        claim: "the address that explains a refused authentication request is one",
        requirement: "CIBA-13-06",
        party: Party::AuthorizationServer,
        judge: explains_at_an_address,
    },
];

fn has_an_error_code(exchange: &Exchange, scene: &Scene) -> Judgement {
    let Some(response) = refusal(exchange, scene) else {
        return Judgement::NotConcerned;
    };
    let stated = response.header("Content-Type").unwrap_or_default();
    let is_json = stated.to_ascii_lowercase().starts_with("application/json");
    match text(response, "error") {
        Some(code) if is_json && !code.is_empty() => Judgement::Holds,
        _ => violated(
            "application/json with an error code",
            format!("{} with Content-Type {stated:?}", response.status),
        ),
    }
}

fn describes_plainly(exchange: &Exchange, scene: &Scene) -> Judgement {
    // CIBA, 13: %x20-21 / %x23-5B / %x5D-7E.
    let permitted = |byte: u8| matches!(byte, 0x20..=0x21 | 0x23..=0x5b | 0x5d..=0x7e);
    member(exchange, scene, "error_description", permitted)
}

fn explains_at_an_address(exchange: &Exchange, scene: &Scene) -> Judgement {
    // CIBA, 13: %x21 / %x23-5B / %x5D-7E.
    let permitted = |byte: u8| matches!(byte, 0x21 | 0x23..=0x5b | 0x5d..=0x7e);
    member(exchange, scene, "error_uri", permitted)
}

/// Whether a member of the refusal, where it has one, consists of these characters.
fn member(
    exchange: &Exchange,
    scene: &Scene,
    name: &str,
    permitted: impl Fn(u8) -> bool,
) -> Judgement {
    let Some(response) = refusal(exchange, scene) else {
        return Judgement::NotConcerned;
    };
    match text(response, name) {
        None => Judgement::Holds,
        Some(stated) if stated.bytes().all(permitted) => Judgement::Holds,
        Some(stated) => violated("permitted characters", format!("{name} {stated:?}")),
    }
}

/// The answer of the endpoint itself to a request that it does not serve.
fn refusal<'a>(exchange: &'a Exchange, scene: &Scene) -> Option<&'a Response> {
    let endpoint = scene.backchannel_endpoint.as_ref()?;
    let asked = exchange.request.method == "POST" && exchange.request.url == endpoint.as_str();
    let response = exchange.response.as_ref()?;
    let told = (400..500).contains(&response.status) && !UNREAD.contains(&response.status);
    (asked && !exchange.raw && told).then_some(response)
}

fn text(response: &Response, name: &str) -> Option<String> {
    let body: Value = serde_json::from_slice(&response.body).ok()?;
    body.get(name)?.as_str().map(str::to_owned)
}

fn violated(expected: &str, received: String) -> Judgement {
    Judgement::Violated(Finding::new(expected, received))
}
