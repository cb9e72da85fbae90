//! Registering, correcting, replacing, withdrawing, retrieving, deleting.

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::world::{
    ACCESSING, CODE, DATE, DEPOSITING, OTHER, World, correction, identity, pdf, registration,
    retrieval,
};
use crate::{RetrievalErrors, Variant};

const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);

#[tokio::test]
async fn a_registered_document_is_retrieved_as_it_was_uploaded() {
    let world = World::new().await;
    let content = pdf("original");
    assert_eq!(world.register(&content).await.status, 201);
    let ack = world.retrieve(ACCESSING).await;
    let state = world.state_of(ACCESSING, &ack).await;
    assert_eq!(state["requestStatusCategory"], "success");
    assert_eq!(state["documentAvailabilityDate"], "2024-06-01");
    let url = world
        .ask_download(ACCESSING, &ack)
        .await
        .text("fileDownloadUrl");
    for _ in 0..3 {
        let fetched = world.fetch(&url).await;
        assert_eq!((fetched.status, fetched.body), (200, content.clone()));
    }
    let polled = state["fileDownloadUrl"].as_str().unwrap();
    assert_eq!(world.fetch(polled).await.body, content);
}

#[tokio::test]
async fn a_file_is_checked_before_it_can_be_registered() {
    let world = World::new().await;
    let content = pdf("original");
    let asked = world.ask_upload(DEPOSITING, &content).await;
    assert_eq!(asked.status, 201);
    let file = asked.text("fileId");
    let path = format!("/requests/files?fileId={file}");
    assert_eq!(
        world
            .put_content(&asked.text("fileUploadUrl"), &content)
            .await
            .status,
        200
    );
    let pending = world.get(DEPOSITING, &path).await;
    assert_eq!(pending.text("fileStatusCategory"), "pending");
    let early = world
        .post(DEPOSITING, "/requests/registrations", &registration(&file))
        .await;
    assert_eq!((early.status, early.codes()), (409, vec![-105]));
    world.process();
    let accepted = world.get(DEPOSITING, &path).await;
    assert_eq!(accepted.text("fileStatusCategory"), "accepted");
    assert_eq!(accepted.json()["fileSizeQuantity"], content.len());
    assert_eq!(world.get(ACCESSING, &path).await.status, 404);
}

#[tokio::test]
async fn a_rejected_file_says_why_and_is_not_registered() {
    let world = World::new().await;
    let asked = world.ask_upload(DEPOSITING, &pdf("declared")).await;
    world
        .put_content(&asked.text("fileUploadUrl"), &pdf("sent"))
        .await;
    world.process();
    let file = asked.text("fileId");
    let status = world
        .get(DEPOSITING, &format!("/requests/files?fileId={file}"))
        .await;
    assert_eq!(status.text("fileStatusCategory"), "rejected");
    assert_eq!(status.json()["error"]["details"][0]["code"], -107);
    let refused = world
        .post(DEPOSITING, "/requests/registrations", &registration(&file))
        .await;
    assert_eq!((refused.status, refused.codes()), (409, vec![-106]));
    assert_eq!(world.stored("upload").await, 0);
}

#[tokio::test]
async fn a_document_is_registered_once_and_a_file_binds_once() {
    let world = World::new().await;
    assert_eq!(world.register(&pdf("first")).await.status, 201);
    assert_eq!(world.register(&pdf("second")).await.codes(), [-103]);
    let file = world.upload(DEPOSITING, &pdf("third")).await;
    let mut body = registration(&file);
    body["documentNumber"] = json!("AT A 2/2019");
    assert_eq!(
        world
            .post(DEPOSITING, "/requests/registrations", &body)
            .await
            .status,
        201
    );
    body["documentNumber"] = json!("AT A 3/2019");
    let bound = world
        .post(DEPOSITING, "/requests/registrations", &body)
        .await;
    assert_eq!(bound.codes(), [-120]);
}

#[tokio::test]
async fn a_registration_request_can_be_asked_about_by_its_office() {
    let world = World::new().await;
    let ack = world.register(&pdf("original")).await.text("requestAckId");
    let path = format!("/requests/registrations?requestAckId={ack}");
    let status = world.get(DEPOSITING, &path).await;
    assert_eq!(status.text("requestStatusCategory"), "success");
    assert_eq!(world.get(ACCESSING, &path).await.status, 404);
}

#[tokio::test]
async fn two_registrations_with_one_file_at_once_bind_it_once() {
    let world = World::new().await;
    let file = world.upload(DEPOSITING, &pdf("original")).await;
    let mut other = registration(&file);
    other["documentNumber"] = json!("AT A 2/2019");
    let (one, two) = (registration(&file), other);
    let (one, two) = tokio::join!(
        world.post(DEPOSITING, "/requests/registrations", &one),
        world.post(DEPOSITING, "/requests/registrations", &two),
    );
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
}

