//! Pushed requests: who may push, who may take up, how long and how often.

use base64ct::{Base64UrlUnpadded, Encoding as _};
use jiff::SignedDuration;
use josekit::jwk::alg::ed::EdCurve;
use josekit::jwk::{Jwk, KeyPair as _};
use josekit::jws::{EdDSA, JwsSigner, PS256};
use serde_json::json;

use super::bench::{Bank, Browser, text};
use crate::ClientKeys;
use crate::checks::assertion_type::JWT_BEARER;

#[tokio::test]
async fn the_issuer_the_token_endpoint_and_the_endpoint_itself_are_audiences() {
    let bank = Bank::fdx().await;
    let audiences = [
        ("", "refuses-the-issuer-as-audience-of-pushed-requests"),
        (
            "/access_token",
            "refuses-the-token-endpoint-as-audience-of-pushed-requests",
        ),
        (
            "/par",
            "refuses-the-endpoint-as-audience-of-pushed-requests",
        ),
    ];
    for (path, fault) in audiences {
        let audience = format!("{}{path}", bank.issuer());
        for (committed, status) in [(false, 201), (true, 401)] {
            if committed {
                bank.commit(fault);
            }
            let assertion = bank.assertion(&bank.one, &audience);
            let object = bank.one.sign(&bank.object_claims(&bank.one));
            let form = [
                ("client_assertion_type", JWT_BEARER),
                ("client_assertion", assertion.as_str()),
                ("request", object.as_str()),
            ];
            let answer = bank.post_bare(&bank.one, "/par", &form).await;
            assert_eq!(answer.status, status, "{path} {committed}");
            bank.behave();
        }
    }
}

#[tokio::test]
async fn a_pushed_request_is_answered_with_its_name_and_lifetime() {
    let bank = Bank::fdx().await;
    let claims = bank.object_claims(&bank.one);
    let answer = bank.push(&bank.one, &claims).await;
    assert_eq!(
        (answer.status, answer.header("cache-control")),
        (201, "no-store")
    );
    assert_eq!(answer.json()["expires_in"], 60);
    assert!(text(&answer.json(), "request_uri").len() > 50);
    for (fault, shows) in [
        ("answers-pushed-requests-with-200", "200"),
        ("omits-expires-in-of-pushed-requests", "null"),
        ("numbers-request-uris", "short"),
        ("lets-request-uris-live-for-an-hour", "3600"),
    ] {
        bank.commit(fault);
        let answer = bank.push(&bank.one, &claims).await;
        let body = answer.json();
        let seen = [
            answer.status.to_string(),
            body["expires_in"].to_string(),
            if text(&body, "request_uri").len() < 50 {
                "short"
            } else {
                "long"
            }
            .to_owned(),
        ];
        assert!(seen.contains(&shows.to_owned()), "{fault}: {seen:?}");
        bank.behave();
    }
}

#[tokio::test]
async fn other_methods_nested_names_and_strangers_are_refused() {
    let bank = Bank::fdx().await;
    let object = bank.one.sign(&bank.object_claims(&bank.one));
    let address = format!("{}/par", bank.issuer());
    let assertion = bank.assertion(&bank.one, &bank.issuer());
    let query = [
        ("client_assertion_type", JWT_BEARER),
        ("client_assertion", assertion.as_str()),
        ("request", object.as_str()),
    ];
    let by_get = || bank.one.http.get(&address).query(&query).send();
    assert_eq!(by_get().await.unwrap().status(), 405);
    bank.commit("answers-pushed-requests-by-get");
    assert_eq!(by_get().await.unwrap().status(), 201);
    bank.behave();
    let nested = [
        ("request", object.as_str()),
        ("request_uri", "urn:example:x"),
    ];
    let refused = bank.post(&bank.one, "/par", &nested).await;
    assert_eq!(refused.outcome(), (400, "invalid_request".to_owned()));
    bank.commit("accepts-request-uris-in-pushed-requests");
    assert_eq!(bank.post(&bank.one, "/par", &nested).await.status, 201);
    bank.behave();
    let bare = [("request", object.as_str()), ("client_id", "one")];
    assert_eq!(bank.post_bare(&bank.one, "/par", &bare).await.status, 401);
    bank.commit("serves-pushed-requests-without-authentication");
    assert_eq!(bank.post_bare(&bank.one, "/par", &bare).await.status, 201);
}

#[tokio::test]
async fn a_request_uri_is_bound_to_its_client_and_its_time() {
    let bank = Bank::fdx().await;
    let claims = bank.object_claims(&bank.one);
    let mut parameters = bank.pushed(&bank.one, &claims).await;
    parameters["client_id"] = json!("two");
    assert!(!bank.leads_to_a_code(&parameters).await);
    bank.commit("lets-any-client-use-a-request-uri");
    assert!(bank.leads_to_a_code(&parameters).await);
    bank.behave();
    let parameters = bank.pushed(&bank.one, &claims).await;
    bank.clock.advance(SignedDuration::from_mins(6));
    assert!(!bank.leads_to_a_code(&parameters).await);
    bank.commit("accepts-expired-request-uris");
    assert!(bank.leads_to_a_code(&parameters).await);
}

