//! Who is served: one valid access token, from the authorization server, of a listed client.

use mock_kit::Terms;
use serde_json::{Value, json};

use super::authority::SigningKey;
use super::world::{ACCESSING, Received, World, office};

const PATH: &str = "/requests/retrievals";

async fn show(world: &World, authorization: &str) -> Received {
    let request = world.http.get(world.url(PATH));
    world
        .send(request.header("authorization", authorization))
        .await
}

async fn status_with_claims(world: &World, change: impl FnOnce(&mut Value)) -> u16 {
    let mut claims = world.claims(ACCESSING);
    change(&mut claims);
    let header = json!({ "alg": "ES256", "kid": world.authority.key.kid }).to_string();
    let token = world.authority.key.sign(&header, &claims.to_string());
    show(world, &format!("Bearer {token}")).await.status
}

#[tokio::test]
async fn the_scheme_is_known_in_any_case_and_nothing_else_opens_the_api() {
    let world = World::new().await;
    let token = world.token(ACCESSING);
    assert_eq!(show(&world, &format!("bEARER {token}")).await.status, 200);
    assert_eq!(show(&world, &format!("Basic {token}")).await.status, 401);
    let bare = world.send(world.http.get(world.url(PATH))).await;
    assert_eq!(bare.status, 401);
    assert!(
        bare.headers["www-authenticate"]
            .to_str()
            .unwrap()
            .starts_with("Bearer")
    );
    let query = world.url(&format!("{PATH}?access_token={token}"));
    assert_eq!(world.send(world.http.get(query)).await.status, 401);
}

#[tokio::test]
async fn two_tokens_are_one_too_many() {
    let world = World::new().await;
    let bearer = format!("Bearer {}", world.token(ACCESSING));
    let request = world
        .http
        .get(world.url(PATH))
        .header("authorization", &bearer);
    assert_eq!(
        world
            .send(request.header("authorization", &bearer))
            .await
            .status,
        400
    );
    let query = world.url(&format!("{PATH}?access_token=x"));
    let request = world.http.get(query).header("authorization", &bearer);
    assert_eq!(world.send(request).await.status, 400);
}

#[tokio::test]
async fn the_claims_decide() {
    let world = World::new().await;
    let now = world.clock.unix_now();
    assert_eq!(status_with_claims(&world, |_| ()).await, 200);
    assert_eq!(
        status_with_claims(&world, |claims| claims["exp"] = json!(now - 20)).await,
        200
    );
    assert_eq!(
        status_with_claims(&world, |claims| claims["exp"] = json!(now - 30)).await,
        401
    );
    assert_eq!(
        status_with_claims(&world, |claims| claims["exp"] = json!("9999999999")).await,
        401
    );
    assert_eq!(
        status_with_claims(&world, |claims| claims["nbf"] = json!(now + 30)).await,
        200
    );
    assert_eq!(
        status_with_claims(&world, |claims| claims["nbf"] = json!(now + 300)).await,
        401
    );
    assert_eq!(
        status_with_claims(&world, |claims| claims["iss"] =
            json!("https://evil.example/am/oauth2"))
        .await,
        401
    );
    assert_eq!(
        status_with_claims(&world, |claims| claims["aud"] = json!("somebody")).await,
        401
    );
    assert_eq!(
        status_with_claims(&world, |claims| claims["aud"] = json!(["x", ACCESSING])).await,
        200
    );
    assert_eq!(
        status_with_claims(&world, |claims| claims["scope"] = json!("other")).await,
        403
    );
    assert_eq!(
        status_with_claims(&world, |claims| claims["scope"] =
            json!("a das-api/office-exchange"))
        .await,
        200
    );
    let unlisted = |claims: &mut Value| {
        claims["sub"] = json!("nobody");
        claims["aud"] = json!("nobody");
    };
    assert_eq!(status_with_claims(&world, unlisted).await, 403);
}

