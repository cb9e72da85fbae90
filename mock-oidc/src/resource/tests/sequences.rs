//! Faults that show only after something has happened.

use jiff::SignedDuration;
use serde_json::json;
use url::Url;

use super::bench::{ALICE, Bench};
use super::call::{Call, INTERACTION};

#[tokio::test]
async fn a_revoked_token_is_honoured_only_with_its_fault() {
    for (fault, expected) in [
        ("resource-honours-revoked-tokens", 200),
        ("resource-honours-expired-tokens", 401),
    ] {
        let bench = Bench::plain().await;
        bench.commit(fault);
        let call = || Call::get("accounts").with_token(&bench.token("seen", &json!({})));
        assert_eq!(bench.status(call()).await, 200);
        let call = call();
        bench.stand_in.revoke("seen");
        assert_eq!(bench.status(call).await, expected, "{fault}");
    }
}

#[tokio::test]
async fn an_expired_token_is_honoured_only_with_its_fault() {
    for (fault, expected) in [
        ("resource-honours-expired-tokens", 200),
        ("resource-honours-revoked-tokens", 401),
    ] {
        let bench = Bench::plain().await;
        bench.commit(fault);
        assert_eq!(bench.status(Call::get("accounts")).await, 200);
        bench.clock.advance(SignedDuration::from_hours(1));
        assert_eq!(
            bench.status(Call::get("accounts")).await,
            expected,
            "{fault}"
        );
    }
}

#[tokio::test]
async fn a_refused_payment_is_made_only_with_its_fault() {
    let bench = Bench::plain().await;
    let narrow = bench.token("narrow", &json!({ "scope": "accounts" }));
    let pay = || Call::post("payments", &bench.order(ALICE)).with_token(&narrow);
    assert_eq!(
        (bench.status(pay()).await, bench.payments().await),
        (403, 0)
    );
    bench.commit("resource-pays-before-it-checks");
    assert_eq!(
        (bench.status(pay()).await, bench.payments().await),
        (403, 1)
    );
}

#[tokio::test]
async fn interaction_ids_are_missing_from_the_log_only_with_their_fault() {
    let bench = Bench::plain().await;
    let call = || Call::get("accounts").field("x-fapi-interaction-id", INTERACTION);
    bench.send(call()).await;
    bench.commit("resource-logs-no-interaction-ids");
    bench.send(call()).await;
    let shown = bench.handle.control().inspect().await;
    assert_eq!(shown["interactions"][0]["interactionId"], INTERACTION);
    assert_eq!(shown["interactions"][1]["interactionId"], "");
}

#[tokio::test]
async fn plain_http_is_answered_only_with_its_fault() {
    let bench = Bench::plain().await;
    let mut clear = bench.handle.base().join("accounts").unwrap();
    clear.set_scheme("http").unwrap();
    assert!(get(&bench, clear.clone()).await.is_err());
    bench.commit("resource-serves-in-the-clear");
    assert_eq!(get(&bench, clear).await.unwrap(), 401);
}

#[tokio::test]
async fn the_number_of_an_account_is_given_for_payments_only_with_its_fault() {
    let bench = Bench::plain().await;
    let account = bench.handle.accounts(ALICE).remove(0);
    let target = format!("accounts/{}/payment-networks", account.account_id);
    let given = async || {
        let told = bench.send(Call::get(&target)).await.json();
        account
            .number
            .is(told["paymentNetworks"][0]["identifier"].as_str().unwrap())
    };
    assert!(!given().await);
    bench.commit("resource-gives-account-numbers-for-payments");
    assert!(given().await);
}

async fn get(bench: &Bench, address: Url) -> Result<u16, reqwest::Error> {
    let answer = bench.anybody().get(address).send().await?;
    Ok(answer.status().as_u16())
}
