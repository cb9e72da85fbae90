//! What responses and ID tokens say, and how faults bend them one by one.

use serde_json::{Value, json};

use super::bench::{Bank, Heard, text};
use crate::tests::bench::{claims, header};

/// Whether a response shows a deviation.
type Shows = fn(&Heard, &Bank) -> bool;
/// Whether the claims of an ID token show a deviation.
type Tells = fn(&Value, &Bank) -> bool;

#[tokio::test]
async fn response_jwts_are_bent_one_by_one() {
    let bank = Bank::advanced().await;
    let cases: [(&str, Shows); 13] = [
        ("forgets-the-state", |h, _| h.text("state").is_empty()),
        ("alters-the-state", |h, _| h.text("state") != "the State"),
        ("omits-the-issuer-from-responses", |h, _| {
            h.text("iss").is_empty()
        }),
        ("omits-the-audience-from-responses", |h, _| {
            h.text("aud").is_empty()
        }),
        ("omits-the-expiry-from-responses", |h, _| {
            h.fields.get("exp").is_none()
        }),
        ("names-another-issuer-in-responses", |h, bank| {
            h.text("iss") != bank.issuer()
        }),
        ("names-another-audience-in-responses", |h, _| {
            h.text("aud") != "one"
        }),
        ("answers-with-expired-responses", |h, bank| {
            h.fields["exp"].as_i64().unwrap_or(i64::MAX) < bank.clock.unix_now()
        }),
        ("sends-unsigned-responses", |h, _| {
            h.sent["response"].ends_with('.')
        }),
        ("signs-responses-with-rs256", |h, _| {
            header(&h.sent["response"])["alg"] == "RS256"
        }),
        ("signs-responses-with-an-unpublished-key", |h, bank| {
            header(&h.sent["response"])["kid"] != bank.handle.signing_key().as_str()
                && header(&h.sent["response"])["alg"] == "PS256"
        }),
        ("repeats-parameters-outside-the-response-jwt", |h, _| {
            h.sent.contains_key("code")
        }),
        ("issues-short-codes", |h, _| h.code().len() < 10),
    ];
    let parameters = bank.one.by_value(&bank.object_claims(&bank.one));
    for (fault, shows) in cases {
        let honest = bank.approved(&parameters).await.unwrap();
        bank.commit(fault);
        let bent = bank.approved(&parameters).await.unwrap();
        bank.behave();
        let seen = (shows(&honest, &bank), shows(&bent, &bank));
        assert_eq!(seen, (false, true), "{fault}");
    }
}

#[tokio::test]
async fn denials_and_pages_are_bent_one_by_one() {
    let bank = Bank::advanced().await;
    let parameters = bank.one.by_value(&bank.object_claims(&bank.one));
    let denied = bank.decided(&parameters, "deny").await.unwrap();
    assert_eq!(
        (denied.text("error"), denied.text("state")),
        ("access_denied", "the State")
    );
    bank.commit("misnames-a-denial");
    let denied = bank.decided(&parameters, "deny").await.unwrap();
    assert_eq!(denied.text("error"), "server_error");
    for fault in ["overrides-a-denial", "skips-the-consent-page"] {
        bank.behave();
        bank.commit(fault);
        let heard = bank.decided(&parameters, "deny").await.unwrap();
        assert!(!heard.code().is_empty(), "{fault}");
    }
    for (fault, field) in [
        ("allows-stripping-tls", "strict-transport-security"),
        ("leaks-the-referrer", "referrer-policy"),
    ] {
        bank.behave();
        bank.commit(fault);
        let page = bank
            .open(&mut super::bench::Browser::default(), &parameters)
            .await;
        assert_eq!(page.header(field), "", "{fault}");
    }
    bank.behave();
    bank.commit("lets-anybody-log-in");
    let mut browser = super::bench::Browser::default();
    let page = bank.open(&mut browser, &parameters).await;
    let form = [("username", "erika"), ("password", "guessed")];
    let page = bank.fill_in(&browser, &page.text, &form).await.text;
    assert!(page.contains("decision"));
    assert!(page.contains("accounts"));
    bank.behave();
}

