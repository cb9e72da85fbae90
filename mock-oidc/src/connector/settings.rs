//! What a connector is started with.

use josekit::jwk::Jwk;
use mock_kit::tls::ClientIdentity;
use mock_kit::{Clock, ListenerSettings};
use url::Url;

use crate::daps::Edition;

/// Everything that a connector needs to start.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where it takes messages. An identity that asks for certificates is the caller's to bring.
    pub listener: ListenerSettings,
    /// The clock that the times of tokens are measured on.
    pub clock: Clock,
    /// The authorities, as PEM texts, that vouch for the DAPS.
    pub trust: Vec<String>,
    /// The DAPS that it knows.
    pub daps: Daps,
    /// Who it is.
    pub identity: Identity,
    /// What it shows on its connections: not the certificate of its identity.
    pub transport: ClientIdentity,
}

/// A DAPS as a connector knows it.
#[derive(Clone, Debug)]
pub struct Daps {
    /// Which text it follows.
    pub edition: Edition,
    /// Its URL, as DATs name it.
    pub issuer: String,
    /// Where it issues DATs, where no metadata tell.
    pub token_endpoint: Url,
    /// Where its keys are published, where no metadata tell.
    pub jwks_uri: Url,
    /// The scope that stands for attributes.
    pub scope: String,
    /// The audience that stands for every connector.
    pub audience: String,
}

/// Who a connector is.
#[derive(Clone)]
pub struct Identity {
    /// The identifier that its certificate gives it.
    pub id: String,
    /// The private key to that certificate, on P-256 or RSA.
    pub key: Jwk,
    /// The certificate with its key, which only a connector that misbehaves shows on its connections.
    pub certificate: ClientIdentity,
}

/// Without the key, which nobody is to find in a log.
impl std::fmt::Debug for Identity {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = formatter.debug_struct("Identity");
        shown.field("id", &self.id).finish_non_exhaustive()
    }
}
