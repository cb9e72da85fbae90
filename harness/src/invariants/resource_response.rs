//! Claims about every answer of a resource server (FAPI 1.0 Baseline, 6.2.1; RFC 6750, 3).

use jiff::fmt::rfc2822::DateTimeParser;
use serde_json::Value;

use super::{Invariant, Judgement, Scene};
use crate::actor::Party;
use crate::exchange::model::{Exchange, Response};
use crate::oracle::identifier::is_uuid;
use crate::oracle::near_miss;
use crate::verdict::Finding;

/// What is true of every answer of a conforming resource server.
pub static ROWS: &[Invariant] = &[
    Invariant {
        claim: "text of a resource server is encoded in UTF-8",
        requirement: "FAPI1-BASE-6.2.1-08",
        party: Party::ResourceServer,
        judge: is_utf_8,
    },
    Invariant {
        claim: "JSON of a resource server is called so",
        requirement: "FAPI1-BASE-6.2.1-09",
        party: Party::ResourceServer,
        judge: is_called_json,
    },
    Invariant {
        claim: "an answer of a resource server has a date",
        requirement: "FAPI1-BASE-6.2.1-10",
        party: Party::ResourceServer,
        judge: has_a_date,
    },
    Invariant {
        claim: "an answer of a resource server names the interaction",
        requirement: "FAPI1-BASE-6.2.1-11",
        party: Party::ResourceServer,
        judge: names_the_interaction,
    },
    Invariant {
        claim: "a 401 answer of a resource server carries a challenge",
        requirement: "RFC6750-3-1-RS",
        party: Party::ResourceServer,
        judge: challenges,
    },
];

/// The header field that names an interaction (FAPI 1.0 Baseline, 6.2.1, item 11).
pub const INTERACTION_ID: &str = "x-fapi-interaction-id";
/// How long a date is as RFC 9110, 5.6.7, wants it sent.
const LENGTH_OF_DATE: usize = "Sun, 06 Nov 1994 08:49:37 GMT".len();

/// Looks for something wrong with an answer.
pub type Defect = fn(&Exchange) -> Option<Finding>;

fn is_utf_8(exchange: &Exchange, _: &Scene) -> Judgement {
    let said = response(exchange).is_some_and(|response| !response.body.is_ascii());
    judged(said && is_text(exchange), defect_of_encoding(exchange))
}

fn is_called_json(exchange: &Exchange, _: &Scene) -> Judgement {
    let served = response(exchange).is_some_and(|response| is_success(response.status));
    judged(served && is_json(exchange), defect_of_media_type(exchange))
}

fn has_a_date(exchange: &Exchange, _: &Scene) -> Judgement {
    judged(is_decided(exchange), defect_of_date(exchange))
}

fn names_the_interaction(exchange: &Exchange, _: &Scene) -> Judgement {
    // A preflight is the browser's, which knows nothing of interactions.
    let is_a_client_s = exchange.request.method != "OPTIONS";
    let concerns = is_decided(exchange) && is_a_client_s;
    judged(concerns, defect_of_interaction_id(exchange))
}

fn challenges(exchange: &Exchange, _: &Scene) -> Judgement {
    super::das_response::required_header(exchange, 401, "WWW-Authenticate")
}

fn judged(concerns: bool, defect: Option<Finding>) -> Judgement {
    match defect {
        _ if !concerns => Judgement::NotConcerned,
        Some(finding) => Judgement::Violated(finding),
        None => Judgement::Holds,
    }
}

/// Text in another encoding than UTF-8 (item 8).
pub fn defect_of_encoding(exchange: &Exchange) -> Option<Finding> {
    let octets = &response(exchange)?.body;
    if std::str::from_utf8(octets).is_ok() {
        return None;
    }
    let expected = "text in UTF-8";
    Some(Finding::new(expected, "octets that are no UTF-8"))
}

/// JSON under another media type (item 9). What is no JSON may be called anything.
pub fn defect_of_media_type(exchange: &Exchange) -> Option<Finding> {
    let stated = response(exchange)?
        .header("Content-Type")
        .unwrap_or_default();
    let essence = stated.split(';').next().unwrap_or_default().trim();
    if !is_json(exchange) || essence.eq_ignore_ascii_case("application/json") {
        return None;
    }
    let received = format!("Content-Type {stated:?}");
    Some(Finding::new("Content-Type: application/json", received))
}

/// A `Date` that is missing or of another form than senders have (item 10).
pub fn defect_of_date(exchange: &Exchange) -> Option<Finding> {
    let stated = response(exchange)?.header("Date").unwrap_or_default();
    let parsed = DateTimeParser::new().parse_timestamp(stated);
    let is_fixed = stated.len() == LENGTH_OF_DATE && stated.ends_with(" GMT");
    if is_fixed && parsed.is_ok() {
        return None;
    }
    let finding = Finding::new(
        "a Date header as RFC 9110, 5.6.7, has it",
        format!("Date {stated:?}"),
    );
    let near = parsed
        .is_ok()
        .then_some("it is a date of e-mail; that of HTTP has a fixed length and ends in GMT");
    Some(finding.hinting_at(near))
}

/// Another interaction id than that of the request, or one of the server's that is no UUID (item 11).
///
/// What becomes of an id that is no UUID itself is left open.
pub fn defect_of_interaction_id(exchange: &Exchange) -> Option<Finding> {
    let given = exchange.request.header(INTERACTION_ID);
    let told = response(exchange)?
        .header(INTERACTION_ID)
        .unwrap_or_default();
    let (fits, expected) = match given {
        Some(given) if is_uuid(given) => (told == given, format!("{INTERACTION_ID}: {given}")),
        Some(_) => return None,
        None => (is_uuid(told), format!("{INTERACTION_ID} with a UUID")),
    };
    let received = || format!("{INTERACTION_ID} {told:?}");
    let near = given.and_then(|given| near_miss::of_texts(given, told));
    (!fits).then(|| Finding::new(expected, received()).hinting_at(near))
}

fn response(exchange: &Exchange) -> Option<&Response> {
    exchange.response.as_ref().filter(|_| !exchange.raw)
}

/// Whether it is an answer of the resource server itself and not of something that stands in for it.
fn is_decided(exchange: &Exchange) -> bool {
    response(exchange).is_some_and(|response| (200..500).contains(&response.status))
}

fn is_success(status: u16) -> bool {
    (200..300).contains(&status)
}

fn is_text(exchange: &Exchange) -> bool {
    let stated = response(exchange).and_then(|response| response.header("Content-Type"));
    let stated = stated.unwrap_or_default().to_ascii_lowercase();
    stated.starts_with("text/") || stated.contains("json")
}

fn is_json(exchange: &Exchange) -> bool {
    let octets = response(exchange).map(|response| response.body.as_slice());
    let parsed = serde_json::from_slice::<Value>(octets.unwrap_or_default());
    parsed.is_ok_and(|value| value.is_object() || value.is_array())
}
