//! The honest token endpoint.

use serde_json::{Value, json};

use super::bench::{API, ClientKeyPair, Running, SCOPE, claims, client, header};
use crate::testing::{CLIENT, NOW};
use crate::{ClientKeys, JtiRule, Variant};

type Parameters<'a> = &'a [(&'a str, &'a str)];

#[tokio::test]
async fn the_four_claims_of_the_seed_obtain_a_token_that_no_cache_keeps() {
    let server = Running::deployed().await;
    let answer = server.ask(&server.assertion(), &[("scope", SCOPE)]).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("pragma"), "no-cache");
    let body = answer.json();
    assert_eq!(
        (&body["token_type"], &body["expires_in"], &body["scope"]),
        (&json!("Bearer"), &json!(3600), &json!(SCOPE))
    );
}

#[tokio::test]
async fn a_token_as_deployed_has_the_published_shape() {
    let server = Running::deployed().await;
    let token = server.token().await;
    assert_eq!(header(&token)["alg"], "RS256");
    assert_eq!(header(&token)["kid"], json!(server.handle.signing_key()));
    let mut claims = claims(&token);
    assert_eq!(
        claims["iss"].as_str().unwrap(),
        server.handle.issuer().as_str()
    );
    for random in ["iss", "jti", "auditTrackingId", "authGrantId"] {
        assert!(claims[random].is_string(), "{random}");
        claims[random] = json!("…");
    }
    let wanted = json!({
        "iss": "…", "sub": CLIENT, "aud": CLIENT, "scope": [SCOPE], "iat": NOW, "nbf": NOW, "exp": NOW + 3600,
        "jti": "…", "cts": "OAUTH2_STATELESS_GRANT", "auditTrackingId": "…", "tokenName": "access_token",
        "token_type": "Bearer", "authGrantId": "…", "grant_type": "client_credentials", "auth_time": NOW, "realm": "/",
        "expires_in": 3600,
    });
    assert_eq!(claims, wanted);
}

#[tokio::test]
async fn a_token_of_the_seed_is_made_for_the_api() {
    let server = Running::seed().await;
    let token = server.token().await;
    assert_eq!(header(&token)["alg"], "ES256");
    let claims = claims(&token);
    assert_eq!(
        (&claims["aud"], &claims["scope"], &claims["sub"]),
        (&json!(API), &json!(SCOPE), &json!(CLIENT))
    );
    assert!(claims.get("realm").is_none());
}

#[tokio::test]
async fn two_tokens_are_never_the_same() {
    let server = Running::seed().await;
    let (one, other) = (server.token().await, server.token().await);
    assert_ne!(claims(&one)["jti"], claims(&other)["jti"]);
}

#[tokio::test]
async fn an_unknown_client_and_a_bad_signature_get_the_same_answer() {
    let server = Running::deployed().await;
    let stranger = server
        .key
        .jwt(&json!({ "alg": "ES256" }), &server.claims_of("stranger"));
    let forged = ClientKeyPair::generate().jwt(&json!({ "alg": "ES256" }), &server.claims());
    let one = server.ask(&stranger, &[]).await;
    assert!(
        server
            .handle
            .latest_refusal()
            .unwrap()
            .contains("nobody is registered")
    );
    let other = server.ask(&forged, &[]).await;
    assert!(
        server
            .handle
            .latest_refusal()
            .unwrap()
            .contains("signature does not verify")
    );
    assert_eq!(one.outcome(), (401, "invalid_client".to_owned()));
    assert_eq!((one.status, &one.text), (other.status, &other.text));
    assert_eq!(
        one.header("www-authenticate"),
        other.header("www-authenticate")
    );
    assert_eq!(one.header("cache-control"), "no-store");
}

#[tokio::test]
async fn another_clients_key_does_not_authenticate() {
    let server = Running::deployed().await;
    let other = ClientKeyPair::generate();
    server
        .handle
        .register(client("other", ClientKeys::Jwks(other.key_set())))
        .unwrap();
    let crossed = other.jwt(&json!({ "alg": "ES256" }), &server.claims());
    assert_eq!(server.ask(&crossed, &[]).await.status, 401);
    let own = other.jwt(&json!({ "alg": "ES256" }), &server.claims_of("other"));
    assert_eq!(server.ask(&own, &[]).await.status, 200);
    server.handle.remove("other");
    assert_eq!(server.ask(&own, &[]).await.status, 401);
}

