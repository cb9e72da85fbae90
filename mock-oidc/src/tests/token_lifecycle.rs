//! Introspection and revocation.

use jiff::SignedDuration;
use serde_json::json;

use super::bench::{ClientKeyPair, Running, SCOPE, claims, client};
use crate::ClientKeys;
use crate::checks::assertion_type::JWT_BEARER;
use crate::testing::CLIENT;

#[tokio::test]
async fn a_live_token_is_active_with_its_facts() {
    let server = Running::deployed().await;
    let token = server.token().await;
    let answer = server.ask_about("/introspect", &token).await;
    assert_eq!(answer.header("cache-control"), "no-store");
    let facts = answer.json();
    assert_eq!(
        (&facts["active"], &facts["client_id"], &facts["scope"]),
        (&json!(true), &json!(CLIENT), &json!(SCOPE))
    );
    assert_eq!(facts["exp"], claims(&token)["exp"]);
}

#[tokio::test]
async fn whatever_else_is_inactive_and_nothing_is_said_of_it() {
    let server = Running::deployed().await;
    let token = server.token().await;
    let tampered = format!("{token}A");
    let foreign = ClientKeyPair::generate().jwt(&json!({ "alg": "ES256" }), &claims(&token));
    for unknown in ["", "x", &tampered, &foreign, &server.assertion()] {
        let answer = server.ask_about("/introspect", unknown).await;
        match unknown {
            "" => assert_eq!(answer.outcome(), (400, "invalid_request".to_owned())),
            _ => assert_eq!(answer.json(), json!({ "active": false }), "{unknown}"),
        }
    }
    server.clock.advance(SignedDuration::from_secs(3601));
    assert_eq!(
        server.ask_about("/introspect", &token).await.json(),
        json!({ "active": false })
    );
}

#[tokio::test]
async fn both_endpoints_answer_authenticated_clients_only() {
    let server = Running::deployed().await;
    let token = server.token().await;
    for path in ["/introspect", "/token/revoke"] {
        let answer = server
            .post(path, &[("token", &token), ("client_id", CLIENT)])
            .await;
        assert_eq!(
            answer.outcome(),
            (401, "invalid_client".to_owned()),
            "{path}"
        );
    }
    assert_eq!(
        server.ask_about("/introspect", &token).await.json()["active"],
        true
    );
}

#[tokio::test]
async fn each_endpoint_is_an_audience_for_itself_only() {
    let server = Running::deployed().await;
    let mut claims = server.claims();
    claims["aud"] = json!(format!("{}/introspect", server.handle.issuer()));
    let assertion = server.key.jwt(&json!({ "alg": "ES256" }), &claims);
    let form = [
        ("client_assertion_type", JWT_BEARER),
        ("client_assertion", &assertion),
        ("token", "x"),
    ];
    assert_eq!(server.post("/introspect", &form).await.status, 200);
    assert_eq!(server.post("/token/revoke", &form).await.status, 401);
    assert_eq!(server.ask(&assertion, &[]).await.status, 401);
}

#[tokio::test]
async fn a_revoked_token_is_inactive_and_revoking_again_succeeds() {
    let server = Running::seed().await;
    let token = server.token().await;
    for _ in 0..2 {
        assert_eq!(server.ask_about("/token/revoke", &token).await.status, 200);
        assert_eq!(
            server.ask_about("/introspect", &token).await.json(),
            json!({ "active": false })
        );
    }
    assert_eq!(
        server.ask_about("/token/revoke", "unknown").await.status,
        200
    );
}

#[tokio::test]
async fn the_token_of_another_is_not_revoked() {
    let server = Running::seed().await;
    let other = ClientKeyPair::generate();
    server
        .handle
        .register(client("other", ClientKeys::Jwks(other.key_set())))
        .unwrap();
    let assertion = other.jwt(&json!({ "alg": "ES256" }), &server.claims_of("other"));
    let token = server.ask(&assertion, &[]).await.access_token();
    let answer = server.ask_about("/token/revoke", &token).await;
    assert_eq!(answer.outcome(), (400, "invalid_grant".to_owned()));
    assert_eq!(
        server.ask_about("/introspect", &token).await.json()["active"],
        true
    );
}

#[tokio::test]
async fn a_reset_forgets_tokens_and_faults_and_keeps_clients() {
    let server = Running::seed().await;
    let token = server.token().await;
    server.handle.rotate_signing_key().await.unwrap();
    server.commit("omits-token-type");
    let control = server.handle.control();
    let before = control.inspect().await;
    assert_eq!(
        (
            before["issued_tokens"].as_u64(),
            before["signing_keys"].as_array().map(Vec::len)
        ),
        (Some(1), Some(2))
    );
    control.reset();
    let after = control.inspect().await;
    assert_eq!(
        (
            after["issued_tokens"].as_u64(),
            after["signing_keys"].as_array().map(Vec::len)
        ),
        (Some(0), Some(1))
    );
    assert_eq!(after["clients"], before["clients"]);
    assert_eq!(
        server.ask_about("/introspect", &token).await.json(),
        json!({ "active": false })
    );
    assert!(server.ask(&server.assertion(), &[]).await.json()["token_type"].is_string());
}
