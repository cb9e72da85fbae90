//! What the consent behind a token entitles to.

use serde_json::{Value, json};

use super::bench::{ALICE, BOB, Bench, details};
use super::call::Call;

/// A token of a consent with these resources.
fn consented(bench: &Bench, resources: &Value) -> String {
    bench.token(
        "consented",
        &json!({ "authorization_details": details(resources) }),
    )
}

async fn listed(bench: &Bench, token: &str) -> Vec<String> {
    let answer = bench.send(Call::get("accounts").with_token(token)).await;
    let accounts = answer.json()["accounts"].clone();
    let accounts: Vec<Value> = serde_json::from_value(accounts).unwrap();
    let ids = accounts
        .iter()
        .map(|one| one["accountId"].as_str().unwrap().to_owned());
    ids.collect()
}

#[tokio::test]
async fn accounts_that_the_consent_names_are_shown_and_no_others() {
    let bench = Bench::strict().await;
    let [own, other] = [bench.account_of(ALICE, 0), bench.account_of(ALICE, 1)];
    let foreign = bench.account_of(BOB, 0);
    let resources = json!([
        { "resourceId": own, "dataClusters": ["accounts"] },
        { "resourceId": other, "dataClusters": ["transactions"] },
        { "resourceId": foreign, "dataClusters": ["accounts"] },
    ]);
    let token = consented(&bench, &resources);
    assert_eq!(listed(&bench, &token).await, std::slice::from_ref(&own));
    for (id, expected) in [(own, 200), (other, 404), (foreign, 404)] {
        let call = Call::get(&format!("accounts/{id}")).with_token(&token);
        assert_eq!(bench.status(call).await, expected, "{id}");
    }
}

#[tokio::test]
async fn a_consent_that_names_no_account_is_for_all_of_the_customer() {
    let bench = Bench::strict().await;
    let token = consented(&bench, &json!([{ "dataClusters": ["accounts"] }]));
    assert_eq!(listed(&bench, &token).await.len(), 2);
}

#[tokio::test]
async fn an_action_that_the_consent_does_not_hold_is_refused_whatever_the_scope() {
    let bench = Bench::strict().await;
    let token = consented(&bench, &json!([{ "dataClusters": ["accounts"] }]));
    let pay = Call::post("payments", &bench.order(ALICE)).with_token(&token);
    assert_eq!(bench.outcome(pay).await, "403 insufficient_scope");
    let nothing = consented(&bench, &json!([]));
    let list = Call::get("accounts").with_token(&nothing);
    assert_eq!(bench.outcome(list).await, "403 insufficient_scope");
    assert_eq!(bench.payments().await, 0);
}

#[tokio::test]
async fn a_token_without_a_consent_is_refused_where_consents_are_looked_at() {
    for (bench, expected) in [(Bench::strict().await, 403), (Bench::plain().await, 200)] {
        let but = json!({ "authorization_details": null });
        let token = bench.token("without", &but);
        let call = Call::get("accounts").with_token(&token);
        assert_eq!(bench.status(call).await, expected);
    }
}
