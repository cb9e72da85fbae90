//! One office with its surroundings: an authorization server, and a DAS that only listens.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse as _, Response};
use jiff::SignedDuration;
use mock_kit::tls::{TestAuthority, http_client};
use mock_kit::{Bound, Clock, FaultPlan, Journal, ListenerSettings, Listening};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::content::FormatCategory;
use crate::number::DocumentKind;
use crate::office::{Accepts, Availability, Calling, Document, Handle, Settings, Transfer, spawn};
use crate::settings::{OutboundClient, TokenAudience, TokenSource};
use crate::tests::authority::{Authority, SigningKey};

pub const CALLER: &str = "wipo-das-for-at";
pub const SCOPE: &str = "das-api/office-exchange";
pub const NUMBER: &str = "AT A 1/2019";
pub const DATE: &str = "2019-03-01";
pub const CONTENT: &[u8] = b"%PDF-1.7 a document of the office";

/// What DAS was told.
#[derive(Debug)]
pub struct Told {
    pub path: String,
    pub authorization: Option<String>,
    pub body: Value,
}

/// Statuses with which DAS answers next, and the `Retry-After` of each.
type Answers = Arc<Mutex<Vec<(u16, Option<u32>)>>>;

#[derive(Clone)]
struct Ear {
    answers: Answers,
    sender: mpsc::UnboundedSender<Told>,
}

/// The office, and everything around it.
pub struct World {
    pub office: Handle,
    pub authority: Authority,
    pub clock: Clock,
    pub http: reqwest::Client,
    pub answers: Answers,
    told: mpsc::UnboundedReceiver<Told>,
    _das: Listening,
}

/// What came back.
pub struct Received {
    pub status: u16,
    pub body: Value,
    pub octets: Vec<u8>,
}

impl World {
    pub async fn new() -> Self {
        let tls = TestAuthority::new().unwrap();
        let clock = Clock::frozen_at("2024-06-01T12:00:00Z".parse().unwrap());
        let authority = Authority::spawn(&tls, &clock).await;
        let answers = Arc::new(Mutex::new(Vec::new()));
        let (sender, told) = mpsc::unbounded_channel();
        let ear = Ear {
            answers: Arc::clone(&answers),
            sender,
        };
        let identity = tls.identity_for(&["localhost"]).unwrap();
        let listener = ListenerSettings::ephemeral(Some(identity));
        let bound = Bound::bind(&listener).await.unwrap();
        let base = bound.base().clone();
        let das = bound.serve(mock_kit::Service {
            party: "das",
            router: axum::Router::new().fallback(hear).with_state(ear),
            journal: Journal::new(),
            clock: clock.clone(),
            faults: FaultPlan::default(),
        });
        let office = spawn(settings(&tls, &clock, &authority)).await.unwrap();
        office.set_das(base);
        assert!(office.keep(document(NUMBER, Availability::Available)));
        Self {
            office,
            authority,
            http: http_client(&[tls.pem()]).unwrap(),
            clock,
            answers,
            told,
            _das: das.unwrap(),
        }
    }

    pub fn token(&self, change: &Value) -> String {
        let now = self.clock.unix_now();
        let mut claims = json!({
            "iss": self.authority.issuer, "sub": CALLER, "aud": CALLER,
            "scope": [SCOPE], "nbf": now, "exp": now + 3600,
        });
        for (name, value) in change.as_object().unwrap() {
            claims[name] = value.clone();
        }
        let header = json!({ "alg": "ES256", "kid": self.authority.key.kid }).to_string();
        self.authority.key.sign(&header, &claims.to_string())
    }

    pub async fn post(&self, path: &str, body: &Value) -> Received {
        self.post_with(&self.token(&json!({})), path, body).await
    }

    pub async fn post_with(&self, token: &str, path: &str, body: &Value) -> Received {
        let url = format!("{}/requests/{path}", self.office.base());
        let request = self.http.post(url).bearer_auth(token).json(body);
        received(request).await
    }

    pub async fn forward(&self, das_ack_id: &str) -> Received {
        self.post("retrievals", &forwarded(das_ack_id)).await
    }

