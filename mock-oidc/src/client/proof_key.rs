//! The proof key that a code is worth nothing without (RFC 7636).

use base64ct::{Base64UrlUnpadded, Encoding as _};
use mock_kit::entropy;
use sha2::{Digest as _, Sha256};

/// Octets of a code verifier: they make the 43 characters that are the least (RFC 7636, 4.1).
const VERIFIER_OCTETS: usize = 32;

/// A fresh code verifier.
pub fn verifier() -> String {
    Base64UrlUnpadded::encode_string(&entropy::octets::<VERIFIER_OCTETS>())
}

/// The code challenge of a verifier by the method S256 (RFC 7636, 4.2).
pub fn challenge(verifier: &str) -> String {
    Base64UrlUnpadded::encode_string(&Sha256::digest(verifier))
}
