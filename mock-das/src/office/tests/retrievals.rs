//! Forwarded retrievals, and what WIPO may fetch.

use jiff::SignedDuration;
use serde_json::json;

use super::world::{CONTENT, World, document, forwarded};
use crate::content::checksum;
use crate::office::Availability;

#[tokio::test]
async fn a_prepared_document_is_reported_and_served_as_it_is_kept() {
    let mut world = World::new().await;
    let answer = world.forward("wipo-1").await;
    assert_eq!(answer.status, 201);
    let own = answer.body["requestAckId"].as_str().unwrap().to_owned();
    assert_ne!(own, "wipo-1");
    assert_eq!(world.ask_download(&own).await.status, 409);
    assert!(world.hears_nothing().await);
    world.prepare();
    let told = world.told().await.unwrap();
    assert_eq!(told.path, "/requests/notifications");
    assert_eq!(told.authorization.as_deref(), Some("Bearer token-of-das"));
    assert_eq!(told.body["requestAckId"], "wipo-1");
    assert_eq!(told.body["requestStatusCategory"], "success");
    for id in [own.as_str(), "wipo-1"] {
        let described = world.ask_download(id).await;
        assert_eq!(described.status, 200);
        assert_eq!(described.body["fileChecksum"], checksum(CONTENT));
        let url = described.body["fileDownloadUrl"].as_str().unwrap();
        assert_eq!(world.fetch(url).await.octets, CONTENT);
    }
}

#[tokio::test]
async fn a_repeated_request_is_the_same_request() {
    let mut world = World::new().await;
    let first = world.forward("wipo-1").await;
    let again = world.forward("wipo-1").await;
    assert_eq!(first.body["requestAckId"], again.body["requestAckId"]);
    world.prepare();
    assert!(world.told().await.is_some());
    assert!(world.hears_nothing().await);
    let mut other = forwarded("wipo-1");
    other["documentDate"] = json!("2020-01-01");
    assert_eq!(world.post("retrievals", &other).await.status, 400);
}

#[tokio::test]
async fn what_is_not_kept_is_refused_with_its_code() {
    let world = World::new().await;
    let cases = [
        ("documentNumber", "AT A 2/2019", -7),
        ("documentDate", "2019-03-02", -12),
    ];
    for (member, value, code) in cases {
        let mut body = forwarded("wipo-1");
        body[member] = json!(value);
        let answer = world.post("retrievals", &body).await;
        assert_eq!(answer.status, 400);
        assert_eq!(answer.body["details"][0]["code"], code);
    }
}

#[tokio::test]
async fn what_cannot_be_had_is_reported_as_an_error_and_never_served() {
    let cases = [
        (Availability::NotAvailable, -113, 409),
        (Availability::NotCleared, -114, 403),
    ];
    for (availability, code, status) in cases {
        let mut world = World::new().await;
        assert!(world.office.keep(document("AT A 1/2019", availability)));
        world.forward("wipo-1").await;
        world.prepare();
        let told = world.told().await.unwrap();
        assert_eq!(told.body["requestStatusCategory"], "error");
        assert_eq!(told.body["errorCode"], code);
        assert_eq!(world.ask_download("wipo-1").await.status, status);
    }
}

#[tokio::test]
async fn a_download_url_is_good_for_its_time_and_for_nothing_else() {
    let mut world = World::new().await;
    world.forward("wipo-1").await;
    world.prepare();
    world.told().await.unwrap();
    assert_eq!(world.ask_download("unknown").await.status, 404);
    let described = world.ask_download("wipo-1").await;
    let url = described.body["fileDownloadUrl"]
        .as_str()
        .unwrap()
        .to_owned();
    let unsigned = url.split('?').next().unwrap().to_owned();
    let altered = url.replace("das-expires=1", "das-expires=2");
    assert_ne!(altered, url);
    for refused in [unsigned, altered] {
        assert_eq!(world.fetch(&refused).await.status, 403);
    }
    world.pass(SignedDuration::from_mins(20));
    assert_eq!(world.fetch(&url).await.status, 403);
}

#[tokio::test]
async fn notifications_are_taken_for_the_retrievals_that_are_open() {
    let world = World::new().await;
    world.office.expect("open");
    let body = |ack: &str| json!({ "requestAckId": ack, "requestStatusCategory": "success" });
    assert_eq!(world.post("notifications", &body("open")).await.status, 204);
    assert_eq!(world.post("notifications", &body("open")).await.status, 204);
    assert_eq!(
        world.post("notifications", &body("other")).await.status,
        404
    );
}
