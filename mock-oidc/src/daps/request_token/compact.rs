//! A request token, taken apart and not yet believed (RFC 7515, 7.1).

use base64ct::{Base64UrlUnpadded, Encoding as _};
use mock_kit::strict_json::{self, Leniency};
use serde_json::{Map, Value};

use crate::daps::faults::request_token as faulty;
use crate::daps::provisioning::ProvisioningService;
use crate::daps::refusal::Refusal;

const MALFORMED: Refusal = Refusal::Unauthenticated("the request token is malformed");

/// A request token in its parts.
#[derive(Clone, Debug)]
pub struct RequestToken {
    /// The header.
    pub header: Map<String, Value>,
    /// The claims.
    pub claims: Map<String, Value>,
    /// The octets that are signed.
    pub signed: String,
    /// The signature; empty where there is none.
    pub signature: Vec<u8>,
}

impl RequestToken {
    /// The parts of `text`: three of them, header and claims unambiguous JSON objects.
    pub fn read(daps: &ProvisioningService, text: &str) -> Result<Self, Refusal> {
        let (signed, signature) = text.rsplit_once('.').ok_or(MALFORMED)?;
        let (header, claims) = signed.split_once('.').ok_or(MALFORMED)?;
        Ok(Self {
            header: object(daps, header)?,
            claims: object(daps, claims)?,
            signed: signed.to_owned(),
            signature: octets(signature)?,
        })
    }

    /// A member of the header that is text.
    pub fn header_text(&self, name: &str) -> Option<&str> {
        self.header.get(name)?.as_str()
    }

    /// A claim that is one text.
    pub fn text(&self, daps: &ProvisioningService, name: &str) -> Option<&str> {
        self.single(daps, name)?.as_str()
    }

    /// A claim that is one time, in seconds since 1970 (RFC 7519, 2).
    pub fn seconds(&self, daps: &ProvisioningService, name: &str) -> Option<f64> {
        self.single(daps, name)?.as_f64()
    }

    /// The one value of a claim; only a DAPS that misbehaves takes the first of several.
    fn single(&self, daps: &ProvisioningService, name: &str) -> Option<&Value> {
        let value = self.claims.get(name)?;
        match value.as_array() {
            Some(several) if daps.commits(&faulty::TAKES_THE_FIRST_OF_SEVERAL_VALUES) => {
                several.first()
            }
            _ => Some(value),
        }
    }
}

fn object(daps: &ProvisioningService, part: &str) -> Result<Map<String, Value>, Refusal> {
    let leniency = Leniency {
        duplicates: daps.commits(&faulty::TAKES_THE_LAST_OF_DUPLICATE_MEMBERS),
        first_duplicates: daps.commits(&faulty::TAKES_THE_FIRST_OF_DUPLICATE_MEMBERS),
        ..Leniency::default()
    };
    match strict_json::parse_with(&octets(part)?, leniency) {
        Ok(Value::Object(members)) => Ok(members),
        _ => Err(MALFORMED),
    }
}

fn octets(part: &str) -> Result<Vec<u8>, Refusal> {
    Base64UrlUnpadded::decode_vec(part).map_err(|_| MALFORMED)
}