    pub async fn ask_download(&self, ack_id: &str) -> Received {
        let body = json!({
            "osfAckId": ack_id, "documentKindCategory": "patent",
            "documentNumber": NUMBER, "documentDate": DATE,
        });
        self.post("files/url-downloads", &body).await
    }

    pub async fn fetch(&self, url: &str) -> Received {
        received(self.http.get(url)).await
    }

    /// Lets the document be prepared.
    pub fn prepare(&self) {
        self.clock.advance(Settings::PREPARATION_TIME);
    }

    pub async fn told(&mut self) -> Option<Told> {
        tokio::time::timeout(Duration::from_secs(5), self.told.recv())
            .await
            .ok()?
    }

    pub async fn hears_nothing(&mut self) -> bool {
        tokio::time::timeout(Duration::from_millis(150), self.told.recv())
            .await
            .is_err()
    }

    /// Waits until a forwarded request has come to a stage.
    pub async fn reaches(&self, stage: &str) {
        for _ in 0..2000 {
            let shown = self.office.control().inspect().await;
            if shown["forwarded"][0]["stage"] == stage {
                return;
            }
            tokio::time::timeout(Duration::from_millis(2), std::future::pending::<()>())
                .await
                .ok();
        }
        panic!("the request never came to be {stage}");
    }

    pub fn pass(&self, time: SignedDuration) {
        self.clock.advance(time);
    }
}

async fn hear(State(ear): State<Ear>, uri: Uri, headers: HeaderMap, body: String) -> Response {
    let authorization = headers.get("authorization");
    let _ = ear.sender.send(Told {
        path: uri.path().to_owned(),
        authorization: authorization.map(|value| value.to_str().unwrap().to_owned()),
        body: serde_json::from_str(&body).unwrap_or_default(),
    });
    let mut answers = ear.answers.lock().unwrap();
    let (status, retry_after) = if answers.is_empty() {
        (204, None)
    } else {
        answers.remove(0)
    };
    let status = http::StatusCode::from_u16(status).unwrap();
    match retry_after {
        Some(seconds) => (status, [("retry-after", seconds.to_string())]).into_response(),
        None => status.into_response(),
    }
}

async fn received(request: reqwest::RequestBuilder) -> Received {
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    let octets = response.bytes().await.unwrap().to_vec();
    Received {
        status,
        body: serde_json::from_slice(&octets).unwrap_or_default(),
        octets,
    }
}

fn settings(tls: &TestAuthority, clock: &Clock, authority: &Authority) -> Settings {
    Settings {
        listener: ListenerSettings::ephemeral(Some(tls.identity_for(&["localhost"]).unwrap())),
        clock: clock.clone(),
        code: "AT".to_owned(),
        base_path: Settings::BASE_PATH.to_owned(),
        accepts: Accepts {
            issuer: authority.issuer.clone(),
            trust: vec![tls.pem().to_owned()],
            client_id: CALLER.to_owned(),
            audience: TokenAudience::TheClient,
            scope: SCOPE.to_owned(),
        },
        addresses: None,
        das: Calling {
            base: None,
            tokens: TokenSource {
                issuer: authority.issuer.clone(),
                scope: SCOPE.to_owned(),
                client: OutboundClient {
                    client_id: "office-at".to_owned(),
                    private_key_pem: SigningKey::generate("office").private_pem(),
                },
            },
        },
        transfer: Transfer::DigitalLibrary,
        preparation_time: Settings::PREPARATION_TIME,
    }
}

pub fn document(number: &str, availability: Availability) -> Document {
    Document {
        number: number.to_owned(),
        kind: DocumentKind::Patent,
        date: DATE.parse().unwrap(),
        content: CONTENT.to_vec(),
        format: FormatCategory::Pdf,
        availability,
    }
}

pub fn forwarded(das_ack_id: &str) -> Value {
    json!({
        "operationCategory": "retrieval", "requestAckId": das_ack_id, "documentKindCategory": "patent",
        "documentNumber": NUMBER, "documentDate": DATE, "dasAccessCode": null,
        "applicationCategory": null, "applicationNumber": null, "applicationFilingDate": null,
    })
}