#[tokio::test]
async fn only_keys_of_the_authorization_server_verify() {
    let world = World::new().await;
    let claims = world.claims(ACCESSING).to_string();
    let stranger = SigningKey::generate("first");
    let embedded = json!({ "alg": "ES256", "kid": "first", "jwk": stranger.public() });
    let headers = [
        json!({ "alg": "ES256", "kid": "first" }),
        json!({ "alg": "none", "kid": "first" }),
        json!({ "alg": "HS256", "kid": "first" }),
        json!({ "alg": "ES256", "kid": "unknown" }),
        embedded,
    ];
    for header in headers {
        let token = stranger.sign(&header.to_string(), &claims);
        let refused = show(&world, &format!("Bearer {token}")).await;
        assert_eq!(refused.status, 401, "{header}");
        let challenge = refused.headers["www-authenticate"].to_str().unwrap();
        assert!(challenge.contains("invalid_token"));
    }
    let critical = json!({ "alg": "ES256", "kid": "first", "crit": ["x"], "x": 1 }).to_string();
    let token = world.authority.key.sign(&critical, &claims);
    assert_eq!(show(&world, &format!("Bearer {token}")).await.status, 401);
    let twice = r#"{"alg":"none","alg":"ES256","kid":"first"}"#;
    let token = world.authority.key.sign(twice, &claims);
    assert_eq!(show(&world, &format!("Bearer {token}")).await.status, 401);
}

#[tokio::test]
async fn a_rotated_key_is_learnt_and_the_old_one_dies_with_it() {
    let mut world = World::new().await;
    let old = world.token(ACCESSING);
    assert_eq!(show(&world, &format!("Bearer {old}")).await.status, 200);
    world.authority.rotate();
    let new = world.token(ACCESSING);
    assert_eq!(show(&world, &format!("Bearer {new}")).await.status, 200);
    assert_eq!(show(&world, &format!("Bearer {old}")).await.status, 401);
    let fetched = world.authority.journal.entries();
    let fetched = fetched
        .iter()
        .filter(|entry| entry.target.ends_with("jwk_uri"));
    assert_eq!(fetched.count(), 3);
}

#[tokio::test]
async fn a_delisted_client_is_refused_at_once_and_served_again_when_listed() {
    let world = World::new().await;
    let bearer = format!("Bearer {}", world.token(ACCESSING));
    assert_eq!(show(&world, &bearer).await.status, 200);
    world.das.delist(ACCESSING);
    assert_eq!(show(&world, &bearer).await.status, 403);
    world.das.allow(&office("FR", ACCESSING));
    assert_eq!(show(&world, &bearer).await.status, 200);
}

#[tokio::test]
async fn an_office_is_served_at_the_addresses_agreed_with_it_and_at_no_other() {
    let world = World::new().await;
    let bearer = format!("Bearer {}", world.token(ACCESSING));
    let mut listed = office("FR", ACCESSING);
    for (address, status) in [("127.0.0.1", 200), ("127.0.0.2", 403)] {
        listed.addresses = vec![address.parse().unwrap()];
        world.das.allow(&listed);
        assert_eq!(show(&world, &bearer).await.status, status);
    }
}

#[tokio::test]
async fn an_authorization_server_that_is_away_is_not_the_callers_fault() {
    let world = World::new().await;
    let bearer = format!("Bearer {}", world.token(ACCESSING));
    let World {
        das,
        authority,
        http,
        ..
    } = world;
    drop(authority);
    let request = http
        .get(format!("{}{PATH}", das.base()))
        .header("authorization", bearer);
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 503);
    assert!(response.headers().contains_key("retry-after"));
}

#[tokio::test]
async fn a_forged_token_that_names_a_client_is_no_call_of_that_client() {
    let world = World::new().await;
    let faults = &world.das.control().faults;
    let terms = Terms {
        once: true,
        client: Some(ACCESSING.to_owned()),
    };
    let fault = "answers-invalid-tokens-with-400";
    faults.activate_on(fault, terms).unwrap();
    let header = json!({ "alg": "ES256", "kid": "first" }).to_string();
    let claims = world.claims(ACCESSING).to_string();
    let forged = SigningKey::generate("first").sign(&header, &claims);
    assert_eq!(show(&world, &format!("Bearer {forged}")).await.status, 401);
    assert_eq!(faults.active(), [fault]);
    let expired = |claims: &mut Value| claims["exp"] = json!(1);
    assert_eq!(status_with_claims(&world, expired).await, 400);
    assert!(faults.active().is_empty());
}
