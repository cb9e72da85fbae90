//! The service as DAS meets it, over HTTPS.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop here"
)]

use bytes::Bytes;
use jiff::SignedDuration;
use mock_kit::tls::{TestAuthority, http_client};
use mock_kit::{Clock, ListenerSettings};
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

use super::{Availability, Document, Handle, Settings, spawn};
use crate::content::{FormatCategory, checksum};
use crate::number::DocumentKind;
use crate::settings::{AuthorizationServer, TokenAudience};
use crate::tests::authority::Authority;

const NUMBER: &str = "PCT/IB2024/000123";
const CONTENT: &[u8] = b"%PDF-1.7 what RO/IB received";
const SCOPE: &str = "das-api/office-exchange";

struct Surroundings {
    pct: Handle,
    authority: Authority,
    clock: Clock,
    http: reqwest::Client,
}

impl Surroundings {
    async fn new() -> Self {
        let tls = TestAuthority::new().unwrap();
        let clock = Clock::frozen_at("2024-06-01T12:00:00Z".parse().unwrap());
        let authority = Authority::spawn(&tls, &clock).await;
        let identity = tls.identity_for(&["localhost", "127.0.0.1"]).unwrap();
        let settings = Settings {
            listener: ListenerSettings::ephemeral(Some(identity)),
            clock: clock.clone(),
            authorization_server: AuthorizationServer {
                issuer: authority.issuer.clone(),
                trust: vec![tls.pem().to_owned()],
            },
            caller: Settings::CALLER.to_owned(),
            audience: TokenAudience::TheClient,
            scope: SCOPE.to_owned(),
        };
        let pct = spawn(settings).await.unwrap();
        pct.keep(document(NUMBER, Availability::Available)).unwrap();
        Self {
            pct,
            authority,
            clock,
            http: http_client(&[tls.pem()]).unwrap(),
        }
    }

    fn token(&self, client: &str) -> String {
        let now = self.clock.unix_now();
        let header = json!({ "alg": "ES256", "kid": self.authority.key.kid }).to_string();
        let claims = json!({
            "iss": self.authority.issuer, "sub": client, "aud": client, "scope": [SCOPE],
            "exp": now + 3600,
        });
        self.authority.key.sign(&header, &claims.to_string())
    }

    async fn ask_as(&self, client: &str, body: &Value) -> Response {
        let url = format!("{}/requests/files/url-downloads", self.pct.base());
        let request = self.http.post(url).bearer_auth(self.token(client));
        request.json(body).send().await.unwrap()
    }

    async fn ask(&self, number: &str) -> Response {
        self.ask_as(Settings::CALLER, &wanted(number)).await
    }

    async fn url(&self) -> String {
        let location: Value = self.ask(NUMBER).await.json().await.unwrap();
        location["fileDownloadUrl"].as_str().unwrap().to_owned()
    }

    async fn fetch(&self, url: &str) -> Response {
        self.http.get(url).send().await.unwrap()
    }

    fn commit(&self, fault: &str) {
        self.pct.control().faults.activate(fault).unwrap();
    }
}

fn document(number: &str, availability: Availability) -> Document {
    Document {
        number: number.to_owned(),
        kind: DocumentKind::Patent,
        date: "2024-02-01".parse().unwrap(),
        content: Bytes::from_static(CONTENT),
        format: FormatCategory::Pdf,
        availability,
    }
}

fn wanted(number: &str) -> Value {
    json!({
        "requestAckId": "an-acknowledgement", "documentKindCategory": "patent",
        "documentNumber": number, "documentDate": "2024-02-01",
    })
}

async fn refusal(answer: Response) -> (StatusCode, i64) {
    let status = answer.status();
    let body: Value = answer.json().await.unwrap();
    (
        status,
        body["details"][0]["code"].as_i64().unwrap_or_default(),
    )
}

#[tokio::test]
async fn a_document_is_found_under_every_spelling_and_served_as_it_is() {
    let surroundings = Surroundings::new().await;
    for spelling in [NUMBER, "pctib2024000123", "PCT/IB2024/123000"] {
        let answer = surroundings.ask(spelling).await;
        let known = spelling != "PCT/IB2024/123000";
        assert_eq!(answer.status() == StatusCode::OK, known, "{spelling}");
    }
    let location: Value = surroundings.ask(NUMBER).await.json().await.unwrap();
    assert_eq!(location["fileChecksum"], checksum(CONTENT));
    assert_eq!(location["fileSizeQuantity"], CONTENT.len());
    let url = location["fileDownloadUrl"].as_str().unwrap();
    let served = surroundings.fetch(url).await.bytes().await.unwrap();
    assert_eq!(served.as_ref(), CONTENT);
}

