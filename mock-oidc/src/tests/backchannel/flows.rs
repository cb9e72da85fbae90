//! Requests, decisions and polls, from end to end over TLS.

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::tests::authorization::bench::Bank;
use crate::tests::bench::{Answer, claims};
use crate::{Client, Decision, Variant};

const GRANT: &str = "urn:openid:params:grant-type:ciba";

/// A server whose first client polls.
async fn bank() -> Bank {
    let bank = Bank::with(Variant::ciba()).await;
    let metadata = json!({
        "backchannel_token_delivery_mode": "poll",
        "grant_types": [GRANT],
        "backchannel_authentication_request_signing_alg": "ES256",
    });
    let client = Client {
        backchannel: metadata.as_object().cloned(),
        ..bank.one.registration()
    };
    bank.register(client).unwrap();
    bank
}

async fn ask(bank: &Bank, form: &[(&str, &str)]) -> Answer {
    let mut all = vec![("scope", "openid accounts")];
    all.extend(form);
    bank.post(&bank.one, "/bc-authorize", &all).await
}

async fn acknowledged(bank: &Bank) -> String {
    let answer = ask(bank, &[("login_hint", "erika")]).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()["auth_req_id"].as_str().unwrap().to_owned()
}

async fn poll(bank: &Bank, auth_req_id: &str) -> Value {
    let form = [("grant_type", GRANT), ("auth_req_id", auth_req_id)];
    bank.post(&bank.one, "/access_token", &form).await.json()
}

#[tokio::test]
async fn tokens_follow_an_approval_once() {
    let bank = bank().await;
    let name = acknowledged(&bank).await;
    assert_eq!(poll(&bank, &name).await["error"], "authorization_pending");
    assert!(bank.handle.decide(&name, Decision::Approve));
    let tokens = poll(&bank, &name).await;
    let id_token = claims(tokens["id_token"].as_str().unwrap());
    assert_eq!(id_token["sub"], "user-1");
    assert_eq!(poll(&bank, &name).await["error"], "invalid_grant");
}

#[tokio::test]
async fn a_denial_is_told_and_final() {
    let bank = bank().await;
    let name = acknowledged(&bank).await;
    assert!(bank.handle.decide(&name, Decision::Deny));
    assert!(!bank.handle.decide(&name, Decision::Approve));
    assert_eq!(poll(&bank, &name).await["error"], "access_denied");
}

#[tokio::test]
async fn a_hasty_client_is_slowed_down() {
    let bank = bank().await;
    let name = acknowledged(&bank).await;
    let mut told = Vec::new();
    for seconds in [0, 4, 6, 10] {
        bank.clock.advance(SignedDuration::from_secs(seconds));
        told.push(poll(&bank, &name).await["error"].clone());
    }
    let (pending, slower) = ("authorization_pending", "slow_down");
    assert_eq!(told, [pending, slower, slower, slower]);
}

#[tokio::test]
async fn a_request_ends() {
    let bank = bank().await;
    let name = acknowledged(&bank).await;
    bank.clock.advance(SignedDuration::from_mins(2));
    assert_eq!(poll(&bank, &name).await["error"], "expired_token");
    assert!(!bank.handle.decide(&name, Decision::Approve));
}

#[tokio::test]
async fn each_flaw_of_a_request_has_its_code() {
    let bank = bank().await;
    for (form, code) in [
        (vec![], "invalid_request"),
        (vec![("login_hint", "nobody")], "unknown_user_id"),
        (
            vec![("login_hint", "erika"), ("id_token_hint", "a.b.c")],
            "invalid_request",
        ),
        (
            vec![("login_hint", "erika"), ("requested_expiry", "0")],
            "invalid_request",
        ),
        (
            vec![("login_hint", "erika"), ("binding_message", "\u{1f4b6}")],
            "invalid_binding_message",
        ),
    ] {
        let answer = ask(&bank, &form).await;
        assert_eq!(answer.json()["error"], code, "{form:?}");
    }
}

#[tokio::test]
async fn a_person_decides_on_the_page_of_the_device() {
    let bank = bank().await;
    let form = [("login_hint", "erika"), ("binding_message", "<b>W4SCT")];
    let name = ask(&bank, &form).await.json()["auth_req_id"].clone();
    let login = [("username", "erika"), ("password", "a secret")];
    let page = bank.post_bare(&bank.one, "/device", &login).await;
    assert!(page.text.contains("&lt;b&gt;W4SCT"), "{}", page.text);
    let (_, rest) = page
        .text
        .split_once(r#"name="interaction" value=""#)
        .unwrap();
    let shown = rest.split('"').next().unwrap();
    let decision = [("interaction", shown), ("decision", "approve")];
    let first = bank
        .post_bare(&bank.one, "/device/decision", &decision)
        .await;
    let second = bank
        .post_bare(&bank.one, "/device/decision", &decision)
        .await;
    assert_eq!((first.status, second.status), (200, 400));
    let tokens = poll(&bank, name.as_str().unwrap()).await;
    assert!(tokens["access_token"].is_string());
}
