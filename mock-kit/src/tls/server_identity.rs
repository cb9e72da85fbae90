//! With what a server answers: its certificate, and in which manner it speaks TLS.

use std::sync::Arc;

use rustls::ServerConfig;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use super::client_identity::AnyClient;
use super::{TlsError, certificates, provider};

/// A certificate chain with its key, ready to serve.
#[derive(Clone)]
pub struct ServerIdentity {
    chain: Vec<CertificateDer<'static>>,
    key: Arc<PrivateKeyDer<'static>>,
    config: Arc<ServerConfig>,
}

/// In which manner a server speaks TLS.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manners {
    /// Whether callers are asked for a certificate. They need not have one, and any certificate will do: what it is worth is not for
    /// the listener to say.
    pub asks_for_certificates: bool,
    /// The cipher suites on offer.
    pub suites: Suites,
}

/// Cipher suites on offer; those of TLS 1.3 always are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Suites {
    /// Every one that the library has.
    #[default]
    All,
    /// Below TLS 1.3 only ECDHE_RSA with AES in GCM, which needs a certificate for an RSA key.
    RsaWithGcm,
    /// TLS 1.2 with ECDHE_ECDSA alone, which FAPI 1.0 Advanced, 8.5, does not know. It needs a certificate for an elliptic-curve key.
    EllipticOnly,
}

impl std::fmt::Debug for ServerIdentity {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("ServerIdentity")
    }
}

impl ServerIdentity {
    /// An identity brought along as PEM texts.
    ///
    /// # Errors
    /// When chain or key cannot be read or do not fit together.
    pub fn from_pem(chain: &str, key: &str) -> Result<Self, TlsError> {
        let chain = certificates(chain)?;
        Self::from_der(chain, PrivateKeyDer::from_pem_slice(key.as_bytes())?)
    }

    pub(super) fn from_der(
        chain: Vec<CertificateDer<'static>>,
        key: PrivateKeyDer<'static>,
    ) -> Result<Self, TlsError> {
        let config = configure(&chain, &key, Manners::default())?;
        Ok(Self {
            chain,
            key: Arc::new(key),
            config,
        })
    }

    /// The same identity in another manner.
    ///
    /// # Errors
    /// When no suite is left for its key.
    pub fn in_manner(&self, manners: Manners) -> Result<Self, TlsError> {
        Ok(Self {
            config: configure(&self.chain, &self.key, manners)?,
            ..self.clone()
        })
    }

    pub(super) fn chain(&self) -> &[CertificateDer<'static>] {
        &self.chain
    }

    pub(super) fn key(&self) -> &PrivateKeyDer<'static> {
        &self.key
    }

    pub(crate) fn config(&self) -> Arc<ServerConfig> {
        Arc::clone(&self.config)
    }
}

fn configure(
    chain: &[CertificateDer<'static>],
    key: &PrivateKeyDer<'static>,
    manners: Manners,
) -> Result<Arc<ServerConfig>, TlsError> {
    let builder = ServerConfig::builder_with_provider(offering(manners.suites))
        .with_safe_default_protocol_versions()?;
    let builder = if manners.asks_for_certificates {
        builder.with_client_cert_verifier(Arc::new(AnyClient))
    } else {
        builder.with_no_client_auth()
    };
    let mut config = builder.with_single_cert(chain.to_vec(), key.clone_key())?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

fn offering(suites: Suites) -> Arc<CryptoProvider> {
    let all = provider();
    let prefixes: &[&str] = match suites {
        Suites::All => return all,
        Suites::RsaWithGcm => &["TLS13_", "TLS_ECDHE_RSA_WITH_AES_"],
        Suites::EllipticOnly => &["TLS_ECDHE_ECDSA_"],
    };
    let mut some = all.as_ref().clone();
    some.cipher_suites.retain(|suite| {
        let name = suite.suite().as_str().unwrap_or_default();
        prefixes.iter().any(|prefix| name.starts_with(prefix))
    });
    Arc::new(some)
}
