//! The introspection endpoint (RFC 7662): any registered client may ask, and resource servers are told of users by the name that they
//! know.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::Response;
use mock_kit::FaultPlan;
use serde_json::{Map, Value, json};

use super::Server;
use super::presented_token::{self, PresentedToken};
use crate::authorization_server::AuthorizationServer;
use crate::checks::AuthenticationFailure;
use crate::checks::client_authentication::{self, Caller};
use crate::checks::form::Form;
use crate::faults::client_certificate::HIDES_THE_BINDING_AT_INTROSPECTION;
use crate::faults::introspection::{
    DESCRIBES_INACTIVE_TOKENS, INTROSPECTS_FOR_ANYONE, REPORTS_EXPIRED_TOKENS_AS_ACTIVE,
    REPORTS_FORGED_TOKENS_AS_ACTIVE, REPORTS_LIVE_TOKENS_AS_INACTIVE,
};
use crate::oauth_error::{Refusal, forbid_caching, json_body};
use crate::received::Received;
use crate::settings::ClientAuthentication;
use crate::state::client::RegisteredClient;

/// The claims that are repeated; the scope is turned into a text.
const REPEATED: [&str; 11] = [
    "iss",
    "sub",
    "aud",
    "iat",
    "nbf",
    "exp",
    "jti",
    "acr",
    "consent_id",
    "authorization_details",
    "cnf",
];

/// Answers what is known of a token.
pub async fn answer(State(server): Server, request: Request) -> Response {
    match introspected(&server, request).await {
        Ok(facts) => private(&facts),
        Err(refusal) => server.refuse(&refusal),
    }
}

async fn introspected(server: &AuthorizationServer, request: Request) -> Result<Value, Refusal> {
    let received = Received::from(request).await?;
    let form = Form::read(&received, &server.faults)?;
    let protects = !server.faults.commits(&INTROSPECTS_FOR_ANYONE)
        && authenticate(server, &received, &form)
            .await?
            .is_resource_server;
    Ok(facts(server, form.demand("token")?, protects))
}

async fn authenticate(
    server: &AuthorizationServer,
    received: &Received,
    form: &Form<'_>,
) -> Result<Arc<RegisteredClient>, Refusal> {
    let caller = Caller::of(received, form);
    let audiences = &server.addresses.audiences.introspection;
    let client = client_authentication::check(server, &caller, audiences).await?;
    if client.authentication.method() == ClientAuthentication::None {
        return Err(AuthenticationFailure::MethodNotOffered.into());
    }
    Ok(client)
}

fn private(facts: &Value) -> Response {
    let mut response = json_body(facts);
    forbid_caching(response.headers_mut());
    response
}

fn facts(server: &AuthorizationServer, text: &str, protects: bool) -> Value {
    let faults = &server.faults;
    match PresentedToken::recognise(server, text) {
        Some(mut token) if token.is_live() && !faults.commits(&REPORTS_LIVE_TOKENS_AS_INACTIVE) => {
            if let Some(user) = token.user.filter(|_| protects) {
                token.claims.insert("sub".into(), json!(user));
            }
            active(&revealed(token.claims, faults))
        }
        None => believed(server, text).unwrap_or_else(|| inactive(text, faults)),
        Some(_) => inactive(text, faults),
    }
}

/// What a server that misbehaves still believes of a token that it should not know.
fn believed(server: &AuthorizationServer, text: &str) -> Option<Value> {
    let claims = presented_token::claims_alone(text)?;
    let expiry = claims
        .get("exp")
        .and_then(Value::as_i64)
        .unwrap_or(i64::MAX);
    let expired = expiry < server.clock.unix_now();
    let committed = if presented_token::is_genuine(server, text) {
        expired && server.faults.commits(&REPORTS_EXPIRED_TOKENS_AS_ACTIVE)
    } else {
        !expired && server.faults.commits(&REPORTS_FORGED_TOKENS_AS_ACTIVE)
    };
    committed.then(|| active(&claims))
}

/// RFC 8705, 3.2: what a token is bound to is told to those who are to check it.
fn revealed(mut claims: Map<String, Value>, faults: &FaultPlan) -> Map<String, Value> {
    if faults.commits(&HIDES_THE_BINDING_AT_INTROSPECTION) {
        claims.shift_remove("cnf");
    }
    claims
}

fn active(claims: &Map<String, Value>) -> Value {
    let mut facts = described(claims);
    facts.insert("active".into(), json!(true));
    Value::Object(facts)
}

/// RFC 7662, 2.2: nothing else is said of an inactive token.
fn inactive(text: &str, faults: &FaultPlan) -> Value {
    let mut facts = Map::new();
    if faults.commits(&DESCRIBES_INACTIVE_TOKENS) {
        facts = described(&presented_token::claims_alone(text).unwrap_or_default());
    }
    facts.insert("active".into(), json!(false));
    Value::Object(facts)
}

fn described(claims: &Map<String, Value>) -> Map<String, Value> {
    let repeated = REPEATED
        .iter()
        .filter_map(|&name| Some((name.to_owned(), claims.get(name)?.clone())));
    let mut facts: Map<String, Value> = repeated.collect();
    facts.insert(
        "client_id".into(),
        claims
            .get("client_id")
            .or(claims.get("sub"))
            .cloned()
            .unwrap_or_default(),
    );
    facts.insert("token_type".into(), json!("Bearer"));
    if let Some(scope) = claims.get("scope") {
        facts.insert("scope".into(), json!(scope_text(scope)));
    }
    facts
}

fn scope_text(scope: &Value) -> String {
    match scope {
        Value::Array(values) => values
            .iter()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join(" "),
        other => other.as_str().unwrap_or_default().to_owned(),
    }
}
