//! The token is bound to the certificate of the connection that it comes over (RFC 8705, 3; FAPI 1.0 Advanced, 6.2.1-02 and 8.2).

use base64ct::{Base64UrlUnpadded, Encoding as _};
use mock_kit::Fault;
use mock_kit::tls::ClientCertificate;
use sha2::{Digest as _, Sha256};

use crate::resource::faults::binding as faulty;
use crate::resource::introspection::AccessToken;
use crate::resource::refusal::Refusal;
use crate::resource::resource_server::ResourceServer;

/// Refuses a token that comes without its certificate, and one that is bound to none where all have to be.
pub fn check(
    resource: &ResourceServer,
    token: &AccessToken,
    certificate: Option<&ClientCertificate>,
) -> Result<(), Refusal> {
    match deviation(resource, token, certificate) {
        Some((fault, why)) if !resource.faults.commits(fault) => Err(Refusal::InvalidToken(why)),
        _ => Ok(()),
    }
}

/// What is wrong with the binding, and the fault that overlooks it. A token that is bound is held to it also where none has to be.
fn deviation(
    resource: &ResourceServer,
    token: &AccessToken,
    certificate: Option<&ClientCertificate>,
) -> Option<(&'static Fault, &'static str)> {
    match (&token.thumbprint, certificate) {
        (None, _) => resource
            .settings
            .sender_constrained
            .then_some((&faulty::ACCEPTS_BEARER_TOKENS, "it is bound to nobody")),
        (Some(_), None) => Some((
            &faulty::SERVES_WITHOUT_CERTIFICATE,
            "it comes without a certificate",
        )),
        (Some(bound), Some(shown)) => (*bound != thumbprint(shown)).then_some((
            &faulty::IGNORES_THE_CERTIFICATE,
            "it is bound to another certificate",
        )),
    }
}

/// RFC 8705, 3.1: base64url of the SHA-256 of the certificate as DER.
fn thumbprint(certificate: &ClientCertificate) -> String {
    Base64UrlUnpadded::encode_string(&Sha256::digest(&certificate.0))
}
