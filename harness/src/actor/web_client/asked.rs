//! An authorization request of a client, as the authorization server received it: in the query, pushed, and within a request object.

use serde_json::Value;
use url::{Url, form_urlencoded};

use crate::actor::environment::facts::AuthorizationServerFacts;
use crate::exchange::model::Exchange;
use crate::oracle::compact::{Compact, JwtDefect};
use crate::stop::Stop;
use crate::verdict::Finding;

type Parameters = Vec<(String, String)>;

/// What a client asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The number of the exchange that shows it.
    pub number: u32,
    /// The moment at which it arrived, in seconds.
    pub at: i64,
    shown: Option<Parameters>,
    pushed: Option<Parameters>,
}

impl Asked {
    /// The request of one sign-in: what the browser brought, and what was pushed before.
    pub fn read(
        brought: Option<&Exchange>,
        sent: &[Exchange],
        server: &AuthorizationServerFacts,
    ) -> Option<Self> {
        let endpoint = server.pushed_authorization_request_endpoint.as_ref();
        let is_push = |each: &&Exchange| {
            let url = Url::parse(&each.request.url).ok();
            url.is_some_and(|url| endpoint.is_some_and(|known| known.path() == url.path()))
        };
        let pushed = sent.iter().rfind(is_push);
        let shows = pushed.or(brought)?;
        Some(Self {
            number: shows.number,
            at: shows.at.as_second(),
            shown: brought.map(in_query),
            pushed: pushed.map(|push| parsed(&push.request.body)),
        })
    }

    /// Whether it was pushed (RFC 9126).
    pub fn is_pushed(&self) -> bool {
        self.pushed.is_some()
    }

    /// A parameter that the browser brought to the authorization endpoint.
    pub fn shown(&self, name: &str) -> Option<&str> {
        find(self.shown.as_ref()?, name)
    }

    /// The names of the parameters that the browser brought.
    pub fn names_shown(&self) -> impl Iterator<Item = &str> {
        self.shown.iter().flatten().map(|(name, _)| name.as_str())
    }

    /// The names of the parameters that stand where the request object does.
    pub fn names_beside_object(&self) -> impl Iterator<Item = &str> {
        let carrying = self.pushed.as_ref().or(self.shown.as_ref());
        carrying
            .into_iter()
            .flatten()
            .map(|(name, _)| name.as_str())
    }

    /// The request object, taken apart.
    pub fn object(&self) -> Option<Result<Compact, JwtDefect>> {
        let carrying = self.pushed.as_ref().or(self.shown.as_ref())?;
        find(carrying, "request").map(Compact::read)
    }

    /// The value of a parameter, wherever it counts: within the request object where there is one (RFC 9101, 6.3).
    pub fn value(&self, name: &str) -> Option<String> {
        match self.object() {
            Some(Ok(object)) => object.claims.get(name).map(text),
            Some(Err(_)) => None,
            None => {
                let carrying = self.pushed.as_ref().or(self.shown.as_ref())?;
                find(carrying, name).map(str::to_owned)
            }
        }
    }

    /// Whether the scope has that value.
    pub fn has_scope(&self, value: &str) -> bool {
        let scope = self.value("scope").unwrap_or_default();
        scope.split(' ').any(|one| one == value)
    }

    /// The request is not what it should be.
    pub fn violated(&self, expected: impl Into<String>, received: impl Into<String>) -> Stop {
        Stop::violated(Finding::new(expected, received).at(self.number))
    }
}

fn in_query(exchange: &Exchange) -> Parameters {
    let url = Url::parse(&exchange.request.url).ok();
    let query = url.as_ref().and_then(Url::query).unwrap_or_default();
    parsed(query.as_bytes())
}

fn parsed(encoded: &[u8]) -> Parameters {
    form_urlencoded::parse(encoded).into_owned().collect()
}

fn find<'a>(parameters: &'a Parameters, name: &str) -> Option<&'a str> {
    let mut parameters = parameters.iter();
    let found = parameters.find(|(known, _)| known == name);
    found.map(|(_, value)| value.as_str())
}

fn text(value: &Value) -> String {
    let text = value.as_str().map(str::to_owned);
    text.unwrap_or_else(|| value.to_string())
}
