//! Access tokens are bound to the certificate that the client shows (RFC 8705, 3; FAPI 1.0 Advanced, 5.2.2-5 and -6).

use base64ct::{Base64UrlUnpadded, Encoding as _};
use sha2::{Digest as _, Sha256};

use crate::authorization_server::AuthorizationServer;
use crate::faults::client_certificate::{
    BINDS_TOKENS_TO_ANOTHER_CERTIFICATE, ISSUES_UNBOUND_TOKENS,
    SERVES_TOKEN_REQUESTS_WITHOUT_CERTIFICATE,
};
use crate::oauth_error::Refusal;
use crate::received::Received;

/// The thumbprint to bind to; nothing where tokens are not bound.
///
/// # Errors
/// [`Refusal::NoCertificate`] where they are and the client shows none.
pub fn check(server: &AuthorizationServer, received: &Received) -> Result<Option<String>, Refusal> {
    let faults = &server.faults;
    if !server.variant.sender_constrained || faults.commits(&ISSUES_UNBOUND_TOKENS) {
        return Ok(None);
    }
    match received.certificate() {
        Some(_) if faults.commits(&BINDS_TOKENS_TO_ANOTHER_CERTIFICATE) => {
            Ok(Some(thumbprint(b"a certificate that nobody has")))
        }
        Some(certificate) => Ok(Some(thumbprint(certificate))),
        None if faults.commits(&SERVES_TOKEN_REQUESTS_WITHOUT_CERTIFICATE) => Ok(None),
        None => Err(Refusal::NoCertificate),
    }
}

/// The `x5t#S256` of a certificate.
#[must_use]
pub fn thumbprint(certificate: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(&Sha256::digest(certificate))
}
