//! The compact serialization of a signed token, read without forgiveness (RFC 7515, RFC 7519).

use base64ct::{Base64UrlUnpadded, Encoding as _};
use mock_kit::strict_json;
use serde_json::{Map, Value};

use crate::das_error::DasError;

/// A token taken apart; nothing in it is trusted yet.
#[derive(Clone, Debug)]
pub struct CompactToken {
    /// The JOSE header.
    pub header: Map<String, Value>,
    /// The claims.
    pub claims: Map<String, Value>,
    /// What the signature is over.
    pub signed: Vec<u8>,
    /// The signature.
    pub signature: Vec<u8>,
}

impl CompactToken {
    /// Takes a token apart: exactly three parts, canonical base64url, unambiguous JSON objects.
    pub fn read(token: &str) -> Result<Self, DasError> {
        let mut parts = token.split('.');
        let (Some(header), Some(claims), Some(signature), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(DasError::InvalidToken("the token is not a signed JWT"));
        };
        Ok(Self {
            header: object(header)?,
            claims: object(claims)?,
            signed: format!("{header}.{claims}").into_bytes(),
            signature: octets(signature)?,
        })
    }

    /// A text member of the header.
    pub fn header_text(&self, name: &str) -> Option<&str> {
        self.header.get(name).and_then(Value::as_str)
    }

    /// A text claim.
    pub fn claim_text(&self, name: &str) -> Option<&str> {
        self.claims.get(name).and_then(Value::as_str)
    }
}

fn object(part: &str) -> Result<Map<String, Value>, DasError> {
    match strict_json::parse(&octets(part)?) {
        Ok(Value::Object(members)) => Ok(members),
        _ => Err(DasError::InvalidToken("the token is not readable")),
    }
}

fn octets(part: &str) -> Result<Vec<u8>, DasError> {
    Base64UrlUnpadded::decode_vec(part)
        .map_err(|_| DasError::InvalidToken("the token is not base64url"))
}
