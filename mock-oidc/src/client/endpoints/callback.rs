//! The redirect URI, where responses arrive.

use axum::extract::{RawForm, RawQuery, State};
use axum::response::{Html, IntoResponse, Response};
use http::header;
use http::request::Parts;

use crate::client::browser::Browser;
use crate::client::faults::authorization_response as faulty;
use crate::client::outcome::Outcome;
use crate::client::parameters::Parameters;
use crate::client::session::{Flow, Session};
use crate::client::stop::Stop;
use crate::client::web_client::{Shared, WebClient};

/// The page that reads what only a script can see: the fragment.
const PAGE: &str =
    "<!doctype html><title>One moment</title><script src=\"/fragment.js\" defer></script>";
/// Posts the parameters in the fragment, and takes them out of the browser's history.
const SCRIPT: &str = include_str!("fragment.js");
/// The page loads its own script and sends its own form, and nothing else.
const POLICY: &str =
    "default-src 'none'; script-src 'self'; form-action 'self'; frame-ancestors 'none'";

/// `GET /callback`: a response in the query, or the page for one in the fragment.
pub async fn by_query(
    State(client): State<Shared>,
    RawQuery(query): RawQuery,
    request: Parts,
) -> Response {
    let query = query.unwrap_or_default();
    if query.is_empty() {
        return page();
    }
    let outcome = receive(&client, &request, query.as_bytes()).await;
    outcome.into_response()
}

/// `POST /callback`: a response that was in the fragment.
pub async fn by_form(
    State(client): State<Shared>,
    request: Parts,
    RawForm(form): RawForm,
) -> Outcome {
    receive(&client, &request, &form).await
}

/// `GET /fragment.js`.
pub async fn script() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/javascript")], SCRIPT)
}

fn page() -> Response {
    let fields = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (fields, Html(PAGE)).into_response()
}

/// What becomes of a response. Without a flow that awaits it, nothing.
pub async fn receive(client: &WebClient, request: &Parts, encoded: &[u8]) -> Outcome {
    let browser = Browser::of(request);
    let Some(flow) = awaiting(client, &browser) else {
        return Outcome::from(Stop::Session);
    };
    let read = match check_address(client, &flow, request.uri.path()) {
        Ok(()) => carry_out(client, &flow, &browser, encoded).await,
        Err(stop) => Err(stop),
    };
    let outcome = Outcome::from(read);
    client.state().conclude(flow.record, &outcome);
    outcome
}

/// FAPI 1.0 Baseline, 5.2.3-4: the response arrives where it was asked to.
fn check_address(client: &WebClient, flow: &Flow, path: &str) -> Result<(), Stop> {
    let asked_for = flow.server.registration.redirect_uri.path();
    if path == asked_for || client.commits(&faulty::PROCESSES_RESPONSES_ANYWHERE) {
        return Ok(());
    }
    Err(Stop::Response("it arrived at another redirect URI"))
}

/// FAPI 1.0 Baseline, 5.2.3-6: the flow of the browser's session, and no other.
fn awaiting(client: &WebClient, browser: &Browser) -> Option<Flow> {
    let mut state = client.state();
    if client.commits(&faulty::IGNORES_THE_SESSION) {
        let session = state.latest_session()?;
        return state.take_flow(&session);
    }
    let taken = state.take_flow(browser.session.as_deref()?);
    if client.commits(&faulty::TAKES_RESPONSES_AGAIN) {
        state.last_flow = taken.or(state.last_flow.take());
        return state.last_flow.clone();
    }
    taken
}

async fn carry_out(
    client: &WebClient,
    flow: &Flow,
    browser: &Browser,
    encoded: &[u8],
) -> Result<usize, Stop> {
    let received = Parameters::parse(encoded)?;
    let response = client.authorization_response(flow, received).await?;
    let mut grant = client.redeem(flow, response).await?;
    let accounts = client.count_accounts(&mut grant, browser).await?;
    let holding = Session::Holding(Box::new(grant));
    client
        .state()
        .sessions
        .insert(flow.session.clone(), holding);
    Ok(accounts)
}
