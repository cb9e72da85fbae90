//! Payments are made by a token for them, from the customer's own account, and otherwise not at all.

use serde_json::json;

use super::bench::{ALICE, BOB, Bench};
use super::call::Call;

#[tokio::test]
async fn a_payment_is_made_and_kept() {
    let bench = Bench::strict().await;
    let order = bench.order(ALICE);
    let made = bench.send(Call::post("payments", &order)).await;
    assert_eq!(made.status, 201);
    let shown = bench.handle.control().inspect().await;
    assert_eq!(shown["payments"], json!([made.json()]));
    assert_eq!(made.json()["accountId"], order["accountId"]);
    bench.handle.control().reset();
    assert_eq!(bench.payments().await, 0);
}

#[tokio::test]
async fn an_order_that_is_none_changes_nothing() {
    let bench = Bench::plain().await;
    let good = bench.order(ALICE).to_string();
    let cases = [
        (good.replacen('{', r#"{"amount":1,"#, 1), 400),
        (good.replace("1250", "0"), 400),
        (good.replace("1250", "-1"), 400),
        (good.replace("amount", "sum"), 400),
        ("[]".to_owned(), 400),
        (format!("{good}{}", " ".repeat(20_000)), 413),
        (bench.order(BOB).to_string(), 404),
        (good.replace("accountId\":\"", "accountId\":\"x"), 404),
    ];
    for (body, expected) in cases {
        let mut call = Call::post("payments", &json!({}));
        call.body = Some(body.clone());
        assert_eq!(bench.status(call).await, expected, "{body}");
    }
    let mut untyped = Call::post("payments", &bench.order(ALICE));
    untyped.fields.clear();
    assert_eq!(bench.status(untyped).await, 415);
    assert_eq!(bench.payments().await, 0);
}

#[tokio::test]
async fn other_methods_are_refused_with_those_allowed() {
    let bench = Bench::plain().await;
    let refused = bench.send(Call::get("payments")).await;
    assert_eq!((refused.status, refused.header("allow")), (405, "POST"));
    assert_eq!(bench.status(Call::get("elsewhere")).await, 404);
}
