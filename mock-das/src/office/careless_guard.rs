//! What faults make of tokens and of the keys that verify them; nothing here lies on the honest path.

use axum::http::request::Parts;
use http::header::AUTHORIZATION;
use mock_kit::{Clock, FaultPlan};
use serde_json::Value;
use url::form_urlencoded;

use super::faults::token as faulty;
use super::settings::Accepts;
use crate::checks::careless_key_set::{CarelessKeySet, Carelessness};
use crate::checks::compact_token::CompactToken;
use crate::das_error::DasError;

/// Judges where a fault has something to say.
#[derive(Debug)]
pub struct CarelessGuard {
    faults: FaultPlan,
    keys: CarelessKeySet,
}

impl CarelessGuard {
    /// A guard for the faults of this office.
    pub fn new(accepts: &Accepts, http: reqwest::Client, clock: Clock, faults: FaultPlan) -> Self {
        Self {
            keys: CarelessKeySet::new(accepts.issuer.clone(), http, clock),
            faults,
        }
    }

    /// What a fault says of a request; nothing where no fault has anything to say.
    pub async fn judges(&self, request: &Parts) -> Option<Result<(), DasError>> {
        let verdicts = [
            self.by_its_place(request),
            self.by_its_scope(request),
            self.by_the_keys(request).await,
        ];
        verdicts.into_iter().flatten().next()
    }

    /// Tokens where they do not belong, and schemes that it does not know.
    fn by_its_place(&self, request: &Parts) -> Option<Result<(), DasError>> {
        let mut headers = request.headers.get_all(AUTHORIZATION).iter();
        let first = headers.next();
        let in_query = first.is_none() && names_a_token(request.uri.query());
        if in_query && self.faults.commits(&faulty::ACCEPTS_TOKENS_IN_THE_QUERY) {
            return Some(Ok(()));
        }
        let several = headers.next().is_some();
        if several
            && self
                .faults
                .commits(&faulty::ACCEPTS_TWO_AUTHORIZATION_HEADERS)
        {
            return Some(Ok(()));
        }
        let scheme = first?.to_str().ok()?.split(' ').next()?;
        if scheme != "Bearer" && self.faults.commits(&faulty::DEMANDS_CAPITAL_BEARER) {
            return Some(Err(DasError::NoToken));
        }
        None
    }

    fn by_its_scope(&self, request: &Parts) -> Option<Result<(), DasError>> {
        let scope = presented(request)?.claims.get("scope").cloned()?;
        let unread = matches!(scope, Value::String(_))
            && self.faults.commits(&faulty::KNOWS_SCOPE_AS_ARRAY_ONLY);
        unread.then_some(Err(DasError::InsufficientScope))
    }

    async fn by_the_keys(&self, request: &Parts) -> Option<Result<(), DasError>> {
        let careless = |lapse| {
            self.faults.commits(match lapse {
                Carelessness::ClingsToTheFirstKeys => &faulty::KEEPS_THE_FIRST_KEY_SET,
                Carelessness::ForgivesRemovedKeys => &faulty::KEEPS_REMOVED_KEYS,
                Carelessness::TrustsUnknownKeys => &faulty::TRUSTS_UNKNOWN_KEYS,
                Carelessness::Insists => &faulty::FETCHES_KEYS_AGAIN_AND_AGAIN,
            })
        };
        self.keys.judges(&presented(request)?, careless).await
    }
}

fn presented(request: &Parts) -> Option<CompactToken> {
    let text = request.headers.get(AUTHORIZATION)?.to_str().ok()?;
    CompactToken::read(text.split_once(' ')?.1).ok()
}

fn names_a_token(query: Option<&str>) -> bool {
    let mut parameters = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    parameters.any(|(name, _)| name == "access_token")
}