#[tokio::test]
async fn what_cannot_be_had_is_refused_with_its_own_code() {
    let surroundings = Surroundings::new().await;
    let pct = &surroundings.pct;
    pct.keep(document("PCT/IB2024/000124", Availability::NotAvailable))
        .unwrap();
    pct.keep(document("PCT/IB2024/000125", Availability::NotCleared))
        .unwrap();
    let mut redated = wanted(NUMBER);
    redated["documentDate"] = json!("2024-02-02");
    let wrong_date = surroundings.ask_as(Settings::CALLER, &redated).await;
    assert_eq!(refusal(wrong_date).await, (StatusCode::BAD_REQUEST, -12));
    let expected = [
        ("PCT/IB2024/000999", StatusCode::BAD_REQUEST, -7),
        ("PCT/IB2024/000124", StatusCode::CONFLICT, -113),
        ("PCT/IB2024/000125", StatusCode::FORBIDDEN, -114),
    ];
    for (number, status, code) in expected {
        let answer = surroundings.ask(number).await;
        assert_eq!(refusal(answer).await, (status, code), "{number}");
    }
}

#[tokio::test]
async fn a_token_for_another_client_is_refused() {
    let surroundings = Surroundings::new().await;
    let answer = surroundings
        .ask_as("wipo-das-for-at", &wanted(NUMBER))
        .await;
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    assert!(answer.headers().contains_key("www-authenticate"));
}

#[tokio::test]
async fn a_url_is_good_for_one_method_and_for_a_time() {
    let surroundings = Surroundings::new().await;
    let url = surroundings.url().await;
    let put = surroundings.http.put(&url).body("x").send().await.unwrap();
    assert_eq!(put.status(), StatusCode::FORBIDDEN);
    let other_day = url.replace("das-expires=1", "das-expires=2");
    let altered = surroundings.fetch(&other_day).await;
    assert_eq!(altered.status(), StatusCode::FORBIDDEN);
    assert_eq!(surroundings.fetch(&url).await.status(), StatusCode::OK);
    surroundings.clock.advance(Settings::URL_LIFETIME);
    let expired = surroundings.fetch(&url).await;
    assert_eq!(expired.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_incomplete_or_ambiguous_request_is_refused() {
    let surroundings = Surroundings::new().await;
    let answer = surroundings
        .ask_as(Settings::CALLER, &json!({ "documentNumber": NUMBER }))
        .await;
    assert_eq!(refusal(answer).await, (StatusCode::BAD_REQUEST, -101));
    let url = format!("{}/requests/files/url-downloads", surroundings.pct.base());
    let twice = wanted(NUMBER)
        .to_string()
        .replacen('{', r#"{"documentNumber":"PCT/IB2024/1","#, 1);
    let request = surroundings.http.post(url).body(twice);
    let request = request
        .bearer_auth(surroundings.token(Settings::CALLER))
        .header("content-type", "application/json");
    let answer = request.send().await.unwrap();
    assert_eq!(refusal(answer).await, (StatusCode::BAD_REQUEST, -101));
}

#[tokio::test]
async fn an_unavailable_service_says_when_to_come_back_and_does() {
    let surroundings = Surroundings::new().await;
    surroundings.commit("is-unavailable-for-a-while");
    let answer = surroundings.ask(NUMBER).await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.headers()["retry-after"], "60");
    surroundings.clock.advance(SignedDuration::from_mins(3));
    assert_eq!(surroundings.ask(NUMBER).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn inspection_shows_no_content() {
    let surroundings = Surroundings::new().await;
    let shown = surroundings.pct.control().inspect().await;
    assert_eq!(shown["documents"][0]["documentNumber"], NUMBER);
    assert!(!shown.to_string().contains("what RO/IB received"));
    let kept = format!("{:?}", document(NUMBER, Availability::Available));
    assert!(!kept.contains("received"));
}
