//! base64url as it has to be (RFC 7515, 2), and the spellings that come close.

use base64ct::{Base64Unpadded, Base64Url, Base64UrlUnpadded, Encoding as _};

/// base64url without padding: the one legal spelling.
pub fn base64url(octets: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(octets)
}

/// The same with `=` at the end, where the length calls for it.
pub fn padded(octets: &[u8]) -> String {
    Base64Url::encode_string(octets)
}

/// The alphabet of RFC 4648, 4, with `+` and `/`, and no padding.
pub fn standard_alphabet(octets: &[u8]) -> String {
    Base64Unpadded::encode_string(octets)
}

/// Whether the legal spelling of `octets` has a letter that the standard alphabet spells otherwise.
pub fn tells_alphabets_apart(octets: &[u8]) -> bool {
    base64url(octets).contains(['-', '_'])
}

/// Text with something put into the middle of it.
pub fn broken_by(text: &str, intruder: &str) -> String {
    let (head, tail) = text.split_at(text.len() / 2);
    format!("{head}{intruder}{tail}")
}
