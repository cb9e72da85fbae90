//! Signed URLs: who holds one may do one thing to one object for some time.
//!
//! Uploads and downloads go to such URLs without an `Authorization` header. Everything that the
//! URL permits is under its signature: method, object, media type, expiry. The key is made when
//! the process starts and never leaves it.

use hmac::{Hmac, KeyInit, Mac};
use http::Method;
use sha2::Sha256;
use subtle::ConstantTimeEq;
use thiserror::Error;
use url::Url;
use url::form_urlencoded;

use super::ObjectName;

const METHOD: &str = "das-method";
const CONTENT_TYPE: &str = "das-content-type";
const EXPIRES: &str = "das-expires";
const SIGNATURE: &str = "das-signature";
const PARAMETERS: [&str; 4] = [METHOD, CONTENT_TYPE, EXPIRES, SIGNATURE];

/// What a signed URL permits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The method: `GET` or `PUT`.
    pub method: Method,
    /// The object.
    pub object: ObjectName,
    /// The `Content-Type` that a `PUT` must have; none for a `GET`.
    pub content_type: Option<String>,
    /// The first second in which the URL is no longer good, in seconds since 1970.
    pub expires: i64,
}

/// A request that arrived at a signed URL.
#[derive(Debug, Clone, Copy)]
pub struct Presented<'a> {
    /// Its method.
    pub method: &'a Method,
    /// The object that its path names.
    pub object: &'a ObjectName,
    /// Its `Content-Type`, if it has one.
    pub content_type: Option<&'a str>,
    /// Its query, without the question mark.
    pub query: &'a str,
}

/// Why a request to a signed URL is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
pub enum Refusal {
    /// A parameter of the signature is missing.
    #[error("find the parameters of a signed URL")]
    Missing,
    /// The signature is not ours, or something that it covers was changed.
    #[error("verify the signature of the URL")]
    BadSignature,
    /// The URL permits another method.
    #[error("use the URL with this method")]
    MethodMismatch,
    /// The URL permits another `Content-Type`.
    #[error("use the URL with this content type")]
    TypeMismatch,
    /// The time of the URL has passed.
    #[error("use the URL after its expiry")]
    Expired,
}

/// Signs URLs and verifies them.
#[derive(Clone)]
pub struct UrlSigner {
    key: [u8; 64],
}

impl std::fmt::Debug for UrlSigner {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("UrlSigner")
    }
}

impl Default for UrlSigner {
    fn default() -> Self {
        Self {
            key: mock_kit::entropy::octets(),
        }
    }
}

impl UrlSigner {
    /// The URL below `base` (which ends in a slash) that carries a grant.
    pub fn sign(&self, base: &Url, grant: &Grant) -> Url {
        let mut url = base.clone();
        url.set_path(&format!("{}storage/{}", base.path(), grant.object));
        let content_type = grant.content_type.as_deref().unwrap_or_default();
        let signature = self.mac(grant).finalize().into_bytes();
        url.query_pairs_mut()
            .clear()
            .append_pair(METHOD, grant.method.as_str())
            .append_pair(CONTENT_TYPE, content_type)
            .append_pair(EXPIRES, &grant.expires.to_string())
            .append_pair(SIGNATURE, &hex::encode(signature));
        url
    }

    /// Refuses a request that its URL does not permit at this time.
    pub fn verify(&self, presented: Presented<'_>, unix_now: i64) -> Result<(), Refusal> {
        self.verify_except(presented, unix_now, |_| false)
    }

    /// The same, but overlooks the refusals that the caller names: for deliberate faults.
    pub fn verify_except(
        &self,
        presented: Presented<'_>,
        unix_now: i64,
        overlooks: impl Fn(Refusal) -> bool,
    ) -> Result<(), Refusal> {
        let carried = Carried::read(presented)?;
        let grant = &carried.grant;
        let expected_type = grant.content_type.as_deref();
        let findings = [
            (self.signed(&carried), Refusal::BadSignature),
            (grant.method == presented.method, Refusal::MethodMismatch),
            (
                permits_type(expected_type, presented),
                Refusal::TypeMismatch,
            ),
            (unix_now < grant.expires, Refusal::Expired),
        ];
        findings
            .into_iter()
            .find(|(holds, refusal)| !holds && !overlooks(*refusal))
            .map_or(Ok(()), |(_, refusal)| Err(refusal))
    }

    fn signed(&self, carried: &Carried) -> bool {
        let expected = self.mac(&carried.grant).finalize().into_bytes();
        expected.as_slice().ct_eq(&carried.signature).into()
    }

    /// Fields of unknown length are signed with their length, so that none runs into the next.
    fn mac(&self, grant: &Grant) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new(&self.key.into());
        let object = grant.object.to_string();
        let content_type = grant.content_type.as_deref().unwrap_or_default();
        for field in [grant.method.as_str(), &object, content_type] {
            mac.update(&(field.len() as u64).to_be_bytes());
            mac.update(field.as_bytes());
        }
        mac.update(&grant.expires.to_be_bytes());
        mac
    }
}

/// What the query of a URL says that it permits.
struct Carried {
    grant: Grant,
    signature: Vec<u8>,
}

impl Carried {
    fn read(presented: Presented<'_>) -> Result<Self, Refusal> {
        let [method, content_type, expires, signature] = parameters(presented.query)?;
        let changed = Refusal::BadSignature;
        Ok(Self {
            grant: Grant {
                method: Method::from_bytes(method.as_bytes()).map_err(|_| changed)?,
                object: presented.object.clone(),
                content_type: Some(content_type).filter(|text| !text.is_empty()),
                expires: canonical_seconds(&expires).ok_or(changed)?,
            },
            signature: canonical_hex(&signature).ok_or(changed)?,
        })
    }
}

/// The four parameters, each exactly once and nothing beside them.
fn parameters(query: &str) -> Result<[String; 4], Refusal> {
    let mut found: [Option<String>; 4] = [const { None }; 4];
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let place = PARAMETERS.iter().position(|known| *known == name);
        let slot = place.ok_or(Refusal::BadSignature)?;
        if found[slot].replace(value.into_owned()).is_some() {
            return Err(Refusal::BadSignature);
        }
    }
    match found {
        [
            Some(method),
            Some(content_type),
            Some(expires),
            Some(signature),
        ] => Ok([method, content_type, expires, signature]),
        _ => Err(Refusal::Missing),
    }
}

fn canonical_seconds(text: &str) -> Option<i64> {
    let seconds: i64 = text.parse().ok()?;
    (seconds.to_string() == text).then_some(seconds)
}

fn canonical_hex(text: &str) -> Option<Vec<u8>> {
    let bytes = hex::decode(text).ok()?;
    (hex::encode(&bytes) == text).then_some(bytes)
}

/// A `GET` may have any type or none; a `PUT` must have the signed one, parameters apart.
fn permits_type(expected: Option<&str>, presented: Presented<'_>) -> bool {
    let essence = |text: &str| {
        text.split(';')
            .next()
            .map(|part| part.trim().to_ascii_lowercase())
    };
    expected.is_none_or(|expected| presented.content_type.and_then(essence) == essence(expected))
}

#[cfg(test)]
#[path = "signed_url_tests.rs"]
mod tests;
