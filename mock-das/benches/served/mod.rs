//! A DAS in a process of its own, so that its memory and its CPU time are nobody else's, and what two offices do there.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use jiff::SignedDuration;
use josekit::jwk::alg::ec::{EcCurve, EcKeyPair};
use josekit::jws::{ES256, JwsHeader};
use josekit::jwt::{self, JwtPayload};
use mock_das::content::Limits;
use mock_das::{AuthorizationServer, Office, Settings, StorageChoice, Variant, spawn_within};
use mock_kit::tls::{TestAuthority, client_config};
use mock_kit::{Clock, ListenerSettings};
use reqwest::{RequestBuilder, StatusCode};
use serde_json::{Value, json};

/// Tells a process started by a benchmark what to serve, and where to keep it.
const ROLE: &str = "MOCK_DAS_BENCH_SERVES";
const FOLDER: &str = "MOCK_DAS_BENCH_FOLDER";

/// How long one request of a benchmark may take.
const PATIENCE: Duration = Duration::from_mins(5);
/// The date of every document.
const DATE: &str = "2019-03-01";
/// The access code of every document.
const CODE: &str = "AB21";

/// The role of this process, if a benchmark started it as a server.
pub fn role() -> Option<String> {
    std::env::var(ROLE).ok()
}

/// A server in a process of its own.
pub struct Served {
    process: Child,
    facts: Value,
    pub http: reqwest::Client,
    _folder: tempfile::TempDir,
}

impl Served {
    /// Starts this very program again, as a server of this role.
    pub fn start(role: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut process = Command::new(std::env::current_exe().unwrap())
            .env(ROLE, role)
            .env(FOLDER, folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        output.read_line(&mut line).unwrap();
        let facts: Value = serde_json::from_str(&line).unwrap();
        let trust = facts["authority"].as_str().unwrap();
        let http = reqwest::Client::builder()
            .tls_backend_preconfigured(client_config(&[trust]).unwrap())
            .no_proxy()
            .timeout(PATIENCE)
            .build()
            .unwrap();
        Self {
            process,
            facts,
            http,
            _folder: folder,
        }
    }

    /// Under which URL it serves, without a slash at the end.
    pub fn base(&self) -> &str {
        self.facts["base"].as_str().unwrap().trim_end_matches('/')
    }

    /// A line of `/proc/<process>/status`, in KiB.
    pub fn kibibytes(&self, line: &str) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let found = status.lines().find_map(|text| text.strip_prefix(line));
        let number = found.unwrap().trim_start_matches(':').trim();
        number.trim_end_matches(" kB").parse().unwrap()
    }

    /// The CPU time that the process has used so far.
    pub fn cpu_time(&self) -> Duration {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.process.id())).unwrap();
        let fields: Vec<&str> = stat
            .rsplit_once(')')
            .unwrap()
            .1
            .split_whitespace()
            .collect();
        let ticks: u64 = fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap();
        Duration::from_millis(ticks * 10)
    }

    /// The office of first filing.
    pub fn depositing(&self) -> OfficeClient<'_> {
        OfficeClient {
            served: self,
            token: self.facts["tokens"][0].as_str().unwrap(),
        }
    }

    /// The office of second filing.
    pub fn accessing(&self) -> OfficeClient<'_> {
        OfficeClient {
            served: self,
            token: self.facts["tokens"][1].as_str().unwrap(),
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// An office with an access token.
#[derive(Clone, Copy)]
pub struct OfficeClient<'a> {
    served: &'a Served,
    token: &'a str,
}