#[tokio::test]
async fn content_of_ro_ib_is_neither_stored_nor_left_in_the_upload_area() {
    let world = World::new().await;
    let file = world.upload(DEPOSITING, &pdf("forbidden")).await;
    let mut body = registration(&file);
    body["documentNumber"] = json!("PCT/IB2021/057271");
    body["applicationCategory"] = json!("priority document");
    body["applicationNumber"] = json!("AT A 9/2021");
    body["applicationFilingDate"] = json!("2021-08-09");
    let refused = world
        .post(DEPOSITING, "/requests/registrations", &body)
        .await;
    assert_eq!((refused.status, refused.codes()), (403, vec![-117]));
    assert_eq!(
        world.stored("upload").await + world.stored("library").await,
        0
    );
}

#[tokio::test]
async fn a_foreign_number_needs_a_parent_application_whatever_the_body_says() {
    let world = World::new().await;
    let file = world.upload(DEPOSITING, &pdf("foreign")).await;
    let mut body = registration(&file);
    body["documentNumber"] = json!("FR 1234567");
    body["officeCode"] = json!("FR");
    let refused = world
        .post(DEPOSITING, "/requests/registrations", &body)
        .await;
    assert_eq!((refused.status, refused.codes()), (403, vec![-110]));
    body["applicationCategory"] = json!("priority document");
    assert_eq!(
        world
            .post(DEPOSITING, "/requests/registrations", &body)
            .await
            .codes(),
        [-102]
    );
    body["applicationNumber"] = json!("AT A 9/2021");
    body["applicationFilingDate"] = json!("2021-08-09");
    assert_eq!(
        world
            .post(DEPOSITING, "/requests/registrations", &body)
            .await
            .status,
        201
    );
}

#[tokio::test]
async fn wrong_details_are_all_reported_and_nothing_is_disclosed() {
    let world = World::new().await;
    world.register(&pdf("original")).await;
    assert_eq!(world.availability(ACCESSING, DATE, CODE).await.status, 200);
    let both = world.availability(ACCESSING, "2019-03-02", "FFFF").await;
    assert_eq!((both.status, both.codes()), (400, vec![-12, -14]));
    let text = String::from_utf8(both.body).unwrap();
    assert!(!text.contains(CODE) && !text.contains(DATE));
}

#[tokio::test]
async fn guessing_access_codes_locks_the_guesser_out() {
    let world = World::new().await;
    world.register(&pdf("original")).await;
    for guess in 0..10 {
        let refused = world
            .availability(ACCESSING, DATE, &format!("000{guess}"))
            .await;
        assert_eq!(refused.codes(), [-14]);
    }
    let locked = world.availability(ACCESSING, DATE, CODE).await;
    assert_eq!((locked.status, locked.codes()), (429, vec![-122]));
    assert!(locked.headers.contains_key("retry-after"));
    assert_eq!(world.availability(OTHER, DATE, CODE).await.status, 200);
    world.pass(SignedDuration::from_mins(15));
    assert_eq!(world.availability(ACCESSING, DATE, CODE).await.status, 200);
}

#[tokio::test]
async fn a_correction_changes_the_date_and_nothing_else() {
    let world = World::new().await;
    let content = pdf("original");
    world.register(&content).await;
    world.pass(SignedDuration::from_hours(72));
    let mut wrong = correction("2019-04-01");
    wrong["dasAccessCode"] = json!("FFFF");
    assert_eq!(
        world
            .put(DEPOSITING, "/requests/registrations", &wrong)
            .await
            .codes(),
        [-14]
    );
    let foreign = world
        .put(
            ACCESSING,
            "/requests/registrations",
            &correction("2019-04-01"),
        )
        .await;
    assert_eq!(foreign.status, 404);
    assert_eq!(world.availability(ACCESSING, DATE, CODE).await.status, 200);
    let done = world
        .put(
            DEPOSITING,
            "/requests/registrations",
            &correction("2019-04-01"),
        )
        .await;
    assert_eq!(done.status, 200);
    assert_eq!(
        world.availability(ACCESSING, DATE, CODE).await.codes(),
        [-12]
    );
    let corrected = world.availability(ACCESSING, "2019-04-01", CODE).await;
    assert_eq!(corrected.text("documentAvailabilityDate"), "2024-06-01");
}

