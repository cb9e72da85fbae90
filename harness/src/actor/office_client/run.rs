//! One operation of the client under test, with everything that the other parties received meanwhile.

use std::borrow::Cow;

use serde_json::Value;
use sha2::{Digest as _, Sha256};
use url::Url;

use super::assertion::TokenRequest;
use super::{Ended, Order, act};
use crate::actor::Party;
use crate::actor::environment::Environment;
use crate::exchange::field_names::FieldNames;
use crate::exchange::model::Exchange;
use crate::requirement::operations::{OperationWire, OperationsWire};
use crate::requirement::wire::Wire;
use crate::stop::Stop;

/// Where DAS's misbehaviour redirects to.
const ELSEWHERE: &str = "/elsewhere/";

/// What a client did.
#[derive(Debug)]
pub struct Run {
    /// What it was asked.
    pub order: Order,
    /// How it ended.
    pub ended: Ended,
    operations: OperationsWire,
    base_path: String,
    to_authorization_server: Vec<Exchange>,
    to_das: Vec<Exchange>,
}

impl Run {
    /// Has the client carry out an order, and notes what arrives.
    pub async fn of(environment: &Environment, order: Order) -> Result<Self, Stop> {
        let before =
            [Party::AuthorizationServer, Party::Das].map(|to| environment.received(to).len());
        let ended = act(environment, &order).await?;
        let since = |party, before| received_since(environment, party, before);
        Ok(Self {
            order,
            ended,
            operations: environment.wire().das.operations.clone(),
            base_path: base_path(environment.wire()),
            to_authorization_server: since(Party::AuthorizationServer, before[0]),
            to_das: since(Party::Das, before[1]),
        })
    }

    /// Everything that the authorization server received.
    pub fn to_authorization_server(&self) -> &[Exchange] {
        &self.to_authorization_server
    }

    /// Everything that DAS and its storage received.
    pub fn to_das(&self) -> &[Exchange] {
        &self.to_das
    }

    /// The requests for tokens.
    pub fn token_requests(&self) -> Vec<TokenRequest> {
        let exchanges = self.to_authorization_server.iter();
        exchanges.filter_map(TokenRequest::read).collect()
    }

    /// Whether it read the metadata of the authorization server.
    pub fn has_read_metadata(&self) -> bool {
        let mut exchanges = self.to_authorization_server.iter();
        exchanges.any(|each| each.request.url.contains("/.well-known/"))
    }

    /// The requests for one operation of DAS.
    pub fn asking(
        &self,
        operation: impl Fn(&OperationsWire) -> &OperationWire,
    ) -> impl Iterator<Item = &Exchange> {
        let operation = operation(&self.operations);
        let asked =
            move |each: &&Exchange| operation.is_asked_by(&each.request.method, &path(each));
        self.operations_asked().filter(asked)
    }

    /// The requests for any operation of DAS.
    pub fn operations_asked(&self) -> impl Iterator<Item = &Exchange> {
        let below = move |each: &&Exchange| path(each).starts_with(&self.base_path);
        self.to_das.iter().filter(below)
    }

    /// The requests to signed URLs.
    pub fn at_storage(&self) -> impl Iterator<Item = &Exchange> {
        let beside = move |each: &&Exchange| {
            !path(each).starts_with(&self.base_path) && !path(each).starts_with(ELSEWHERE)
        };
        self.to_das.iter().filter(beside)
    }

    /// The requests that followed a redirection.
    pub fn redirected(&self) -> impl Iterator<Item = &Exchange> {
        let elsewhere = |each: &&Exchange| path(each).starts_with(ELSEWHERE);
        self.to_das.iter().filter(elsewhere)
    }
}

fn received_since(environment: &Environment, party: Party, before: usize) -> Vec<Exchange> {
    let names = FieldNames::of(&environment.wire().das.fields);
    let exchanges = environment.received(party).into_iter().skip(before);
    exchanges
        .map(|each| match party {
            Party::Das => names.inward(&each).into_owned(),
            _ => each,
        })
        .collect()
}

fn base_path(wire: &Wire) -> String {
    format!("{}/", wire.das.base_path.trim_end_matches('/'))
}

/// The path of a request.
pub fn path(exchange: &Exchange) -> Cow<'_, str> {
    match Url::parse(&exchange.request.url) {
        Ok(url) => Cow::Owned(url.path().to_owned()),
        Err(_) => Cow::Borrowed(&exchange.request.url),
    }
}

/// The status of an answer.
pub fn status(exchange: &Exchange) -> u16 {
    exchange.response.as_ref().map_or(0, |answer| answer.status)
}

/// Whether an answer tells success.
pub fn succeeded(exchange: &Exchange) -> bool {
    (200..300).contains(&status(exchange))
}

/// The body of an answer as JSON, null where that is none.
pub fn answer(exchange: &Exchange) -> Value {
    let body = exchange.response.as_ref().map(|answer| &answer.body);
    body.and_then(|body| serde_json::from_slice(body).ok())
        .unwrap_or_default()
}

/// A request in short: its method and its path.
pub fn described(exchange: &Exchange) -> String {
    format!("{} {}", exchange.request.method, path(exchange))
}

/// The SHA-256 of octets, in lower-case hexadecimal digits.
pub fn checksum(octets: &[u8]) -> String {
    hex::encode(Sha256::digest(octets))
}
