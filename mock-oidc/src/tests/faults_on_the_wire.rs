//! Faults that show in requests taken and in answers, one by one.

use serde_json::{Value, json};

use super::bench::{Answer, ClientKeyPair, Running, SCOPE, claims, client, header};
use crate::ClientKeys;
use crate::checks::assertion_type::JWT_BEARER;
use crate::testing::CLIENT;

/// Whether the claims of a token made at that second show a deviation.
type Bent = fn(&Value, i64) -> bool;

/// The answer to a request for a token while `fault` is committed.
async fn token_answer(server: &Running, fault: &str) -> Answer {
    committing(server, fault);
    server.ask(&server.assertion(), &[]).await
}

/// The answer to a bad request while `fault` is committed.
async fn refusal(server: &Running, fault: &str, grant: &str) -> Answer {
    committing(server, fault);
    server.post("/access_token", &[("grant_type", grant)]).await
}

async fn discovery(server: &Running, fault: &str) -> Value {
    committing(server, fault);
    server
        .get("oauth2/.well-known/openid-configuration")
        .await
        .json()
}

fn committing(server: &Running, fault: &str) {
    server.handle.control().faults.clear();
    server.commit(fault);
}

#[tokio::test]
async fn token_responses_are_bent_one_by_one() {
    let server = Running::seed().await;
    assert!(
        token_answer(&server, "omits-token-type")
            .await
            .json()
            .get("token_type")
            .is_none()
    );
    assert!(
        token_answer(&server, "omits-expires-in")
            .await
            .json()
            .get("expires_in")
            .is_none()
    );
    assert!(
        token_answer(&server, "allows-caching-of-tokens")
            .await
            .header("cache-control")
            .contains("max-age")
    );
    assert!(
        token_answer(&server, "answers-tokens-as-plain-text")
            .await
            .header("content-type")
            .starts_with("text/plain")
    );
}

#[tokio::test]
async fn refusals_are_bent_one_by_one() {
    let server = Running::seed().await;
    assert_eq!(
        refusal(&server, "answers-refusals-with-200", "password")
            .await
            .status,
        200
    );
    assert!(
        refusal(&server, "answers-refusals-as-html", "password")
            .await
            .header("content-type")
            .starts_with("text/html")
    );
    let described = refusal(&server, "puts-forbidden-characters-in-errors", "password")
        .await
        .json();
    assert!(
        described["error_description"]
            .as_str()
            .unwrap()
            .contains('"')
    );
    let misnamed = refusal(&server, "misnames-an-unsupported-grant", "password").await;
    assert_eq!(misnamed.outcome(), (400, "server_error".to_owned()));
    let misnamed = refusal(
        &server,
        "misnames-failed-authentication",
        "client_credentials",
    )
    .await;
    assert_eq!(misnamed.outcome(), (400, "invalid_grant".to_owned()));
}

#[tokio::test]
async fn access_tokens_are_bent_one_by_one() {
    for server in [Running::seed().await, Running::deployed().await] {
        let now = server.clock.unix_now();
        let cases: [(&str, Bent); 7] = [
            ("omits-expiry-from-tokens", |claims, _| {
                claims.get("exp").is_none()
            }),
            ("names-another-subject", |claims, _| claims["sub"] != CLIENT),
            ("misstates-the-audience", |claims, _| {
                claims["aud"] == claims["iss"]
            }),
            ("mints-tokens-for-another-audience", |claims, _| {
                claims["aud"] == "https://another-api.invalid/"
            }),
            ("mints-tokens-of-another-issuer", |claims, _| {
                claims["iss"].as_str().unwrap().contains("another")
            }),
            ("mints-tokens-without-scope", |claims, _| {
                claims.get("scope").is_none()
            }),
            ("mints-expired-tokens", |claims, now| {
                claims["exp"].as_i64().unwrap() < now - 3600
            }),
        ];
        for (fault, bent) in cases {
            let token = token_answer(&server, fault).await.access_token();
            assert!(bent(&claims(&token), now), "{fault}");
        }
        let token = token_answer(&server, "signs-with-an-unpublished-key")
            .await
            .access_token();
        assert_ne!(header(&token)["kid"], json!(server.handle.signing_key()));
    }
}

