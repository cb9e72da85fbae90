//! The ground floor as its users meet it: real sockets, real TLS.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::{get, post};
use http::StatusCode;
use jiff::Timestamp;
use mock_kit::front::Front;
use mock_kit::tls::{TestAuthority, client_config, http_client};
use mock_kit::{
    Bound, Clock, Control, ControlHandle, FaultPlan, Journal, ListenerSettings, Listening, Service,
    framing,
};
use ring::digest::{self, SHA256};
use rustls::pki_types::ServerName;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::sync::Notify;
use url::Url;

struct Stage {
    authority: TestAuthority,
    base: Url,
    journal: Journal,
    faults: FaultPlan,
    listening: Listening,
}

async fn stage(router: Router) -> Stage {
    let authority = TestAuthority::new().unwrap();
    let identity = authority.identity_for(&["localhost"]).unwrap();
    let settings = ListenerSettings::ephemeral(Some(identity));
    let bound = Bound::bind(&settings).await.unwrap();
    let base = bound.base().clone();
    let journal = Journal::new();
    let faults = FaultPlan::new(&[framing::ROWS]);
    let service = Service {
        party: "greeter",
        router,
        journal: journal.clone(),
        clock: Clock::frozen_at(Timestamp::UNIX_EPOCH),
        faults: faults.clone(),
    };
    let listening = bound.serve(service).unwrap();
    Stage {
        authority,
        base,
        journal,
        faults,
        listening,
    }
}

fn greeter() -> Router {
    Router::new()
        .route(
            "/hello",
            post(|body: String| async move { format!("hello {body}") }),
        )
        .route("/hidden", get(|| async { "hidden" }))
        .route("/panics", get(|| async { panics() }))
}

fn panics() -> StatusCode {
    panic!("on purpose")
}

async fn raw(stage: &Stage, request: &str) -> String {
    let mut config = client_config(&[stage.authority.pem()]).unwrap();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    let stream = tokio::net::TcpStream::connect(stage.listening.address())
        .await
        .unwrap();
    let connector = tokio_rustls::TlsConnector::from(Arc::new(config));
    let name = ServerName::try_from("localhost").unwrap();
    let mut stream = connector.connect(name, stream).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let reading = stream.read_to_end(&mut answer);
    let _ = tokio::time::timeout(Duration::from_millis(300), reading).await;
    String::from_utf8_lossy(&answer).into_owned()
}

const CONFLICTING: &str =
    "POST /hello HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde";
const HIDING: &str = "POST /hello HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 46\r\n\r\n0\r\n\r\nGET /hidden HTTP/1.1\r\nHost: x\r\n\r\n";

#[tokio::test]
async fn an_exchange_is_recorded_with_its_bodies_and_its_channel() {
    let stage = stage(greeter()).await;
    let http = http_client(&[stage.authority.pem()]).unwrap();
    let url = stage.base.join("hello").unwrap();
    let answer = http
        .post(url)
        .body("you")
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert_eq!(answer, "hello you");
    let entries = stage.journal.entries();
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].request_body.octets(), b"you");
    assert_eq!(entries[0].response_body.octets(), b"hello you");
    assert_eq!(entries[0].tls.as_ref().unwrap().version, "TLSv1_3");
}

/// Works until it is told to stop, and panics then.
fn worker(stop: Arc<Notify>) -> Router {
    let work = async move || {
        stop.notified().await;
        panics()
    };
    Router::new().route("/work", get(work))
}

#[tokio::test]
async fn a_request_is_carried_out_and_its_panic_counted_though_its_peer_is_gone() {
    let stop = Arc::new(Notify::new());
    let stage = stage(worker(Arc::clone(&stop))).await;
    raw(&stage, "GET /work HTTP/1.1\r\nHost: x\r\n\r\n").await;
    // Everything runs on this thread: the connection ends meanwhile.
    for _ in 0..256 {
        tokio::task::yield_now().await;
    }
    stop.notify_one();
    let counted = async {
        while stage.journal.panics() == 0 {
            tokio::task::yield_now().await;
        }
    };
    let counted = tokio::time::timeout(Duration::from_secs(5), counted).await;
    assert!(counted.is_ok());
}

#[tokio::test]
async fn a_panic_is_answered_and_counted() {
    let stage = stage(greeter()).await;
    let http = http_client(&[stage.authority.pem()]).unwrap();
    let answer = http
        .get(stage.base.join("panics").unwrap())
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(stage.journal.panics(), 1);
}

#[tokio::test]
async fn a_stranger_to_the_authority_is_not_served() {
    let stage = stage(greeter()).await;
    let other = TestAuthority::new().unwrap();
    let http = http_client(&[other.pem()]).unwrap();
    assert!(http.get(stage.base.clone()).send().await.is_err());
}

