//! What authorization requests are refused for, and the faults that let them pass.

use base64ct::{Base64UrlUnpadded, Encoding as _};
use serde_json::{Value, json};

use super::bench::{Bank, Browser, VERIFIER};
use crate::ClientStatus;

/// Bends the claims of a request object at that second.
type Bend = fn(&mut Value, i64);

fn without(claims: &mut Value, claim: &str) {
    claims.as_object_mut().unwrap().remove(claim);
}

/// Whether `parameters` lead to a code only while `fault` is committed.
async fn passes_only_with(bank: &Bank, fault: &str, parameters: &Value) -> bool {
    let honest = bank.leads_to_a_code(parameters).await;
    bank.commit(fault);
    let bent = bank.leads_to_a_code(parameters).await;
    bank.behave();
    !honest && bent
}

#[tokio::test]
async fn bent_request_objects_pass_only_with_their_fault() {
    let bank = Bank::advanced().await;
    let cases: [(&str, Bend); 17] = [
        ("accepts-request-objects-without-expiry", |c, _| {
            without(c, "exp");
        }),
        ("accepts-expired-request-objects", |c, now| {
            c["nbf"] = json!(now - 1200);
            c["exp"] = json!(now - 600);
        }),
        ("accepts-request-objects-that-live-too-long", |c, now| {
            c["exp"] = json!(now + 4200);
        }),
        ("accepts-request-objects-without-not-before", |c, _| {
            without(c, "nbf");
        }),
        ("accepts-request-objects-that-began-long-ago", |c, now| {
            c["nbf"] = json!(now - 4200);
            c["exp"] = json!(now + 300);
        }),
        ("accepts-request-objects-for-others", |c, _| {
            c["aud"] = json!("https://other.example/");
        }),
        ("accepts-request-objects-for-nobody", |c, _| {
            without(c, "aud");
        }),
        ("accepts-nested-requests", |c, _| {
            c["request_uri"] = json!("urn:example:nested");
        }),
        ("ignores-another-client-in-the-request-object", |c, _| {
            c["client_id"] = json!("two");
        }),
        ("serves-requests-without-redirect-uri", |c, _| {
            without(c, "redirect_uri");
        }),
        ("accepts-unregistered-redirect-uris", |c, _| {
            c["redirect_uri"] = json!("https://evil.example/callback");
        }),
        ("matches-redirect-uris-by-prefix", |c, _| {
            c["redirect_uri"] = json!("https://one.example/callback/deeper");
        }),
        ("ignores-the-case-of-redirect-uris", |c, _| {
            c["redirect_uri"] = json!("https://one.example/Callback");
        }),
        ("serves-openid-requests-without-nonce", |c, _| {
            without(c, "nonce");
        }),
        ("offers-unregistered-scope-to-users", |c, _| {
            c["scope"] = json!("openid payments");
        }),
        ("answers-with-unprotected-codes", |c, _| {
            without(c, "response_mode");
        }),
        ("ignores-essential-acr", |c, _| {
            c["claims"] = json!({ "id_token": { "acr": { "essential": true, "value": "gold" } } });
        }),
    ];
    for (fault, bend) in cases {
        let mut claims = bank.object_claims(&bank.one);
        bend(&mut claims, bank.clock.unix_now());
        let parameters = bank.one.by_value(&claims);
        assert!(passes_only_with(&bank, fault, &parameters).await, "{fault}");
    }
}

