//! The routes, each described in `openapi.json`.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Path, Query, RawPathParams, Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{MethodFilter, MethodRouter, get, on};
use axum::{Json, Router};
use http::request::Parts;
use http::{Method, StatusCode, header};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};
use subtle::ConstantTimeEq as _;

use super::{Control, ControlHandle, Credential, shown, summary};
use crate::fault::{Terms, UnknownFault};

/// The description of the routes, as OpenAPI has it.
const DESCRIPTION: &str = include_str!("openapi.json");
/// Where it is served, to anybody.
const DESCRIPTION_PATH: &str = "/openapi.json";

type Shared = Arc<Control>;

/// One operation: its method, its path, and its handler once the method is known.
type Operation = (
    Method,
    &'static str,
    fn(MethodFilter) -> MethodRouter<Shared>,
);

const OPERATIONS: [Operation; 15] = [
    (Method::GET, "/", |method| on(method, parties)),
    (Method::GET, "/credentials", |method| {
        on(method, credentials)
    }),
    (Method::POST, "/tickets", |method| on(method, issue_ticket)),
    (Method::GET, "/{party}/clock", |method| {
        on(method, read_clock)
    }),
    (Method::PUT, "/{party}/clock", |method| {
        on(method, move_clock)
    }),
    (Method::POST, "/{party}/clock/advance", |method| {
        on(method, advance)
    }),
    (Method::GET, "/{party}/faults", |method| {
        on(method, list_faults)
    }),
    (Method::DELETE, "/{party}/faults", |method| {
        on(method, clear_faults)
    }),
    (Method::PUT, "/{party}/faults/{fault}", |method| {
        on(method, activate)
    }),
    (Method::DELETE, "/{party}/faults/{fault}", |method| {
        on(method, deactivate)
    }),
    (Method::GET, "/{party}/journal", |method| {
        on(method, read_journal)
    }),
    (Method::DELETE, "/{party}/journal", |method| {
        on(method, clear_journal)
    }),
    (Method::GET, "/{party}/journal/{number}", |method| {
        on(method, read_exchange)
    }),
    (Method::GET, "/{party}/state", |method| {
        on(method, read_state)
    }),
    (Method::POST, "/{party}/reset", |method| on(method, reset)),
];

impl Control {
    /// The routes, each party below `/<party>`, open only to the bearer of `token`; their description alone is open to anybody.
    ///
    /// They are meant for loopback.
    pub fn router(self, token: String) -> Router {
        let token = Arc::new(token);
        let guard = move |request: Request, next: Next| admit(Arc::clone(&token), request, next);
        let operations = OPERATIONS.into_iter();
        let routes = operations.fold(Router::new(), |router, (method, path, handler)| {
            match MethodFilter::try_from(method) {
                Ok(filter) => router.route(path, handler(filter)),
                Err(_) => router,
            }
        });
        routes
            .route_layer(middleware::from_fn(guard))
            .route(DESCRIPTION_PATH, get(describe))
            .with_state(Arc::new(self))
    }
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

async fn describe() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], DESCRIPTION).into_response()
}

/// The party that the path names.
struct Party(ControlHandle);

impl FromRequestParts<Shared> for Party {
    type Rejection = (StatusCode, String);

    async fn from_request_parts(
        request: &mut Parts,
        control: &Shared,
    ) -> Result<Self, Self::Rejection> {
        let named = RawPathParams::from_request_parts(request, control).await;
        let named = named.map_err(|error| (StatusCode::BAD_REQUEST, error.to_string()))?;
        let mut named = named.iter().filter(|(name, _)| *name == "party");
        let name = named.next().map_or("", |(_, name)| name);
        let party = control.party(name).cloned();
        let unknown = || {
            (
                StatusCode::NOT_FOUND,
                format!("no party is called {name:?}"),
            )
        };
        party.map(Self).ok_or_else(unknown)
    }
}

async fn parties(State(control): State<Shared>) -> Json<Value> {
    let parties = control.parties.iter().map(|party| {
        json!({
            "name": party.party,
            "exchanges": party.journal.entries().len(),
            "panics": party.journal.panics(),
        })
    });
    Json(parties.collect())
}

