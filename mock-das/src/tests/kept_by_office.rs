//! Documents that their office keeps: forwarded, reported, fetched, staged, erased.

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::holder::Holder;
use super::world::{
    ACCESSING, CODE, DEPOSITING, OTHER, Received, World, pdf, registration, retrieval,
};

const OWN_ID: &str = "own-id-of-the-office";

fn without_content() -> Value {
    let mut body = registration("");
    body["fileId"] = Value::Null;
    body
}

/// A world in which the document is kept by its office and was asked for; its request has arrived there.
async fn asked(content: &[u8]) -> (World, Holder, String) {
    let world = World::new().await;
    let mut holder = Holder::of(&world, content).await;
    holder.is_the_depositing_office(&world);
    register(&world).await;
    let ack = world.retrieve(ACCESSING).await;
    let forwarded = holder.next("/requests/retrievals").await;
    assert_eq!(forwarded.body["requestAckId"], ack.as_str());
    assert_eq!(forwarded.headers["authorization"], "Bearer token-of-das");
    assert_eq!(forwarded.headers["user-agent"], "wipo-das");
    assert!(!forwarded.body.to_string().contains(CODE));
    (world, holder, ack)
}

async fn register(world: &World) {
    let registered = world
        .post(DEPOSITING, "/requests/registrations", &without_content())
        .await;
    assert_eq!(registered.status, 201);
}

async fn report(world: &World, client: &str, body: &Value) -> Received {
    world.post(client, "/requests/notifications", body).await
}

fn ready(ack: &str) -> Value {
    json!({ "requestAckId": ack, "requestStatusCategory": "success" })
}

async fn comes_to_be(world: &World, ack: &str, state: &str) -> Value {
    for _ in 0..2_000 {
        let status = world.state_of(ACCESSING, ack).await;
        if status["requestStatusCategory"] == state {
            return status;
        }
        tokio::task::yield_now().await;
    }
    panic!("the retrieval never came to be {state}");
}

