//! One DAS with its surroundings, and what offices do in it.

use jiff::SignedDuration;
use mock_kit::tls::{TestAuthority, http_client};
use mock_kit::{Clock, ListenerSettings};
use serde_json::{Value, json};
use url::Url;

use super::authority::{Authority, SigningKey};
use crate::certificate::{CertificateData, certificate_pdf};
use crate::content::checksum;
use crate::number::DocumentKind;
use crate::{
    AuthorizationServer, Handle, Office, OfficeApi, OutboundClient, Settings, StorageChoice,
    TokenSource, Variant, spawn,
};

pub const NUMBER: &str = "AT A 1/2019";
pub const DATE: &str = "2019-03-01";
pub const CODE: &str = "AB21";
/// An office of first filing.
pub const DEPOSITING: &str = "client-of-at";
/// An office of second filing.
pub const ACCESSING: &str = "client-of-fr";
/// Another office of second filing.
pub const OTHER: &str = "client-of-de";

pub struct World {
    pub das: Handle,
    pub authority: Authority,
    pub clock: Clock,
    pub http: reqwest::Client,
    pub tls: TestAuthority,
}

/// What came back.
#[derive(Debug)]
pub struct Received {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub body: Vec<u8>,
}

impl Received {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    pub fn text(&self, member: &str) -> String {
        self.json()[member].as_str().unwrap_or_default().to_owned()
    }

    pub fn codes(&self) -> Vec<i64> {
        let body = self.json();
        let details = body["details"].as_array().cloned().unwrap_or_default();
        details
            .iter()
            .filter_map(|detail| detail["code"].as_i64())
            .collect()
    }
}

pub fn office(code: &str, client_id: &str) -> Office {
    Office {
        code: code.to_owned(),
        client_id: client_id.to_owned(),
        api: None,
        depositing: true,
        accessing: true,
        addresses: Vec::new(),
        encryption_keys: None,
    }
}

impl World {
    pub async fn new() -> Self {
        Self::with(Variant::default()).await
    }

    pub async fn with(variant: Variant) -> Self {
        let tls = TestAuthority::new().unwrap();
        let clock = Clock::frozen_at("2024-06-01T12:00:00Z".parse().unwrap());
        Self::made(tls, clock, variant, StorageChoice::Memory).await
    }

    /// A world whose documents lie elsewhere.
    pub async fn keeping(tls: TestAuthority, clock: Clock, storage: StorageChoice) -> Self {
        Self::made(tls, clock, Variant::default(), storage).await
    }

    /// A world with everything chosen.
    pub async fn made(
        tls: TestAuthority,
        clock: Clock,
        variant: Variant,
        storage: StorageChoice,
    ) -> Self {
        let authority = Authority::spawn(&tls, &clock).await;
        let identity = tls.identity_for(&["localhost"]).unwrap();
        let das = spawn(Settings {
            listener: ListenerSettings::ephemeral(Some(identity)),
            variant,
            clock: clock.clone(),
            authorization_server: AuthorizationServer {
                issuer: authority.issuer.clone(),
                trust: vec![tls.pem().to_owned()],
            },
            offices: vec![
                office("AT", DEPOSITING),
                office("FR", ACCESSING),
                office("DE", OTHER),
            ],
            pct: None,
            storage,
            processing_time: Settings::PROCESSING_TIME,
        });
        Self {
            das: das.await.unwrap(),
            http: http_client(&[tls.pem()]).unwrap(),
            authority,
            clock,
            tls,
        }
    }

    /// The API of an office at `base`, which takes tokens of the authority.
    pub fn office_api(&self, base: Url) -> OfficeApi {
        OfficeApi {
            base,
            digital_library: false,
            tokens: TokenSource {
                issuer: self.authority.issuer.clone(),
                scope: Variant::default().scope,
                client: OutboundClient {
                    client_id: "das".to_owned(),
                    private_key_pem: SigningKey::generate("das").private_pem(),
                },
            },
        }
    }

    /// The claims of a proper token.
    pub fn claims(&self, client: &str) -> Value {
        let now = self.clock.unix_now();
        json!({
            "iss": self.authority.issuer, "sub": client, "aud": client,
            "scope": ["das-api/office-exchange"], "nbf": now, "iat": now, "exp": now + 3600,
        })
    }

