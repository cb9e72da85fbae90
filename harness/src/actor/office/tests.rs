//! What is claimed of the office: its readings of answers, and its vocabulary.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::json;
use url::Url;

use super::answer::{Answer, member, text};
use super::credential::{Capitals, Credential};
use super::file::DeclarationDeviation;
use super::identity::{Spelling, WrongDetail};
use super::operation::Operation;
use super::registration_deviation::{
    FlawedBody, FlawedField, FlawedFile, FlawedNumber, RegistrationDeviation,
};
use super::signed_url::{
    Alteration, pointed_at, unsigned, with_altered_signature, with_later_expiry,
};
use super::storage::Listing;
use crate::actor::documents::Artefact;
use crate::data::Data;
use crate::exchange::model::{Exchange, Request, Response};

pub(super) fn exchange(status: u16, body: &str) -> Exchange {
    Exchange {
        number: 1,
        from: "office".to_owned(),
        to: "DAS".to_owned(),
        at: jiff::Timestamp::UNIX_EPOCH,
        request: Request::default(),
        response: Some(Response {
            status,
            headers: Vec::new(),
            body: body.as_bytes().to_vec(),
        }),
        failure: None,
        tls: None,
        raw: false,
        judged: true,
    }
}

/// Every word that a scenario may use, with the list that it comes from.
fn vocabulary() -> Vec<(&'static str, &'static str)> {
    fn of<T: Copy>(
        list: &'static str,
        all: &'static [T],
        name: fn(T) -> &'static str,
    ) -> Vec<(&'static str, &'static str)> {
        all.iter().map(|value| (list, name(*value))).collect()
    }
    [
        of("document", Artefact::ALL, Artefact::name),
        of("credential", Credential::ALL, Credential::name),
        of("capitals", Capitals::ALL, Capitals::name),
        of(
            "declaration",
            DeclarationDeviation::ALL,
            DeclarationDeviation::name,
        ),
        of("detail", WrongDetail::ALL, WrongDetail::name),
        of("spelling", Spelling::ALL, Spelling::name),
        of("operation", Operation::ALL, Operation::name),
        of("alteration", Alteration::ALL, Alteration::name),
        of("listing", Listing::ALL, Listing::name),
        of("registration", FlawedFile::ALL, FlawedFile::name),
        of("registration", FlawedField::ALL, FlawedField::name),
        of("registration", FlawedNumber::ALL, FlawedNumber::name),
        of("registration", FlawedBody::ALL, FlawedBody::name),
    ]
    .concat()
}

#[test]
fn every_deviation_has_words_of_its_own() {
    let words = vocabulary();
    let distinct: BTreeSet<_> = words.iter().collect();
    assert_eq!(distinct.len(), words.len());
}

#[test]
fn every_deviation_is_used_by_a_scenario() {
    let features = Data::embedded().features().unwrap();
    let lines: Vec<&str> = features.iter().flat_map(|file| file.text.lines()).collect();
    let is_used = |words: &str| lines.iter().any(|line| line.contains(words));
    let unused: Vec<_> = vocabulary()
        .into_iter()
        .filter(|(_, words)| !is_used(words))
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn a_registration_deviation_is_found_in_any_of_its_lists() {
    let file: RegistrationDeviation = "a file that was rejected".parse().unwrap();
    let body: RegistrationDeviation = "an empty body".parse().unwrap();
    assert_eq!(file, RegistrationDeviation::File(FlawedFile::Rejected));
    assert_eq!(body, RegistrationDeviation::Body(FlawedBody::Empty));
    assert!(
        "a file in a bottle"
            .parse::<RegistrationDeviation>()
            .is_err()
    );
}

#[test]
fn every_status_of_success_serves_and_no_server_error_is_judged() {
    for status in [200, 201, 202, 204] {
        assert!(Answer::of(exchange(status, "")).unwrap().is_served());
    }
    for status in [400, 401, 403, 404, 409, 410, 413] {
        assert!(!Answer::of(exchange(status, "")).unwrap().is_served());
    }
    for status in [302, 429, 500, 503] {
        assert!(Answer::of(exchange(status, "")).is_err());
    }
}

#[test]
fn codes_are_read_from_both_published_shapes() {
    let details = json!({"code": "INVALID_INPUT_DATA", "message": null, "details": [{"code": -12, "message": "date"}, {"code": -14}]});
    for body in [details.clone(), json!({"error": details})] {
        let answer = Answer::of(exchange(400, &body.to_string())).unwrap();
        assert!(answer.has_code("-12") && answer.has_code("-14") && !answer.has_code("-7"));
        assert_eq!(
            answer.to_string(),
            "refused: 400 INVALID_INPUT_DATA -12 -14"
        );
    }
}

#[test]
fn a_late_refusal_is_read_from_the_state() {
    let state =
        json!({"requestStatusCategory": "error", "errorCode": -14, "statusMessage": "code"});
    let answer = Answer::late(exchange(201, "{}"), &state);
    assert!(!answer.is_served() && answer.has_code("-14"));
}

#[test]
fn a_member_is_found_however_deep_it_lies() {
    let body = json!({"bag": [{"request": {"requestAckId": "a"}}], "empty": ""});
    assert_eq!(text(&body, "requestAckId").as_deref(), Some("a"));
    assert_eq!(text(&body, "empty"), None);
    assert!(member(&body, "absent").is_none());
}

#[test]
fn an_altered_url_differs_in_one_thing_only() {
    let url: Url = "https://storage.test/a?X-Expires=900&X-Signature=0a1b"
        .parse()
        .unwrap();
    let other: Url = "https://storage.test/b?X-Expires=900&X-Signature=ffff"
        .parse()
        .unwrap();
    assert_eq!(
        with_altered_signature(&url).unwrap().query(),
        Some("X-Expires=900&X-Signature=0a0b")
    );
    assert_eq!(
        with_later_expiry(&url).unwrap().query(),
        Some("X-Expires=8100&X-Signature=0a1b")
    );
    assert_eq!(
        pointed_at(&url, &other).as_str(),
        "https://storage.test/b?X-Expires=900&X-Signature=0a1b"
    );
    let bare = unsigned(&url).unwrap();
    assert_eq!(bare.as_str(), "https://storage.test/a");
    assert_eq!(unsigned(&bare), None);
}

proptest! {
    #[test]
    fn any_answer_is_read(status in 100_u16..600, body: String) {
        let _ = Answer::of(exchange(status, &body)).map(|answer| answer.to_string());
    }

    #[test]
    fn an_altered_signature_is_never_the_old_one(signature in "[A-Za-z0-9_-]{4,64}={0,2}") {
        let mut url: Url = "https://storage.test/a".parse().unwrap();
        url.query_pairs_mut().append_pair("signature", &signature);
        let altered = with_altered_signature(&url).unwrap();
        prop_assert_ne!(altered, url);
    }
}
