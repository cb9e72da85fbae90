//! A connector as the DAPS knows it: the key of its certificate, who that makes it, and its attributes.

use std::sync::Arc;

use openssl::error::ErrorStack;
use openssl::nid::Nid;
use openssl::x509::X509;

use super::attributes::Attributes;
use super::identifier::{ConnectorId, NoConnectorId};
use crate::settings::Algorithm;
use crate::state::client::RegistrationError;
use crate::state::client_key::ClientKey;

/// A connector that is to be known from now on.
#[derive(Clone, Debug)]
pub struct Enrolment {
    /// Its certificate for its identity, as PEM.
    pub certificate_pem: String,
    /// What is known of it.
    pub attributes: Attributes,
}

/// Why a connector is not enrolled.
#[derive(Debug, thiserror::Error)]
pub enum EnrolmentError {
    /// The certificate cannot be read.
    #[error("read the certificate: {0}")]
    Certificate(#[from] ErrorStack),
    /// The certificate identifies nobody.
    #[error("identify the connector: {0}")]
    Unidentified(#[from] NoConnectorId),
    /// The key cannot verify a request token.
    #[error("use the key of the certificate: {0}")]
    Key(#[from] RegistrationError),
    /// The identifier belongs to another certificate.
    #[error("enrol {0}: the identifier is in use")]
    IdentifierInUse(ConnectorId),
}

/// A connector that is known.
#[derive(Clone, Debug)]
pub struct Connector {
    /// Who it is.
    pub id: ConnectorId,
    /// The common name in its certificate, which identifies nobody.
    pub common_name: String,
    /// The key that its request tokens are verified with.
    pub key: Arc<ClientKey>,
    /// What is known of it.
    pub attributes: Attributes,
    /// Whether it is no longer valid.
    pub revoked: bool,
}

impl Connector {
    /// The connector of a certificate, whose key is to verify these algorithms.
    pub fn enrolled(
        enrolment: &Enrolment,
        algorithms: &[Algorithm],
        otherwise: impl FnOnce() -> Option<ConnectorId>,
    ) -> Result<Self, EnrolmentError> {
        let certificate = X509::from_pem(enrolment.certificate_pem.as_bytes())?;
        let id = ConnectorId::of_certificate(&certificate);
        Ok(Self {
            id: id.or_else(|error| otherwise().ok_or(error))?,
            common_name: common_name(&certificate),
            key: Arc::new(ClientKey::from_x509(&certificate, algorithms)?),
            attributes: enrolment.attributes.clone(),
            revoked: false,
        })
    }
}

fn common_name(certificate: &X509) -> String {
    let subject = certificate.subject_name();
    let mut names = subject.entries_by_nid(Nid::COMMONNAME);
    let name = names.next().and_then(|entry| entry.data().to_string().ok());
    name.unwrap_or_default()
}
