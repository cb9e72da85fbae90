//! Misbehaviour towards a client that is under test: refusals, delays and broken downloads, committed around the operations.
//!
//! Where nobody is told to misbehave, a request passes untouched.

mod bent;

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::header::{AUTHORIZATION, LOCATION, RETRY_AFTER};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use jiff::{SignedDuration, Timestamp};
use url::Url;

use crate::das::{Das, Shared};
use crate::das_error::{DasError, Reason};
use crate::faults::stimuli as faulty;
use crate::operations::Operation;
use crate::state::later;

/// For how long it asks to be left alone when it turns a caller away.
const BUSY: SignedDuration = SignedDuration::from_secs(3);
/// The path of a place that belongs to somebody else.
const ELSEWHERE: &str = "/elsewhere";

/// What is remembered of misbehaviour so far.
#[derive(Debug, Default)]
pub struct Stimuli {
    /// Where signed URLs lead, where that is not DAS itself.
    storage: RwLock<Option<Url>>,
    noted: Mutex<Noted>,
}

#[derive(Debug, Default)]
struct Noted {
    refused_tokens: BTreeSet<Vec<u8>>,
    seen: BTreeSet<String>,
    busy_until: Option<Timestamp>,
}

impl Stimuli {
    /// Where signed URLs lead.
    pub fn redirect_storage(&self, mut url: Url) -> Url {
        let storage = self.storage.read();
        if let Some(storage) = storage.unwrap_or_else(PoisonError::into_inner).as_ref() {
            let _ = url.set_scheme(storage.scheme());
            let _ = url.set_host(storage.host_str());
            let _ = url.set_port(storage.port());
        }
        url
    }

    /// Has signed URLs lead to another address.
    pub fn lead_storage_to(&self, base: Url) {
        let storage = self.storage.write();
        *storage.unwrap_or_else(PoisonError::into_inner) = Some(base);
    }

    /// Forgets everything.
    pub fn clear(&self) {
        *self.noted() = Noted::default();
    }

    fn noted(&self) -> MutexGuard<'_, Noted> {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether this is the first time that the text is seen.
    fn is_first(&self, text: impl Into<String>) -> bool {
        self.noted().seen.insert(text.into())
    }
}

/// Middleware: answers instead of the operation, or bends its answer, where a fault says so.
pub async fn interfere(State(das): State<Shared>, request: Request, next: Next) -> Response {
    if das.faults.active().is_empty() {
        return next.run(request).await;
    }
    let visit = Visit::of(&das, &request);
    if let Some(answer) = visit.refused() {
        return answer;
    }
    let bending = visit.bending();
    let answer = next.run(request).await;
    match bending.filter(|_| answer.status().is_success()) {
        Some(bending) => bent::bend(bending, answer).await,
        None => answer,
    }
}

/// What is done to an answer.
#[derive(Clone, Copy, Debug)]
pub enum Bending {
    /// It says that nothing is finished yet.
    Unfinished,
    /// It states another checksum.
    Misstated,
    /// Its first octet is changed.
    Corrupted,
    /// It ends in the middle.
    BrokenOff,
}

/// A request, as far as misbehaviour needs to know it.
struct Visit<'a> {
    das: &'a Das,
    method: &'a Method,
    path: &'a str,
    target: String,
    headers: &'a HeaderMap,
}

impl<'a> Visit<'a> {
    fn of(das: &'a Das, request: &'a Request) -> Self {
        Self {
            das,
            method: request.method(),
            path: request.uri().path(),
            target: request.uri().to_string(),
            headers: request.headers(),
        }
    }

    fn is(&self, operation: &Operation) -> bool {
        let base = self.das.variant.base_path.trim_end_matches('/');
        let below = self.path.strip_prefix(base);
        self.method.as_str() == operation.method
            && below.is_some_and(|path| operation.paths().any(|known| known == path))
    }

    /// The two operations with which an exchange begins in earnest.
    fn is_order(&self) -> bool {
        let operations = &self.das.variant.operations;
        self.is(&operations.registration) || self.is(&operations.retrieval)
    }

    fn is_at_storage(&self, method: &Method) -> bool {
        self.method == *method && self.path.starts_with("/storage/")
    }

    fn commits(&self, fault: &'static mock_kit::Fault) -> bool {
        self.das.faults.commits(fault)
    }

    fn refused(&self) -> Option<Response> {
        if self.path.starts_with(ELSEWHERE) {
            return Some(StatusCode::NO_CONTENT.into_response());
        }
        self.refused_upload()
            .or_else(|| self.refused_token())
            .or_else(|| self.refused_order())
    }

