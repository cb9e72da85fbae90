//! base64url without padding, and nothing else (RFC 7515, 2).

use base64ct::{Base64UrlUnpadded, Encoding as _};
use mock_kit::FaultPlan;

use crate::faults::consumer::form::READS_ANY_BASE64;
use crate::refusal::Refusal;

pub(crate) fn encode(octets: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(octets)
}

pub(crate) fn decode(text: &str, faults: &FaultPlan) -> Result<Vec<u8>, Refusal> {
    let text = if faults.commits(&READS_ANY_BASE64) {
        in_the_other_alphabet(text)
    } else {
        text.to_owned()
    };
    let octets = Base64UrlUnpadded::decode_vec(&text);
    octets.map_err(|_| Refusal::Malformed("a part is not base64url"))
}

/// The same text as RFC 4648, 5, spells it.
fn in_the_other_alphabet(text: &str) -> String {
    let text = text.trim_end_matches('=');
    text.replace('+', "-").replace('/', "_")
}