#[tokio::test]
async fn a_request_uri_is_used_up_by_an_authorization_and_not_by_loading_the_page() {
    let bank = Bank::fdx().await;
    let claims = bank.object_claims(&bank.one);
    let parameters = bank.pushed(&bank.one, &claims).await;
    let mut browser = Browser::default();
    let first = bank.open(&mut browser, &parameters).await;
    assert!(bank.leads_to_a_code(&parameters).await);
    assert!(!bank.leads_to_a_code(&parameters).await);
    let consent = bank.log_in(&browser, &first.text).await;
    let late = bank
        .fill_in(&browser, &consent.text, &[("decision", "approve")])
        .await;
    assert_eq!(late.status, 400, "the page that was open before");
    bank.commit("accepts-used-request-uris");
    let parameters = bank.pushed(&bank.one, &claims).await;
    assert!(bank.leads_to_a_code(&parameters).await);
    assert!(bank.leads_to_a_code(&parameters).await);
    bank.behave();
    bank.commit("uses-up-request-uris-when-loaded");
    let parameters = bank.pushed(&bank.one, &claims).await;
    assert_eq!(bank.open(&mut browser, &parameters).await.status, 200);
    assert_eq!(bank.open(&mut browser, &parameters).await.status, 400);
    bank.behave();
    bank.commit("demands-parameters-beside-a-request-uri");
    let parameters = bank.pushed(&bank.one, &claims).await;
    assert!(!bank.leads_to_a_code(&parameters).await);
}

#[tokio::test]
async fn fdx_serves_pushed_requests_by_response_jwt_only() {
    let bank = Bank::fdx().await;
    let mut claims = bank.object_claims(&bank.one);
    let parameters = bank.one.by_value(&claims);
    assert_eq!(
        bank.approved(&parameters).await.unwrap().text("error"),
        "invalid_request"
    );
    bank.commit("serves-requests-that-were-not-pushed");
    assert!(bank.leads_to_a_code(&parameters).await);
    bank.behave();
    claims["response_type"] = json!("code id_token");
    claims["response_mode"] = json!("fragment");
    let refused = bank.push(&bank.one, &claims).await;
    assert_eq!(
        refused.outcome(),
        (400, "unsupported_response_type".to_owned())
    );
    bank.commit("serves-the-hybrid-flow-where-it-is-barred");
    assert_eq!(bank.push(&bank.one, &claims).await.status, 201);
    bank.behave();
    let mut bare = bank.object_claims(&bank.one);
    bare.as_object_mut().unwrap().remove("code_challenge");
    assert_eq!(bank.push(&bank.one, &bare).await.status, 400);
}

#[tokio::test]
async fn each_algorithm_of_fdx_is_taken() {
    let rsa = PS256.generate_key_pair(2048).unwrap().to_jwk_key_pair();
    let edwards = EdDSA.generate_key_pair(EdCurve::Ed25519).unwrap();
    let edwards = edwards.to_jwk_key_pair();
    let signers: [(&str, Jwk, Box<dyn JwsSigner>); 2] = [
        (
            "refuses-ps256-request-objects",
            rsa.to_public_key().unwrap(),
            Box::new(PS256.signer_from_jwk(&rsa).unwrap()),
        ),
        (
            "refuses-eddsa-request-objects",
            edwards.to_public_key().unwrap(),
            Box::new(EdDSA.signer_from_jwk(&edwards).unwrap()),
        ),
    ];
    for (fault, public, signer) in signers {
        let bank = Bank::fdx().await;
        let mut client = bank.one.registration();
        let mut set = bank.one.key.key_set();
        set["keys"]
            .as_array_mut()
            .unwrap()
            .push(json!(public.as_ref()));
        client.keys = ClientKeys::Jwks(set);
        bank.register(client).unwrap();
        let encode = |text: &str| Base64UrlUnpadded::encode_string(text.as_bytes());
        let header = json!({ "alg": signer.algorithm().name() }).to_string();
        let claims = bank.object_claims(&bank.one).to_string();
        let input = format!("{}.{}", encode(&header), encode(&claims));
        let signature = signer.sign(input.as_bytes()).unwrap();
        let object = format!("{input}.{}", Base64UrlUnpadded::encode_string(&signature));
        let form = [("request", object.as_str())];
        let taken = bank.post(&bank.one, "/par", &form).await;
        assert_eq!(taken.status, 201, "{fault}: {taken:?}");
        bank.commit(fault);
        let refused = bank.post(&bank.one, "/par", &form).await;
        assert_eq!(refused.outcome().1, "invalid_request_object", "{fault}");
    }
}

#[tokio::test]
async fn a_consent_object_is_dropped_only_with_the_fault_of_that_kind() {
    let bank = Bank::fdx().await;
    bank.commit("ignores-authorization-details");
    let mut claims = bank.object_claims(&bank.one);
    claims["authorization_details"] = json!([{ "type": "fdx.v1.0", "dataClusters": ["accounts"] }]);
    let parameters = bank.pushed(&bank.one, &claims).await;
    let heard = bank.approved(&parameters).await.unwrap();
    let tokens = bank.redeem(&bank.one, heard.code()).await.json();
    assert!(tokens.get("authorization_details").is_none());
}
