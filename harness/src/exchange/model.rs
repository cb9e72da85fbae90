//! One recorded request with its response, as exact bytes.
//!
//! An [`Exchange`] stays in memory; what leaves the process is the [`ExchangeRecord`] that the
//! [`Redactor`](super::redaction::Redactor) makes of it.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One request and what came back for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// Its place in the scenario, counted from 1; findings refer to it.
    pub number: u32,
    /// Who sent the request, by role ("client", "office of first filing").
    pub from: String,
    /// Who was asked, by role.
    pub to: String,
    /// When the request was sent, on the run's clock.
    pub at: Timestamp,
    /// What was sent.
    pub request: Request,
    /// What came back, if anything did.
    pub response: Option<Response>,
    /// Why nothing came back, where nothing did.
    pub failure: Option<String>,
    /// The connection that carried it, where it was TLS.
    pub tls: Option<TlsFacts>,
    /// Whether the request was written byte by byte, past the HTTP library.
    pub raw: bool,
    /// Whether the system under test emitted one side of it, so that invariants judge it.
    pub judged: bool,
}

/// A request as it was sent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Request {
    /// The method, in the sender's spelling.
    pub method: String,
    /// The full URL.
    pub url: String,
    /// The header fields in their order, repeated ones repeated.
    pub headers: Vec<(String, String)>,
    /// The exact bytes of the body.
    pub body: Vec<u8>,
}

/// A response as it was received.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// The header fields in their order, repeated ones repeated.
    pub headers: Vec<(String, String)>,
    /// The exact bytes of the body.
    pub body: Vec<u8>,
}

/// What is left of a document that went by: our parties keep none of it.
#[derive(Debug, Serialize, Deserialize)]
pub struct PassedDocument {
    /// How many octets it had.
    pub octets: u64,
    /// Its SHA-256 in lowercase hexadecimal.
    pub sha256: String,
}

impl PassedDocument {
    /// What a recorded body says of the document in whose place it stands.
    pub fn read(body: &[u8]) -> Option<Self> {
        serde_json::from_slice(body).ok()
    }
}

/// What is known about the connection that carried an exchange.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TlsFacts {
    /// The protocol version, "TLSv1.3".
    pub version: String,
    /// The cipher suite, by its registered name.
    pub suite: String,
    /// The certificate that the caller showed, as `x5t#S256` spells it (RFC 8705, 3.1).
    #[serde(skip)]
    pub certificate: Option<String>,
}

impl Request {
    /// The first value of a header field, by its name in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }
}

impl Response {
    /// The first value of a header field, by its name in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }
}

fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers
        .iter()
        .find(|(field, _)| field.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_str())
}

/// An exchange with every secret replaced: the form in which it is reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "Exchange")]
pub struct ExchangeRecord {
    /// Its place in the scenario, counted from 1.
    pub number: u32,
    /// Who sent the request, by role.
    pub from: String,
    /// Who was asked, by role.
    pub to: String,
    /// When the request was sent, on the run's clock.
    #[schemars(with = "String")]
    pub at: Timestamp,
    /// What was sent, redacted.
    pub request: RequestRecord,
    /// What came back, redacted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<ResponseRecord>,
    /// Why nothing came back, where nothing did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
    /// The connection that carried it, where it was TLS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls: Option<TlsFacts>,
    /// Whether the request was written byte by byte, past the HTTP library.
    pub raw: bool,
    /// Whether the system under test emitted one side of it.
    pub judged: bool,
}

/// A request without its secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "Request")]
pub struct RequestRecord {
    /// The method, in the sender's spelling.
    pub method: String,
    /// The full URL.
    pub url: String,
    /// The header fields in their order.
    pub headers: Vec<(String, String)>,
    /// The body as text, or a summary of a binary one.
    pub body: String,
}

/// A response without its secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "Response")]
pub struct ResponseRecord {
    /// The status code.
    pub status: u16,
    /// The header fields in their order.
    pub headers: Vec<(String, String)>,
    /// The body as text, or a summary of a binary one.
    pub body: String,
}
