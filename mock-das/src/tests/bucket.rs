//! Documents in an S3 bucket: signed URLs lead to the store, which verifies them, and nothing outlives its deletion.

use bytes::Bytes;
use futures::stream;
use jiff::SignedDuration;
use mock_kit::Clock;
use mock_kit::tls::{TestAuthority, http_client};
use serde_json::Value;

use super::ro_ib;
use super::s3_server::{BUCKET, S3Server};
use super::world::{
    ACCESSING, CODE, DATE, DEPOSITING, Received, World, altered, identity, pdf, registration,
};
use crate::StorageChoice;
use crate::content::checksum;
use crate::storage::{Bucket, BucketError, ObjectName, Place, Storage, StorageError};

/// A DAS that keeps its documents in a bucket, on a clock that runs with the store's.
async fn world() -> (World, S3Server) {
    let tls = TestAuthority::new().unwrap();
    let store = S3Server::spawn(&tls, true).await;
    let choice = StorageChoice::Bucket(store.settings());
    (World::keeping(tls, Clock::system(), choice).await, store)
}

async fn uploaded(world: &World, content: &[u8]) -> (String, String) {
    let asked = world.ask_upload(DEPOSITING, content).await;
    let url = asked.text("fileUploadUrl");
    assert_eq!(world.put_content(&url, content).await.status, 200);
    (asked.text("fileId"), url)
}

/// Registers a document whose content DAS has found in the bucket.
pub async fn registered(world: &World, content: &[u8]) -> Received {
    let (file, _) = uploaded(world, content).await;
    state_of_file(world, &file).await;
    world.process();
    let body = registration(&file);
    world
        .post(DEPOSITING, "/requests/registrations", &body)
        .await
}

async fn state_of_file(world: &World, file: &str) -> Value {
    let path = format!("/requests/files?fileId={file}");
    world.get(DEPOSITING, &path).await.json()
}

#[tokio::test]
async fn a_document_goes_through_the_bucket_and_nothing_of_its_copy_remains() {
    let (world, store) = world().await;
    let content = pdf("original");
    let answer = registered(&world, &content).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    assert_eq!(store.shown("library").len(), 1);
    assert_eq!(store.shown("library")[0].1, content);
    assert!(store.shown("upload").is_empty());

    let ack = world.retrieve(ACCESSING).await;
    let asked = world.ask_download(ACCESSING, &ack).await;
    let url = asked.text("fileDownloadUrl");
    assert!(url.starts_with(&format!("{}{BUCKET}/transit/", store.base)));
    assert_eq!(asked.text("fileChecksum"), checksum(&content));
    let fetched = world.fetch(&url).await;
    assert_eq!((fetched.status, &fetched.body), (200, &content));
    assert_eq!(fetched.headers["cache-control"], "no-store");

    let path = format!("/requests/files?osfAckId={ack}");
    assert_eq!(world.delete(ACCESSING, &path).await.status, 204);
    assert_eq!(world.fetch(&url).await.status, 404);
    assert!(store.shown("transit").is_empty());
    assert_eq!(store.hidden(), 0, "no version can be brought back");
    assert_eq!(store.shown("library").len(), 1, "the original stays");
}

#[tokio::test]
async fn bytes_pass_by_das() {
    let (world, _store) = world().await;
    registered(&world, &pdf("original")).await;
    let ack = world.retrieve(ACCESSING).await;
    let asked = world.ask_download(ACCESSING, &ack).await;
    world.fetch(&asked.text("fileDownloadUrl")).await;
    let seen = world.das.control().journal.entries();
    assert!(
        seen.iter()
            .all(|exchange| !exchange.target.starts_with("/storage"))
    );
}

#[tokio::test]
async fn nobody_reads_lists_or_writes_without_a_signature() {
    let (world, store) = world().await;
    registered(&world, &pdf("original")).await;
    let ack = world.retrieve(ACCESSING).await;
    let url = world
        .ask_download(ACCESSING, &ack)
        .await
        .text("fileDownloadUrl");
    let library = &store.shown("library")[0].0;
    assert_eq!(world.fetch(&url).await.status, 200, "the control");
    let unsigned = altered(&url, |url| url.set_query(None));
    let stored = format!("{}{BUCKET}/library/{library}", store.base);
    let signed_for_another = altered(&url, |url| {
        url.set_path(&format!("/{BUCKET}/library/{library}"));
    });
    for address in [unsigned, stored, signed_for_another] {
        assert_eq!(world.fetch(&address).await.status, 403, "{address}");
        assert_eq!(world.put_content(&address, b"mine").await.status, 403);
    }
    for address in [
        "",
        "?list-type=2",
        "?versions",
        "/transit/",
        "/?list-type=2&prefix=library",
    ] {
        let listing = world
            .fetch(&format!("{}{BUCKET}{address}", store.base))
            .await;
        assert_eq!(listing.status, 403, "{address}");
        assert!(!String::from_utf8_lossy(&listing.body).contains(library));
    }
}

