//! Error bodies, in both shapes.

use serde_json::{Value, json};

use super::world::{ACCESSING, DEPOSITING, World, pdf, registration};
use crate::Variant;

/// Every kind of refusal that a caller can provoke, with its status and body.
async fn provoked(world: &World) -> Vec<(u16, Value)> {
    world.register(&pdf("original")).await;
    let bare = world
        .send(world.http.get(world.url("/requests/retrievals")))
        .await;
    let text = world.http.post(world.url("/requests/retrievals")).body("x");
    let text = world.send(text.bearer_auth(world.token(ACCESSING))).await;
    let patch = world.http.patch(world.url("/requests/retrievals"));
    let answers = [
        bare,
        text,
        world.send(patch).await,
        world.get(ACCESSING, "/requests/nothing").await,
        world.availability(ACCESSING, "2019-03-02", "FFFF").await,
        world.availability(ACCESSING, "soon", "FFFF").await,
        world.get(ACCESSING, "/requests/files?fileId=absent").await,
        world.ask_download(ACCESSING, "absent").await,
        world
            .post(DEPOSITING, "/requests/registrations", &json!([]))
            .await,
        world
            .post(
                DEPOSITING,
                "/requests/registrations",
                &registration("absent"),
            )
            .await,
    ];
    answers
        .iter()
        .map(|answer| (answer.status, answer.json()))
        .collect()
}

#[tokio::test]
async fn error_bodies_have_code_message_and_details() {
    let world = World::new().await;
    insta::assert_json_snapshot!(provoked(&world).await);
}

#[tokio::test]
async fn error_bodies_of_the_older_shape_are_wrapped() {
    let variant = Variant {
        error_wrapper: true,
        discloses_expected_values: true,
        ..Variant::default()
    };
    let world = World::with(variant).await;
    insta::assert_json_snapshot!(provoked(&world).await);
}

#[tokio::test]
async fn a_method_that_is_not_allowed_is_answered_with_those_that_are() {
    let world = World::new().await;
    let patch = world.http.patch(world.url("/requests/retrievals"));
    let refused = world.send(patch).await;
    assert_eq!(refused.status, 405);
    assert_eq!(refused.headers["allow"], "POST,GET,HEAD");
    world.commit("omits-allow");
    let patch = world.http.patch(world.url("/requests/retrievals"));
    assert!(!world.send(patch).await.headers.contains_key("allow"));
}

#[tokio::test]
async fn bodies_that_parsers_read_differently_are_refused() {
    let world = World::new().await;
    let deep = format!("{}{}", "[".repeat(100), "]".repeat(100));
    let bodies = [
        r#"{"operationCategory":"retrieval","operationCategory":"retrieval"}"#.to_owned(),
        format!(r#"{{"x":{deep}}}"#),
        r"{} {}".to_owned(),
        String::new(),
    ];
    for body in bodies {
        let request = world
            .http
            .post(world.url("/requests/retrievals"))
            .body(body.clone());
        let request = request.header("content-type", "application/json");
        let refused = world
            .send(request.bearer_auth(world.token(ACCESSING)))
            .await;
        assert_eq!(
            (refused.status, refused.codes()),
            (400, vec![-101]),
            "{body}"
        );
    }
    let large = json!({ "x": "x".repeat(70_000) });
    assert_eq!(
        world
            .post(ACCESSING, "/requests/retrievals", &large)
            .await
            .status,
        413
    );
}
