//! A test authority with the identities that it makes, and HTTP clients that trust it.

mod careless;
mod client_identity;
mod server_identity;

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use rcgen::{
    BasicConstraints, Certificate, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair,
};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};

pub(crate) use self::careless::Carelessness;
pub use self::client_identity::{ClientCertificate, ClientIdentity};
pub use self::server_identity::{Manners, ServerIdentity, Suites};

/// How long any request of ours may take on the network, content apart.
pub const NETWORK_DEADLINE: Duration = Duration::from_secs(10);
/// The same for a request that is answered when there is something to say: half a minute, and the way.
pub const LONG_POLL_DEADLINE: Duration = Duration::from_secs(40);
/// The slowest network over which content is still sent, in octets per second.
const SLOWEST: u64 = 64 << 10;

/// What can go wrong while making or reading keys and certificates.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A certificate could not be made.
    #[error("make a certificate: {0}")]
    Make(#[from] rcgen::Error),
    /// A configuration was refused.
    #[error("configure TLS: {0}")]
    Configure(#[from] rustls::Error),
    /// A PEM text could not be read.
    #[error("read PEM: {0}")]
    Pem(#[from] rustls::pki_types::pem::Error),
    /// A PEM text held no certificate.
    #[error("find a certificate in the PEM text")]
    NoCertificate,
    /// An HTTP client could not be built.
    #[error("build an HTTP client: {0}")]
    Client(#[from] reqwest::Error),
}

/// A certificate authority that lives as long as the process.
pub struct TestAuthority {
    issuer: CertifiedIssuer<'static, KeyPair>,
    pem: String,
}

impl TestAuthority {
    /// Makes a fresh authority, valid from 2020 to 2049 so that a moved clock does not matter.
    ///
    /// # Errors
    /// When the certificate library refuses.
    pub fn new() -> Result<Self, TlsError> {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params
            .distinguished_name
            .push(DnType::CommonName, "DAS conformance test authority");
        validity(&mut params);
        let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate()?)?;
        let pem = issuer.pem();
        Ok(Self { issuer, pem })
    }

    /// The authority's certificate, for those who are to trust it.
    #[must_use]
    pub fn pem(&self) -> &str {
        &self.pem
    }

    /// A server certificate for these host names and addresses.
    ///
    /// # Errors
    /// When a name cannot stand in a certificate.
    pub fn identity_for(&self, names: &[&str]) -> Result<ServerIdentity, TlsError> {
        self.identity_of(&KeyPair::generate()?, names)
    }

    /// The same for a key that was made elsewhere, an RSA key for example, as PKCS #8 in PEM.
    ///
    /// # Errors
    /// When the key cannot be read or a name cannot stand in a certificate.
    pub fn identity_with_key(&self, key: &str, names: &[&str]) -> Result<ServerIdentity, TlsError> {
        self.identity_of(&KeyPair::from_pem(key)?, names)
    }

    /// The certificate alone, in PEM, for a host that is started by somebody else with that key.
    ///
    /// # Errors
    /// When the key cannot be read or a name cannot stand in a certificate.
    pub fn certificate_with_key(&self, key: &str, names: &[&str]) -> Result<String, TlsError> {
        Ok(self.certified(&KeyPair::from_pem(key)?, names)?.pem())
    }

    fn identity_of(&self, key: &KeyPair, names: &[&str]) -> Result<ServerIdentity, TlsError> {
        let chain = vec![self.certified(key, names)?.der().clone()];
        ServerIdentity::from_der(chain, PrivateKeyDer::Pkcs8(key.serialize_der().into()))
    }

    fn certified(&self, key: &KeyPair, names: &[&str]) -> Result<Certificate, TlsError> {
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        let mut params = CertificateParams::new(names)?;
        validity(&mut params);
        Ok(params.signed_by(key, &self.issuer)?)
    }

    /// A client certificate of this authority with this common name as its subject.
    ///
    /// # Errors
    /// When the name cannot stand in a certificate.
    pub fn client_identity(&self, common_name: &str) -> Result<ClientIdentity, TlsError> {
        self.client_identity_of(&KeyPair::generate()?, common_name)
    }

    /// The same for a key that was made elsewhere, as PKCS #8 in PEM.
    ///
    /// # Errors
    /// When the key cannot be read or the name cannot stand in a certificate.
    pub fn client_identity_with_key(
        &self,
        key: &str,
        common_name: &str,
    ) -> Result<ClientIdentity, TlsError> {
        self.client_identity_of(&KeyPair::from_pem(key)?, common_name)
    }

    fn client_identity_of(
        &self,
        key: &KeyPair,
        common_name: &str,
    ) -> Result<ClientIdentity, TlsError> {
        let certificate = client_identity::parameters(common_name).signed_by(key, &self.issuer)?;
        Ok(ClientIdentity::new(&certificate, key))
    }
}

/// A TLS configuration that trusts these authorities and nobody else.
///
/// # Errors
/// When a PEM text holds no usable certificate.
pub fn client_config(authorities: &[&str]) -> Result<ClientConfig, TlsError> {
    client_config_as(None, authorities)
}

/// The same with a certificate to show where one is asked for.
///
/// # Errors
/// As for [`client_config`].
pub fn client_config_as(
    identity: Option<&ClientIdentity>,
    authorities: &[&str],
) -> Result<ClientConfig, TlsError> {
    let mut roots = RootCertStore::empty();
    for pem in authorities {
        for certificate in certificates(pem)? {
            roots.add(certificate)?;
        }
    }
    let config = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots);
    Ok(match identity {
        Some(own) => config.with_client_auth_cert(own.chain(), own.key())?,
        None => config.with_no_client_auth(),
    })
}

/// An HTTP client that trusts these authorities, follows no redirect, uses no proxy and gives up after [`NETWORK_DEADLINE`].
///
/// # Errors
/// When a PEM text holds no usable certificate.
pub fn http_client(authorities: &[&str]) -> Result<reqwest::Client, TlsError> {
    Ok(builder(authorities)?.build()?)
}

/// The same client, which says by its `User-Agent` whose it is.
///
/// # Errors
/// As for [`http_client`].
pub fn http_client_of(party: &str, authorities: &[&str]) -> Result<reqwest::Client, TlsError> {
    Ok(builder(authorities)?.user_agent(party).build()?)
}

/// The same client, which shows a certificate where one is asked for.
///
/// # Errors
/// As for [`http_client`].
pub fn http_client_as(
    party: &str,
    identity: &ClientIdentity,
    authorities: &[&str],
) -> Result<reqwest::Client, TlsError> {
    let config = client_config_as(Some(identity), authorities)?;
    let builder = reqwest::Client::builder().tls_backend_preconfigured(config);
    Ok(prompt(builder).user_agent(party).build()?)
}

/// The same client for content of whatever length: it gives up when nothing arrives for [`NETWORK_DEADLINE`], and stays as long as something
/// does. It is for fetching; see [`deadline_of_content`] for sending.
///
/// # Errors
/// As for [`http_client`].
pub fn content_client_of(party: &str, authorities: &[&str]) -> Result<reqwest::Client, TlsError> {
    let config = client_config(authorities)?;
    let builder = reqwest::Client::builder().tls_backend_preconfigured(config);
    let patient = mannered(builder)
        .connect_timeout(NETWORK_DEADLINE)
        .read_timeout(NETWORK_DEADLINE);
    Ok(patient.user_agent(party).build()?)
}

/// How long a request may take that sends so many octets.
#[must_use]
pub fn deadline_of_content(octets: usize) -> Duration {
    NETWORK_DEADLINE + Duration::from_secs(octets as u64 / SLOWEST)
}

/// A client of the same manners that takes any certificate for whatever host: for parties that misbehave on purpose.
///
/// # Errors
/// When TLS cannot be set up.
pub fn careless_http_client(party: &str) -> Result<reqwest::Client, TlsError> {
    careless(party, None)
}

/// The same with a certificate to show where one is asked for.
///
/// # Errors
/// As for [`careless_http_client`].
pub fn careless_http_client_as(
    party: &str,
    identity: &ClientIdentity,
) -> Result<reqwest::Client, TlsError> {
    careless(party, Some(identity))
}

fn careless(party: &str, identity: Option<&ClientIdentity>) -> Result<reqwest::Client, TlsError> {
    let config = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Gullible));
    let config = match identity {
        Some(own) => config.with_client_auth_cert(own.chain(), own.key())?,
        None => config.with_no_client_auth(),
    };
    let builder = reqwest::Client::builder().tls_backend_preconfigured(config);
    Ok(prompt(builder).user_agent(party).build()?)
}

