//! A registering party that orders are posted to.

use mock_kit::tls::{TestAuthority, http_client};
use mock_kit::{Clock, ListenerSettings};
use openssl::ec::{EcGroup, EcKey};
use openssl::nid::Nid;
use openssl::pkey::PKey;
use serde_json::{Value, json};

use crate::registering_party::{Handle, spawn};
use crate::testing::NOW;

/// A key on P-256, as PEM.
fn key() -> String {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    let key = PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap();
    String::from_utf8(key.private_key_to_pem_pkcs8().unwrap()).unwrap()
}

/// An order to do this at a provider that nobody runs.
fn order(acts: &str) -> Value {
    let (authority, key) = (TestAuthority::new().unwrap(), key());
    let certificate = authority.client_identity_with_key(&key, "platform");
    let portfolio = json!({
        "applications": [],
        "intermediaries": [],
        "changed_intermediaries": [],
        "changed_logo_uri": "https://recipient.invalid/new-logo.png",
    });
    json!({
        "FDX_ACTS": acts,
        "FDX_ISSUER": "https://localhost:1/oauth2",
        "FDX_CLIENT_ID": "platform",
        "FDX_SCOPE": "recipients:write",
        "FDX_REGISTRY": "central",
        "FDX_PORTFOLIO": portfolio.to_string(),
        "FDX_KEY": key,
        "FDX_CERTIFICATE": certificate.unwrap().pem(),
        "FDX_CA": authority.pem(),
    })
}

async fn driven() -> Handle {
    let clock = Clock::frozen_at(jiff::Timestamp::from_second(NOW).unwrap());
    let listener = ListenerSettings::ephemeral(None);
    spawn(&listener, clock).await.unwrap()
}

/// The status and the words of the answer to an order.
async fn answer(party: &Handle, order: &Value) -> (u16, String) {
    let http = http_client(&[]).unwrap();
    let answer = http.post(party.act().clone()).json(order).send();
    let answer = answer.await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

#[tokio::test]
async fn an_order_without_acts_is_done_at_once() {
    let (status, words) = answer(&driven().await, &order("")).await;
    assert_eq!((status, words.as_str()), (204, ""));
}

#[tokio::test]
async fn an_order_is_answered_with_what_stood_in_the_way() {
    let party = driven().await;
    let (status, words) = answer(&party, &order("dance")).await;
    assert_eq!(status, 502);
    assert_eq!(words, "failed to dance: it knows no such act");
    let (status, words) = answer(&party, &order("register")).await;
    assert_eq!(status, 502);
    assert!(words.starts_with("failed to reach the provider"), "{words}");
    let held = party.control().inspect().await;
    assert_eq!(held["orders"][1]["acts"], "register");
}

#[tokio::test]
async fn what_is_no_order_is_refused() {
    let (status, _) = answer(&driven().await, &json!({ "FDX_ACTS": "register" })).await;
    assert_eq!(status, 422);
}
