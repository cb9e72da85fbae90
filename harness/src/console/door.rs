//! Who may look at the console: browsers that came with a ticket, and no page of anybody else.
//!
//! A page of another site, or one of another port of this machine, can have the browser send requests here; a name of its own can be
//! made to lead here (DNS rebinding). So the host must be ours, what a browser says of the origin must be ours, what changes something
//! must carry what only our pages know, and nothing is allowed on the pages that does not come from here.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::extract::{Query, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use mock_kit::control::Tickets;
use mock_kit::entropy;
use serde::Deserialize;
use subtle::ConstantTimeEq as _;

use super::{PATH, Shared, parts};

/// What every answer carries.
const HEADERS: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; \
         frame-ancestors 'none'; base-uri 'none'",
    ),
    // The origin of a form would be hidden by a stricter one.
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::CACHE_CONTROL, "no-store"),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
];

/// What a browser says of where a request comes from (Fetch Metadata Request Headers, 2.4).
const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Tickets and sessions.
pub(super) struct Door {
    tickets: Tickets,
    /// What the forms of a session carry, by what its cookie says.
    sessions: Mutex<BTreeMap<String, String>>,
    port: u16,
}

/// The session of a request: what its forms carry.
#[derive(Clone)]
pub(super) struct Session(String);

impl Session {
    /// What the forms of this session carry.
    pub(super) fn mark(&self) -> &str {
        &self.0
    }

    /// Whether a form is one of this session.
    pub(super) fn sent(&self, mark: &str) -> bool {
        self.0.as_bytes().ct_eq(mark.as_bytes()).into()
    }
}

impl Door {
    pub(super) fn new(tickets: Tickets, port: u16) -> Self {
        Self {
            tickets,
            sessions: Mutex::default(),
            port,
        }
    }

    /// Whether a request names a host that only this machine has.
    fn is_ours(&self, host: &str) -> bool {
        let names = ["localhost", "127.0.0.1"];
        names
            .iter()
            .any(|name| host == format!("{name}:{}", self.port))
    }

    /// Cookies know no ports, so that the name has to.
    fn cookie(&self) -> String {
        format!("das-console-{}", self.port)
    }

    /// Begins a session, and says how the browser is to remember it.
    fn begin(&self) -> String {
        let session = entropy::identifier();
        let cookie = format!(
            "{}={session}; Path={PATH}; HttpOnly; SameSite=Strict",
            self.cookie()
        );
        self.sessions().insert(session, entropy::identifier());
        cookie
    }

    fn session(&self, headers: &HeaderMap) -> Option<Session> {
        let name = self.cookie();
        let sent = headers.get_all(header::COOKIE).iter();
        let sent = sent.filter_map(|field| field.to_str().ok());
        let mut cookies = sent.flat_map(|field| field.split(';'));
        let found = cookies.find_map(|cookie| {
            let (known, value) = cookie.trim().split_once('=')?;
            (known == name).then_some(value)
        })?;
        self.sessions().get(found).cloned().map(Session)
    }

    fn sessions(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Turns away requests to other hosts, and requests that change something and come from other pages.
pub(super) async fn guard(State(console): State<Shared>, request: Request, next: Next) -> Response {
    let mut response = match refusal(&console.door, &request) {
        Some(refused) => refused.into_response(),
        None => next.run(request).await,
    };
    for (name, value) in HEADERS {
        let value = HeaderValue::from_static(value);
        response.headers_mut().insert(name, value);
    }
    response
}

fn refusal(door: &Door, request: &Request) -> Option<(StatusCode, &'static str)> {
    let host = text(request.headers(), &header::HOST).unwrap_or_default();
    if !door.is_ours(host) {
        return Some((StatusCode::MISDIRECTED_REQUEST, "this is another host"));
    }
    let origin = text(request.headers(), &header::ORIGIN);
    let is_own = origin.is_some_and(|origin| origin == format!("http://{host}"));
    let changes = ![Method::GET, Method::HEAD].contains(request.method());
    if (changes || origin.is_some()) && !is_own {
        return Some((StatusCode::FORBIDDEN, "the request comes from another page"));
    }
    None
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Lets in who has a session, unless another page has the browser ask.
pub(super) async fn admit(
    State(console): State<Shared>,
    mut request: Request,
    next: Next,
) -> Response {
    let site = text(request.headers(), &SITE);
    if site.is_some_and(|site| !["same-origin", "none"].contains(&site)) {
        let refused = "the request comes from another page";
        return (StatusCode::FORBIDDEN, refused).into_response();
    }
    let Some(session) = console.door.session(request.headers()) else {
        return (StatusCode::UNAUTHORIZED, parts::closed()).into_response();
    };
    request.extensions_mut().insert(session);
    next.run(request).await
}

/// The ticket of a browser.
#[derive(Deserialize)]
pub(super) struct Shown {
    ticket: String,
}

/// Takes a ticket and begins a session. The browser is led on by a page of ours, since a redirect would still count as the other site's
/// from which the link was followed, and the cookie would stay behind.
pub(super) async fn enter(
    State(console): State<Shared>,
    Query(Shown { ticket }): Query<Shown>,
) -> Response {
    if !console.door.tickets.redeem(&ticket) {
        return (StatusCode::UNAUTHORIZED, parts::closed()).into_response();
    }
    (
        [(header::SET_COOKIE, console.door.begin())],
        parts::opened(),
    )
        .into_response()
}
