//! How the resource asks the authorization server, and what it makes of one that fails it.

use serde_json::json;

use super::bench::Bench;
use super::call::Call;

#[tokio::test]
async fn metadata_are_fetched_once_and_every_token_is_asked_about_each_time() {
    let bench = Bench::plain().await;
    for _ in 0..3 {
        assert_eq!(bench.status(Call::get("accounts")).await, 200);
    }
    let asked = bench.stand_in.journal.entries();
    let asked: Vec<_> = asked.iter().map(|one| one.target.as_str()).collect();
    let question = "/as/introspect";
    let metadata = "/as/.well-known/openid-configuration";
    assert_eq!(asked, [metadata, question, question, question]);
}

#[tokio::test]
async fn nothing_is_served_while_nobody_can_say_what_a_token_is_worth() {
    let too_long = format!(r#"{{"active":true,"filler":"{}"}}"#, "x".repeat(70_000));
    let cases = [
        (500, "{}"),
        (200, "<html>"),
        (200, r#"{"active":"true"}"#),
        (200, r#"{"active":false,"active":true}"#),
        (200, too_long.as_str()),
    ];
    let bench = Bench::plain().await;
    for (status, body) in cases {
        bench.stand_in.answer(status, body);
        let answer = bench.send(Call::get("accounts")).await;
        assert_eq!(answer.status, 503, "{body:.40}");
        assert_eq!(answer.header("retry-after"), "60");
    }
}

#[tokio::test]
async fn tokens_are_shown_to_no_other_server() {
    let elsewhere = "https://localhost:1/introspect";
    for (issuer, endpoint) in [
        (Some("https://another.example/as"), None),
        (None, Some(elsewhere.to_owned())),
    ] {
        let bench = Bench::plain().await;
        let own = bench.stand_in.issuer.to_string();
        bench.stand_in.publish(json!({
            "issuer": issuer.unwrap_or(&own),
            "introspection_endpoint": endpoint.unwrap_or_else(|| format!("{own}/introspect")),
        }));
        assert_eq!(bench.status(Call::get("accounts")).await, 503);
        let asked = bench.stand_in.journal.entries();
        assert!(asked.iter().all(|one| !one.target.contains("introspect")));
    }
}
