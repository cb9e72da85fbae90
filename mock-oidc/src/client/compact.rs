//! A signed JWT in compact form, taken apart and not yet believed (RFC 7515, 7.1).

use base64ct::{Base64UrlUnpadded, Encoding as _};
use mock_kit::strict_json;
use serde_json::Value;

/// A JWT in its parts.
#[derive(Clone, Debug)]
pub struct Compact {
    /// The header.
    pub header: Value,
    /// The claims.
    pub claims: Value,
    /// The octets that are signed.
    pub signed: String,
    /// The signature; empty where there is none.
    pub signature: Vec<u8>,
}

impl Compact {
    /// The parts of `text`: three of them, header and claims unambiguous JSON objects.
    pub fn parse(text: &str) -> Option<Self> {
        let (signed, signature) = text.rsplit_once('.')?;
        let (header, claims) = signed.split_once('.')?;
        Some(Self {
            header: object(header)?,
            claims: object(claims)?,
            signed: signed.to_owned(),
            signature: octets(signature)?,
        })
    }

    /// A member of the header, if it is a text.
    pub fn header_text(&self, name: &str) -> Option<&str> {
        self.header.get(name).and_then(Value::as_str)
    }
}

/// A part that holds an unambiguous JSON object.
pub fn object(part: &str) -> Option<Value> {
    let value = strict_json::parse(&octets(part)?).ok()?;
    value.is_object().then_some(value)
}

fn octets(part: &str) -> Option<Vec<u8>> {
    Base64UrlUnpadded::decode_vec(part).ok()
}
