//! What browsers and others are told.

use serde_json::json;

use super::bench::Bench;
use super::situation;

#[tokio::test]
async fn a_browser_is_sent_on_with_a_cookie_of_its_own() {
    let bench = Bench::with(situation::code()).await;
    let start = bench.get("start", None).await;
    assert_eq!(start.status, 303);
    assert!(start.cookie.unwrap().starts_with("__Host-session="));
}

#[tokio::test]
async fn every_authorization_server_has_a_redirect_uri_of_its_own() {
    let bench = Bench::with(situation::code()).await;
    let path = bench.redirect_uri_at_the_other_server().await;
    assert_eq!(path, "/callback/1");
    let stranger = bench
        .get("start?issuer=https://stranger.example", None)
        .await;
    assert!(stranger.body.contains("not registered"));
}

#[tokio::test]
async fn a_response_is_taken_once() {
    let bench = Bench::with(situation::code()).await;
    let start = bench.get("start", None).await;
    let response = bench.stand_in.respond(&start.location.unwrap());
    let query = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(response)
        .finish();
    let callback = format!("callback?{query}");
    let cookies = format!("first=1; {}", start.cookie.unwrap());
    assert_eq!(bench.get(&callback, Some(&cookies)).await.status, 200);
    assert_eq!(bench.get(&callback, Some(&cookies)).await.status, 400);
}

#[tokio::test]
async fn a_fragment_is_fetched_by_a_page_with_a_script() {
    let bench = Bench::with(situation::hybrid()).await;
    let page = bench.get("callback", None).await;
    assert!(page.body.contains("fragment.js"));
    let script = bench.get("fragment.js", None).await;
    assert!(script.body.contains("location.hash"));
}

#[tokio::test]
async fn flows_and_outcomes_are_shown_without_secrets() {
    let bench = Bench::with(situation::code()).await;
    let run = bench.run().await;
    bench.get("start", None).await;
    let shown = bench.inspect().await;
    let expected = json!([
        { "begun": "2026-03-01T12:00:00Z", "outcome": "done", "accounts": 2 },
        { "begun": "2026-03-01T12:00:00Z", "outcome": "pending" },
    ]);
    assert_eq!(shown["flows"], expected);
    assert!(!shown.to_string().contains(&run.asked("state")));
    bench.handle.control().reset();
    assert_eq!(bench.inspect().await["flows"], json!([]));
}

#[tokio::test]
async fn a_notification_without_a_certificate_is_refused() {
    let bench = Bench::with(situation::code()).await;
    assert_eq!(
        bench
            .post("notifications", None, String::new())
            .await
            .status,
        403
    );
}