#[tokio::test]
async fn a_replacement_ends_copies_of_the_old_content_and_only_the_new_is_served() {
    let world = World::new().await;
    world.register(&pdf("old")).await;
    let early = world.retrieve(ACCESSING).await;
    let old_url = world
        .ask_download(ACCESSING, &early)
        .await
        .text("fileDownloadUrl");
    let file = world.upload(DEPOSITING, &pdf("new")).await;
    let replaced = world
        .put(DEPOSITING, "/requests/registrations", &registration(&file))
        .await;
    assert_eq!(replaced.status, 200);
    assert_eq!(world.fetch(&old_url).await.status, 410);
    assert_eq!(world.ask_download(ACCESSING, &early).await.codes(), [-116]);
    let late = world.retrieve(ACCESSING).await;
    let url = world
        .ask_download(ACCESSING, &late)
        .await
        .text("fileDownloadUrl");
    assert_eq!(world.fetch(&url).await.body, pdf("new"));
    assert_eq!(world.stored("archive").await, 1);
}

#[tokio::test]
async fn a_failed_replacement_leaves_the_old_content_in_force() {
    let world = World::new().await;
    world.register(&pdf("old")).await;
    let refused = world
        .put(
            DEPOSITING,
            "/requests/registrations",
            &registration("absent"),
        )
        .await;
    assert_eq!((refused.status, refused.codes()), (404, vec![-104]));
    let ack = world.retrieve(ACCESSING).await;
    let url = world
        .ask_download(ACCESSING, &ack)
        .await
        .text("fileDownloadUrl");
    assert_eq!(world.fetch(&url).await.body, pdf("old"));
}

#[tokio::test]
async fn a_withdrawn_document_is_gone_for_everybody() {
    let world = World::new().await;
    world.register(&pdf("original")).await;
    let open = world
        .post(ACCESSING, "/requests/retrievals", &retrieval())
        .await;
    let path = format!("/requests/registrations?{}", identity(DATE, CODE));
    assert_eq!(world.delete(ACCESSING, &path).await.status, 404);
    assert_eq!(world.delete(DEPOSITING, &path).await.status, 204);
    assert_eq!(world.delete(DEPOSITING, &path).await.codes(), [-7]);
    assert_eq!(
        world.availability(DEPOSITING, DATE, CODE).await.codes(),
        [-7]
    );
    let state = world.state_of(ACCESSING, &open.text("requestAckId")).await;
    assert_eq!(
        (&state["requestStatusCategory"], &state["errorCode"]),
        (&json!("error"), &json!(-111))
    );
    assert_eq!(world.register(&pdf("anew")).await.status, 201);
}

#[tokio::test]
async fn a_retrieval_with_wrong_details_fails_where_the_variant_says() {
    let mut wrong = retrieval();
    wrong["dasAccessCode"] = json!("FFFF");
    let world = World::new().await;
    world.register(&pdf("original")).await;
    let asked = world.post(ACCESSING, "/requests/retrievals", &wrong).await;
    assert_eq!(
        (asked.status, asked.text("requestStatusCategory").as_str()),
        (201, "pending")
    );
    world.process();
    let state = world.state_of(ACCESSING, &asked.text("requestAckId")).await;
    assert_eq!(
        (
            &state["requestStatusCategory"],
            &state["details"][0]["code"]
        ),
        (&json!("error"), &json!(-14))
    );
    let variant = Variant {
        retrieval_errors: RetrievalErrors::Immediate,
        ..Variant::default()
    };
    let world = World::with(variant).await;
    world.register(&pdf("original")).await;
    let refused = world.post(ACCESSING, "/requests/retrievals", &wrong).await;
    assert_eq!((refused.status, refused.codes()), (400, vec![-14]));
}

#[tokio::test]
async fn an_office_sees_its_own_retrievals_only() {
    let world = World::new().await;
    world.register(&pdf("original")).await;
    let ack = world.retrieve(ACCESSING).await;
    let bag = world.get(OTHER, "/requests/retrievals").await.json();
    assert_eq!(bag["documentRetrievalResponseBag"], json!([]));
    let path = format!("/requests/retrievals?requestAckId={ack}");
    let foreign = world.get(OTHER, &path).await;
    let absent = world
        .get(OTHER, "/requests/retrievals?requestAckId=absent")
        .await;
    assert_eq!((foreign.status, foreign.body), (absent.status, absent.body));
    assert_eq!(world.ask_download(OTHER, &ack).await.status, 404);
    let pending = "/requests/retrievals?requestStatusCategory=pending";
    let bag = world.get(ACCESSING, pending).await.json();
    assert_eq!(bag["documentRetrievalResponseBag"], json!([]));
}

