//! Identifiers that nobody can guess.

use base64ct::{Base64UrlUnpadded, Encoding as _};

/// Octets of randomness in an identifier: 160 bits.
const IDENTIFIER_OCTETS: usize = 20;

/// A fresh identifier of 160 random bits in base64url.
#[must_use]
pub fn identifier() -> String {
    Base64UrlUnpadded::encode_string(&octets::<IDENTIFIER_OCTETS>())
}

/// Fresh random octets, for keys and secrets.
#[must_use]
pub fn octets<const N: usize>() -> [u8; N] {
    rand::random()
}
