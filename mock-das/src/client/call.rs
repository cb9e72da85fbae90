//! A request before it is sent, and the body that it carries.

use bytes::Bytes;
use http::Method;
use mock_kit::FaultPlan;
use serde_json::Value;
use url::Url;

use super::faults::transport as faulty;

/// Whom a request goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leg {
    /// The authorization server.
    AuthorizationServer,
    /// The operations of DAS.
    Das,
    /// Where a signed URL leads.
    Storage,
}

/// A request.
#[derive(Clone, Debug)]
pub struct Call {
    /// What it is for, as it stands in an error.
    pub what: &'static str,
    /// Whom it goes to.
    pub leg: Leg,
    /// Its method.
    pub method: Method,
    /// Its URL.
    pub url: Url,
    /// The access token that it carries.
    pub bearer: Option<String>,
    /// Its media type and octets.
    pub body: Option<(&'static str, Bytes)>,
}

impl Call {
    /// A request without token and body.
    pub fn new(what: &'static str, leg: Leg, method: Method, url: Url) -> Self {
        Self {
            what,
            leg,
            method,
            url,
            bearer: None,
            body: None,
        }
    }

    /// Whether the answer is a document, which takes as long as it takes.
    pub fn fetches_content(&self) -> bool {
        self.leg == Leg::Storage && self.method == Method::GET
    }

    /// The same with a body.
    #[must_use]
    pub fn with(self, media_type: &'static str, octets: impl Into<Bytes>) -> Self {
        Self {
            body: Some((media_type, octets.into())),
            ..self
        }
    }
}

/// A body as JSON text.
pub fn json_text(body: &Value, faults: &FaultPlan) -> String {
    match body.as_object() {
        Some(members) if faults.commits(&faulty::BUILDS_JSON_WITHOUT_ESCAPING) => {
            let members = members.iter().map(|(name, value)| match value.as_str() {
                Some(text) => format!("\"{name}\":\"{text}\""),
                None => format!("\"{name}\":{value}"),
            });
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
        _ => body.to_string(),
    }
}
