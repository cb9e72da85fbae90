//! A client proves who it is with its certificate (RFC 8705, 2).

use openssl::error::ErrorStack;
use openssl::stack::Stack;
use openssl::x509::store::{X509Store, X509StoreBuilder};
use openssl::x509::verify::X509VerifyParam;
use openssl::x509::{X509, X509NameRef, X509StoreContext};

use super::AuthenticationFailure;
use crate::authorization_server::AuthorizationServer;
use crate::faults::client_certificate::{
    ACCEPTS_ANY_SELF_SIGNED_CERTIFICATE, ACCEPTS_CERTIFICATES_OF_OTHER_SUBJECTS,
    ACCEPTS_CERTIFICATES_OF_STRANGERS, ACCEPTS_TLS_CLIENTS_WITHOUT_CERTIFICATE,
};
use crate::settings::Authentication;

/// Refuses a client that should show a certificate and shows none, or another; one that should sign something is refused too.
///
/// # Errors
/// When there is no certificate, or not that of the client.
pub fn check(
    server: &AuthorizationServer,
    authentication: &Authentication,
    shown: Option<&[u8]>,
) -> Result<(), AuthenticationFailure> {
    let careless = server
        .faults
        .commits(&ACCEPTS_TLS_CLIENTS_WITHOUT_CERTIFICATE);
    match (authentication, shown) {
        (Authentication::Public, _) => Ok(()),
        (Authentication::PrivateKeyJwt | Authentication::ClientSecretJwt { .. }, _) => {
            Err(AuthenticationFailure::NoAssertion)
        }
        _ if careless => Ok(()),
        (_, None) => Err(AuthenticationFailure::NoCertificate),
        (Authentication::TlsClientAuth { subject_dn }, Some(shown)) => {
            by_authority(server, shown, subject_dn)
        }
        (Authentication::SelfSignedTlsClientAuth { certificate_pem }, Some(shown)) => {
            by_registration(server, shown, certificate_pem)
        }
    }
}

/// Refuses a certificate that no trusted authority made out to `subject_dn` (RFC 8705, 2.1).
fn by_authority(
    server: &AuthorizationServer,
    certificate: &[u8],
    subject_dn: &str,
) -> Result<(), AuthenticationFailure> {
    let faults = &server.faults;
    let shown = X509::from_der(certificate).map_err(|_| AuthenticationFailure::OtherCertificate)?;
    let trusted = is_trusted(server, &shown).unwrap_or(false);
    if !trusted && !faults.commits(&ACCEPTS_CERTIFICATES_OF_STRANGERS) {
        return Err(AuthenticationFailure::UntrustedCertificate);
    }
    let named = distinguished_name(shown.subject_name()).as_deref() == Some(subject_dn);
    if !named && !faults.commits(&ACCEPTS_CERTIFICATES_OF_OTHER_SUBJECTS) {
        return Err(AuthenticationFailure::OtherCertificate);
    }
    Ok(())
}

/// Refuses any certificate but the registered one (RFC 8705, 2.2).
fn by_registration(
    server: &AuthorizationServer,
    certificate: &[u8],
    registered: &str,
) -> Result<(), AuthenticationFailure> {
    let registered = X509::from_pem(registered.as_bytes()).and_then(|known| known.to_der());
    let same = registered.is_ok_and(|registered| registered == certificate);
    if same || server.faults.commits(&ACCEPTS_ANY_SELF_SIGNED_CERTIFICATE) {
        return Ok(());
    }
    Err(AuthenticationFailure::OtherCertificate)
}

fn is_trusted(server: &AuthorizationServer, certificate: &X509) -> Result<bool, ErrorStack> {
    let store = store(&server.client_authorities, server.clock.unix_now())?;
    let between = Stack::new()?;
    X509StoreContext::new()?.init(&store, certificate, &between, |context| {
        context.verify_cert()
    })
}

fn store(authorities: &[X509], now: i64) -> Result<X509Store, ErrorStack> {
    let mut store = X509StoreBuilder::new()?;
    for authority in authorities {
        store.add_cert(authority.clone())?;
    }
    let mut at = X509VerifyParam::new()?;
    at.set_time(now);
    store.set_param(&at)?;
    Ok(store.build())
}

/// The name as RFC 4514 writes it: the last part first.
fn distinguished_name(name: &X509NameRef) -> Option<String> {
    let parts: Option<Vec<String>> = name
        .entries()
        .map(|entry| {
            let kind = entry.object().nid().short_name().ok()?;
            let value = entry.data().to_string().ok()?;
            Some(format!("{kind}={}", escaped(&value)))
        })
        .collect();
    let mut parts = parts?;
    parts.reverse();
    Some(parts.join(","))
}

fn escaped(value: &str) -> String {
    let mut text = String::new();
    for character in value.chars() {
        if r#",+"\<>;"#.contains(character) {
            text.push('\\');
        }
        text.push(character);
    }
    text
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use openssl::x509::X509NameBuilder;

    use super::*;

    #[test]
    fn a_name_is_written_from_its_end_with_special_characters_escaped() {
        let mut name = X509NameBuilder::new().unwrap();
        name.append_entry_by_text("C", "CH").unwrap();
        name.append_entry_by_text("O", "Bank, Ltd").unwrap();
        name.append_entry_by_text("CN", "client-1").unwrap();
        let written = distinguished_name(&name.build());
        assert_eq!(written.as_deref(), Some(r"CN=client-1,O=Bank\, Ltd,C=CH"));
    }
}
