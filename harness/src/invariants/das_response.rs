//! Claims about every answer of DAS.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::{Invariant, Judgement, Scene};
use crate::actor::Party;
use crate::actor::office::answer::{json, member, text};
use crate::actor::office::identity::day;
use crate::actor::office::inquiry::day_of;
use crate::exchange::model::{Exchange, Response};
use crate::oracle::identifier::guessable;
use crate::verdict::Finding;

/// What is true of every answer of a conforming DAS.
pub static ROWS: &[Invariant] = &[
    Invariant {
        claim: "a 401 answer carries a challenge",
        requirement: "RFC6750-3-1",
        party: Party::Das,
        judge: challenges,
    },
    Invariant {
        claim: "URLs that are handed out are encrypted",
        requirement: "DAS-NET-04",
        party: Party::Das,
        judge: encrypts,
    },
    Invariant {
        claim: "an application error has a code and details",
        requirement: "DAS-API-ERR-01",
        party: Party::Das,
        judge: details,
    },
    Invariant {
        claim: "an availability date is not in the future",
        requirement: "DAS-API-AVL-06",
        party: Party::Das,
        judge: has_been_available,
    },
    Invariant {
        claim: "the state of a retrieval is pending, success or error",
        requirement: "DAS-API-RTV-03",
        party: Party::Das,
        judge: knows_three_states,
    },
    Invariant {
        claim: "an acknowledgement id cannot be guessed",
        requirement: "DAS-API-RTV-05",
        party: Party::Das,
        judge: is_unguessable,
    },
    Invariant {
        claim: "a 405 answer names the methods allowed",
        requirement: "RFC9110-15.5.6-1",
        party: Party::Das,
        judge: names_methods,
    },
];

/// The most by which clocks and time zones may make today look like tomorrow.
const TIME_ZONES: SignedDuration = SignedDuration::from_hours(14);

fn challenges(exchange: &Exchange, _: &Scene) -> Judgement {
    required_header(exchange, 401, "WWW-Authenticate")
}

fn names_methods(exchange: &Exchange, _: &Scene) -> Judgement {
    required_header(exchange, 405, "Allow")
}

/// The headers of an answer to hand-written octets are not taken apart, so that nothing can be said of them.
pub(super) fn required_header(exchange: &Exchange, status: u16, header: &str) -> Judgement {
    match response(exchange) {
        Some(response) if response.status == status => {
            judge(response.header(header).is_some(), || {
                Finding::new(
                    format!("{status} with {header}"),
                    format!("{status} without {header}"),
                )
            })
        }
        _ => Judgement::NotConcerned,
    }
}

fn encrypts(exchange: &Exchange, _: &Scene) -> Judgement {
    let Some(response) = response(exchange) else {
        return Judgement::NotConcerned;
    };
    let mut urls = urls(&json(exchange));
    urls.extend(response.header("Location").map(str::to_owned));
    if urls.is_empty() {
        return Judgement::NotConcerned;
    }
    let plain = urls
        .iter()
        .any(|url| url.to_ascii_lowercase().starts_with("http:"));
    judge(!plain, || {
        Finding::new(
            "URLs that begin with https:",
            "http: in a URL that was handed out",
        )
    })
}

/// The values of all members whose name ends like that of a URL.
fn urls(value: &Value) -> Vec<String> {
    match value {
        Value::Object(members) => members
            .iter()
            .flat_map(|(name, value)| named_urls(name, value))
            .collect(),
        Value::Array(items) => items.iter().flat_map(urls).collect(),
        _ => Vec::new(),
    }
}

fn named_urls(name: &str, value: &Value) -> Vec<String> {
    match value {
        Value::String(url) if name.to_ascii_lowercase().ends_with("url") => vec![url.clone()],
        value => urls(value),
    }
}

fn details(exchange: &Exchange, scene: &Scene) -> Judgement {
    let body = json(exchange);
    if !is_application_error(exchange, scene) || !body.is_object() {
        return Judgement::NotConcerned;
    }
    match defect_of_error(&body, scene.wire.das.error_wrapper) {
        None => Judgement::Holds,
        Some(defect) => Judgement::Violated(Finding::new(
            "an error body with a code and details",
            defect,
        )),
    }
}

/// A 400 of the API itself: an error about the token has a challenge, and signed URLs are the storage's business.
fn is_application_error(exchange: &Exchange, scene: &Scene) -> bool {
    let base = scene.das_base.as_ref().map_or("", |base| base.as_str());
    let is_about_input = response(exchange).is_some_and(|response| {
        response.status == 400 && response.header("WWW-Authenticate").is_none()
    });
    is_about_input
        && exchange.request.header("Authorization").is_some()
        && exchange.request.url.starts_with(base)
}

