//! Who is served.

use std::net::IpAddr;

use serde_json::json;

use super::world::{World, forwarded};

#[tokio::test]
async fn a_token_for_another_office_or_purpose_is_refused() {
    let world = World::new().await;
    let now = world.clock.unix_now();
    let changes = [
        (
            json!({ "sub": "wipo-das-for-fr", "aud": "wipo-das-for-fr" }),
            401,
        ),
        (json!({ "iss": "https://elsewhere.example/am/oauth2" }), 401),
        (json!({ "exp": now - 600 }), 401),
        (json!({ "scope": "openid" }), 403),
        (json!({ "scope": "das-api/office-exchange openid" }), 201),
    ];
    for (change, status) in changes {
        let token = world.token(&change);
        let answer = world
            .post_with(&token, "retrievals", &forwarded("wipo-1"))
            .await;
        assert_eq!(answer.status, status, "{change}");
    }
}

#[tokio::test]
async fn callers_from_elsewhere_are_refused() {
    let world = World::new().await;
    let elsewhere: IpAddr = "127.0.0.9".parse().unwrap();
    world.office.set_addresses(Some(vec![elsewhere]));
    assert_eq!(world.forward("wipo-1").await.status, 403);
    let here: IpAddr = "127.0.0.1".parse().unwrap();
    world.office.set_addresses(Some(vec![here]));
    assert_eq!(world.forward("wipo-1").await.status, 201);
}

#[tokio::test]
async fn keys_that_were_removed_are_refused_once_the_cache_ends() {
    let mut world = World::new().await;
    let old = world.token(&json!({}));
    assert_eq!(world.forward("wipo-1").await.status, 201);
    world.authority.rotate();
    assert_eq!(world.forward("wipo-1").await.status, 201);
    let body = forwarded("wipo-1");
    assert_eq!(world.post_with(&old, "retrievals", &body).await.status, 401);
}