async fn credentials(State(control): State<Shared>) -> Json<Vec<Credential>> {
    Json(control.credentials.clone())
}

async fn issue_ticket(State(control): State<Shared>) -> Json<Value> {
    Json(json!({ "ticket": control.tickets.issue() }))
}

/// How far to move the clock.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    seconds: i64,
}

async fn advance(party: Party, Json(by): Json<Advance>) -> Json<Value> {
    move_clock(party, Json(Movement::AdvanceSeconds(by.seconds))).await
}

/// A movement of the clock: forward by seconds, to a moment, or to a halt and on again.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
enum Movement {
    AdvanceSeconds(i64),
    Set(Timestamp),
    Freeze(bool),
}

async fn read_clock(Party(party): Party) -> Json<Value> {
    Json(json!({ "now": party.clock.now(), "frozen": party.clock.is_frozen() }))
}

async fn move_clock(Party(party): Party, Json(movement): Json<Movement>) -> Json<Value> {
    match movement {
        Movement::AdvanceSeconds(seconds) => {
            party.clock.advance(SignedDuration::from_secs(seconds));
        }
        Movement::Set(moment) => party.clock.set(moment),
        Movement::Freeze(true) => party.clock.freeze(),
        Movement::Freeze(false) => party.clock.resume(),
    }
    read_clock(Party(party)).await
}

async fn list_faults(Party(party): Party) -> Json<Value> {
    let active = party.faults.terms();
    let rows = party.faults.rows().iter().map(|fault| {
        json!({
            "name": fault.name,
            "summary": fault.summary.trim(),
            "violates": fault.violates,
            "active": active.contains_key(fault.name),
            "terms": active.get(fault.name),
        })
    });
    Json(rows.collect())
}

async fn clear_faults(Party(party): Party) -> StatusCode {
    party.faults.clear();
    StatusCode::NO_CONTENT
}

async fn activate(
    Party(party): Party,
    Path((_, fault)): Path<(String, String)>,
    terms: Option<Json<Terms>>,
) -> Response {
    let terms = terms.map(|Json(terms)| terms).unwrap_or_default();
    changed(party.faults.activate_on(&fault, terms))
}

async fn deactivate(Party(party): Party, Path((_, fault)): Path<(String, String)>) -> Response {
    changed(party.faults.deactivate(&fault))
}

fn changed(outcome: Result<(), UnknownFault>) -> Response {
    match outcome {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(unknown) => (StatusCode::NOT_FOUND, unknown.to_string()).into_response(),
    }
}

/// From where on a journal is read.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Since {
    #[serde(default)]
    since: u64,
}

async fn read_journal(Party(party): Party, Query(from): Query<Since>) -> Json<Value> {
    Json(
        party
            .journal
            .since(from.since)
            .iter()
            .map(summary)
            .collect(),
    )
}

async fn clear_journal(Party(party): Party) -> StatusCode {
    party.journal.clear();
    StatusCode::NO_CONTENT
}

async fn read_exchange(Party(party): Party, Path((_, number)): Path<(String, u64)>) -> Response {
    match party.journal.entry(number) {
        Some(exchange) => Json(shown(&exchange)).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn read_state(Party(party): Party) -> Json<Value> {
    Json(party.inspect().await)
}

async fn reset(Party(party): Party) -> StatusCode {
    party.reset();
    StatusCode::NO_CONTENT
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_description_knows_every_operation_and_no_other() {
        let description: Value = serde_json::from_str(DESCRIPTION).unwrap();
        let described = description["paths"].as_object().unwrap().iter();
        let described: BTreeSet<String> = described
            .flat_map(|(path, item)| {
                let methods = item.as_object().unwrap().keys();
                let methods = methods.filter(|name| *name != "parameters");
                methods.map(move |method| format!("{} {path}", method.to_uppercase()))
            })
            .collect();
        let served = OPERATIONS.iter();
        let mut served: BTreeSet<String> = served
            .map(|(method, path, _)| format!("{method} {path}"))
            .collect();
        served.insert(format!("GET {DESCRIPTION_PATH}"));
        assert_eq!(described, served);
    }
}
