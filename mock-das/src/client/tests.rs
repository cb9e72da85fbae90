//! What can be told without a network; the flows are the judge's business.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use base64ct::{Base64UrlUnpadded, Encoding as _};
use jiff::Timestamp;
use josekit::jwk::alg::ec::{EcCurve, EcKeyPair};
use mock_kit::{Clock, FaultPlan};
use serde_json::{Value, json};
use url::Url;

use super::call::json_text;
use super::{Client, Pacing, Settings, Signatures, fault_plan, faults};
use crate::settings::Variant;

fn settings(signatures: Signatures) -> Settings {
    let pair = EcKeyPair::generate(EcCurve::P256).unwrap();
    Settings {
        issuer: Url::parse("https://login.example/am/oauth2").unwrap(),
        das_base: Url::parse("https://das.example/das-api/v1").unwrap(),
        variant: Variant::default(),
        trust: Vec::new(),
        client_id: "office-at".to_owned(),
        private_key_pem: String::from_utf8(pair.to_pem_private_key()).unwrap(),
        kid: None,
        scope: "das-api/office-exchange".to_owned(),
        clock: Clock::frozen_at(Timestamp::UNIX_EPOCH),
        pacing: Pacing::MovesTheClock,
        signatures,
        content_keys: Vec::new(),
    }
}

fn assertion(signatures: Signatures, faults: FaultPlan) -> String {
    let client = Client::new(settings(signatures), faults).unwrap();
    let endpoint = Url::parse("https://login.example/am/oauth2/access_token").unwrap();
    client.assertion(&endpoint).unwrap()
}

fn signature(assertion: &str) -> Vec<u8> {
    let part = assertion.rsplit('.').next().unwrap();
    Base64UrlUnpadded::decode_vec(part).unwrap()
}

fn committing(fault: &str) -> FaultPlan {
    let plan = fault_plan();
    plan.activate(fault).unwrap();
    plan
}

#[test]
fn an_assertion_says_what_the_seed_wants() {
    let assertion = assertion(Signatures::AsTheyCome, fault_plan());
    let claims = Base64UrlUnpadded::decode_vec(assertion.split('.').nth(1).unwrap()).unwrap();
    let claims: Value = serde_json::from_slice(&claims).unwrap();
    assert_eq!(claims["iss"], "office-at");
    assert_eq!(claims["sub"], "office-at");
    assert_eq!(
        claims["aud"],
        "https://login.example/am/oauth2/access_token"
    );
    assert_eq!(claims["exp"], 30);
}

#[test]
fn a_signature_keeps_the_zeros_with_which_it_begins() {
    let whole = signature(&assertion(Signatures::BeginningWithZero, fault_plan()));
    assert_eq!((whole.len(), whole.first()), (64, Some(&0)));
    let faults = committing("drops-leading-zeros");
    assert!(signature(&assertion(Signatures::BeginningWithZero, faults)).len() < 64);
}

#[test]
fn values_are_escaped_unless_a_fault_forgets_it() {
    let body = json!({ "documentNumber": "AT \"1\"", "fileId": null });
    let text = json_text(&body, &fault_plan());
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), body);
    let careless = json_text(&body, &committing("builds-json-without-escaping"));
    assert!(serde_json::from_str::<Value>(&careless).is_err());
}

#[test]
fn every_fault_has_one_name_that_no_other_party_uses() {
    let own = faults().iter().flat_map(|seam| seam.iter());
    let das = crate::faults().iter().flat_map(|seam| seam.iter());
    let mut names: Vec<_> = own.chain(das).map(|fault| fault.name).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
}