#[tokio::test]
async fn metadata_are_bent_one_by_one() {
    let server = Running::seed().await;
    let methods = "token_endpoint_auth_methods_supported";
    assert!(
        discovery(&server, "advertises-client-secrets").await[methods]
            .to_string()
            .contains("client_secret_basic")
    );
    let methods = discovery(&server, "advertises-no-allowed-authentication").await[methods].clone();
    assert_eq!(methods, json!(["client_secret_jwt"]));
    let issuer = discovery(&server, "advertises-another-issuer").await["issuer"].clone();
    assert_ne!(issuer, json!(server.handle.issuer()));
    assert!(
        discovery(&server, "omits-the-key-set-location")
            .await
            .get("jwks_uri")
            .is_none()
    );
    assert!(
        discovery(&server, "advertises-alg-none")
            .await
            .to_string()
            .contains("\"none\"")
    );
    let endpoint =
        discovery(&server, "advertises-a-plain-http-token-endpoint").await["token_endpoint"]
            .clone();
    assert!(endpoint.as_str().unwrap().starts_with("http:"));
    let first = discovery(&server, "disagrees-in-the-second-metadata-document").await;
    let second = server
        .get("/.well-known/oauth-authorization-server/am/oauth2")
        .await
        .json();
    assert_ne!(first["token_endpoint"], second["token_endpoint"]);
    committing(&server, "omits-the-discovery-document");
    assert_eq!(
        server
            .get("oauth2/.well-known/openid-configuration")
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn the_key_set_is_bent_one_by_one() {
    for server in [Running::seed().await, Running::deployed().await] {
        committing(&server, "publishes-private-keys");
        assert!(server.get("oauth2/connect/jwk_uri").await.json()["keys"][0]["d"].is_string());
        committing(&server, "repeats-a-kid");
        let set = server.get("oauth2/connect/jwk_uri").await.json();
        assert_eq!(set["keys"][0]["kid"], set["keys"][1]["kid"]);
        assert_ne!(set["keys"][0], set["keys"][1]);
    }
}

#[tokio::test]
async fn requests_are_taken_that_should_not_be() {
    let server = Running::seed().await;
    let assertion = server.assertion();
    let proof = [
        ("client_assertion_type", JWT_BEARER),
        ("client_assertion", assertion.as_str()),
    ];
    committing(&server, "accepts-any-grant");
    let answer = server
        .post(
            "/access_token",
            &[("grant_type", "password"), proof[0], proof[1]],
        )
        .await;
    assert_eq!(answer.status, 200);
    committing(&server, "ignores-assertion-type");
    let answer = server
        .post(
            "/access_token",
            &[("grant_type", "client_credentials"), proof[1]],
        )
        .await;
    assert_eq!(answer.status, 200);
    committing(&server, "grants-unregistered-scope");
    let answer = server.ask(&assertion, &[("scope", "admin")]).await;
    assert_eq!(answer.json()["scope"], "admin");
    committing(&server, "accepts-repeated-parameters");
    let answer = server
        .ask(&assertion, &[("scope", "admin"), ("scope", SCOPE)])
        .await;
    assert_eq!(answer.json()["scope"], SCOPE);
    committing(&server, "ignores-client-id-mismatch");
    assert_eq!(
        server
            .ask(&assertion, &[("client_id", "other")])
            .await
            .status,
        200
    );
    committing(&server, "answers-token-requests-by-get");
    let query = [("grant_type", "client_credentials"), proof[0], proof[1]];
    let request = server
        .http
        .get(server.handle.token_endpoint())
        .query(&query);
    assert_eq!(Answer::of(request.send().await.unwrap()).await.status, 200);
}

#[tokio::test]
async fn requests_are_refused_that_should_not_be() {
    let server = Running::seed().await;
    let refused = |assertion: String| {
        let server = &server;
        async move { server.ask(&assertion, &[]).await.status == 401 }
    };
    let mut in_an_array = server.claims();
    in_an_array["aud"] = json!([in_an_array["aud"]]);
    let mut unknown_claim = server.claims();
    unknown_claim["surprise"] = json!(1);
    let header = json!({ "alg": "ES256" });
    let cases = [
        ("refuses-an-audience-in-an-array", in_an_array),
        ("refuses-unknown-claims", unknown_claim),
        ("demands-jti", server.claims()),
        ("demands-kid", server.claims()),
    ];
    for (fault, claims) in cases {
        server.handle.control().faults.clear();
        assert!(!refused(server.key.jwt(&header, &claims)).await, "{fault}");
        committing(&server, fault);
        assert!(refused(server.key.jwt(&header, &claims)).await, "{fault}");
    }
    committing(&server, "refuses-unknown-parameters");
    let answer = server.ask(&server.assertion(), &[("surprise", "1")]).await;
    assert_eq!(answer.outcome(), (400, "invalid_request".to_owned()));
}

#[tokio::test]
async fn headers_are_read_leniently_only_with_the_fault_of_that_kind() {
    let server = Running::seed().await;
    let critical = server.key.jwt(
        &json!({ "alg": "ES256", "crit": ["x"], "x": 1 }),
        &server.claims(),
    );
    committing(&server, "ignores-crit");
    assert_eq!(server.ask(&critical, &[]).await.status, 200);
    let claims = server.claims().to_string();
    let doubled_claims = claims.replacen('{', r#"{"sub":"somebody","#, 1);
    let doubled_header = r#"{"alg":"none","alg":"ES256"}"#;
    for (fault, header, claims) in [
        (
            "accepts-duplicate-header-members",
            doubled_header,
            claims.as_str(),
        ),
        (
            "accepts-duplicate-claims",
            r#"{"alg":"ES256"}"#,
            doubled_claims.as_str(),
        ),
    ] {
        let assertion = server.key.jwt_of(header, claims);
        server.handle.control().faults.clear();
        assert_eq!(server.ask(&assertion, &[]).await.status, 401, "{fault}");
        committing(&server, fault);
        assert_eq!(server.ask(&assertion, &[]).await.status, 200, "{fault}");
    }
}

#[tokio::test]
async fn keys_are_chosen_badly_only_with_the_fault_of_that_kind() {
    let server = Running::seed().await;
    let key = ClientKeyPair::generate();
    let mut encryption = ClientKeyPair::generate().public("same");
    encryption["use"] = json!("enc");
    let set = json!({ "keys": [encryption, key.public("same")] });
    server
        .handle
        .register(client(CLIENT, ClientKeys::Jwks(set)))
        .unwrap();
    let assertion = key.jwt(&json!({ "alg": "ES256", "kid": "same" }), &server.claims());
    assert_eq!(server.ask(&assertion, &[]).await.status, 200);
    committing(&server, "takes-the-first-key-of-a-kid");
    assert_eq!(server.ask(&assertion, &[]).await.status, 401);
}

#[tokio::test]
async fn introspection_and_revocation_are_bent_one_by_one() {
    let server = Running::seed().await;
    let token = server.token().await;
    committing(&server, "introspects-for-anyone");
    assert_eq!(
        server
            .post("/introspect", &[("token", &token)])
            .await
            .json()["active"],
        true
    );
    committing(&server, "reports-live-tokens-as-inactive");
    assert_eq!(
        server.ask_about("/introspect", &token).await.json(),
        json!({ "active": false })
    );
    committing(&server, "keeps-revoked-tokens-active");
    assert_eq!(server.ask_about("/token/revoke", &token).await.status, 200);
    assert_eq!(
        server.ask_about("/introspect", &token).await.json()["active"],
        true
    );
    committing(&server, "refuses-unknown-tokens");
    assert_eq!(
        server.ask_about("/token/revoke", "unknown").await.status,
        400
    );
    for unsupported in [
        "supports-no-type-of-token-at-revocation",
        "revokes-no-access-tokens",
    ] {
        committing(&server, unsupported);
        let answer = server.ask_about("/token/revoke", &token).await;
        assert_eq!(answer.json()["error"], "unsupported_token_type");
    }
    committing(&server, "revokes-for-anyone");
    assert_eq!(
        server
            .post("/token/revoke", &[("token", &token)])
            .await
            .status,
        200
    );
    assert_eq!(
        server.ask_about("/introspect", &token).await.json()["active"],
        false
    );
    committing(&server, "describes-inactive-tokens");
    assert_eq!(
        server.ask_about("/introspect", &token).await.json()["client_id"],
        CLIENT
    );
}

#[tokio::test]
async fn the_token_of_another_is_revoked_only_with_its_fault() {
    let server = Running::seed().await;
    let other = ClientKeyPair::generate();
    server
        .handle
        .register(client("other", ClientKeys::Jwks(other.key_set())))
        .unwrap();
    let assertion = other.jwt(&json!({ "alg": "ES256" }), &server.claims_of("other"));
    let token = server.ask(&assertion, &[]).await.access_token();
    committing(&server, "revokes-tokens-of-others");
    assert_eq!(server.ask_about("/token/revoke", &token).await.status, 200);
    assert_eq!(
        server.ask_about("/introspect", &token).await.json()["active"],
        false
    );
}
