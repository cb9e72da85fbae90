//! Signed URLs work as signed, once for an upload, and until they expire.

use jiff::SignedDuration;
use serde_json::json;

use super::world::{ACCESSING, DEPOSITING, World, altered, pdf};

#[tokio::test]
async fn an_upload_url_takes_content_once() {
    let world = World::new().await;
    let content = pdf("original");
    let asked = world.ask_upload(DEPOSITING, &content).await;
    let url = asked.text("fileUploadUrl");
    assert!(url.starts_with("https:"));
    assert_eq!(world.put_content(&url, &content).await.status, 200);
    assert_eq!(world.put_content(&url, &pdf("other")).await.status, 409);
    world.process();
    assert_eq!(world.put_content(&url, &pdf("other")).await.status, 409);
    assert_eq!(world.stored("upload").await, 1);
}

#[tokio::test]
async fn an_upload_that_everything_is_forgotten_under_leaves_nothing() {
    let world = World::new().await;
    let asked = world.ask_upload(DEPOSITING, &pdf("original")).await;
    let control = world.das.control().clone();
    // More than the network holds by itself, so that the upload is being taken when its last part is made.
    let parts = futures::stream::unfold(0_u8, move |number| {
        let control = control.clone();
        async move {
            if number == 24 {
                control.reset();
                control.inspect().await;
            }
            (number < 25).then(|| (Ok::<_, std::io::Error>(vec![number; 1 << 20]), number + 1))
        }
    });
    let request = world.http.put(asked.text("fileUploadUrl"));
    let request = request.header("content-type", "application/pdf");
    let request = request.body(reqwest::Body::wrap_stream(parts));
    let refused = world.send(request).await;
    assert_eq!(refused.codes(), [-104]);
    assert_eq!(world.stored("upload").await, 0);
}

#[tokio::test]
async fn two_uploads_at_once_do_not_mix() {
    let world = World::new().await;
    let content = pdf("original");
    let asked = world.ask_upload(DEPOSITING, &content).await;
    let url = asked.text("fileUploadUrl");
    let (one, two) = tokio::join!(
        world.put_content(&url, &content),
        world.put_content(&url, &content)
    );
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    assert_eq!(world.stored("upload").await, 1);
}

#[tokio::test]
async fn an_expired_upload_url_is_renewed_for_the_same_file() {
    let world = World::new().await;
    let content = pdf("original");
    let asked = world.ask_upload(DEPOSITING, &content).await;
    world.pass(SignedDuration::from_mins(15));
    let expired = world
        .put_content(&asked.text("fileUploadUrl"), &content)
        .await;
    assert_eq!((expired.status, expired.codes()), (403, vec![-119]));
    let body = json!({ "fileId": asked.text("fileId") });
    assert_eq!(
        world
            .put(ACCESSING, "/requests/files/url-uploads", &body)
            .await
            .status,
        404
    );
    let renewed = world
        .put(DEPOSITING, "/requests/files/url-uploads", &body)
        .await;
    assert_eq!(
        world
            .put_content(&renewed.text("fileUploadUrl"), &content)
            .await
            .status,
        200
    );
    assert_eq!(
        world
            .put(DEPOSITING, "/requests/files/url-uploads", &body)
            .await
            .status,
        409
    );
}

#[tokio::test]
async fn an_upload_url_works_only_as_signed() {
    let world = World::new().await;
    let content = pdf("original");
    let url = world
        .ask_upload(DEPOSITING, &content)
        .await
        .text("fileUploadUrl");
    let other = world
        .ask_upload(DEPOSITING, &content)
        .await
        .text("fileUploadUrl");
    let other_path = url::Url::parse(&other).unwrap().path().to_owned();
    let swapped = altered(&url, |url| url.set_path(&other_path));
    let bare = altered(&url, |url| url.set_query(None));
    assert_eq!(world.put_content(&swapped, &content).await.status, 403);
    assert_eq!(world.put_content(&bare, &content).await.status, 403);
    assert_eq!(world.fetch(&url).await.status, 403);
    let typed = world
        .http
        .put(&url)
        .header("content-type", "text/plain")
        .body(content);
    assert_eq!(world.send(typed).await.status, 403);
}

#[tokio::test]
async fn each_signing_fault_opens_just_its_own_hole() {
    let world = World::new().await;
    let content = pdf("original");
    let url = world
        .ask_upload(DEPOSITING, &content)
        .await
        .text("fileUploadUrl");
    let later = altered(&url, |url| {
        let raised = url
            .query()
            .unwrap()
            .replace("das-expires=17", "das-expires=18");
        url.set_query(Some(&raised));
    });
    let forged = altered(&url, |url| {
        let zeroed = url
            .query()
            .unwrap()
            .replace("das-signature=", "das-signature=00");
        url.set_query(Some(&zeroed));
    });
    world.commit("ignores-the-signed-expiry");
    assert_eq!(world.put_content(&forged, &content).await.status, 403);
    assert_eq!(world.put_content(&later, &content).await.status, 200);
    let other = world
        .ask_upload(DEPOSITING, &content)
        .await
        .text("fileUploadUrl");
    let path = url::Url::parse(&other).unwrap().path().to_owned();
    let swapped = altered(&url, |url| url.set_path(&path));
    assert_eq!(world.put_content(&swapped, &content).await.status, 403);
    world.commit("ignores-the-signed-object");
    assert_eq!(world.put_content(&swapped, &content).await.status, 200);
}

#[tokio::test]
async fn a_download_url_expires_and_cannot_be_altered() {
    let world = World::new().await;
    world.register(&pdf("original")).await;
    let ack = world.retrieve(ACCESSING).await;
    let url = world
        .ask_download(ACCESSING, &ack)
        .await
        .text("fileDownloadUrl");
    let bare = altered(&url, |url| url.set_query(None));
    assert_eq!(world.fetch(&bare).await.status, 403);
    assert_eq!(world.put_content(&url, &pdf("other")).await.status, 403);
    world.pass(SignedDuration::from_mins(15));
    assert_eq!(world.fetch(&url).await.status, 403);
    let fresh = world
        .ask_download(ACCESSING, &ack)
        .await
        .text("fileDownloadUrl");
    assert_eq!(world.fetch(&fresh).await.status, 200);
}

#[tokio::test]
async fn an_empty_upload_is_rejected() {
    let world = World::new().await;
    let asked = world.ask_upload(DEPOSITING, b"").await;
    assert_eq!(
        world
            .put_content(&asked.text("fileUploadUrl"), b"")
            .await
            .status,
        200
    );
    world.process();
    let path = format!("/requests/files?fileId={}", asked.text("fileId"));
    let status = world.get(DEPOSITING, &path).await;
    assert_eq!(status.text("fileStatusCategory"), "rejected");
}
