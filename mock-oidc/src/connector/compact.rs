//! A DAT in compact form, taken apart and not yet believed (RFC 7515, 7.1).

use base64ct::{Base64UrlUnpadded, Encoding as _};
use mock_kit::strict_json;
use serde_json::{Map, Value};

/// A DAT in its parts.
#[derive(Clone, Debug)]
pub struct Dat {
    /// The header.
    pub header: Map<String, Value>,
    /// The claims.
    pub claims: Map<String, Value>,
    /// The octets that are signed.
    pub signed: String,
    /// The signature; empty where there is none.
    pub signature: Vec<u8>,
}

impl Dat {
    /// The parts of `text`: three of them, header and claims unambiguous JSON objects.
    pub fn read(text: &str) -> Option<Self> {
        let (signed, signature) = text.rsplit_once('.')?;
        let (header, claims) = signed.split_once('.')?;
        Some(Self {
            header: object(header)?,
            claims: object(claims)?,
            signed: signed.to_owned(),
            signature: octets(signature)?,
        })
    }

    /// A member of the header that is text.
    pub fn header_text(&self, name: &str) -> Option<&str> {
        self.header.get(name)?.as_str()
    }

    /// A claim that is text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.claims.get(name)?.as_str()
    }

    /// A claim that is one text or a list of them.
    pub fn texts(&self, name: &str) -> Vec<&str> {
        match self.claims.get(name) {
            Some(Value::String(text)) => vec![text],
            Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }
}

fn object(part: &str) -> Option<Map<String, Value>> {
    match strict_json::parse(&octets(part)?) {
        Ok(Value::Object(members)) => Some(members),
        _ => None,
    }
}

fn octets(part: &str) -> Option<Vec<u8>> {
    Base64UrlUnpadded::decode_vec(part).ok()
}