impl OfficeClient<'_> {
    async fn ask(&self, request: RequestBuilder) -> Value {
        let answer = request.bearer_auth(self.token).send().await.unwrap();
        let status = answer.status();
        let body = answer.bytes().await.unwrap();
        assert!(
            status.is_success(),
            "{status}: {}",
            String::from_utf8_lossy(&body)
        );
        serde_json::from_slice(&body).unwrap_or(Value::Null)
    }

    fn at(&self, path: &str) -> String {
        format!("{}{path}", self.served.base())
    }

    /// Asks for an upload URL; returns the file id and the URL.
    pub async fn ask_upload(&self, checksum: &str) -> (String, String) {
        let body = json!({ "fileReference": "a file", "fileFormatCategory": "pdf", "fileChecksum": checksum });
        let request = self
            .served
            .http
            .post(self.at("/requests/files/url-uploads"));
        let answer = self.ask(request.json(&body)).await;
        (text(&answer, "fileId"), text(&answer, "fileUploadUrl"))
    }

    /// Puts content to an upload URL.
    pub async fn upload(&self, url: &str, size: u64, content: reqwest::Body) {
        let request = self
            .served
            .http
            .put(url)
            .header("content-type", "application/pdf");
        let request = request.header("content-length", size).body(content);
        assert_eq!(request.send().await.unwrap().status(), StatusCode::OK);
    }

    /// The state of a file.
    pub async fn state_of_file(&self, file: &str) -> String {
        let path = self.at(&format!("/requests/files?fileId={file}"));
        text(
            &self.ask(self.served.http.get(path)).await,
            "fileStatusCategory",
        )
    }

    /// Registers a document.
    pub async fn register(&self, number: &str, file: &str) {
        let mut body = named(number);
        body["operationCategory"] = json!("registration");
        body["dasAccessCode"] = json!(CODE);
        body["fileId"] = json!(file);
        let request = self.served.http.post(self.at("/requests/registrations"));
        self.ask(request.json(&body)).await;
    }

    /// Requests a document; returns the acknowledgement id.
    pub async fn retrieve(&self, number: &str) -> String {
        let mut body = named(number);
        body["operationCategory"] = json!("retrieval");
        body["dasAccessCode"] = json!(CODE);
        let request = self.served.http.post(self.at("/requests/retrievals"));
        text(&self.ask(request.json(&body)).await, "requestAckId")
    }

    /// Asks for the download URL of a retrieval.
    pub async fn ask_download(&self, number: &str, ack: &str) -> String {
        let mut body = named(number);
        body["osfAckId"] = json!(ack);
        let request = self
            .served
            .http
            .post(self.at("/requests/files/url-downloads"));
        text(&self.ask(request.json(&body)).await, "fileDownloadUrl")
    }

    /// Fetches from a download URL and counts what arrives.
    pub async fn download(&self, url: &str) -> u64 {
        let mut answer = self.served.http.get(url).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        let mut arrived = 0;
        while let Some(piece) = answer.chunk().await.unwrap() {
            arrived += piece.len() as u64;
        }
        arrived
    }

    /// Deletes what was fetched.
    pub async fn delete(&self, ack: &str) {
        let path = self.at(&format!("/requests/files?osfAckId={ack}"));
        self.ask(self.served.http.delete(path)).await;
    }
}

fn named(number: &str) -> Value {
    json!({ "documentKindCategory": "patent", "documentNumber": number, "documentDate": DATE })
}

fn text(answer: &Value, member: &str) -> String {
    let found = answer[member].as_str();
    found
        .unwrap_or_else(|| panic!("no {member} in {answer}"))
        .to_owned()
}

/// Serves DAS with a folder store and an authorization server, says where, and goes on until it is killed.
pub async fn serve_das() {
    let folder = std::env::var(FOLDER).unwrap();
    let tls = TestAuthority::new().unwrap();
    let keys = [("AT", "office-at"), ("FR", "office-fr")]
        .map(|(code, client)| (code, client, EcKeyPair::generate(EcCurve::P256).unwrap()));
    let variant = Variant::default();
    let server = mock_oidc::spawn(mock_oidc::Settings {
        listener: listener(&tls),
        variant: mock_oidc::Variant::das_v1(),
        clock: Clock::system(),
        trust: Vec::new(),
        clients: keys
            .iter()
            .map(|(_, client, key)| {
                let set = json!({ "keys": [key.to_jwk_public_key().as_ref()] });
                let keys = mock_oidc::ClientKeys::Jwks(set);
                mock_oidc::Client::machine(*client, keys, vec![variant.scope.clone()])
            })
            .collect(),
        users: Vec::new(),
    });
    let server = server.await.unwrap();
    let settings = Settings {
        listener: listener(&tls),
        variant: variant.clone(),
        clock: Clock::system(),
        authorization_server: AuthorizationServer {
            issuer: server.issuer().clone(),
            trust: vec![tls.pem().to_owned()],
        },
        offices: keys
            .iter()
            .map(|(code, client, _)| office(code, client))
            .collect(),
        pct: None,
        storage: StorageChoice::Folder(Path::new(&folder).to_owned()),
        processing_time: SignedDuration::ZERO,
    };
    let limits = Limits {
        bytes: 2 << 30,
        ..Limits::default()
    };
    let das = spawn_within(settings, limits).await.unwrap();
    let http = mock_kit::tls::http_client(&[tls.pem()]).unwrap();
    let mut tokens = Vec::new();
    for (_, client, key) in &keys {
        tokens.push(
            token(
                &http,
                server.token_endpoint().as_str(),
                client,
                key,
                &variant.scope,
            )
            .await,
        );
    }
    println!(
        "{}",
        json!({ "base": das.base(), "authority": tls.pem(), "tokens": tokens })
    );
    let _kept = Arc::new((server, das));
    std::future::pending::<()>().await;
}

