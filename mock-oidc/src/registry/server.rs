//! What the operations of one registry share, and their routes.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::routing::get;
use http::HeaderMap;
use http::header::AUTHORIZATION;
use mock_kit::FaultPlan;
use subtle::ConstantTimeEq as _;

use super::endpoints::{one, several};
use super::faults::listing::SERVES_ANY_CALLER;
use super::recipient::Recipient;
use super::refusal::Refusal;

/// The registry, as its operations hold it.
pub type Shared = Arc<Registry>;

/// One running registry.
pub struct Registry {
    /// The faults that it commits.
    pub faults: FaultPlan,
    /// The access tokens of the callers that it knows.
    pub callers: Vec<String>,
    /// The recipients, in the order in which they came.
    pub known: Mutex<Vec<Recipient>>,
}

impl Registry {
    /// Every recipient.
    pub fn recipients(&self) -> MutexGuard<'_, Vec<Recipient>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The recipient of this id.
    pub fn recipient(&self, recipient_id: &str) -> Option<Recipient> {
        let known = self.recipients();
        let found = known.iter().find(|each| each.recipient_id == recipient_id);
        found.cloned()
    }

    /// Takes a recipient up, or changes what is told of it.
    pub fn put(&self, recipient: Recipient) {
        let mut known = self.recipients();
        let same = |each: &&mut Recipient| each.recipient_id == recipient.recipient_id;
        match known.iter_mut().find(same) {
            Some(earlier) => *earlier = recipient,
            None => known.push(recipient),
        }
    }

    /// Refuses callers that are not known.
    pub fn admit(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let shown = headers
            .get(AUTHORIZATION)
            .and_then(|text| text.to_str().ok());
        let shown = shown.and_then(|text| text.split_once(' '));
        let token = shown.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("Bearer"));
        let token = token.map_or("", |(_, token)| token.trim()).as_bytes();
        let mut known = self.callers.iter();
        let is_known = known.any(|caller| bool::from(caller.as_bytes().ct_eq(token)));
        (is_known || self.faults.commits(&SERVES_ANY_CALLER))
            .then_some(())
            .ok_or(Refusal::UnknownCaller)
    }
}

/// Every operation of `registry`.
pub fn routes(registry: Shared) -> Router {
    Router::new()
        .route("/recipients", get(several::answer))
        .route("/recipient/{recipient_id}", get(one::answer))
        .with_state(registry)
}
