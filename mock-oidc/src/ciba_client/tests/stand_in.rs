//! An authorization server that acknowledges what it is asked, and never has tokens.

use std::sync::{Arc, Mutex};

use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use http::StatusCode;
use http::header::RETRY_AFTER;
use mock_kit::tls::TestAuthority;
use mock_kit::{Bound, Clock, FaultPlan, Journal, ListenerSettings, Listening, Service};
use serde_json::{Value, json};
use url::Url;

pub struct StandIn {
    pub issuer: Url,
    polls: Arc<Mutex<Polls>>,
    _listening: Listening,
}

/// How often it was asked for tokens, and what it answers: status, error code and `Retry-After`.
struct Polls {
    count: usize,
    status: StatusCode,
    code: String,
    retry_after: Option<&'static str>,
}

impl Polls {
    fn new() -> Self {
        Self {
            count: 0,
            status: StatusCode::BAD_REQUEST,
            code: "authorization_pending".to_owned(),
            retry_after: None,
        }
    }

    fn answer(&mut self) -> Response {
        self.count += 1;
        let body = Json(json!({ "error": self.code }));
        let mut answer = (self.status, body).into_response();
        if let Some(stated) = self.retry_after {
            let headers = answer.headers_mut();
            headers.insert(RETRY_AFTER, stated.parse().unwrap());
        }
        answer
    }
}

impl StandIn {
    pub async fn spawn(authority: &TestAuthority, clock: &Clock, acknowledgement: Value) -> Self {
        let identity = authority.identity_for(&["localhost"]).unwrap();
        let listener = ListenerSettings::ephemeral(Some(identity));
        let bound = Bound::bind(&listener).await.unwrap();
        let issuer = bound.base().clone();
        let polls = Arc::new(Mutex::new(Polls::new()));
        let listening = bound.serve(Service {
            party: "stand-in",
            router: router(&issuer, acknowledgement, Arc::clone(&polls)),
            journal: Journal::new(),
            clock: clock.clone(),
            faults: FaultPlan::default(),
        });
        Self {
            issuer,
            polls,
            _listening: listening.unwrap(),
        }
    }

    /// How often it was asked for tokens.
    pub fn polls(&self) -> usize {
        self.polls.lock().unwrap().count
    }

    /// Answers whoever asks for tokens so.
    pub fn answer_polls(&self, status: StatusCode, code: &str, retry_after: &'static str) {
        let mut polls = self.polls.lock().unwrap();
        polls.status = status;
        polls.code = code.to_owned();
        polls.retry_after = Some(retry_after);
    }
}

fn router(issuer: &Url, mut acknowledgement: Value, polls: Arc<Mutex<Polls>>) -> Router {
    let metadata = json!({
        "issuer": issuer.as_str().trim_end_matches('/'),
        "token_endpoint": issuer.join("token").unwrap(),
        "backchannel_authentication_endpoint": issuer.join("ask").unwrap(),
        "jwks_uri": issuer.join("keys").unwrap(),
    });
    acknowledgement["auth_req_id"] = json!("request-1");
    let answer = move || async move { polls.lock().unwrap().answer() };
    Router::new()
        .route(
            "/.well-known/openid-configuration",
            get(|| async { Json(metadata) }),
        )
        .route("/ask", post(|| async { Json(acknowledgement) }))
        .route("/token", post(answer))
}
