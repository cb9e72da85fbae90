//! What the DAPS issues for whom.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::bench::{Bench, attributes, certificate, claims_of, signed};
use crate::daps::{Edition, EnrolmentError};

/// The members of a request token.
const MEMBERS: [&str; 8] = [
    "@context", "@type", "sub", "exp", "iat", "nbf", "aud", "iss",
];

#[tokio::test]
async fn a_connector_gets_a_dat_of_its_attributes() {
    let bench = Bench::open(Edition::Seed).await;
    let (status, body) = bench.ask(&bench.claims()).await;
    assert_eq!(status, 200, "{body}");
    let dat = claims_of(body["access_token"].as_str().unwrap());
    assert_eq!(dat["sub"], bench.id);
    assert_eq!(dat["iss"], bench.handle.issuer());
    assert_eq!(dat["securityProfile"], attributes().security_profile);
}

#[tokio::test]
async fn each_of_the_eight_members_is_needed() {
    let bench = Bench::open(Edition::Seed).await;
    for member in MEMBERS {
        let mut claims = bench.claims();
        claims.shift_remove(member);
        let (status, body) = bench.ask(&claims).await;
        assert_eq!(
            (status, &body["error"]),
            (401, &json!("invalid_client")),
            "{member}"
        );
    }
}

#[tokio::test]
async fn the_current_text_asks_for_less_and_tells_more() {
    let bench = Bench::open(Edition::IdsG).await;
    let mut claims = bench.claims();
    for member in ["@context", "@type", "iat", "nbf"] {
        claims.shift_remove(member);
    }
    let (status, body) = bench.ask(&claims).await;
    assert_eq!(status, 200, "{body}");
    let dat = claims_of(body["access_token"].as_str().unwrap());
    assert_eq!(dat["client_id"], bench.id);
    assert!(dat["jti"].is_string());
}

#[tokio::test]
async fn a_connector_may_choose_its_transport_certificates_and_nothing_else() {
    let bench = Bench::open(Edition::IdsG).await;
    let assertion = signed(&bench.key, &bench.claims());
    let certificates = json!(["cd".repeat(32)]);
    let wish = json!({ "access_token": {
        "transportCertsSha256": { "value": certificates },
        "securityProfile": { "value": "idsc:TRUST_PLUS_SECURITY_PROFILE" },
        "sub": { "value": "somebody else" },
    }});
    let wish = wish.to_string();
    let scope = "ids_connector_attributes";
    let parameters = [
        ("client_assertion", assertion.as_str()),
        ("scope", scope),
        ("claims", &wish),
    ];
    let (_, body) = bench.ask_with(&parameters).await;
    let dat = claims_of(body["access_token"].as_str().unwrap());
    assert_eq!(dat["transportCertsSha256"], certificates);
    assert_eq!(dat["securityProfile"], attributes().security_profile);
    assert_eq!(dat["sub"], bench.id);
}

#[tokio::test]
async fn an_identifier_is_enrolled_once() {
    let bench = Bench::open(Edition::Seed).await;
    let impostor = certificate("two", [0xdd; 20], [0xcb; 20]);
    let refused = bench.handle.enrol(&impostor.enrolment).unwrap_err();
    assert!(matches!(refused, EnrolmentError::IdentifierInUse(_)));
    let other = certificate("two", [0xdd; 20], [0xcc; 20]);
    assert!(bench.handle.enrol(&other.enrolment).is_ok());
}

#[tokio::test]
async fn attributes_change_and_validity_ends_without_a_new_certificate() {
    let bench = Bench::open(Edition::Seed).await;
    let id = bench.id.parse().unwrap();
    let mut changed = attributes();
    changed.security_profile = "idsc:TRUST_SECURITY_PROFILE".to_owned();
    assert!(bench.handle.change(&id, changed.clone()));
    let (_, body) = bench.ask(&bench.claims()).await;
    let dat = claims_of(body["access_token"].as_str().unwrap());
    assert_eq!(dat["securityProfile"], changed.security_profile);
    assert!(bench.handle.revoke(&id));
    assert_eq!(bench.ask(&bench.claims()).await.0, 401);
}

fn ask_blocking(claims: impl FnOnce(&Bench) -> serde_json::Map<String, Value>) -> u16 {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let bench = Bench::open(Edition::Seed).await;
        bench.ask(&claims(&bench)).await.0
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_member_may_have_another_value(member in prop::sample::select(&MEMBERS[..]), value in "[ -~]{0,20}") {
        let status = ask_blocking(|bench| {
            let mut claims = bench.claims();
            claims.insert(member.to_owned(), json!(value));
            claims
        });
        prop_assert_eq!(status, 401);
    }
}
