//! A data space: its DAPS, and the connectors that it knows.

use mock_kit::tls::ClientIdentity;
use openssl::error::ErrorStack;
use openssl::hash::{MessageDigest, hash};
use p256::SecretKey;
use url::Url;

use super::{Environment, Parties};
use crate::actor::forge::Jwt;
use crate::actor::forge::foreign_key::ForeignAlgorithm;
use crate::named::named;
use crate::oracle::connector_id::ConnectorId;
use crate::requirement::wire::DapsWire;
use crate::stop::Stop;
use crate::verdict::UntestedReason;

named! {
    /// A connector, by the part it plays.
    pub enum Which {
        /// The one that most scenarios speak of.
        Connector = "the connector",
        /// Another one of the same authority.
        AnotherConnector = "another connector",
        /// One whose key is an RSA key.
        WithRsaKey = "a connector with an RSA key",
        /// One of another authority, with a key of its own and the Subject Key Identifier of the first.
        WithEqualSubjectKey = "a connector with the same Subject Key Identifier",
        /// One that nobody has enrolled.
        Unknown = "a connector that nobody enrolled",
        /// The first one, its key certified by another authority; nobody has enrolled it.
        CertifiedElsewhere = "the connector, certified by another authority",
        /// The first one under a certificate without a Subject Key Identifier.
        Unidentified = "a connector without a Subject Key Identifier",
        /// Another key under the identifier of the first one.
        Impostor = "another certificate with the identifier of the connector",
    }
}

/// Where a DAPS answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DapsFacts {
    /// Its URL, as DATs name it.
    pub issuer: String,
    /// Where it issues DATs.
    pub token_endpoint: Url,
    /// Where its keys are published.
    pub jwks_uri: Url,
    /// Where its metadata are (RFC 8414, 3.1).
    pub metadata_url: Url,
}

/// A connector with its credentials.
#[derive(Debug, Clone)]
pub struct DataConnector {
    /// The part it plays.
    pub which: Which,
    /// The common name in its certificate.
    pub name: String,
    /// Who it is.
    pub id: ConnectorId,
    /// What it signs with.
    pub key: ConnectorKey,
    /// The certificate of its identity, in DER.
    pub certificate: Vec<u8>,
    /// The certificate that it uses for TLS, with its key.
    pub transport: ClientIdentity,
    /// What the DAPS knows of it.
    pub attributes: Attributes,
}

/// A private key of a connector.
#[derive(Debug, Clone)]
pub enum ConnectorKey {
    /// On P-256.
    Elliptic(SecretKey),
    /// The RSA key that the judge has.
    Rsa,
}

/// What is known of a connector beside its certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attributes {
    /// The security profile that it is certified for.
    pub security_profile: String,
    /// Where its self-description lies.
    pub referring_connector: Option<String>,
    /// The SHA-256 of its transport certificates.
    pub transport_certificates: Vec<String>,
    /// In what it exceeds its profile.
    pub guarantees: Vec<String>,
}

impl DataConnector {
    /// What the header of its request tokens says.
    pub fn algorithm(&self) -> &'static str {
        match self.key {
            ConnectorKey::Elliptic(_) => "ES256",
            ConnectorKey::Rsa => "RS256",
        }
    }

    /// A JWT in its compact form, signed by the connector.
    pub fn sign(&self, jwt: &Jwt) -> Result<String, Stop> {
        match &self.key {
            ConnectorKey::Elliptic(key) => Ok(jwt.signed_by(key)),
            ConnectorKey::Rsa => {
                let sealed = jwt.try_sealed(|input| ForeignAlgorithm::Rs256.sign(input));
                Ok(sealed.map_err(Stop::harness_bug)?.compact())
            }
        }
    }
}

/// The SHA-256 of a certificate in DER, as DATs list it.
pub fn fingerprint(certificate: &[u8]) -> Result<String, ErrorStack> {
    Ok(hex::encode(hash(MessageDigest::sha256(), certificate)?))
}

impl Environment {
    /// What the profile fixes of attribute provisioning.
    pub fn daps_wire(&self) -> Result<&DapsWire, Stop> {
        let none = || Stop::not_applicable("the profile has no data space");
        self.wire().daps.as_ref().ok_or_else(none)
    }

    /// Where the DAPS is.
    pub async fn daps(&self) -> Result<DapsFacts, Stop> {
        match &self.parties {
            Parties::BuiltIn(own) => own.daps_facts().await,
            Parties::Reached(_) => Err(unreached()),
        }
    }

    /// The credentials of a connector.
    pub fn data_connector(&self, which: Which) -> Result<DataConnector, Stop> {
        self.own("the target file names no connectors")?
            .data_connector(which)
    }

    /// Enrols a connector if the DAPS takes it.
    pub async fn try_enrol(&self, connector: &DataConnector) -> Result<bool, Stop> {
        self.own("connectors are enrolled there by hand")?
            .try_enrol(connector)
            .await
    }

    /// Changes what the DAPS knows of a connector.
    pub async fn change_attributes(&self, connector: &DataConnector) -> Result<(), Stop> {
        self.own("attributes are changed there by hand")?
            .change_attributes(connector)
            .await
    }

    /// Ends the validity of a connector.
    pub async fn revoke_connector(&self, connector: &DataConnector) -> Result<(), Stop> {
        self.own("connectors are revoked there by hand")?
            .revoke_connector(connector)
            .await
    }
}

fn unreached() -> Stop {
    let why = "the target file names no DAPS";
    Stop::untested(UntestedReason::Organisational, why)
}