#[tokio::test]
async fn an_upload_url_works_only_as_signed() {
    let (world, store) = world().await;
    let content = pdf("original");
    let asked = world.ask_upload(DEPOSITING, &content).await;
    let url = asked.text("fileUploadUrl");
    let typed = world.http.put(&url).header("content-type", "text/html");
    assert_eq!(world.send(typed.body(content.clone())).await.status, 403);
    assert_eq!(world.fetch(&url).await.status, 403);
    let later = altered(&url, |url| {
        let raised = url
            .query()
            .unwrap()
            .replace("X-Amz-Expires=900", "X-Amz-Expires=9000");
        url.set_query(Some(&raised));
    });
    assert_ne!(later, url);
    assert_eq!(world.put_content(&later, &content).await.status, 403);
    assert!(store.shown("upload").is_empty());
    assert_eq!(world.put_content(&url, &content).await.status, 200);
}

#[tokio::test]
async fn a_second_upload_is_taken_by_the_store_and_changes_nothing() {
    let (world, store) = world().await;
    let content = pdf("original");
    let (file, url) = uploaded(&world, &content).await;
    state_of_file(&world, &file).await;
    assert_eq!(world.put_content(&url, &pdf("other")).await.status, 200);
    world.process();
    let state = state_of_file(&world, &file).await;
    assert_eq!(state["fileStatusCategory"], "accepted");
    let kept = store.shown("upload");
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].1, content);
    assert_eq!(store.hidden(), 0);
}

#[tokio::test]
async fn of_two_uploads_before_the_examination_the_last_counts_whole() {
    let (world, store) = world().await;
    let content = pdf("original");
    let (file, url) = uploaded(&world, &content).await;
    assert_eq!(world.put_content(&url, &pdf("other")).await.status, 200);
    state_of_file(&world, &file).await;
    world.process();
    let state = state_of_file(&world, &file).await;
    assert_eq!(state["fileStatusCategory"], "rejected");
    assert!(store.shown("upload").is_empty());
    assert_eq!(store.hidden(), 0, "the first one is gone as well");
}

#[tokio::test]
async fn what_the_store_would_not_let_go_is_erased_later() {
    let (world, store) = world().await;
    registered(&world, &pdf("original")).await;
    let ack = world.retrieve(ACCESSING).await;
    store.cling(true);
    let path = format!("/requests/files?osfAckId={ack}");
    assert_eq!(world.delete(ACCESSING, &path).await.status, 204);
    let path = format!("/requests/registrations?{}", identity(DATE, CODE));
    assert_eq!(world.delete(DEPOSITING, &path).await.status, 204);
    assert_eq!(world.stored("transit").await, 1, "the store clings to it");
    store.cling(false);
    world.pass(SignedDuration::from_mins(1));
    for (place, left) in [("transit", 0), ("library", 0), ("archive", 1)] {
        assert_eq!(world.stored(place).await, left, "{place}");
    }
}

#[tokio::test]
async fn everything_is_forgotten_although_the_store_would_not_let_it_go() {
    let (world, store) = world().await;
    registered(&world, &pdf("original")).await;
    store.cling(true);
    world.das.control().reset();
    assert_eq!(world.stored("library").await, 1, "the store clings to it");
    store.cling(false);
    world.pass(SignedDuration::from_mins(1));
    assert_eq!(world.stored("library").await, 0);
}

#[tokio::test]
async fn what_arrives_by_a_url_that_was_forgotten_is_erased() {
    let (world, store) = world().await;
    let asked = world.ask_upload(DEPOSITING, &pdf("original")).await;
    world.das.control().reset();
    world.das.control().inspect().await;
    let url = asked.text("fileUploadUrl");
    assert_eq!(world.put_content(&url, &pdf("original")).await.status, 200);
    assert_eq!(world.stored("upload").await, 0);
    assert!(store.shown("upload").is_empty());
}

