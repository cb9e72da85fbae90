//! Control over a running party: one handle in the process, and thin HTTP routes over the same handle.

use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use futures::future::BoxFuture;
use http::{StatusCode, header};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};
use subtle::ConstantTimeEq as _;

use crate::clock::Clock;
use crate::fault::FaultPlan;
use crate::journal::{Exchange, Journal};

type Inspect = dyn Fn() -> BoxFuture<'static, Value> + Send + Sync;
type Reset = dyn Fn() + Send + Sync;

/// Everything that can be done to a party besides talking to it. Clones act on the same party.
#[derive(Clone)]
pub struct ControlHandle {
    /// The party's name.
    pub party: &'static str,
    /// Its clock.
    pub clock: Clock,
    /// Its faults.
    pub faults: FaultPlan,
    /// What it received and answered.
    pub journal: Journal,
    inspect: Arc<Inspect>,
    reset: Arc<Reset>,
}

impl std::fmt::Debug for ControlHandle {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = formatter.debug_struct("ControlHandle");
        shown.field("party", &self.party).finish_non_exhaustive()
    }
}

impl ControlHandle {
    /// A handle whose `inspect` shows the party's state without secrets and whose `reset` forgets what exchanges made.
    pub fn new(
        party: &'static str,
        clock: Clock,
        faults: FaultPlan,
        journal: Journal,
        inspect: impl Fn() -> BoxFuture<'static, Value> + Send + Sync + 'static,
        reset: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        Self {
            party,
            clock,
            faults,
            journal,
            inspect: Arc::new(inspect),
            reset: Arc::new(reset),
        }
    }

    /// The same party under another name, where there are several of its kind.
    #[must_use]
    pub fn called(self, party: &'static str) -> Self {
        Self { party, ..self }
    }

    /// The party's state, without secrets.
    pub async fn inspect(&self) -> Value {
        (self.inspect)().await
    }

    /// Forgets what exchanges made: state, journal, faults.
    pub fn reset(&self) {
        (self.reset)();
        self.faults.clear();
        self.journal.clear();
    }
}

/// Routes over `parties`, each below `/<party>`, open only to the bearer of `token`.
///
/// They are meant for loopback.
pub fn control_router(parties: Vec<ControlHandle>, token: String) -> Router {
    let token = Arc::new(token);
    let guard = move |request: Request, next: Next| admit(Arc::clone(&token), request, next);
    let mut router = Router::new();
    for party in parties {
        let path = format!("/{}", party.party);
        router = router.nest(&path, routes(party));
    }
    router.layer(middleware::from_fn(guard))
}

fn routes(handle: ControlHandle) -> Router {
    Router::new()
        .route("/clock", get(read_clock).put(move_clock))
        .route("/clock/advance", post(advance))
        .route("/faults", get(list_faults).delete(clear_faults))
        .route("/faults/{name}", put(activate).delete(deactivate))
        .route("/journal", get(read_journal))
        .route("/state", get(read_state))
        .route("/reset", post(reset))
        .with_state(handle)
}

async fn admit(token: Arc<String>, request: Request, next: Next) -> Response {
    let given = request.headers().get(header::AUTHORIZATION);
    let wanted = format!("Bearer {token}");
    match given {
        Some(given) if bool::from(given.as_bytes().ct_eq(wanted.as_bytes())) => {
            next.run(request).await
        }
        _ => StatusCode::UNAUTHORIZED.into_response(),
    }
}

/// How far to move the clock.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    seconds: i64,
}

async fn advance(State(handle): State<ControlHandle>, Json(by): Json<Advance>) -> Json<Value> {
    move_clock(State(handle), Json(Movement::AdvanceSeconds(by.seconds))).await
}

/// A movement of the clock: forward by seconds, to a moment, or to a halt and on again.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
enum Movement {
    AdvanceSeconds(i64),
    Set(Timestamp),
    Freeze(bool),
}

async fn read_clock(State(handle): State<ControlHandle>) -> Json<Value> {
    Json(json!({ "now": handle.clock.now(), "frozen": handle.clock.is_frozen() }))
}

async fn move_clock(
    State(handle): State<ControlHandle>,
    Json(movement): Json<Movement>,
) -> Json<Value> {
    match movement {
        Movement::AdvanceSeconds(seconds) => {
            handle.clock.advance(SignedDuration::from_secs(seconds));
        }
        Movement::Set(moment) => handle.clock.set(moment),
        Movement::Freeze(true) => handle.clock.freeze(),
        Movement::Freeze(false) => handle.clock.resume(),
    }
    read_clock(State(handle)).await
}

async fn list_faults(State(handle): State<ControlHandle>) -> Json<Value> {
    let active = handle.faults.active();
    let rows = handle.faults.rows().iter().map(|fault| {
        json!({
            "name": fault.name,
            "summary": fault.summary.trim(),
            "violates": fault.violates,
            "active": active.contains(&fault.name),
        })
    });
    Json(rows.collect())
}

async fn clear_faults(State(handle): State<ControlHandle>) -> StatusCode {
    handle.faults.clear();
    StatusCode::NO_CONTENT
}

async fn activate(State(handle): State<ControlHandle>, Path(name): Path<String>) -> Response {
    changed(handle.faults.activate(&name))
}

async fn deactivate(State(handle): State<ControlHandle>, Path(name): Path<String>) -> Response {
    changed(handle.faults.deactivate(&name))
}

fn changed(outcome: Result<(), crate::fault::UnknownFault>) -> Response {
    match outcome {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(unknown) => (StatusCode::NOT_FOUND, unknown.to_string()).into_response(),
    }
}

async fn read_journal(State(handle): State<ControlHandle>) -> Json<Value> {
    Json(handle.journal.entries().iter().map(entry).collect())
}

fn entry(exchange: &Exchange) -> Value {
    json!({
        "number": exchange.number,
        "at": exchange.at,
        "method": exchange.method.as_str(),
        "target": exchange.target,
        "status": exchange.status.as_u16(),
        "request_octets": exchange.request_body.length(),
        "response_octets": exchange.response_body.length(),
        "tls": exchange.tls.as_ref().map(|facts| &facts.version),
    })
}

async fn read_state(State(handle): State<ControlHandle>) -> Json<Value> {
    Json(handle.inspect().await)
}

async fn reset(State(handle): State<ControlHandle>) -> StatusCode {
    handle.reset();
    StatusCode::NO_CONTENT
}