/// Believes every certificate; only the handshake must be in order.
#[derive(Debug)]
struct Gullible;

impl ServerCertVerifier for Gullible {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = provider().signature_verification_algorithms;
        rustls::crypto::verify_tls12_signature(message, certificate, signature, &algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = provider().signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, certificate, signature, &algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        provider()
            .signature_verification_algorithms
            .supported_schemes()
    }
}

fn builder(authorities: &[&str]) -> Result<reqwest::ClientBuilder, TlsError> {
    let builder = reqwest::Client::builder();
    Ok(prompt(
        builder.tls_backend_preconfigured(client_config(authorities)?),
    ))
}

/// Patience ends after [`NETWORK_DEADLINE`].
fn prompt(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    mannered(builder).timeout(NETWORK_DEADLINE)
}

/// No redirect is followed, and no proxy is used.
fn mannered(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    builder
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
}

fn certificates(pem: &str) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem.as_bytes()).collect();
    let found = found?;
    if found.is_empty() {
        return Err(TlsError::NoCertificate);
    }
    Ok(found)
}

fn validity(params: &mut CertificateParams) {
    params.not_before = rcgen::date_time_ymd(2020, 1, 1);
    params.not_after = rcgen::date_time_ymd(2049, 12, 31);
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

/// Whether `host` is this very machine: a loopback address or `localhost`.
#[must_use]
pub fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare == "localhost" || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deadline_of_content_grows_with_it() {
        assert_eq!(deadline_of_content(100), NETWORK_DEADLINE);
        let long = deadline_of_content(64 << 20);
        assert_eq!(long, NETWORK_DEADLINE + Duration::from_secs(1024));
    }
}