#[tokio::test]
async fn content_that_the_store_would_not_let_go_is_taken_over_once() {
    let (world, store) = world().await;
    store.cling(true);
    let content = pdf("original");
    let (file, _) = uploaded(&world, &content).await;
    for _ in 0..3 {
        state_of_file(&world, &file).await;
        assert_eq!(store.shown("upload").len(), 2, "what arrived and its copy");
    }
    store.cling(false);
    world.process();
    let state = state_of_file(&world, &file).await;
    assert_eq!(state["fileStatusCategory"], "accepted");
    assert_eq!(store.shown("upload").len(), 1);
}

#[tokio::test]
async fn a_copy_that_its_download_ends_is_downloaded_through_das() {
    let (world, store) = world().await;
    let content = pdf("highly confidential");
    let (_holder, ack) = ro_ib::retrieved(&world, &content, "pdf").await;
    let asked = ro_ib::url(&world, ACCESSING, &ack).await;
    let url = asked.text("fileDownloadUrl");
    assert!(!url.starts_with(store.base.as_str()));
    assert_eq!(world.fetch(&url).await.body, content);
    assert!(store.shown("transit").is_empty());
    assert_eq!(store.hidden(), 0);
    assert_eq!(world.fetch(&url).await.status, 410);
}

#[tokio::test]
async fn an_inspection_without_the_store_says_that_it_is_none() {
    let (world, store) = world().await;
    let control = world.das.control();
    assert!(control.inspect().await["error"].is_null());
    store.stop();
    assert!(control.inspect().await["error"].is_string());
}

#[tokio::test]
async fn a_store_that_does_not_encrypt_is_refused() {
    let tls = TestAuthority::new().unwrap();
    let store = S3Server::spawn(&tls, false).await;
    let storage = storage(&tls, &store);
    let name = ObjectName::fresh(Place::Library);
    let refusal = storage.put_bytes(&name, Bytes::from_static(b"x")).await;
    assert!(matches!(
        refusal,
        Err(StorageError::Bucket(BucketError::Unencrypted))
    ));
}

#[tokio::test]
async fn an_endpoint_in_the_clear_is_refused() {
    let tls = TestAuthority::new().unwrap();
    let store = S3Server::spawn(&tls, true).await;
    let mut settings = store.settings();
    settings.endpoint.set_scheme("http").unwrap();
    let http = http_client(&[tls.pem()]).unwrap();
    assert!(matches!(
        Bucket::new(settings, http),
        Err(BucketError::InTheClear)
    ));
}

#[tokio::test]
async fn a_long_document_is_written_in_parts_and_read_at_its_ends() {
    let tls = TestAuthority::new().unwrap();
    let store = S3Server::spawn(&tls, true).await;
    let storage = storage(&tls, &store);
    let name = ObjectName::fresh(Place::Transit);
    let piece = |number: u8| Ok::<_, std::io::Error>(Bytes::from(vec![number; 3 << 20]));
    let stored = storage
        .put(&name, stream::iter((0..7).map(piece)), 21 << 20)
        .await
        .unwrap();
    assert_eq!(stored.size, 21 << 20);
    assert_eq!(storage.describe(name.clone()).await.unwrap(), stored);
    let (head, tail) = storage.ends(&name).await.unwrap();
    assert!(head.iter().all(|octet| *octet == 0));
    assert!(tail.len() == 1 << 16 && tail.iter().all(|octet| *octet == 6));
    let refusal = storage
        .put(
            &ObjectName::fresh(Place::Transit),
            stream::iter((0..7).map(piece)),
            1 << 20,
        )
        .await;
    assert!(matches!(refusal, Err(StorageError::TooLarge { .. })));
    assert_eq!(storage.names().await.unwrap(), std::slice::from_ref(&name));
    storage.delete(&name).await.unwrap();
    assert!(storage.names().await.unwrap().is_empty());
    assert_eq!(store.hidden(), 0);
}

#[tokio::test]
async fn what_is_not_in_the_bucket_is_not_found() {
    let tls = TestAuthority::new().unwrap();
    let store = S3Server::spawn(&tls, true).await;
    let storage = storage(&tls, &store);
    let name = ObjectName::fresh(Place::Archive);
    assert!(matches!(
        storage.read(&name).await,
        Err(StorageError::NotFound(_))
    ));
    assert!(matches!(
        storage.copy(&name, Place::Transit).await,
        Err(StorageError::NotFound(_))
    ));
    storage.delete(&name).await.unwrap();
}

fn storage(tls: &TestAuthority, store: &S3Server) -> Storage {
    let http = http_client(&[tls.pem()]).unwrap();
    Storage::in_bucket(Bucket::new(store.settings(), http).unwrap())
}