#[tokio::test]
async fn requests_that_were_not_signed_well_pass_only_with_their_fault() {
    let bank = Bank::advanced().await;
    let claims = bank.object_claims(&bank.one);
    let encode = |text: &str| Base64UrlUnpadded::encode_string(text.as_bytes());
    let forged = |header: &str, signature: &str| {
        format!(
            "{}.{}.{signature}",
            encode(header),
            encode(&claims.to_string())
        )
    };
    let cases = [
        (
            "accepts-unsigned-request-objects",
            forged(r#"{"alg":"nOnE"}"#, ""),
        ),
        (
            "accepts-request-objects-under-other-algorithms",
            forged(r#"{"alg":"RS256"}"#, "AAAA"),
        ),
        (
            "accepts-request-objects-with-broken-signature",
            forged(r#"{"alg":"ES256"}"#, "AAAA"),
        ),
        (
            "accepts-request-objects-signed-by-another-client",
            bank.two.sign(&claims),
        ),
    ];
    for (fault, object) in cases {
        let parameters = json!({ "client_id": "one", "request": object });
        assert!(passes_only_with(&bank, fault, &parameters).await, "{fault}");
    }
    let plain = bank.one.request();
    assert!(passes_only_with(&bank, "accepts-unsigned-requests", &plain).await);
}

#[tokio::test]
async fn only_what_is_inside_counts() {
    let bank = Bank::advanced().await;
    let mut claims = bank.object_claims(&bank.one);
    without(&mut claims, "state");
    let mut parameters = bank.one.by_value(&claims);
    parameters["state"] = json!("outside");
    let heard = bank.approved(&parameters).await.unwrap();
    assert!(heard.fields.get("state").is_none());
    bank.commit("completes-the-request-object-from-outside");
    assert_eq!(
        bank.approved(&parameters).await.unwrap().text("state"),
        "outside"
    );
    bank.behave();
    bank.commit("prefers-parameters-outside-the-request-object");
    let mut parameters = bank.one.by_value(&bank.object_claims(&bank.one));
    parameters["state"] = json!("outside");
    assert_eq!(
        bank.approved(&parameters).await.unwrap().text("state"),
        "outside"
    );
}

#[tokio::test]
async fn good_requests_are_refused_only_with_the_fault_of_that_kind() {
    let bank = Bank::advanced().await;
    let cases: [(&str, Bend); 5] = [
        ("refuses-request-objects-for-several", |c, _| {
            c["aud"] = json!([c["aud"], "https://other.example/"]);
        }),
        ("demands-state", |c, _| without(c, "state")),
        ("refuses-unknown-authorization-parameters", |c, _| {
            c["unheard-of"] = json!("x");
        }),
        ("refuses-another-scope-order", |c, _| {
            c["scope"] = json!("accounts openid");
        }),
        ("refuses-es256-request-objects", |_, _| ()),
    ];
    for (fault, bend) in cases {
        let mut claims = bank.object_claims(&bank.one);
        bend(&mut claims, 0);
        let parameters = bank.one.by_value(&claims);
        assert!(bank.leads_to_a_code(&parameters).await, "{fault}");
        bank.commit(fault);
        assert!(!bank.leads_to_a_code(&parameters).await, "{fault}");
        bank.behave();
    }
}

#[tokio::test]
async fn baseline_demands_proof_keys_and_state() {
    let bank = Bank::baseline().await;
    let mut request = bank.one.request();
    without(&mut request, "response_mode");
    assert!(bank.leads_to_a_code(&request).await);
    let mut bare = request.clone();
    without(&mut bare, "code_challenge");
    assert!(passes_only_with(&bank, "accepts-requests-without-proof-key", &bare).await);
    let mut plain = request.clone();
    plain["code_challenge_method"] = json!("plain");
    plain["code_challenge"] = json!(VERIFIER);
    assert!(passes_only_with(&bank, "accepts-plain-proof-keys", &plain).await);
    let mut stateless = request.clone();
    stateless["scope"] = json!("accounts");
    without(&mut stateless, "state");
    assert!(passes_only_with(&bank, "serves-requests-without-state", &stateless).await);
    let mut silent = request.clone();
    silent["prompt"] = json!("none");
    assert!(passes_only_with(&bank, "shows-pages-in-spite-of-prompt-none", &silent).await);
    let refused = bank.approved(&silent).await.unwrap();
    assert_eq!(refused.text("error"), "login_required");
}

#[tokio::test]
async fn refusals_go_to_the_client_only_once_its_address_is_known_to_be_good() {
    let bank = Bank::advanced().await;
    let mut claims = bank.object_claims(&bank.one);
    claims["scope"] = json!("openid payments");
    let told = bank.approved(&bank.one.by_value(&claims)).await.unwrap();
    assert!(
        told.sent.contains_key("response"),
        "by response JWT, as asked"
    );
    assert_eq!(
        (told.text("error"), told.text("state")),
        ("invalid_scope", "the State")
    );
    claims["redirect_uri"] = json!("https://evil.example/");
    let parameters = bank.one.by_value(&claims);
    let page = bank.open(&mut Browser::default(), &parameters).await;
    assert_eq!((page.status, page.header("location")), (400, ""));
    bank.commit("redirects-errors-to-unregistered-uris");
    assert_eq!(
        bank.approved(&parameters).await.unwrap().address,
        "https://evil.example/"
    );
}

#[tokio::test]
async fn the_authorization_endpoint_reads_forms_too() {
    let bank = Bank::advanced().await;
    let object = bank.one.sign(&bank.object_claims(&bank.one));
    let form = [("client_id", "one"), ("request", object.as_str())];
    let page = bank.post_bare(&bank.one, "/authorize", &form).await;
    assert_eq!((page.status, page.text.contains("password")), (200, true));
    bank.commit("refuses-authorization-requests-by-post");
    assert_eq!(
        bank.post_bare(&bank.one, "/authorize", &form).await.status,
        405
    );
}

#[tokio::test]
async fn only_admitted_clients_start_authorizations() {
    let bank = Bank::fdx().await;
    let claims = bank.object_claims(&bank.one);
    for status in [
        ClientStatus::Pending,
        ClientStatus::Rejected,
        ClientStatus::Inactive,
    ] {
        bank.set_status(status);
        let refused = bank.push(&bank.one, &claims).await;
        assert_eq!(
            refused.outcome(),
            (400, "unauthorized_client".to_owned()),
            "{status:?}"
        );
    }
    bank.commit("serves-clients-that-are-not-admitted");
    assert_eq!(bank.push(&bank.one, &claims).await.status, 201);
    bank.behave();
    bank.set_status(ClientStatus::Tentative);
    assert_eq!(bank.push(&bank.one, &claims).await.status, 201);
    bank.commit("refuses-tentative-clients");
    assert_eq!(bank.push(&bank.one, &claims).await.status, 400);
}

#[tokio::test]
async fn scope_and_consent_object_ask_for_the_same() {
    let bank = Bank::fdx().await;
    for (scope, fault) in [
        (
            "openid accounts",
            "accepts-scope-that-falls-short-of-the-consent",
        ),
        (
            "openid accounts transactions investments",
            "accepts-scope-beyond-the-consent",
        ),
    ] {
        let mut client = bank.one.registration();
        client.scopes.push("investments".to_owned());
        bank.register(client).unwrap();
        let mut claims = bank.object_claims(&bank.one);
        claims["scope"] = json!(scope);
        claims["authorization_details"] =
            json!([{ "type": "fdx.v1.0", "dataClusters": ["accounts", "transactions"] }]);
        let refused = bank.push(&bank.one, &claims).await;
        assert_eq!(
            refused.outcome(),
            (400, "invalid_scope".to_owned()),
            "{fault}"
        );
        bank.commit(fault);
        assert_eq!(bank.push(&bank.one, &claims).await.status, 201, "{fault}");
        bank.behave();
        claims["authorization_details"] = json!([{ "type": "unheard-of" }]);
        let refused = bank.push(&bank.one, &claims).await;
        assert_eq!(refused.outcome().1, "invalid_authorization_details");
    }
}
