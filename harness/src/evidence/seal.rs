//! The file: a JWS in compact form over the compressed evidence (RFC 7515, 7.1; RFC 1952). Every octet of it counts.

use std::io::{Read as _, Write as _};

use base64ct::{Base64UrlUnpadded, Encoding as _};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde_json::json;

use super::{Evidence, FORMAT_VERSION, SignatureKey, SigningKey};
use crate::error::HarnessError;

/// The most octets of a file.
pub const SIZE_LIMIT: usize = 64 << 20;
/// The most octets of evidence, inflated.
const INFLATED_LIMIT: u64 = 1 << 30;

/// Why a file is no evidence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is larger than any evidence.
    #[error("it is larger than {} MiB", SIZE_LIMIT >> 20)]
    TooLarge,
    /// It does not have the form of a signed file.
    #[error("it is no JWS in compact form: {0}")]
    Form(&'static str),
    /// Its header is not the one that goes with the key.
    #[error("its header is not that of evidence signed with this key ({expected})")]
    Header {
        /// The thumbprint of the key.
        expected: String,
    },
    /// The signature does not belong to it.
    #[error("the signature does not verify: it was changed, or another key signed it")]
    Signature,
    /// What was signed cannot be read.
    #[error("what was signed cannot be read: {0}")]
    Content(String),
}

/// Signs evidence. The file ends without a line break.
pub fn seal(evidence: &Evidence, key: &SigningKey) -> Result<String, HarnessError> {
    let broken = |error: &dyn std::fmt::Display| HarnessError::Broken(error.to_string());
    let text = serde_json::to_vec(evidence).map_err(|error| broken(&error))?;
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&text).map_err(|error| broken(&error))?;
    let packed = packed.finish().map_err(|error| broken(&error))?;
    let input = format!("{}.{}", header(key.public()), encoded(&packed));
    let signature = key.sign(input.as_bytes()).map_err(|error| broken(&error))?;
    Ok(format!("{input}.{}", encoded(&signature)))
}

/// Takes evidence out of a file that this key signed.
pub fn open(text: &str, key: &SignatureKey) -> Result<Evidence, Refusal> {
    if text.len() > SIZE_LIMIT {
        return Err(Refusal::TooLarge);
    }
    let (input, signature) = text
        .rsplit_once('.')
        .ok_or(Refusal::Form("there is no full stop"))?;
    let (stated, payload) = input
        .split_once('.')
        .ok_or(Refusal::Form("a part is missing"))?;
    if stated != header(key) {
        let expected = key.thumbprint();
        return Err(Refusal::Header { expected });
    }
    let signature = decoded(signature)?;
    if !key.accepts(input.as_bytes(), &signature) {
        return Err(Refusal::Signature);
    }
    read(&decoded(payload)?)
}

/// One header for each key: whatever else it might say is not looked at, and therefore not allowed.
fn header(key: &SignatureKey) -> String {
    let header = json!({
        "alg": key.algorithm(),
        "cty": "application/gzip",
        "kid": key.thumbprint(),
        "typ": "das-conformance-evidence",
    });
    encoded(header.to_string().as_bytes())
}

fn read(packed: &[u8]) -> Result<Evidence, Refusal> {
    let unreadable = |error: &dyn std::fmt::Display| Refusal::Content(error.to_string());
    let mut text = Vec::new();
    let mut inflated = GzDecoder::new(packed).take(INFLATED_LIMIT);
    inflated
        .read_to_end(&mut text)
        .map_err(|error| unreadable(&error))?;
    let evidence: Evidence = serde_json::from_slice(&text).map_err(|error| unreadable(&error))?;
    if evidence.format_version == FORMAT_VERSION {
        Ok(evidence)
    } else {
        let version = format!("version {} of the form", evidence.format_version);
        Err(unreadable(&version))
    }
}

fn encoded(octets: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(octets)
}

fn decoded(text: &str) -> Result<Vec<u8>, Refusal> {
    Base64UrlUnpadded::decode_vec(text).map_err(|_| Refusal::Form("a part is not base64url"))
}
