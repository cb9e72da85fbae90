//! TLS as FAPI 1.0 Advanced has it (8.5-1): below TLS 1.3 the client agrees to ECDHE with RSA and AES in GCM, and to nothing else.

use std::sync::Arc;

use mock_kit::tls::{ClientIdentity, NETWORK_DEADLINE, TlsError, client_config_as};
use reqwest::redirect::Policy;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore, SupportedCipherSuite};

use super::handle::PARTY;

/// An HTTP client with this certificate that trusts these authorities, and follows no redirection.
pub fn http_client(identity: &ClientIdentity, trust: &[&str]) -> Result<reqwest::Client, TlsError> {
    let builder = reqwest::Client::builder()
        .tls_backend_preconfigured(config(identity, trust)?)
        .redirect(Policy::none())
        .no_proxy()
        .timeout(NETWORK_DEADLINE)
        .user_agent(PARTY);
    Ok(builder.build()?)
}

/// The usual configuration with fewer suites.
fn config(identity: &ClientIdentity, trust: &[&str]) -> Result<ClientConfig, TlsError> {
    let usual = client_config_as(Some(identity), trust)?;
    let mut provider = usual.crypto_provider().as_ref().clone();
    provider.cipher_suites.retain(is_permitted);
    let mut config = ClientConfig::builder_with_provider(Arc::new(provider))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots(trust)?)
        .with_no_client_auth();
    config.client_auth_cert_resolver = usual.client_auth_cert_resolver;
    Ok(config)
}

fn is_permitted(suite: &SupportedCipherSuite) -> bool {
    let name = suite.suite().as_str().unwrap_or_default();
    name.starts_with("TLS13_") || name.starts_with("TLS_ECDHE_RSA_WITH_AES_")
}

fn roots(trust: &[&str]) -> Result<RootCertStore, TlsError> {
    let mut roots = RootCertStore::empty();
    for pem in trust {
        for certificate in CertificateDer::pem_slice_iter(pem.as_bytes()) {
            roots.add(certificate?)?;
        }
    }
    Ok(roots)
}