#[tokio::test]
async fn conflicting_lengths_are_refused_unless_the_fault_joins_them() {
    let stage = stage(greeter()).await;
    assert!(raw(&stage, CONFLICTING).await.starts_with("HTTP/1.1 400"));
    stage.faults.activate("joins-conflicting-lengths").unwrap();
    assert!(raw(&stage, CONFLICTING).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn a_hidden_request_is_answered_only_by_the_fault() {
    let stage = stage(greeter()).await;
    let honest = raw(&stage, HIDING).await;
    assert_eq!(honest.matches("HTTP/1.1").count(), 1, "{honest}");
    stage.faults.activate("answers-hidden-requests").unwrap();
    let careless = raw(&stage, HIDING).await;
    assert!(careless.contains("hidden"), "{careless}");
}

#[tokio::test]
async fn a_front_puts_tls_before_plain_http() {
    let authority = TestAuthority::new().unwrap();
    let clock = Clock::frozen_at(Timestamp::UNIX_EPOCH);
    let inner = Bound::bind(&ListenerSettings::ephemeral(None))
        .await
        .unwrap();
    let upstream = inner.base().clone();
    let _inner = inner
        .serve(Service {
            party: "inner",
            router: greeter(),
            journal: Journal::new(),
            clock: clock.clone(),
            faults: FaultPlan::default(),
        })
        .unwrap();
    let identity = authority.identity_for(&["localhost"]).unwrap();
    let settings = ListenerSettings::ephemeral(Some(identity));
    let front = Front::open(&settings, upstream, clock).await.unwrap();
    let http = http_client(&[authority.pem()]).unwrap();
    let url = front.base().join("hello").unwrap();
    let answer = http.post(url).body("you").send().await.unwrap();
    assert_eq!(answer.text().await.unwrap(), "hello you");
    assert_eq!(front.journal().entries().len(), 1);
}

fn handle() -> ControlHandle {
    ControlHandle::new(
        "greeter",
        Clock::frozen_at(Timestamp::UNIX_EPOCH),
        FaultPlan::new(&[framing::ROWS]),
        Journal::new(),
        || Box::pin(async { json!({ "guests": 3 }) }),
        || {},
    )
}

fn controlled(handle: &ControlHandle) -> Control {
    Control {
        parties: vec![handle.clone()],
        ..Control::default()
    }
}

async fn control(handle: &ControlHandle) -> (reqwest::Client, Url, Listening) {
    let bound = Bound::bind(&ListenerSettings::ephemeral(None))
        .await
        .unwrap();
    let base = bound.base().join("greeter/").unwrap();
    let listening = bound
        .serve(Service {
            party: "control",
            router: controlled(handle).router("key".to_owned()),
            journal: Journal::new(),
            clock: handle.clock.clone(),
            faults: FaultPlan::default(),
        })
        .unwrap();
    (http_client(&[]).unwrap(), base, listening)
}

#[tokio::test]
async fn the_routes_do_what_the_handle_does() {
    let handle = handle();
    let (http, base, _listening) = control(&handle).await;
    let at = |path: &str| base.join(path).unwrap();

    let clock = http
        .put(at("clock"))
        .bearer_auth("key")
        .json(&json!({ "advance-seconds": 90 }));
    assert!(clock.send().await.unwrap().status().is_success());
    assert_eq!(handle.clock.unix_now(), 90);

    let fault = http
        .put(at("faults/joins-conflicting-lengths"))
        .bearer_auth("key");
    assert!(fault.send().await.unwrap().status().is_success());
    assert_eq!(handle.faults.active(), ["joins-conflicting-lengths"]);

    let state = http
        .get(at("state"))
        .bearer_auth("key")
        .send()
        .await
        .unwrap();
    assert_eq!(state.json::<Value>().await.unwrap(), handle.inspect().await);

    let reset = http
        .post(at("reset"))
        .bearer_auth("key")
        .send()
        .await
        .unwrap();
    assert!(reset.status().is_success());
    assert!(handle.faults.active().is_empty());
}

#[tokio::test]
async fn control_is_closed_without_its_token() {
    let (http, base, _listening) = control(&handle()).await;
    let url = base.join("clock").unwrap();
    let without = http.get(url.clone()).send().await.unwrap();
    assert_eq!(without.status(), StatusCode::UNAUTHORIZED);
    let wrong = http.get(url).bearer_auth("kez").send().await.unwrap();
    assert_eq!(wrong.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_journal_keeps_the_octets_of_everything_but_documents() {
    let journal = Journal::without_documents_below("/storage/");
    let bound = Bound::bind(&ListenerSettings::ephemeral(None))
        .await
        .unwrap();
    let base = bound.base().clone();
    let _listening = bound
        .serve(Service {
            party: "greeter",
            router: Router::new().nest("/storage", greeter()).merge(greeter()),
            journal: journal.clone(),
            clock: Clock::frozen_at(Timestamp::UNIX_EPOCH),
            faults: FaultPlan::default(),
        })
        .unwrap();
    let http = http_client(&[]).unwrap();
    for path in ["storage/hello", "hello"] {
        let url = base.join(path).unwrap();
        http.post(url)
            .body("you")
            .send()
            .await
            .unwrap()
            .bytes()
            .await
            .unwrap();
    }
    let [document, other] = journal.entries().try_into().unwrap();
    assert_eq!(document.response_body.octets(), b"");
    assert_eq!(document.response_body.length(), 9);
    let hash = hex::encode(digest::digest(&SHA256, b"hello you"));
    assert_eq!(document.response_body.document_hash(), Some(hash));
    assert_eq!(document.request_body.length(), 3);
    assert_eq!(other.request_body.document_hash(), None);
    assert_eq!(other.request_body.octets(), b"you");
    assert_eq!(other.response_body.octets(), b"hello you");
}