    pub fn token(&self, client: &str) -> String {
        let header = json!({ "typ": "JWT", "alg": "ES256", "kid": self.authority.key.kid });
        let claims = self.claims(client).to_string();
        self.authority.key.sign(&header.to_string(), &claims)
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.das.base())
    }

    pub async fn send(&self, request: reqwest::RequestBuilder) -> Received {
        let response = request.send().await.unwrap();
        Received {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: response.bytes().await.unwrap().to_vec(),
        }
    }

    pub async fn get(&self, client: &str, path: &str) -> Received {
        let request = self.http.get(self.url(path));
        self.send(request.bearer_auth(self.token(client))).await
    }

    pub async fn delete(&self, client: &str, path: &str) -> Received {
        let request = self.http.delete(self.url(path));
        self.send(request.bearer_auth(self.token(client))).await
    }

    pub async fn post(&self, client: &str, path: &str, body: &Value) -> Received {
        let request = self.http.post(self.url(path)).json(body);
        self.send(request.bearer_auth(self.token(client))).await
    }

    pub async fn put(&self, client: &str, path: &str, body: &Value) -> Received {
        let request = self.http.put(self.url(path)).json(body);
        self.send(request.bearer_auth(self.token(client))).await
    }

    pub fn pass(&self, time: SignedDuration) {
        self.clock.advance(time);
    }

    /// Lets everything be processed that was begun.
    pub fn process(&self) {
        self.pass(Settings::PROCESSING_TIME);
    }

    /// Asks for an upload URL for this content.
    pub async fn ask_upload(&self, client: &str, content: &[u8]) -> Received {
        let body = json!({
            "fileReference": "a file", "fileFormatCategory": "pdf", "fileChecksum": checksum(content),
        });
        self.post(client, "/requests/files/url-uploads", &body)
            .await
    }

    pub async fn put_content(&self, url: &str, content: &[u8]) -> Received {
        let request = self.http.put(url).header("content-type", "application/pdf");
        self.send(request.body(content.to_vec())).await
    }

    /// Uploads content and has it accepted; returns the file id.
    pub async fn upload(&self, client: &str, content: &[u8]) -> String {
        let asked = self.ask_upload(client, content).await;
        self.put_content(&asked.text("fileUploadUrl"), content)
            .await;
        self.process();
        asked.text("fileId")
    }

    /// Uploads and registers a document.
    pub async fn register(&self, content: &[u8]) -> Received {
        let file = self.upload(DEPOSITING, content).await;
        self.post(DEPOSITING, "/requests/registrations", &registration(&file))
            .await
    }

    pub async fn retrieve(&self, client: &str) -> String {
        let asked = self
            .post(client, "/requests/retrievals", &retrieval())
            .await;
        self.process();
        asked.text("requestAckId")
    }

    pub async fn state_of(&self, client: &str, ack: &str) -> Value {
        let path = format!("/requests/retrievals?requestAckId={ack}");
        self.get(client, &path).await.json()["documentRetrievalResponseBag"][0].clone()
    }

    pub async fn ask_download(&self, client: &str, ack: &str) -> Received {
        let body = json!({
            "documentKindCategory": "patent", "documentNumber": NUMBER, "documentDate": DATE, "osfAckId": ack,
        });
        self.post(client, "/requests/files/url-downloads", &body)
            .await
    }

    pub async fn fetch(&self, url: &str) -> Received {
        self.send(self.http.get(url)).await
    }

    pub async fn availability(&self, client: &str, date: &str, code: &str) -> Received {
        let path = format!("/documents/registrations/statuses?{}", identity(date, code));
        self.get(client, &path).await
    }

    pub fn commit(&self, fault: &str) {
        self.das.control().faults.activate(fault).unwrap();
    }

    pub async fn stored(&self, place: &str) -> usize {
        let state = self.das.control().inspect().await;
        state["storage"][place].as_array().unwrap().len()
    }
}

/// The query that names the document.
pub fn identity(date: &str, code: &str) -> String {
    format!(
        "documentKindCategory=patent&documentNumber=AT%20A%201/2019&documentDate={date}&dasAccessCode={code}"
    )
}

pub fn registration(file: &str) -> Value {
    json!({
        "operationCategory": "registration", "documentKindCategory": "patent", "documentNumber": NUMBER,
        "documentDate": DATE, "dasAccessCode": CODE, "applicationCategory": null,
        "applicationNumber": null, "applicationFilingDate": null, "email": null, "fileId": file,
    })
}

pub fn correction(date: &str) -> Value {
    let mut body = registration("");
    body["fileId"] = Value::Null;
    body["documentDate"] = json!(date);
    body
}

pub fn retrieval() -> Value {
    json!({
        "operationCategory": "retrieval", "documentKindCategory": "patent", "documentNumber": NUMBER,
        "documentDate": DATE, "dasAccessCode": CODE,
    })
}

/// A PDF that differs from every other one with another title.
pub fn pdf(title: &str) -> Vec<u8> {
    certificate_pdf(&CertificateData {
        document_kind: DocumentKind::Patent,
        document_number: title.to_owned(),
        document_date: "2019-03-01".parse().unwrap(),
        office: "AT".to_owned(),
        application: None,
        availability_date: "2019-03-01".parse().unwrap(),
        date_of_issue: "2019-03-01".parse().unwrap(),
    })
}

pub fn altered(url: &str, change: impl FnOnce(&mut Url)) -> String {
    let mut url = Url::parse(url).unwrap();
    change(&mut url);
    url.to_string()
}
