//! Access tokens that are refused, and what is done about it.

use serde_json::json;

use super::bench::Bench;
use super::situation::{self, Situation};

#[tokio::test]
async fn a_refused_token_is_renewed_once() {
    let refused = Situation {
        refusals: vec![401],
        ..situation::jarm()
    };
    let run = Bench::with(refused).await.run().await;
    assert_eq!((run.ended(), run.to("/accounts").len()), ("done", 2));
    let requests = run.to("/access_token");
    assert_eq!(requests[1].form["grant_type"], "refresh_token");
    let tokens: Vec<_> = run
        .to("/accounts")
        .iter()
        .map(|sent| sent.field("authorization").to_owned())
        .collect();
    assert_ne!(tokens[0], tokens[1]);
}

#[tokio::test]
async fn another_refusal_stops_the_flow() {
    for (refusals, asked) in [(vec![401, 401], 2), (vec![403], 1), (vec![500], 1)] {
        let situation = Situation {
            refusals,
            ..situation::code()
        };
        let run = Bench::with(situation).await.run().await;
        assert_eq!((run.ended(), run.to("/accounts").len()), ("stopped", asked));
        assert!(run.reason().contains("the resource answered"));
    }
}

#[tokio::test]
async fn without_a_refresh_token_nothing_is_renewed() {
    let alone = Situation {
        refusals: vec![401],
        tokens: json!({ "refresh_token": null }),
        ..situation::code()
    };
    let run = Bench::with(alone).await.run().await;
    assert_eq!((run.ended(), run.to("/access_token").len()), ("stopped", 1));
}

#[tokio::test]
async fn the_accounts_are_read_again_with_the_tokens_held() {
    let bench = Bench::with(situation::code()).await;
    let run = bench.run().await;
    let cookie = run.cookie.as_deref();
    let again = bench.post("again", cookie, String::new()).await;
    assert_eq!(
        (again.status, again.body.as_str()),
        (200, r#"{"outcome":"done","accounts":2}"#)
    );
    let stranger = bench.post("again", None, String::new()).await;
    assert_eq!(stranger.status, 400);
    assert_eq!(refresh_tokens_after_two_refusals(&bench, cookie).await, 2);
}

/// How many different refresh tokens are used.
pub async fn refresh_tokens_after_two_refusals(bench: &Bench, cookie: Option<&str>) -> usize {
    let mut used = std::collections::BTreeSet::new();
    for _ in 0..2 {
        bench.stand_in.refuse(&[401]);
        bench.post("again", cookie, String::new()).await;
        let last = bench
            .stand_in
            .journal
            .entries()
            .into_iter()
            .rfind(|entry| entry.target.ends_with("/access_token"));
        used.insert(super::run::Sent::from(last.unwrap()).form["refresh_token"].clone());
    }
    used.len()
}

#[tokio::test]
async fn tokens_are_dropped_where_reading_again_fails() {
    let bench = Bench::with(situation::code()).await;
    let run = bench.run().await;
    bench.stand_in.refuse(&[403]);
    let failed = bench
        .post("again", run.cookie.as_deref(), String::new())
        .await;
    assert!(failed.body.contains("403"));
    let dropped = bench
        .post("again", run.cookie.as_deref(), String::new())
        .await;
    assert!(dropped.body.contains("session"));
}