#[tokio::test]
async fn id_tokens_of_the_front_channel_are_bent_one_by_one() {
    let bank = Bank::advanced().await;
    let mut request = bank.object_claims(&bank.one);
    request["response_type"] = json!("code id_token");
    request["response_mode"] = json!("fragment");
    request["claims"] = json!({ "id_token": { "acr": { "essential": true } } });
    let parameters = bank.one.by_value(&request);
    let honest = claims(bank.approved(&parameters).await.unwrap().text("id_token"));
    for name in ["name", "email"] {
        assert!(honest.get(name).is_none(), "{name}");
    }
    for (fault, claim) in [
        ("omits-c-hash", "c_hash"),
        ("omits-s-hash", "s_hash"),
        ("misstates-s-hash", "s_hash"),
        ("omits-the-nonce", "nonce"),
        ("truncates-the-nonce", "nonce"),
        ("omits-the-acr", "acr"),
        ("names-another-issuer-in-id-tokens", "iss"),
        ("issues-expired-id-tokens", "exp"),
        ("names-another-audience-in-id-tokens", "aud"),
        ("dates-id-tokens-back-by-a-week", "iat"),
        ("omits-the-subject-of-id-tokens", "sub"),
        ("omits-the-expiry-of-id-tokens", "exp"),
        ("omits-the-time-of-id-tokens", "iat"),
        ("misstates-c-hash", "c_hash"),
        ("shows-personal-data-in-the-front-channel", "email"),
    ] {
        bank.commit(fault);
        let bent = claims(bank.approved(&parameters).await.unwrap().text("id_token"));
        assert_ne!(bent.get(claim), honest.get(claim), "{fault}");
        bank.behave();
    }
    bank.commit("answers-hybrid-requests-in-the-query");
    assert!(!bank.approved(&parameters).await.unwrap().in_fragment);
    bank.behave();
    bank.commit("omits-the-id-token-from-hybrid-responses");
    assert_eq!(
        bank.approved(&parameters).await.unwrap().text("id_token"),
        ""
    );
}

#[tokio::test]
async fn without_state_nothing_is_said_of_it() {
    let bank = Bank::advanced().await;
    let mut request = bank.object_claims(&bank.one);
    request.as_object_mut().unwrap().remove("state");
    request["response_type"] = json!("code id_token");
    request["response_mode"] = json!("fragment");
    let parameters = bank.one.by_value(&request);
    let heard = bank.approved(&parameters).await.unwrap();
    assert!(heard.fields.get("state").is_none());
    assert!(claims(heard.text("id_token")).get("s_hash").is_none());
    bank.commit("invents-a-state");
    bank.commit("states-s-hash-of-nothing");
    let heard = bank.approved(&parameters).await.unwrap();
    assert!(heard.fields.get("state").is_some());
    assert!(claims(heard.text("id_token")).get("s_hash").is_some());
}

#[tokio::test]
async fn id_tokens_of_the_token_endpoint_are_bent_one_by_one() {
    let bank = Bank::advanced().await;
    let cases: [(&str, Tells); 5] = [
        ("omits-the-id-token", |tokens, _| {
            tokens.get("id_token").is_none()
        }),
        ("sends-unsigned-id-tokens", |t, _| {
            text(t, "id_token").ends_with('.')
        }),
        ("signs-id-tokens-with-rs256", |t, _| {
            header(text(t, "id_token"))["alg"] == "RS256"
        }),
        ("signs-id-tokens-with-an-unpublished-key", |t, bank| {
            header(text(t, "id_token"))["kid"] != bank.handle.signing_key().as_str()
        }),
        ("misstates-at-hash", |t, _| {
            let algorithm = crate::Algorithm::Ps256;
            let own = crate::authorization::half_hash::of(text(t, "access_token"), algorithm);
            claims(text(t, "id_token"))["at_hash"] != json!(own)
        }),
    ];
    for (fault, tells) in cases {
        bank.commit(fault);
        assert!(tells(&bank.tokens(&bank.one).await, &bank), "{fault}");
        bank.behave();
        assert!(!tells(&bank.tokens(&bank.one).await, &bank), "{fault}");
    }
}

#[tokio::test]
async fn subjects_are_bent_only_where_they_are_pairwise() {
    let bank = Bank::fdx().await;
    for (fault, subject) in [
        ("names-users-alike-everywhere", Some("user-1")),
        ("names-users-differently-each-time", None),
    ] {
        bank.commit(fault);
        let parameters = bank.pushed(&bank.one, &bank.object_claims(&bank.one)).await;
        let heard = bank.approved(&parameters).await.unwrap();
        let tokens = bank.redeem(&bank.one, heard.code()).await.json();
        let told = claims(text(&tokens, "id_token"));
        assert_eq!(subject.is_some(), told["sub"] == "user-1", "{fault}");
        bank.behave();
    }
}