#[tokio::test]
async fn requests_are_refused_by_what_is_wrong_with_them() {
    let server = Running::deployed().await;
    let assertion = server.assertion();
    let cases: [(Parameters<'_>, (u16, &str)); 5] = [
        (
            &[("grant_type", "password"), ("client_assertion", &assertion)],
            (400, "unsupported_grant_type"),
        ),
        (
            &[("client_assertion", &assertion)],
            (400, "invalid_request"),
        ),
        (
            &[("grant_type", "client_credentials")],
            (401, "invalid_client"),
        ),
        (
            &[
                ("grant_type", "client_credentials"),
                ("grant_type", "client_credentials"),
            ],
            (400, "invalid_request"),
        ),
        (
            &[
                ("grant_type", "client_credentials"),
                ("client_assertion", &assertion),
            ],
            (401, "invalid_client"),
        ),
    ];
    for (form, (status, error)) in cases {
        let answer = server.post("/access_token", form).await;
        assert_eq!(answer.outcome(), (status, error.to_owned()), "{form:?}");
        assert_eq!(answer.header("content-type"), "application/json");
    }
    let answer = server.ask(&assertion, &[("scope", "admin")]).await;
    assert_eq!(answer.outcome(), (400, "invalid_scope".to_owned()));
}

#[tokio::test]
async fn other_methods_are_refused_and_post_is_named() {
    let server = Running::deployed().await;
    for path in ["/access_token", "/introspect", "/token/revoke"] {
        let address = format!(
            "{}{path}?grant_type=client_credentials",
            server.handle.issuer()
        );
        let answer = super::bench::Answer::of(server.http.get(address).send().await.unwrap()).await;
        assert_eq!(
            answer.outcome(),
            (405, "invalid_request".to_owned()),
            "{path}"
        );
        assert_eq!(answer.header("allow"), "POST");
    }
}

#[tokio::test]
async fn a_body_that_is_no_form_or_endless_is_refused() {
    let server = Running::deployed().await;
    let address = server.handle.token_endpoint();
    let json = server
        .http
        .post(address.clone())
        .json(&json!({ "grant_type": "client_credentials" }));
    let endless = server
        .http
        .post(address)
        .form(&[("grant_type", "x".repeat(70_000))]);
    for request in [json, endless] {
        let answer = super::bench::Answer::of(request.send().await.unwrap()).await;
        assert_eq!(answer.outcome(), (400, "invalid_request".to_owned()));
    }
}

#[tokio::test]
async fn without_the_rule_a_repeated_assertion_is_accepted() {
    let server = Running::deployed().await;
    let assertion = server.assertion();
    for _ in 0..2 {
        assert_eq!(server.ask(&assertion, &[]).await.status, 200);
    }
}

#[tokio::test]
async fn with_the_rule_a_jti_is_demanded_and_taken_once_per_client() {
    let server = Running::with(Variant {
        jti: JtiRule::RequiredOnce,
        ..Variant::das_seed(API)
    })
    .await;
    let named = |jti: Value| {
        let mut claims = server.claims();
        claims["jti"] = jti;
        server.key.jwt(&json!({ "alg": "ES256" }), &claims)
    };
    assert_eq!(
        server.ask(&server.assertion(), &[]).await.status,
        401,
        "no jti"
    );
    assert_eq!(
        server.ask(&named(json!(1)), &[]).await.status,
        401,
        "no text"
    );
    assert_eq!(server.ask(&named(json!("one")), &[]).await.status, 200);
    assert_eq!(
        server.ask(&named(json!("one")), &[]).await.status,
        401,
        "second use"
    );
    assert_eq!(server.ask(&named(json!("two")), &[]).await.status, 200);
    server.clock.advance(jiff::SignedDuration::from_mins(10));
    assert_eq!(
        server.ask(&named(json!("one")), &[]).await.status,
        200,
        "long after it expired"
    );
}

#[tokio::test]
async fn a_refused_assertion_does_not_use_up_its_jti() {
    let server = Running::with(Variant {
        jti: JtiRule::RequiredOnce,
        ..Variant::das_seed(API)
    })
    .await;
    let mut claims = server.claims();
    claims["jti"] = json!("one");
    let forged = ClientKeyPair::generate().jwt(&json!({ "alg": "ES256" }), &claims);
    assert_eq!(server.ask(&forged, &[]).await.status, 401);
    let genuine = server.key.jwt(&json!({ "alg": "ES256" }), &claims);
    assert_eq!(server.ask(&genuine, &[]).await.status, 200);
}
