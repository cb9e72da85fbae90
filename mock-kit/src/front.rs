//! A TLS front for scripted counterparties that themselves speak plain HTTP on loopback.

use std::io;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, Method, StatusCode, Uri, header};
use url::Url;

use crate::answer;
use crate::clock::Clock;
use crate::fault::FaultPlan;
use crate::journal::Journal;
use crate::listener::{Bound, ListenerSettings, Listening, Service};

/// The longest answer that is passed on, in octets.
const ANSWER_LIMIT: usize = 64 << 20;

/// A running front.
#[derive(Debug)]
pub struct Front {
    base: Url,
    journal: Journal,
    _listening: Listening,
}

#[derive(Clone)]
struct Upstream {
    base: Url,
    http: reqwest::Client,
}

impl Front {
    /// Opens a front before `upstream`, a base URL of plain HTTP.
    ///
    /// # Errors
    /// When no port or no HTTP client can be had.
    pub async fn open(
        settings: &ListenerSettings,
        upstream: Url,
        clock: Clock,
    ) -> io::Result<Self> {
        let bound = Bound::bind(settings).await?;
        let base = bound.base().clone();
        let journal = Journal::new();
        let http = crate::tls::http_client(&[]).map_err(io::Error::other)?;
        let router = Router::new().fallback(forward).with_state(Upstream {
            base: upstream,
            http,
        });
        let listening = bound.serve(Service {
            party: "scripted counterparty",
            router,
            journal: journal.clone(),
            clock,
            faults: FaultPlan::default(),
        })?;
        Ok(Self {
            base,
            journal,
            _listening: listening,
        })
    }

    /// The base URL that peers use, ending in a slash.
    #[must_use]
    pub fn base(&self) -> &Url {
        &self.base
    }

    /// What peers sent to the counterparty.
    #[must_use]
    pub fn journal(&self) -> &Journal {
        &self.journal
    }
}

async fn forward(
    State(upstream): State<Upstream>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let relayed = relay(&upstream, method, &uri, headers, body).await;
    relayed.unwrap_or_else(|| StatusCode::BAD_GATEWAY.into_response())
}

async fn relay(
    upstream: &Upstream,
    method: Method,
    uri: &Uri,
    mut headers: HeaderMap,
    body: Bytes,
) -> Option<Response> {
    let mut url = upstream.base.clone();
    url.set_path(uri.path());
    url.set_query(uri.query());
    headers.remove(header::HOST);
    let request = upstream.http.request(method, url).headers(headers);
    let answer = request.body(body).send().await.ok()?;
    let (status, headers) = (answer.status(), answer.headers().clone());
    let octets = answer::octets(answer, ANSWER_LIMIT).await?;
    let mut response = Response::new(Body::from(octets));
    *response.status_mut() = status;
    *response.headers_mut() = without_framing(headers);
    Some(response)
}

fn without_framing(mut headers: HeaderMap) -> HeaderMap {
    headers.remove(header::CONTENT_LENGTH);
    headers.remove(header::TRANSFER_ENCODING);
    headers.remove(header::CONNECTION);
    headers
}
