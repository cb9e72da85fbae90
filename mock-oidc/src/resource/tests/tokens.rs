//! Which access tokens are taken, and what the others are told.

use jiff::SignedDuration;
use mock_kit::FaultPlan;
use serde_json::json;

use super::bench::{ALICE, BOB, Bench, RESOURCE, jwt, now};
use super::call::{Call, Certificate, TOKEN};

#[tokio::test]
async fn a_token_is_taken_from_the_header_alone_however_the_scheme_is_spelt() {
    let bench = Bench::plain().await;
    let list = || Call::get("accounts");
    let in_query = || Call::get(&format!("accounts?access_token={TOKEN}"));
    let named = format!("Bearer {TOKEN}");
    let cases = [
        (list(), "200"),
        (list().authorized(&[&format!("bEARER {TOKEN}")]), "200"),
        (list().authorized(&[&format!("BEARER  {TOKEN} ")]), "200"),
        (list().authorized(&[&named, &named]), "400 invalid_request"),
        (list().authorized(&[]), "401"),
        (list().authorized(&["Basic YTpi"]), "401"),
        (list().authorized(&["Bearer"]), "401"),
        (list().with_token("not!a!token"), "401 invalid_token"),
        (in_query().authorized(&[]), "401"),
        (in_query(), "400 invalid_request"),
    ];
    for (call, expected) in cases {
        let shown = format!("{call:?}");
        assert_eq!(bench.outcome(call).await, expected, "{shown}");
    }
}

#[tokio::test]
async fn a_token_in_the_body_is_not_read() {
    let bench = Bench::plain().await;
    let mut call = Call::post("payments", &bench.order(ALICE)).authorized(&[]);
    call.body = Some(format!("access_token={TOKEN}"));
    call.fields = vec![("content-type", "application/x-www-form-urlencoded")];
    assert_eq!(bench.outcome(call).await, "401");
}

#[tokio::test]
async fn a_token_that_is_no_good_is_refused_with_the_same_words() {
    let bench = Bench::plain().await;
    let issuer = bench.stand_in.issuer.clone();
    let expired = bench.token("expired", &json!({ "exp": bench.clock.unix_now() }));
    let refresh = bench.token("refresh", &json!({ "token_type": null }));
    let inactive = bench.token("inactive", &json!({ "active": false }));
    let id_token = jwt(&json!({ "iss": issuer, "sub": ALICE, "aud": "app", "exp": now() + 60 }));
    let assertion = jwt(&json!({ "iss": "app", "sub": "app", "aud": issuer }));
    let mut bodies = std::collections::BTreeSet::new();
    for token in [
        expired,
        refresh,
        inactive,
        id_token,
        assertion,
        "unknown".to_owned(),
    ] {
        let answer = bench.send(Call::get("accounts").with_token(&token)).await;
        assert_eq!(answer.outcome(), "401 invalid_token", "{token}");
        bodies.insert(answer.octets);
    }
    assert_eq!(bodies.len(), 1);
}

#[tokio::test]
async fn a_token_dies_at_its_expiry_and_at_its_revocation() {
    let bench = Bench::plain().await;
    bench.token("revoked", &json!({}));
    let call = || Call::get("accounts").with_token("revoked");
    assert_eq!(bench.status(call()).await, 200);
    bench.stand_in.revoke("revoked");
    assert_eq!(bench.outcome(call()).await, "401 invalid_token");
    assert_eq!(bench.status(Call::get("accounts")).await, 200);
    bench.clock.advance(SignedDuration::from_secs(600));
    assert_eq!(bench.status(Call::get("accounts")).await, 401);
}

#[tokio::test]
async fn a_token_without_the_scope_is_told_which_one_is_needed() {
    let bench = Bench::plain().await;
    let narrow = bench.token("narrow", &json!({ "scope": "openid accounts" }));
    let wide = bench.token("wide", &json!({ "scope": "payments accounts-of-nobody" }));
    let pay = Call::post("payments", &bench.order(ALICE)).with_token(&narrow);
    let refused = bench.send(pay).await;
    assert_eq!(refused.outcome(), "403 insufficient_scope");
    assert!(
        refused
            .header("www-authenticate")
            .contains("scope=\"payments\"")
    );
    let list = Call::get("accounts");
    assert_eq!(bench.status(list.clone().with_token(&narrow)).await, 200);
    assert_eq!(bench.status(list.with_token(&wide)).await, 403);
    assert_eq!(bench.payments().await, 0);
}

#[tokio::test]
async fn a_bound_token_is_good_with_its_certificate_only() {
    let bench = Bench::plain().await;
    let list = || Call::get("accounts");
    assert_eq!(bench.status(list()).await, 200);
    for other in [Certificate::Another, Certificate::None] {
        let refused = bench.outcome(list().showing(other)).await;
        assert_eq!(refused, "401 invalid_token", "{other:?}");
    }
}

#[tokio::test]
async fn a_bearer_token_is_taken_only_where_none_has_to_be_bound() {
    for (bench, expected) in [(Bench::plain().await, 200), (Bench::strict().await, 401)] {
        for cnf in [json!(null), json!({}), json!({ "jkt": "x" })] {
            let bearer = bench.token("bearer", &json!({ "cnf": cnf }));
            let call = Call::get("accounts").with_token(&bearer);
            assert_eq!(bench.status(call).await, expected, "{cnf}");
        }
    }
}

#[tokio::test]
async fn a_token_shows_the_accounts_of_its_customer_and_no_others() {
    let bench = Bench::plain().await;
    let list = bench.send(Call::get("accounts")).await.json();
    let own = bench.handle.accounts(ALICE).into_iter();
    let told: Vec<_> = own.map(|own| own.told(&FaultPlan::default())).collect();
    assert_eq!(list["accounts"], json!(told));
    let own = bench.account_of(ALICE, 1);
    let shown = bench.send(Call::get(&format!("accounts/{own}"))).await;
    assert_eq!(shown.json()["accountId"], json!(own));
    let foreign = Call::get(&format!("accounts/{}", bench.account_of(BOB, 0)));
    let (foreign, absent) = (
        bench.send(foreign).await,
        bench.send(Call::get("accounts/none")).await,
    );
    assert_eq!((foreign.status, absent.status), (404, 404));
    assert_eq!(foreign.octets, absent.octets);
    assert_eq!(bench.status(Call::get("accounts/%FF")).await, 404);
    let named = bench.send(Call::get("accounts?sub=bob")).await.json();
    assert_eq!(named, list);
}

#[tokio::test]
async fn a_token_of_a_client_for_itself_shows_nothing() {
    let bench = Bench::plain().await;
    for subject in [json!("app"), json!(RESOURCE), json!(null)] {
        let token = bench.token("machine", &json!({ "sub": subject }));
        let call = Call::get("accounts").with_token(&token);
        assert_eq!(
            bench.outcome(call).await,
            "403 insufficient_scope",
            "{subject}"
        );
    }
}
