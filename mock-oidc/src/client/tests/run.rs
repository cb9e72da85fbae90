//! What one authorization has left behind.

use std::collections::HashMap;

use mock_kit::Exchange;
use serde_json::Value;
use url::{Url, form_urlencoded};

use super::sealing;

/// One authorization.
pub struct Run {
    /// Where the browser was sent.
    pub authorization: Option<Url>,
    /// The session of the browser.
    pub cookie: Option<String>,
    /// The parameters of the request, wherever they stood.
    pub asked: Option<Value>,
    /// What the browser was told at last.
    pub outcome: Value,
    /// What the counterparts received.
    pub sent: Vec<Sent>,
}

/// One request of the client.
pub struct Sent {
    pub target: String,
    pub form: HashMap<String, String>,
    pub fields: http::HeaderMap,
}

impl From<Exchange> for Sent {
    fn from(exchange: Exchange) -> Self {
        let body = exchange.request_body.octets();
        Self {
            target: exchange.target,
            form: form_urlencoded::parse(&body).into_owned().collect(),
            fields: exchange.request_headers,
        }
    }
}

impl Sent {
    /// A header field, empty where it is not there.
    pub fn field(&self, name: &str) -> &str {
        self.fields
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

impl Run {
    /// The requests to paths with that end.
    pub fn to(&self, end: &str) -> Vec<&Sent> {
        let sent = self.sent.iter();
        sent.filter(|one| one.target.split('?').next().unwrap().ends_with(end))
            .collect()
    }

    /// How the flow ended.
    pub fn ended(&self) -> &str {
        self.outcome["outcome"].as_str().unwrap_or("no answer")
    }

    /// Why it stopped.
    pub fn reason(&self) -> &str {
        self.outcome["reason"].as_str().unwrap_or_default()
    }

    /// How far the client went.
    pub fn reach(&self) -> &'static str {
        if !self.to("/accounts").is_empty() {
            "asked for the accounts"
        } else if !self.to("/access_token").is_empty() {
            "redeemed the code"
        } else if self.authorization.is_some() {
            "asked for authorization"
        } else if self.sent.is_empty() {
            "stopped at once"
        } else {
            "stopped early"
        }
    }

    /// A parameter of the authorization request, `-` where it is not there.
    pub fn asked(&self, name: &str) -> String {
        text(self.asked.as_ref().and_then(|asked| asked.get(name)))
    }

    /// A parameter in the address that the browser was sent to.
    pub fn shown(&self, name: &str) -> String {
        let mut pairs = self.authorization.as_ref().unwrap().query_pairs();
        let found = pairs.find(|(shown, _)| shown == name);
        found.map_or_else(|| "-".to_owned(), |(_, value)| value.into_owned())
    }

    /// The request object, wherever it stood.
    pub fn object(&self) -> String {
        let pushed = self
            .to("/par")
            .first()
            .and_then(|sent| sent.form.get("request").cloned());
        pushed.unwrap_or_else(|| self.shown("request"))
    }

    /// The client assertions, in order.
    pub fn assertions(&self) -> Vec<String> {
        let forms = self.sent.iter().map(|sent| &sent.form);
        forms
            .filter_map(|form| form.get("client_assertion").cloned())
            .collect()
    }

    /// A claim of the last client assertion.
    pub fn asserted(&self, name: &str) -> String {
        let last = self.assertions().pop().unwrap();
        text(sealing::claims(&last).get(name))
    }
}

/// A value as text, `-` for none.
pub fn text(value: Option<&Value>) -> String {
    match value {
        None => "-".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}