    fn refused_upload(&self) -> Option<Response> {
        if !self.is_at_storage(&Method::PUT) {
            return None;
        }
        let expired = || Reason::SignedUrlRefused("the URL has expired".to_owned());
        let broken = || DasError::Internal("the storage has broken down".to_owned());
        if self.commits(&faulty::LETS_AN_UPLOAD_URL_EXPIRE)
            && self.das.stimuli.is_first("the first upload")
        {
            return Some(DasError::from(expired()).into_response());
        }
        if self.commits(&faulty::REFUSES_UPLOADS_AS_TOO_LARGE) {
            return Some(DasError::from(Reason::ContentTooLarge).into_response());
        }
        let breaks_down = self.commits(&faulty::BREAKS_DOWN_AT_UPLOADS);
        breaks_down.then(|| broken().into_response())
    }

    /// The token that comes with the decisive operation is refused, and from then on wherever it comes.
    fn refused_token(&self) -> Option<Response> {
        if !self.commits(&faulty::REFUSES_A_TOKEN_IN_MID_FLOW) {
            return None;
        }
        let token = self.headers.get(AUTHORIZATION)?.as_bytes().to_vec();
        let operations = &self.das.variant.operations;
        let decisive = self.is(&operations.registration) || self.is(&operations.download_url);
        let mut noted = self.das.stimuli.noted();
        if decisive && noted.refused_tokens.is_empty() {
            noted.refused_tokens.insert(token.clone());
        }
        let refused = noted.refused_tokens.contains(&token);
        refused.then(|| DasError::InvalidToken("the token was revoked").into_response())
    }

    fn refused_order(&self) -> Option<Response> {
        if !self.is_order() {
            return None;
        }
        if self.commits(&faulty::REFUSES_EVERYTHING) {
            let reason = Reason::NotEntitled("do this at present");
            return Some(DasError::from(reason).into_response());
        }
        if self.commits(&faulty::REDIRECTS_ELSEWHERE) {
            return self.redirected();
        }
        self.turned_away()
    }

    fn redirected(&self) -> Option<Response> {
        let own = self.das.base.host_str().unwrap_or_default();
        let other = if own == "localhost" {
            "127.0.0.1"
        } else {
            "localhost"
        };
        let mut place = self.das.base.clone();
        place.set_host(Some(other)).ok()?;
        place.set_path(&format!("{ELSEWHERE}{}", self.path));
        let location = HeaderValue::from_str(place.as_str()).ok()?;
        let answer = StatusCode::TEMPORARY_REDIRECT.into_response();
        Some(with_header(answer, LOCATION, location))
    }

    fn turned_away(&self) -> Option<Response> {
        let status = if self.commits(&faulty::IS_BUSY_FOR_A_WHILE) {
            StatusCode::TOO_MANY_REQUESTS
        } else if self.commits(&faulty::IS_DOWN_FOR_A_WHILE) {
            StatusCode::SERVICE_UNAVAILABLE
        } else {
            return None;
        };
        let now = self.das.clock.now();
        let mut noted = self.das.stimuli.noted();
        let until = *noted.busy_until.get_or_insert_with(|| later(now, BUSY));
        (now < until).then(|| {
            let wait = HeaderValue::from(BUSY.as_secs());
            with_header(status.into_response(), RETRY_AFTER, wait)
        })
    }

    fn bending(&self) -> Option<Bending> {
        let operations = &self.das.variant.operations;
        let looks = self.is(&operations.file_state) || self.is(&operations.retrieval_states);
        let downloads = self.is_at_storage(&Method::GET);
        if looks && self.commits(&faulty::TAKES_ITS_TIME) {
            let first = self.das.stimuli.is_first(self.target.as_str());
            return first.then_some(Bending::Unfinished);
        }
        if self.is(&operations.download_url) && self.commits(&faulty::MISSTATES_CHECKSUMS) {
            return Some(Bending::Misstated);
        }
        if downloads && self.commits(&faulty::CORRUPTS_DOWNLOADS) {
            return Some(Bending::Corrupted);
        }
        let breaks_off = downloads && self.commits(&faulty::BREAKS_DOWNLOADS_OFF);
        breaks_off.then_some(Bending::BrokenOff)
    }
}

fn with_header(mut answer: Response, name: http::HeaderName, value: HeaderValue) -> Response {
    answer.headers_mut().insert(name, value);
    answer
}
