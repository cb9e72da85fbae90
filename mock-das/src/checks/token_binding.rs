//! The token is bound to the certificate of the connection that it comes over, where it has to be (RFC 8705, 3; FAPI 1.0 Advanced,
//! 6.2.1, item 2, and 8.2).

use base64ct::{Base64UrlUnpadded, Encoding as _};
use mock_kit::Fault;
use mock_kit::tls::ClientCertificate;
use sha2::{Digest as _, Sha256};

use super::compact_token::CompactToken;
use crate::das::Das;
use crate::das_error::DasError;
use crate::faults::token_binding as faulty;

/// Refuses a token that comes without its certificate, and one that is bound to none.
pub fn check(
    das: &Das,
    token: &CompactToken,
    certificate: Option<&ClientCertificate>,
) -> Result<(), DasError> {
    if !das.variant.sender_constrained {
        return Ok(());
    }
    match deviation(token.thumbprint(), certificate) {
        Some((fault, why)) if !das.faults.commits(fault) => Err(DasError::InvalidToken(why)),
        _ => Ok(()),
    }
}

/// What is wrong with the binding, and the fault that overlooks it.
fn deviation(
    bound: Option<&str>,
    certificate: Option<&ClientCertificate>,
) -> Option<(&'static Fault, &'static str)> {
    match (bound, certificate) {
        (None, _) => Some((
            &faulty::ACCEPTS_UNBOUND_TOKENS,
            "the token is bound to nobody",
        )),
        (Some(_), None) => Some((
            &faulty::SERVES_WITHOUT_CERTIFICATE,
            "the token comes without a certificate",
        )),
        (Some(bound), Some(shown)) => (bound != thumbprint(shown)).then_some((
            &faulty::IGNORES_THE_CERTIFICATE,
            "the token is bound to another certificate",
        )),
    }
}

/// RFC 8705, 3.1: base64url of the SHA-256 of the certificate as DER.
fn thumbprint(certificate: &ClientCertificate) -> String {
    Base64UrlUnpadded::encode_string(&Sha256::digest(&certificate.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_good_with_its_own_certificate_only() {
        let [own, another] = [b"own", b"any"].map(|der| ClientCertificate(der.as_slice().into()));
        let bound = thumbprint(&own);
        let fault = |bound, shown| deviation(bound, shown).map(|(fault, _)| fault.name);
        assert_eq!(fault(Some(&bound), Some(&own)), None);
        let others = [
            (
                Some(bound.as_str()),
                Some(&another),
                &faulty::IGNORES_THE_CERTIFICATE,
            ),
            (Some(&bound), None, &faulty::SERVES_WITHOUT_CERTIFICATE),
            (None, Some(&own), &faulty::ACCEPTS_UNBOUND_TOKENS),
        ];
        for (bound, shown, overlooked) in others {
            assert_eq!(fault(bound, shown), Some(overlooked.name));
        }
    }
}
