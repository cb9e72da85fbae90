//! TLS as a careless server speaks it. The library for all other traffic cannot be made weak, so this is OpenSSL.

use std::io;
use std::pin::Pin;

use openssl::error::ErrorStack;
use openssl::pkey::PKey;
use openssl::ssl::{
    Ssl, SslAcceptor, SslAcceptorBuilder, SslContext, SslMethod, SslOptions, SslVerifyMode,
    SslVersion,
};
use openssl::x509::X509;
use tokio::net::TcpStream;
use tokio_openssl::SslStream;

use super::ServerIdentity;

/// What a careless server agrees to beside what it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Carelessness {
    /// TLS 1.0 and 1.1.
    OldVersions,
    /// Suites that encrypt nothing, and suites without a certificate.
    WeakSuites,
    /// Every suite that the library holds for sound.
    OtherSuites,
}

impl Carelessness {
    /// Shakes hands with a peer.
    ///
    /// # Errors
    /// When the identity cannot be used or the peer breaks off.
    pub(crate) async fn accept(
        self,
        identity: &ServerIdentity,
        stream: TcpStream,
    ) -> io::Result<SslStream<TcpStream>> {
        let context = self.context(identity)?;
        let connection = Ssl::new(&context)?;
        let mut secured = SslStream::new(connection, stream)?;
        let accepted = Pin::new(&mut secured).accept().await;
        accepted.map_err(io::Error::other)?;
        Ok(secured)
    }

    fn context(self, identity: &ServerIdentity) -> Result<SslContext, ErrorStack> {
        let mut builder = SslAcceptor::mozilla_intermediate_v5(SslMethod::tls_server())?;
        show(&mut builder, identity)?;
        builder.clear_options(SslOptions::NO_TLSV1 | SslOptions::NO_TLSV1_1);
        builder.set_min_proto_version(Some(self.oldest_version()))?;
        builder.set_cipher_list(self.suites())?;
        // Callers may show any certificate: what it is worth is not for the listener to say.
        builder.set_verify_callback(SslVerifyMode::PEER, |_, _| true);
        builder.set_session_id_context(b"careless")?;
        Ok(builder.build().into_context())
    }

    fn oldest_version(self) -> SslVersion {
        match self {
            Self::OldVersions => SslVersion::TLS1,
            Self::WeakSuites | Self::OtherSuites => SslVersion::TLS1_2,
        }
    }

    fn suites(self) -> &'static str {
        match self {
            Self::OldVersions => "DEFAULT:@SECLEVEL=0",
            Self::WeakSuites => "ECDHE+AESGCM:eNULL:aNULL:@SECLEVEL=0",
            Self::OtherSuites => "DEFAULT",
        }
    }
}

fn show(builder: &mut SslAcceptorBuilder, identity: &ServerIdentity) -> Result<(), ErrorStack> {
    let key = PKey::private_key_from_der(identity.key().secret_der())?;
    builder.set_private_key(&key)?;
    let mut chain = identity.chain().iter();
    if let Some(leaf) = chain.next() {
        let leaf = X509::from_der(leaf)?;
        builder.set_certificate(&leaf)?;
    }
    for issuer in chain {
        builder.add_extra_chain_cert(X509::from_der(issuer)?)?;
    }
    Ok(())
}
