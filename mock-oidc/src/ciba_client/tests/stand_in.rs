//! An authorization server that acknowledges what it is asked, and never has tokens.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::routing::{get, post};
use axum::{Json, Router};
use http::StatusCode;
use mock_kit::tls::TestAuthority;
use mock_kit::{Bound, Clock, FaultPlan, Journal, ListenerSettings, Listening, Service};
use serde_json::{Value, json};
use url::Url;

pub struct StandIn {
    pub issuer: Url,
    polls: Arc<AtomicUsize>,
    _listening: Listening,
}

impl StandIn {
    pub async fn spawn(authority: &TestAuthority, clock: &Clock, acknowledgement: Value) -> Self {
        let identity = authority.identity_for(&["localhost"]).unwrap();
        let listener = ListenerSettings::ephemeral(Some(identity));
        let bound = Bound::bind(&listener).await.unwrap();
        let issuer = bound.base().clone();
        let polls = Arc::new(AtomicUsize::new(0));
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
        self.polls.load(Ordering::SeqCst)
    }
}

fn router(issuer: &Url, mut acknowledgement: Value, polls: Arc<AtomicUsize>) -> Router {
    let metadata = json!({
        "issuer": issuer.as_str().trim_end_matches('/'),
        "token_endpoint": issuer.join("token").unwrap(),
        "backchannel_authentication_endpoint": issuer.join("ask").unwrap(),
        "jwks_uri": issuer.join("keys").unwrap(),
    });
    acknowledgement["auth_req_id"] = json!("request-1");
    let pending = move || async move {
        polls.fetch_add(1, Ordering::SeqCst);
        let body = json!({ "error": "authorization_pending" });
        (StatusCode::BAD_REQUEST, Json(body))
    };
    Router::new()
        .route(
            "/.well-known/openid-configuration",
            get(|| async { Json(metadata) }),
        )
        .route("/ask", post(|| async { Json(acknowledgement) }))
        .route("/token", post(pending))
}