#[tokio::test]
async fn no_download_url_is_issued_for_other_details_or_before_success() {
    let world = World::new().await;
    world.register(&pdf("original")).await;
    let asked = world
        .post(ACCESSING, "/requests/retrievals", &retrieval())
        .await;
    let ack = asked.text("requestAckId");
    let early = world.ask_download(ACCESSING, &ack).await;
    assert_eq!((early.status, early.codes()), (409, vec![-121]));
    world.process();
    let body = json!({
        "documentKindCategory": "patent", "documentNumber": "AT A 2/2019", "documentDate": DATE, "osfAckId": ack,
    });
    let other = world
        .post(ACCESSING, "/requests/files/url-downloads", &body)
        .await;
    assert_eq!((other.status, other.codes()), (400, vec![-7]));
}

#[tokio::test]
async fn a_deleted_copy_is_dead_and_nothing_else_is() {
    let world = World::new().await;
    world.register(&pdf("original")).await;
    let (one, two) = (world.retrieve(ACCESSING).await, world.retrieve(OTHER).await);
    let one_url = world
        .ask_download(ACCESSING, &one)
        .await
        .text("fileDownloadUrl");
    let two_url = world
        .ask_download(OTHER, &two)
        .await
        .text("fileDownloadUrl");
    let path = format!("/requests/files?osfAckId={one}");
    assert_eq!(world.delete(OTHER, &path).await.status, 404);
    assert_eq!(world.fetch(&one_url).await.status, 200);
    assert_eq!(world.delete(ACCESSING, &path).await.status, 204);
    assert_eq!(world.delete(ACCESSING, &path).await.status, 204);
    assert_eq!(world.fetch(&one_url).await.status, 410);
    assert_eq!(world.ask_download(ACCESSING, &one).await.status, 410);
    assert_eq!(world.fetch(&two_url).await.status, 200);
    assert_eq!(
        world.state_of(ACCESSING, &one).await["requestStatusCategory"],
        "success"
    );
    assert_eq!(
        (world.stored("transit").await, world.stored("library").await),
        (1, 1)
    );
}

#[tokio::test]
async fn a_copy_lasts_for_the_transit_period_and_the_original_without_limit() {
    let world = World::new().await;
    world.register(&pdf("original")).await;
    let ack = world.retrieve(ACCESSING).await;
    world.pass(WEEK - SignedDuration::from_secs(1));
    assert_eq!(world.ask_download(ACCESSING, &ack).await.status, 200);
    world.pass(SignedDuration::from_secs(1));
    assert_eq!(world.ask_download(ACCESSING, &ack).await.status, 410);
    assert_eq!(world.stored("transit").await, 0);
    world.pass(WEEK * 52 * 30);
    let ack = world.retrieve(ACCESSING).await;
    assert_eq!(world.ask_download(ACCESSING, &ack).await.status, 200);
}

#[tokio::test]
async fn the_certificate_is_given_to_whoever_states_everything_rightly() {
    let world = World::new().await;
    world.register(&pdf("original")).await;
    let path = format!(
        "/requests/registrations/certificates?{}",
        identity(DATE, CODE)
    );
    let certificate = world.get(ACCESSING, &path).await;
    assert_eq!(certificate.headers["content-type"], "application/pdf");
    assert!(lopdf::Document::load_mem(&certificate.body).is_ok());
    let path = format!(
        "/requests/registrations/certificates?{}",
        identity(DATE, "FFFF")
    );
    assert_eq!(world.get(ACCESSING, &path).await.codes(), [-14]);
}

#[tokio::test]
async fn a_reset_forgets_records_and_documents() {
    let world = World::new().await;
    world.register(&pdf("original")).await;
    world.das.control().reset();
    let state = world.das.control().inspect().await;
    assert_eq!(state["registrations"], json!([]));
    assert_eq!(state["storage"]["library"], json!([]));
    assert_eq!(
        world.availability(ACCESSING, DATE, CODE).await.codes(),
        [-7]
    );
}

#[tokio::test]
async fn an_inspection_shows_no_access_code() {
    let world = World::new().await;
    world.register(&pdf("original")).await;
    world.retrieve(ACCESSING).await;
    let state: Value = world.das.control().inspect().await;
    assert!(!state.to_string().contains(CODE));
    assert_eq!(state["retrievals"][0]["copy"]["state"], "available");
}

#[tokio::test]
async fn an_upload_that_nobody_registers_is_given_up() {
    let world = World::new().await;
    let file = world.upload(DEPOSITING, &pdf("original")).await;
    world.pass(SignedDuration::from_hours(30 * 24));
    let path = format!("/requests/files?fileId={file}");
    let status = world.get(DEPOSITING, &path).await;
    assert_eq!(status.text("fileStatusCategory"), "expired");
    assert_eq!(world.stored("upload").await, 0);
    let late = world
        .post(DEPOSITING, "/requests/registrations", &registration(&file))
        .await;
    assert_eq!(late.codes(), [-104]);
}