async fn errand_comes_to_be(world: &World, progress: &str) {
    for _ in 0..2_000 {
        let inspected = world.das.control().inspect().await;
        if inspected["retrievals"][0]["errand"] == progress {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("the errand never came to be {progress}");
}

#[tokio::test]
async fn a_document_kept_by_its_office_passes_through_and_stays_nowhere() {
    let content = pdf("kept by the office");
    let (world, mut holder, ack) = asked(&content).await;
    assert_eq!(report(&world, DEPOSITING, &ready(&ack)).await.status, 204);
    holder.next("/requests/files/url-downloads").await;
    let fetched = holder.next("/storage/one").await;
    assert!(!fetched.headers.contains_key("authorization"));
    comes_to_be(&world, &ack, "success").await;
    assert_eq!(world.stored("library").await, 0);
    assert_eq!(world.stored("transit").await, 1);
    let url = world
        .ask_download(ACCESSING, &ack)
        .await
        .text("fileDownloadUrl");
    for _ in 0..2 {
        assert_eq!(world.fetch(&url).await.body, content);
    }
    world.pass(SignedDuration::from_hours(7 * 24));
    assert_eq!(world.ask_download(ACCESSING, &ack).await.status, 410);
    assert_eq!(world.stored("transit").await, 0);
}

#[tokio::test]
async fn both_ids_name_the_request_and_others_name_nothing() {
    let (world, mut holder, ack) = asked(&pdf("kept")).await;
    errand_comes_to_be(&world, "acknowledged").await;
    assert_eq!(
        report(&world, DEPOSITING, &ready("another")).await.codes(),
        [-118]
    );
    assert_eq!(report(&world, OTHER, &ready(&ack)).await.status, 404);
    assert_eq!(report(&world, OTHER, &ready(OWN_ID)).await.status, 404);
    assert_eq!(report(&world, DEPOSITING, &ready(OWN_ID)).await.status, 204);
    let asked = holder.next("/requests/files/url-downloads").await;
    assert_eq!(asked.body["osfAckId"], OWN_ID);
    comes_to_be(&world, &ack, "success").await;
    assert_eq!(report(&world, DEPOSITING, &ready(&ack)).await.status, 204);
    let late = json!({ "requestAckId": ack, "requestStatusCategory": "error", "errorCode": -113 });
    assert_eq!(report(&world, DEPOSITING, &late).await.status, 204);
    comes_to_be(&world, &ack, "success").await;
}

#[tokio::test]
async fn a_notification_may_overtake_the_answer_that_it_refers_to() {
    let world = World::new().await;
    let mut holder = Holder::of(&world, &pdf("kept")).await;
    holder.is_the_depositing_office(&world);
    holder.change(|script| script.statuses = vec![503]);
    register(&world).await;
    let ack = world.retrieve(ACCESSING).await;
    holder.next("/requests/retrievals").await;
    assert_eq!(report(&world, DEPOSITING, &ready(OWN_ID)).await.status, 204);
    assert_eq!(
        report(&world, DEPOSITING, &ready("one too many"))
            .await
            .status,
        404
    );
    assert_eq!(report(&world, OTHER, &ready(OWN_ID)).await.status, 404);
    world.pass(SignedDuration::from_mins(1));
    holder.next("/requests/retrievals").await;
    comes_to_be(&world, &ack, "success").await;
}

#[tokio::test]
async fn what_the_office_says_went_wrong_is_what_the_requesting_office_learns() {
    let (world, _holder, ack) = asked(&pdf("kept")).await;
    let told = json!({
        "requestAckId": ack, "requestStatusCategory": "error", "errorCode": -114, "statusMessage": "secret",
    });
    assert_eq!(report(&world, DEPOSITING, &told).await.status, 204);
    let status = comes_to_be(&world, &ack, "error").await;
    assert_eq!(status["errorCode"], -114);
    assert_eq!(status["statusMessage"], "secret");
    assert_eq!(world.stored("transit").await, 0);
}

#[tokio::test]
async fn an_office_that_refuses_the_request_ends_it_and_one_that_stays_silent_too() {
    let world = World::new().await;
    let mut holder = Holder::of(&world, &pdf("kept")).await;
    holder.is_the_depositing_office(&world);
    holder.change(|script| {
        script.statuses = vec![409];
        script.code = Some(-113);
    });
    register(&world).await;
    let ack = world.retrieve(ACCESSING).await;
    holder.next("/requests/retrievals").await;
    assert_eq!(comes_to_be(&world, &ack, "error").await["errorCode"], -113);
    let silent = world.retrieve(ACCESSING).await;
    holder.next("/requests/retrievals").await;
    world.pass(SignedDuration::from_hours(71));
    assert_eq!(
        world.state_of(ACCESSING, &silent).await["requestStatusCategory"],
        "pending"
    );
    world.pass(SignedDuration::from_hours(1));
    assert_eq!(world.state_of(ACCESSING, &silent).await["errorCode"], -112);
}

#[tokio::test]
async fn content_that_is_not_where_it_should_be_is_not_corrupt_and_waited_for() {
    let (world, mut holder, ack) = asked(&pdf("kept")).await;
    holder.change(|script| script.mislaid = 4);
    report(&world, DEPOSITING, &ready(&ack)).await;
    for minutes in [1, 2, 10, 60] {
        holder.next("/requests/files/url-downloads").await;
        holder.next("/storage/one").await;
        assert!(holder.is_silent().await);
        world.pass(SignedDuration::from_mins(minutes));
    }
    comes_to_be(&world, &ack, "success").await;
}

#[tokio::test]
async fn corrupt_content_is_fetched_three_times_and_never_delivered() {
    let (world, mut holder, ack) = asked(&pdf("kept")).await;
    holder.change(|script| script.content = pdf("something else"));
    report(&world, DEPOSITING, &ready(&ack)).await;
    for _ in 0..3 {
        holder.next("/requests/files/url-downloads").await;
        holder.next("/storage/one").await;
    }
    assert_eq!(comes_to_be(&world, &ack, "error").await["errorCode"], -115);
    assert!(holder.is_silent().await);
    assert_eq!(world.stored("transit").await, 0);
}

#[tokio::test]
async fn no_office_sends_das_elsewhere() {
    for elsewhere in [
        "http://localhost:9/x",
        "https://127.0.0.1:9/x",
        "https://169.254.169.254/x",
    ] {
        let (world, mut holder, ack) = asked(&pdf("kept")).await;
        holder.change(|script| script.url = Some(elsewhere.to_owned()));
        report(&world, DEPOSITING, &ready(&ack)).await;
        holder.next("/requests/files/url-downloads").await;
        assert_eq!(comes_to_be(&world, &ack, "error").await["errorCode"], -115);
    }
}

#[tokio::test]
async fn content_is_not_taken_for_a_document_that_its_office_keeps() {
    let (world, _holder, _) = asked(&pdf("kept")).await;
    let file = world.upload(DEPOSITING, &pdf("new")).await;
    let replaced = world
        .put(DEPOSITING, "/requests/registrations", &registration(&file))
        .await;
    assert_eq!(replaced.status, 409);
    let refused = world
        .post(OTHER, "/requests/registrations", &without_content())
        .await;
    assert!(refused.status >= 400);
}

#[tokio::test]
async fn an_office_without_a_library_registers_nothing_without_content() {
    let world = World::new().await;
    let refused = world
        .post(DEPOSITING, "/requests/registrations", &without_content())
        .await;
    assert_eq!((refused.status, refused.codes()), (400, vec![-104]));
}

#[tokio::test]
async fn a_big_document_passes_through_the_transit_zone_to_one_retrieval() {
    let (world, mut holder, ack) = asked(&pdf("unused")).await;
    errand_comes_to_be(&world, "acknowledged").await;
    let content = pdf("a big document");
    let with = |file: &str| json!({ "requestAckId": OWN_ID, "requestStatusCategory": "success", "fileId": file });
    let foreign = world.upload(OTHER, &content).await;
    assert_eq!(
        report(&world, DEPOSITING, &with(&foreign)).await.codes(),
        [-104]
    );
    assert_eq!(
        report(&world, DEPOSITING, &with("no-such-file"))
            .await
            .status,
        404
    );
    let url = world.ask_upload(DEPOSITING, &content).await;
    let file = url.text("fileId");
    let early = report(&world, DEPOSITING, &with(&file)).await;
    assert_eq!((early.status, early.codes()), (409, vec![-105]));
    world
        .put_content(&url.text("fileUploadUrl"), &content)
        .await;
    world.process();
    assert_eq!(report(&world, DEPOSITING, &with(&file)).await.status, 204);
    comes_to_be(&world, &ack, "success").await;
    let bound = world
        .put(DEPOSITING, "/requests/registrations", &registration(&file))
        .await;
    assert_eq!(bound.status, 409);
    assert_eq!(world.ask_download(OTHER, &ack).await.status, 404);
    let url = world
        .ask_download(ACCESSING, &ack)
        .await
        .text("fileDownloadUrl");
    assert_eq!(world.fetch(&url).await.body, content);
    assert_eq!(
        (world.stored("upload").await, world.stored("library").await),
        (1, 0)
    );
    world
        .delete(ACCESSING, &format!("/requests/files?osfAckId={ack}"))
        .await;
    assert_eq!(world.stored("transit").await, 0);
    assert!(holder.is_silent().await);
}

#[tokio::test]
async fn a_withdrawn_document_is_not_delivered_any_more() {
    let (world, mut holder, ack) = asked(&pdf("kept")).await;
    let path = format!(
        "/requests/registrations?{}",
        super::world::identity("2019-03-01", CODE)
    );
    assert_eq!(world.delete(DEPOSITING, &path).await.status, 204);
    assert_eq!(world.state_of(ACCESSING, &ack).await["errorCode"], -111);
    assert_eq!(report(&world, DEPOSITING, &ready(&ack)).await.status, 204);
    assert!(holder.is_silent().await);
    let again = world
        .post(ACCESSING, "/requests/retrievals", &retrieval())
        .await;
    world.process();
    assert_eq!(
        world.state_of(ACCESSING, &again.text("requestAckId")).await["errorCode"],
        -7
    );
}
