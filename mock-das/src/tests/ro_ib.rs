//! Documents of RO/IB: they pass through the transit area and are nowhere else, ever.

use std::io::{Cursor, Write as _};

use serde_json::{Value, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

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

/// The Bureau has registered a document of this content, and an office has requested it; returns its retrieval.
pub async fn retrieved(world: &World, content: &[u8], format: &'static str) -> (Holder, String) {
    world.das.allow(&office("IB", BUREAU));
    let holder = Holder::of(world, content).await;
    holder.is_the_pct_service(world);
    holder.change(|script| script.format = format);
    register(world, BUREAU).await;
    let ack = retrieve(world, ACCESSING).await;
    url(world, ACCESSING, &ack).await;
    (holder, ack)
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

pub async fn url(world: &World, client: &str, ack: &str) -> Received {
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
async fn an_upload_for_them_is_erased_whatever_it_is_refused_for() {
    let world = world(Variant::default()).await;
    register(&world, BUREAU).await;
    let defects = [
        ("email", json!("nobody")),
        ("documentDate", json!("9998-12-31")),
        ("applicationCategory", json!("priority document")),
        ("dasAccessCode", json!("A")),
        ("documentKindCategory", Value::Null),
        ("operationCategory", json!("something")),
    ];
    for (member, value) in defects {
        let file = world.upload(BUREAU, &pdf(member)).await;
        assert_eq!(world.stored("upload").await, 1);
        let mut body = registration(&file);
        body["documentNumber"] = json!(NUMBER);
        body[member] = value;
        let path = "/requests/registrations";
        assert_eq!(world.post(BUREAU, path, &body).await.status, 400);
        assert_eq!(world.stored("upload").await, 0, "{member}");
    }
}

#[tokio::test]
async fn a_file_that_is_reported_for_them_is_erased() {
    let world = world(Variant::default()).await;
    let (_holder, ack) = retrieved(&world, &pdf("highly confidential"), "pdf").await;
    let file = world.upload(OTHER, &pdf("forbidden")).await;
    let body = json!({
        "operationCategory": "retrieval", "requestStatusCategory": "success", "requestAckId": ack, "fileId": file,
    });
    let refused = world.post(OTHER, "/requests/notifications", &body).await;
    assert_eq!(refused.codes(), [-118]);
    assert_eq!(world.stored("upload").await, 0);
}

#[tokio::test]
async fn a_download_goes_no_further_once_another_one_was_complete() {
    let world = world(Variant::default()).await;
    // More than the network holds by itself.
    let content = vec![7; 24 << 20];
    let (_holder, ack) = retrieved(&world, &content, "pdf").await;
    let address = url(&world, ACCESSING, &ack).await.text("fileDownloadUrl");
    let slow = world.http.get(&address).send().await.unwrap();
    assert_eq!(world.fetch(&address).await.body, content);
    assert!(slow.bytes().await.is_err());
}

#[tokio::test]
async fn a_download_of_nothing_ends_a_copy_of_nothing() {
    let world = world(Variant::default()).await;
    let (_holder, ack) = retrieved(&world, b"", "pdf").await;
    let address = url(&world, ACCESSING, &ack).await.text("fileDownloadUrl");
    assert_eq!(world.fetch(&address).await.status, 200);
    assert_eq!(world.stored("transit").await, 0);
}

#[tokio::test]
async fn the_pdf_of_a_package_ends_nothing_and_its_url_leads_to_nothing_else() {
    let world = world(Variant::default()).await;
    let (_holder, ack) = retrieved(&world, &package(&pdf("core")), "zip").await;
    let merged = world.state_of(ACCESSING, &ack).await["fileDownloadUrl"].clone();
    let merged = merged.as_str().unwrap();
    assert_eq!(world.fetch(merged).await.body, pdf("core"));
    assert_eq!(world.stored("transit").await, 1);
    let original = merged.replace("/merged/", "/storage/");
    let typed = world.http.get(&original);
    let typed = typed.header("content-type", "application/pdf");
    assert_eq!(world.send(typed).await.status, 403);
    let address = url(&world, ACCESSING, &ack).await.text("fileDownloadUrl");
    assert_eq!(world.fetch(&address).await.body, package(&pdf("core")));
    assert_eq!(world.stored("transit").await, 0);
}

fn package(core: &[u8]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    writer.start_file("core.pdf", options).unwrap();
    writer.write_all(core).unwrap();
    writer.finish().unwrap().into_inner()
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