/// What an error body lacks of the published shape: `code`, and `details` with a code each, within `error` or not.
pub fn defect_of_error(body: &Value, is_wrapped: bool) -> Option<String> {
    let error = match body.get("error") {
        Some(error) if is_wrapped => error,
        None if is_wrapped => return Some("no member error around code and details".to_owned()),
        Some(Value::Object(_)) => return Some("code and details within a member error".to_owned()),
        _ => body,
    };
    let details = error.get("details").and_then(Value::as_array);
    let is_coded = |detail: &Value| {
        detail
            .get("code")
            .is_some_and(|code| code.is_number() || code.is_string())
    };
    match (error.get("code"), details) {
        (Some(Value::String(_) | Value::Number(_)), Some(details))
            if !details.is_empty() && details.iter().all(is_coded) =>
        {
            None
        }
        (Some(Value::String(_) | Value::Number(_)), Some(_)) => {
            Some("details that have no code each".to_owned())
        }
        (Some(Value::String(_) | Value::Number(_)), None) => Some("no details".to_owned()),
        _ => Some("no code, or no details".to_owned()),
    }
}

fn has_been_available(exchange: &Exchange, _: &Scene) -> Judgement {
    let stated = response(exchange).and_then(|_| text(&json(exchange), "documentAvailabilityDate"));
    match stated {
        None => Judgement::NotConcerned,
        Some(stated) => judge(!is_future(&stated, exchange.at), || {
            let received = format!(
                "documentAvailabilityDate {stated}, now being {}",
                exchange.at
            );
            Finding::new(
                "a documentAvailabilityDate that is not in the future",
                received,
            )
        }),
    }
}

/// Whether a day or moment lies ahead, however far east the office is.
pub fn is_future(stated: &str, now: Timestamp) -> bool {
    let latest = now.checked_add(TIME_ZONES).unwrap_or(Timestamp::MAX);
    day_of(stated).is_some_and(|date| date > day(latest))
}

fn knows_three_states(exchange: &Exchange, scene: &Scene) -> Judgement {
    let path = exchange.request.url.split('?').next().unwrap_or_default();
    let polling = &scene.wire.das.operations.retrieval_states;
    let is_poll = polling.is_asked_by(&exchange.request.method, path);
    let body = json(exchange);
    let word = member(&body, "requestStatusCategory").and_then(Value::as_str);
    match word.filter(|_| is_poll) {
        None => Judgement::NotConcerned,
        Some(word) => judge(["pending", "success", "error"].contains(&word), || {
            Finding::new(
                "pending, success or error",
                format!("requestStatusCategory {word:?}"),
            )
        }),
    }
}

fn is_unguessable(exchange: &Exchange, _: &Scene) -> Judgement {
    let id = response(exchange).and_then(|_| text(&json(exchange), "requestAckId"));
    match id {
        None => Judgement::NotConcerned,
        Some(id) => match guessable(std::slice::from_ref(&id)) {
            None => Judgement::Holds,
            Some(why) => Judgement::Violated(Finding::new(
                "an acknowledgement id that cannot be guessed",
                format!("{why}: {id}"),
            )),
        },
    }
}

fn response(exchange: &Exchange) -> Option<&Response> {
    exchange.response.as_ref().filter(|_| !exchange.raw)
}

fn judge(holds: bool, otherwise: impl FnOnce() -> Finding) -> Judgement {
    if holds {
        Judgement::Holds
    } else {
        Judgement::Violated(otherwise())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn an_error_body_is_judged_in_the_shape_of_the_profile() {
        let bare = json!({"code": "INVALID_INPUT_DATA", "message": null, "details": [{"code": -7, "message": "no"}]});
        let wrapped = json!({"error": bare});
        assert_eq!(defect_of_error(&bare, false), None);
        assert_eq!(defect_of_error(&wrapped, true), None);
        assert!(defect_of_error(&bare, true).is_some());
        assert!(defect_of_error(&wrapped, false).is_some());
        for incomplete in [
            json!({}),
            json!({"code": "X"}),
            json!({"code": "X", "details": []}),
            json!([]),
        ] {
            assert!(
                defect_of_error(&incomplete, false)
                    .is_some_and(|defect| defect.contains("details"))
            );
        }
    }

    #[test]
    fn only_a_day_that_is_nowhere_yet_lies_in_the_future() {
        let now = date(2026, 1, 5)
            .at(9, 0, 0, 0)
            .to_zoned(jiff::tz::TimeZone::UTC)
            .map(|zoned| zoned.timestamp());
        let now = now.unwrap_or(Timestamp::UNIX_EPOCH);
        assert!(!is_future("2026-01-05", now));
        assert!(!is_future("2026-01-05T08:00:00Z", now));
        assert!(is_future("2026-01-07", now));
        assert!(!is_future("soon", now));
    }

    #[test]
    fn urls_are_found_wherever_they_stand() {
        let body = json!({"bag": [{"fileDownloadUrl": "http://a"}], "fileUploadUrl": "https://b", "note": "http://c"});
        assert_eq!(urls(&body), ["http://a", "https://b"]);
    }

    proptest! {
        #[test]
        fn any_error_body_is_judged(text: String, wrapped: bool) {
            let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
            let _ = defect_of_error(&body, wrapped);
        }
    }
}
