//! Documents of RO/IB: they pass through the transit area and are nowhere else, ever.

use serde_json::{Value, json};

use super::holder::Holder;
use super::world::{ACCESSING, CODE, DATE, OTHER, Received, World, office, pdf, registration};
use crate::{RoIbErasedAfter, Variant};

const BUREAU: &str = "client-of-ib";
const NUMBER: &str = "PCT/IB2021/057271";

async fn world(variant: Variant) -> World {
    let world = World::with(variant).await;
    world.das.allow(&office("IB", BUREAU));
    world
}

async fn register(world: &World, client: &str) -> Received {
    let mut body = registration("");
    body["fileId"] = Value::Null;
    body["documentNumber"] = json!(NUMBER);
    world.post(client, "/requests/registrations", &body).await
}

async fn retrieve(world: &World, client: &str) -> String {
    let body = json!({
        "operationCategory": "retrieval", "documentKindCategory": "patent", "documentNumber": NUMBER,
        "documentDate": DATE, "dasAccessCode": CODE,
    });
    let asked = world.post(client, "/requests/retrievals", &body).await;
    world.process();
    asked.text("requestAckId")
}

async fn url(world: &World, client: &str, ack: &str) -> Received {
    let body = json!({
        "documentKindCategory": "patent", "documentNumber": NUMBER, "documentDate": DATE, "osfAckId": ack,
    });
    for _ in 0..2_000 {
        let answer = world
            .post(client, "/requests/files/url-downloads", &body)
            .await;
        if answer.status != 409 {
            return answer;
        }
        tokio::task::yield_now().await;
    }
    panic!("the retrieval is never settled");
}

#[tokio::test]
async fn only_the_bureau_registers_them_and_nobody_with_content() {
    let world = world(Variant::default()).await;
    assert_eq!(register(&world, ACCESSING).await.codes(), [-110]);
    assert_eq!(register(&world, BUREAU).await.status, 201);
    let file = world.upload(BUREAU, &pdf("forbidden")).await;
    let mut body = registration(&file);
    body["documentNumber"] = json!(NUMBER);
    let refused = world.put(BUREAU, "/requests/registrations", &body).await;
    assert_eq!(refused.codes(), [-117]);
    assert_eq!(world.stored("upload").await, 0);
}

#[tokio::test]
async fn each_office_fetches_a_copy_of_its_own_and_a_complete_download_ends_it() {
    let world = world(Variant::default()).await;
    let content = pdf("highly confidential");
    let holder = Holder::of(&world, &content).await;
    holder.is_the_pct_service(&world);
    register(&world, BUREAU).await;
    let one = retrieve(&world, ACCESSING).await;
    let other = retrieve(&world, OTHER).await;
    let first = url(&world, ACCESSING, &one).await.text("fileDownloadUrl");
    url(&world, OTHER, &other).await;
    assert_eq!(world.stored("transit").await, 2);
    assert_eq!(world.fetch(&first).await.body, content);
    assert_eq!(world.stored("transit").await, 1);
    assert_eq!(world.fetch(&first).await.status, 410);
    assert_eq!(url(&world, ACCESSING, &one).await.status, 410);
    assert_eq!(url(&world, OTHER, &other).await.status, 200);
    for place in ["library", "archive", "upload"] {
        assert_eq!(world.stored(place).await, 0);
    }
}

#[tokio::test]
async fn in_the_other_reading_the_copy_lasts_until_it_is_deleted() {
    let world = world(Variant {
        ro_ib_erased_after: RoIbErasedAfter::Deletion,
        ..Variant::default()
    })
    .await;
    let holder = Holder::of(&world, &pdf("highly confidential")).await;
    holder.is_the_pct_service(&world);
    register(&world, BUREAU).await;
    let ack = retrieve(&world, ACCESSING).await;
    let address = url(&world, ACCESSING, &ack).await.text("fileDownloadUrl");
    for _ in 0..2 {
        assert_eq!(world.fetch(&address).await.status, 200);
    }
    world
        .delete(ACCESSING, &format!("/requests/files?osfAckId={ack}"))
        .await;
    assert_eq!(world.fetch(&address).await.status, 410);
    assert_eq!(world.stored("transit").await, 0);
}

#[tokio::test]
async fn a_pct_service_that_is_away_is_asked_again_when_it_said() {
    let world = world(Variant::default()).await;
    let mut holder = Holder::of(&world, &pdf("highly confidential")).await;
    holder.is_the_pct_service(&world);
    holder.change(|script| script.statuses = vec![503]);
    register(&world, BUREAU).await;
    let ack = retrieve(&world, ACCESSING).await;
    holder.next("/requests/files/url-downloads").await;
    assert!(holder.is_silent().await);
    world.pass(jiff::SignedDuration::from_secs(30));
    assert_eq!(url(&world, ACCESSING, &ack).await.status, 200);
}
