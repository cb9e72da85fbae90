//! A party that keeps documents, as a test scripts it: an office with a digital library, or the PCT service.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use mock_kit::{Bound, FaultPlan, Journal, ListenerSettings, Listening, Service};
use serde_json::{Value, json};
use tokio::sync::mpsc;
use url::Url;

use super::world::{DEPOSITING, World, office};
use crate::PctService;
use crate::content::checksum;

/// A request that arrived.
#[derive(Debug)]
pub struct Arrived {
    pub path: String,
    pub headers: HeaderMap,
    pub body: Value,
}

/// What the party does.
#[derive(Clone, Debug)]
pub struct Script {
    pub own_ack: String,
    /// Statuses for the next calls, before it begins to serve.
    pub statuses: Vec<u16>,
    pub content: Vec<u8>,
    /// What it says the content is.
    pub announced: Vec<u8>,
    pub url: Option<String>,
    pub format: &'static str,
    /// How often its content is not where it says.
    pub mislaid: u32,
    /// The details of its refusals.
    pub code: Option<i32>,
}

pub struct Holder {
    pub base: Url,
    pub script: Arc<Mutex<Script>>,
    arrived: mpsc::UnboundedReceiver<Arrived>,
    _listening: Listening,
}

#[derive(Clone)]
struct Stage {
    base: Url,
    script: Arc<Mutex<Script>>,
    sender: mpsc::UnboundedSender<Arrived>,
}

async fn play(
    State(stage): State<Stage>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: String,
) -> Response {
    let arrived = Arrived {
        path: uri.path().to_owned(),
        headers,
        body: serde_json::from_str(&body).unwrap_or(Value::Null),
    };
    let path = arrived.path.clone();
    let _ = stage.sender.send(arrived);
    let mut script = stage.script.lock().unwrap();
    if method == Method::POST && !script.statuses.is_empty() {
        let status = StatusCode::from_u16(script.statuses.remove(0)).unwrap();
        let details: Vec<_> = script
            .code
            .iter()
            .map(|code| json!({ "code": code }))
            .collect();
        return (status, axum::Json(json!({ "details": details }))).into_response();
    }
    if method == Method::GET && script.mislaid > 0 {
        script.mislaid -= 1;
        return StatusCode::NOT_FOUND.into_response();
    }
    answer(&stage.base, &script, &path)
}

fn answer(base: &Url, script: &Script, path: &str) -> Response {
    let storage = base.join("/storage/one?signature=x").unwrap().to_string();
    if path.ends_with("/requests/retrievals") {
        let body = json!({ "requestAckId": script.own_ack, "requestStatusCategory": "pending" });
        return (StatusCode::CREATED, axum::Json(body)).into_response();
    }
    if path.ends_with("/requests/files/url-downloads") {
        let body = json!({
            "fileDownloadUrl": script.url.clone().unwrap_or(storage),
            "fileChecksum": checksum(&script.announced),
            "fileSizeQuantity": script.announced.len(),
            "fileFormatCategory": script.format,
        });
        return axum::Json(body).into_response();
    }
    if path.ends_with("/requests/notifications") {
        return StatusCode::NO_CONTENT.into_response();
    }
    script.content.clone().into_response()
}

impl Holder {
    /// A party that keeps this document and does everything right.
    pub async fn of(world: &World, content: &[u8]) -> Self {
        let identity = world.tls.identity_for(&["localhost"]).unwrap();
        let bound = Bound::bind(&ListenerSettings::ephemeral(Some(identity)))
            .await
            .unwrap();
        let base = bound.base().join("holder/v1").unwrap();
        let script = Arc::new(Mutex::new(Script {
            own_ack: "own-id-of-the-office".to_owned(),
            statuses: Vec::new(),
            content: content.to_vec(),
            announced: content.to_vec(),
            url: None,
            format: "pdf",
            mislaid: 0,
            code: None,
        }));
        let (sender, arrived) = mpsc::unbounded_channel();
        let stage = Stage {
            base: base.clone(),
            script: Arc::clone(&script),
            sender,
        };
        let listening = bound.serve(Service {
            party: "holder",
            router: Router::new().fallback(play).with_state(stage),
            journal: Journal::new(),
            clock: world.clock.clone(),
            faults: FaultPlan::default(),
        });
        Self {
            base,
            script,
            arrived,
            _listening: listening.unwrap(),
        }
    }

    /// The office of first filing keeps its documents here.
    pub fn is_the_depositing_office(&self, world: &World) {
        let mut austria = office("AT", DEPOSITING);
        let mut api = world.office_api(self.base.clone());
        api.digital_library = true;
        austria.api = Some(api);
        world.das.allow(&austria);
    }

    /// The PCT service is here.
    pub fn is_the_pct_service(&self, world: &World) {
        let api = world.office_api(self.base.clone());
        world.das.connect(PctService {
            base: api.base,
            tokens: api.tokens,
        });
    }

    pub fn change(&self, change: impl FnOnce(&mut Script)) {
        change(&mut self.script.lock().unwrap());
    }

    /// The next request, whose path ends like this.
    pub async fn next(&mut self, path: &str) -> Arrived {
        let arrived = tokio::time::timeout(Duration::from_secs(5), self.arrived.recv());
        let arrived = arrived.await.unwrap().unwrap();
        assert!(arrived.path.ends_with(path), "{}", arrived.path);
        arrived
    }

    pub async fn is_silent(&mut self) -> bool {
        tokio::time::timeout(Duration::from_millis(100), self.arrived.recv())
            .await
            .is_err()
    }
}