/// A listener on loopback with a certificate of this authority.
pub fn listener(tls: &TestAuthority) -> ListenerSettings {
    ListenerSettings::ephemeral(Some(tls.identity_for(&["localhost"]).unwrap()))
}

fn office(code: &str, client: &str) -> Office {
    Office {
        code: code.to_owned(),
        client_id: client.to_owned(),
        api: None,
        depositing: true,
        accessing: true,
        addresses: Vec::new(),
        encryption_keys: None,
    }
}

async fn token(
    http: &reqwest::Client,
    endpoint: &str,
    client: &str,
    key: &EcKeyPair,
    scope: &str,
) -> String {
    let mut payload = JwtPayload::new();
    payload.set_issuer(client);
    payload.set_subject(client);
    payload.set_audience(vec![endpoint]);
    let expiry = Clock::system().unix_now() + 60;
    payload.set_claim("exp", Some(expiry.into())).unwrap();
    let signer = ES256.signer_from_jwk(&key.to_jwk_private_key()).unwrap();
    let assertion = jwt::encode_with_signer(&payload, &JwsHeader::new(), &signer).unwrap();
    let form = [
        ("grant_type", "client_credentials"),
        ("scope", scope),
        (
            "client_assertion_type",
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        ),
        ("client_assertion", &assertion),
    ];
    let answer = http.post(endpoint).form(&form).send().await.unwrap();
    let answer: Value = serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
    text(&answer, "access_token")
}

/// A PDF of one page and any size, most of it an embedded stream; it is made while it is sent.
#[derive(Clone)]
pub struct Document {
    head: Bytes,
    filler: Bytes,
    full: u64,
    tail: Bytes,
}

/// Octets that are sent at a time.
const PIECE: usize = 1 << 20;

impl Document {
    /// A document with this many MiB of filling.
    pub fn of_mebibytes(mebibytes: u32) -> Self {
        let length = u64::from(mebibytes) << 20;
        let head = format!(
            "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n\
             2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n\
             3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>\nendobj\n\
             4 0 obj\n<</Length {length}>>\nstream\n"
        );
        let offsets =
            ["1 0 obj", "2 0 obj", "3 0 obj", "4 0 obj"].map(|object| head.find(object).unwrap());
        let mut tail = "\nendstream\nendobj\n".to_owned();
        let table = head.len() as u64 + length + tail.len() as u64;
        tail.push_str("xref\n0 5\n0000000000 65535 f \n");
        tail.extend(offsets.map(|offset| format!("{offset:010} 00000 n \n")));
        let trailer = format!("trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
        tail.push_str(&trailer);
        Self {
            head: head.into(),
            filler: (0..=250).cycle().take(PIECE).collect::<Vec<u8>>().into(),
            full: mebibytes.into(),
            tail: tail.into(),
        }
    }

    /// Its octets.
    pub fn size(&self) -> u64 {
        self.head.len() as u64 + self.full * PIECE as u64 + self.tail.len() as u64
    }

    /// Its pieces.
    pub fn pieces(&self) -> impl Iterator<Item = Bytes> + Send + 'static {
        let fillers = std::iter::repeat_n(self.filler.clone(), usize::try_from(self.full).unwrap());
        let (head, tail) = (self.head.clone(), self.tail.clone());
        std::iter::once(head)
            .chain(fillers)
            .chain(std::iter::once(tail))
    }

    /// Its SHA-256.
    pub fn checksum(&self) -> String {
        let mut hasher = mock_das::content::ChecksumHasher::default();
        self.pieces().for_each(|piece| hasher.update(&piece));
        hasher.finish()
    }

    /// Its octets as the body of a request.
    pub fn body(&self) -> reqwest::Body {
        let pieces = self.pieces().map(Ok::<_, std::io::Error>);
        reqwest::Body::wrap_stream(futures::stream::iter(pieces))
    }
}
