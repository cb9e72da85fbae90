//! Exchanges as they are shown to whoever controls a party.

use base64ct::{Base64, Encoding as _};
use http::HeaderMap;
use serde_json::{Value, json};

use crate::journal::{CapturedBody, Exchange, TlsFacts};

/// An exchange in one line.
#[must_use]
pub fn summary(exchange: &Exchange) -> Value {
    json!({
        "number": exchange.number,
        "at": exchange.at,
        "method": exchange.method.as_str(),
        "target": exchange.target,
        "status": exchange.status.as_u16(),
        "request_octets": exchange.request_body.length(),
        "response_octets": exchange.response_body.length(),
        "tls": exchange.tls.as_ref().map(|facts| &facts.version),
    })
}

/// An exchange with everything that the journal keeps of it.
#[must_use]
pub fn shown(exchange: &Exchange) -> Value {
    json!({
        "number": exchange.number,
        "at": exchange.at,
        "method": exchange.method.as_str(),
        "target": exchange.target,
        "status": exchange.status.as_u16(),
        "tls": exchange.tls.as_ref().map(tls),
        "request": message(&exchange.request_headers, &exchange.request_body),
        "response": message(&exchange.response_headers, &exchange.response_body),
    })
}

fn tls(facts: &TlsFacts) -> Value {
    json!({ "version": facts.version, "suite": facts.suite, "certificate": facts.certificate })
}

fn message(headers: &HeaderMap, body: &CapturedBody) -> Value {
    let fields = headers.iter();
    let fields = fields.map(|(name, value)| {
        json!({ "name": name.as_str(), "value": String::from_utf8_lossy(value.as_bytes()) })
    });
    json!({ "headers": fields.collect::<Value>(), "body": content(body) })
}

/// Text as it is, other octets in Base64, documents by their hash.
fn content(body: &CapturedBody) -> Value {
    let octets = body.length();
    if let Some(hash) = body.document_hash() {
        return json!({ "octets": octets, "sha256": hash });
    }
    match String::from_utf8(body.octets()) {
        Ok(text) => json!({ "octets": octets, "text": text }),
        Err(other) => {
            json!({ "octets": octets, "base64": Base64::encode_string(other.as_bytes()) })
        }
    }
}
