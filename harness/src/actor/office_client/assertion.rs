//! A token request as the authorization server received it, and the assertion in it.

use jiff::Timestamp;
use serde_json::Value;
use url::{Url, form_urlencoded};

use crate::exchange::model::Exchange;
use crate::oracle::compact::{Compact, JwtDefect};

/// A request to a token endpoint.
#[derive(Debug)]
pub struct TokenRequest {
    /// The number of the exchange.
    pub number: u32,
    /// When it arrived.
    pub at: Timestamp,
    /// Its method.
    pub method: String,
    /// The host to which it was addressed, where that shows.
    pub host: Option<String>,
    /// The scheme of its field Authorization.
    pub authorization: Option<String>,
    /// Whether the assertion stands in the query.
    pub asserts_in_query: bool,
    parameters: Vec<(String, String)>,
}

impl TokenRequest {
    /// A request that asks for a token in whatever form, or nothing.
    pub fn read(exchange: &Exchange) -> Option<Self> {
        let request = &exchange.request;
        let url = Url::parse(&request.url).ok();
        let query = url.as_ref().and_then(Url::query).unwrap_or_default();
        let in_query = || form_urlencoded::parse(query.as_bytes());
        let parameters = form_urlencoded::parse(&request.body)
            .into_owned()
            .chain(in_query().into_owned())
            .collect();
        let scheme = |field: &str| field.split(' ').next().map(str::to_owned);
        let asks = |name: &str| ["grant_type", "client_assertion"].contains(&name);
        let read = Self {
            number: exchange.number,
            at: exchange.at,
            method: request.method.clone(),
            host: request.header("host").map(str::to_owned),
            authorization: request.header("authorization").and_then(scheme),
            asserts_in_query: in_query().any(|(name, _)| name == "client_assertion"),
            parameters,
        };
        read.parameters
            .iter()
            .any(|(name, _)| asks(name))
            .then_some(read)
    }

    /// The first value of a parameter.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let mut parameters = self.parameters.iter();
        let found = parameters.find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The names of its parameters.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parameters.iter().map(|(name, _)| name.as_str())
    }

    /// The assertion, taken apart.
    pub fn assertion(&self) -> Option<Result<Compact, JwtDefect>> {
        self.parameter("client_assertion").map(Compact::read)
    }

    /// The hosts for which it is meant: those that its assertion names, and the one to which it was sent.
    pub fn hosts(&self) -> Vec<String> {
        let addressed = self
            .audiences()
            .iter()
            .map(|audience| host(audience))
            .collect::<Vec<_>>();
        let asked = self
            .host
            .as_deref()
            .map(|name| host(&format!("https://{name}/")));
        addressed.into_iter().chain(asked).collect()
    }

    /// Whom the assertion is addressed to.
    pub fn audiences(&self) -> Vec<String> {
        let Some(Ok(assertion)) = self.assertion() else {
            return Vec::new();
        };
        match assertion.claims.get("aud") {
            Some(Value::String(one)) => vec![one.clone()],
            Some(Value::Array(several)) => several
                .iter()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect(),
            _ => Vec::new(),
        }
    }
}

/// The host of a URL; nothing that is a host where it is none.
pub fn host(url: &str) -> String {
    let url = Url::parse(url).ok();
    let host = url.as_ref().and_then(Url::host_str);
    host.unwrap_or_default().to_owned()
}
