//! With what a client shows itself, and how a server takes it.

use std::sync::Arc;

use base64ct::{Base64UrlUnpadded, Encoding as _};
use rcgen::{Certificate, CertificateParams, DistinguishedName, DnType, KeyPair};
use ring::digest::{SHA256, digest};
use rustls::client::danger::HandshakeSignatureValid;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, UnixTime};
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::{DigitallySignedStruct, DistinguishedName as Name, Error, SignatureScheme};

use super::{TlsError, provider, validity};

/// A client certificate with its key.
#[derive(Clone, PartialEq, Eq)]
pub struct ClientIdentity {
    certificate: CertificateDer<'static>,
    key: Arc<PrivateKeyDer<'static>>,
    pem: String,
}

/// The certificate, as DER, that a caller showed in its handshake; a request whose caller showed one carries it as an extension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientCertificate(pub Arc<[u8]>);

impl ClientCertificate {
    /// Its `x5t#S256` (RFC 8705, 3.1).
    #[must_use]
    pub fn thumbprint(&self) -> String {
        Base64UrlUnpadded::encode_string(digest(&SHA256, &self.0).as_ref())
    }
}

impl std::fmt::Debug for ClientIdentity {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("ClientIdentity")
    }
}

impl ClientIdentity {
    /// A certificate that nobody but its owner signed.
    ///
    /// # Errors
    /// When the name cannot stand in a certificate.
    pub fn self_signed(common_name: &str) -> Result<Self, TlsError> {
        let key = KeyPair::generate()?;
        let certificate = parameters(common_name).self_signed(&key)?;
        Ok(Self::new(&certificate, &key))
    }

    pub(super) fn new(certificate: &Certificate, key: &KeyPair) -> Self {
        Self {
            certificate: certificate.der().clone(),
            key: Arc::new(PrivateKeyDer::Pkcs8(key.serialize_der().into())),
            pem: certificate.pem(),
        }
    }

    /// An identity brought along: a certificate as DER and PEM, and its key.
    #[must_use]
    pub fn brought(
        certificate: CertificateDer<'static>,
        pem: String,
        key: PrivateKeyDer<'static>,
    ) -> Self {
        Self {
            certificate,
            key: Arc::new(key),
            pem,
        }
    }

    /// An identity brought along as PEM texts.
    ///
    /// # Errors
    /// When certificate or key cannot be read.
    pub fn from_pem(certificate: &str, key: &str) -> Result<Self, TlsError> {
        let der = CertificateDer::from_pem_slice(certificate.as_bytes())?;
        let key = PrivateKeyDer::from_pem_slice(key.as_bytes())?;
        Ok(Self::brought(der, certificate.to_owned(), key))
    }

    /// The certificate as DER.
    #[must_use]
    pub fn certificate(&self) -> &[u8] {
        self.certificate.as_ref()
    }

    /// The certificate as PEM.
    #[must_use]
    pub fn pem(&self) -> &str {
        &self.pem
    }

    /// Its key as PKCS #8 in DER.
    #[must_use]
    pub fn key_der(&self) -> &[u8] {
        self.key.secret_der()
    }

    pub(super) fn chain(&self) -> Vec<CertificateDer<'static>> {
        vec![self.certificate.clone()]
    }

    pub(super) fn key(&self) -> PrivateKeyDer<'static> {
        self.key.clone_key()
    }
}

pub(super) fn parameters(common_name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    let mut subject = DistinguishedName::new();
    subject.push(DnType::CommonName, common_name);
    params.distinguished_name = subject;
    validity(&mut params);
    params
}

/// Takes every certificate whose owner proves to have its key, and callers without one.
#[derive(Debug)]
pub(super) struct AnyClient;

impl ClientCertVerifier for AnyClient {
    fn root_hint_subjects(&self) -> &[Name] {
        &[]
    }

    fn client_auth_mandatory(&self) -> bool {
        false
    }

    fn verify_client_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        Ok(ClientCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = provider().signature_verification_algorithms;
        rustls::crypto::verify_tls12_signature(message, certificate, signature, &algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = provider().signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, certificate, signature, &algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        provider()
            .signature_verification_algorithms
            .supported_schemes()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use axum::routing::get;
    use axum::{Extension, Router};

    use crate::tls::{ClientIdentity, Manners, TestAuthority, http_client, http_client_as};
    use crate::{Bound, Clock, FaultPlan, Journal, ListenerSettings, Listening, Service};

    use super::ClientCertificate;

    async fn tell(certificate: Option<Extension<ClientCertificate>>) -> Vec<u8> {
        certificate.map_or_else(Vec::new, |Extension(shown)| shown.0.to_vec())
    }

    async fn listen(authority: &TestAuthority) -> (url::Url, Listening) {
        let manners = Manners {
            asks_for_certificates: true,
            ..Manners::default()
        };
        let identity = authority.identity_for(&["localhost"]).unwrap();
        let identity = identity.in_manner(manners).unwrap();
        let settings = ListenerSettings::ephemeral(Some(identity));
        let bound = Bound::bind(&settings).await.unwrap();
        let base = bound.base().clone();
        let listening = bound.serve(Service {
            party: "teller",
            router: Router::new().route("/", get(tell)),
            journal: Journal::new(),
            clock: Clock::system(),
            faults: FaultPlan::default(),
        });
        (base, listening.unwrap())
    }

    async fn told(http: reqwest::Client, base: &url::Url) -> Vec<u8> {
        let answer = http.get(base.clone()).send().await.unwrap();
        answer.bytes().await.unwrap().to_vec()
    }

    #[tokio::test]
    async fn a_request_carries_the_certificate_that_its_caller_showed() {
        let authority = TestAuthority::new().unwrap();
        let (base, _listening) = listen(&authority).await;
        let trust = [authority.pem()];
        for own in [
            ClientIdentity::self_signed("a client").unwrap(),
            authority.client_identity("a client").unwrap(),
        ] {
            let http = http_client_as("client", &own, &trust).unwrap();
            assert_eq!(told(http, &base).await, own.certificate());
        }
        assert_eq!(told(http_client(&trust).unwrap(), &base).await, b"");
    }
}
