//! A data space: its DAPS, and the connectors that it knows.

use std::collections::BTreeMap;
use std::fmt;

use mock_kit::tls::ClientIdentity;
use openssl::error::ErrorStack;
use openssl::hash::{MessageDigest, hash};
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use p256::SecretKey;
use p256::pkcs8::EncodePrivateKey as _;
use serde_json::Value;
use url::Url;

use super::reached::Reached;
use super::{Environment, Parties, built_in};
use crate::actor::forge::connector_certificate::{Authority, Holder};
use crate::actor::forge::foreign_key::{jwk_of, rs256};
use crate::actor::forge::{Jwt, new_key, public_key};
use crate::named::named;
use crate::oracle::connector_id::ConnectorId;
use crate::requirement::wire::DapsWire;
use crate::stop::Stop;
use crate::verdict::UntestedReason;

/// How long an RSA key is that is made for a forgery.
const RSA_BITS: u32 = 2048;

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
        /// The one that is judged, where it is ours.
        UnderTest = "the connector under test",
    }
}

/// Where a connector takes messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectorFacts {
    /// Where messages are posted, each with the DAT of its sender as a bearer token.
    pub messages: Url,
}

/// Where a DAPS answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DapsFacts {
    /// Its URL, as DATs name it.
    pub issuer: String,
    /// What request tokens name as their audience.
    pub audience: String,
    /// Where it issues DATs.
    pub token_endpoint: Url,
    /// Where its keys are published.
    pub jwks_uri: Url,
    /// Where its metadata are (RFC 8414, 3.1).
    pub metadata_url: Url,
}

/// A data space that is not ours.
#[derive(Debug, Clone, PartialEq)]
pub struct DataSpaceAt {
    /// The DAPS.
    pub daps: DapsFacts,
    /// The connectors that the judge may act as.
    pub connectors: BTreeMap<Which, DataConnector>,
    /// The connector under test, where there is one.
    pub connector: Option<ConnectorFacts>,
}

/// A connector with its credentials.
#[derive(Debug, Clone, PartialEq)]
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
#[derive(Clone)]
pub enum ConnectorKey {
    /// On P-256.
    Elliptic(SecretKey),
    /// An RSA key.
    Rsa(PKey<Private>),
}

/// Two keys are one where their public halves are.
impl PartialEq for ConnectorKey {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Elliptic(one), Self::Elliptic(other)) => one == other,
            (Self::Rsa(one), Self::Rsa(other)) => one.public_eq(other),
            _ => false,
        }
    }
}

/// Without the key, which nobody is to find in a log.
impl fmt::Debug for ConnectorKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ConnectorKey")
    }
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
            ConnectorKey::Rsa(_) => "RS256",
        }
    }

    /// A JWT in its compact form, signed by the connector.
    pub fn sign(&self, jwt: &Jwt) -> Result<String, Stop> {
        match &self.key {
            ConnectorKey::Elliptic(key) => Ok(jwt.signed_by(key)),
            ConnectorKey::Rsa(key) => {
                let sealed = jwt.try_sealed(|input| rs256(key, input));
                Ok(sealed.map_err(Stop::harness_bug)?.compact())
            }
        }
    }
}

impl DataConnector {
    /// The same connector with a key of the same kind that nobody knows, and a certificate for it under the same identifier.
    pub fn with_a_fresh_key(&self, now: i64) -> Result<Self, Stop> {
        let (key, certificate) = self.refreshed(now).map_err(Stop::harness_bug)?;
        Ok(Self {
            key,
            certificate,
            ..self.clone()
        })
    }

    fn refreshed(&self, now: i64) -> Result<(ConnectorKey, Vec<u8>), ErrorStack> {
        let key = self.key.fresh_like()?;
        let authority = Authority::new(self.id.authority_key.clone())?;
        let holder = Holder {
            key: &key.to_openssl()?,
            name: &self.name,
            key_identifier: Some(&self.id.subject_key),
        };
        let certificate = authority.certify(&holder, now)?.to_der()?;
        Ok((key, certificate))
    }
}

impl ConnectorKey {
    /// The key as OpenSSL holds it.
    pub fn to_openssl(&self) -> Result<PKey<Private>, ErrorStack> {
        match self {
            Self::Elliptic(key) => {
                let document = key.to_pkcs8_der().map_err(|_| ErrorStack::get())?;
                PKey::private_key_from_pkcs8(document.as_bytes())
            }
            Self::Rsa(key) => Ok(key.clone()),
        }
    }

    /// A key of the same kind that is nobody's yet.
    fn fresh_like(&self) -> Result<Self, ErrorStack> {
        Ok(match self {
            Self::Elliptic(_) => Self::Elliptic(new_key()),
            Self::Rsa(_) => Self::Rsa(PKey::from_rsa(Rsa::generate(RSA_BITS)?)?),
        })
    }

    /// The public half as a JWK.
    pub fn public_jwk(&self) -> Result<Value, Stop> {
        match self {
            Self::Elliptic(key) => Ok(public_key::jwk(&key.public_key(), None)),
            Self::Rsa(key) => jwk_of(key, "connector").map_err(Stop::harness_bug),
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
            Parties::Reached(target) => Ok(target.data_space()?.daps.clone()),
        }
    }

    /// The credentials of a connector.
    pub fn data_connector(&self, which: Which) -> Result<DataConnector, Stop> {
        match &self.parties {
            Parties::BuiltIn(_) => built_in::data_space::connector(which),
            Parties::Reached(target) => target.data_connector(which),
        }
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

    /// Has the DAPS sign with a new key, and publish no other.
    pub async fn replace_daps_key(&self) -> Result<(), Stop> {
        self.own("keys are replaced there by hand")?
            .replace_daps_key()
            .await
    }

    /// Where the connector under test takes messages.
    pub async fn connector(&self) -> Result<ConnectorFacts, Stop> {
        match &self.parties {
            Parties::BuiltIn(own) => own.connector_facts().await,
            Parties::Reached(target) => target.connector(),
        }
    }

    /// Ends the validity of a connector.
    pub async fn revoke_connector(&self, connector: &DataConnector) -> Result<(), Stop> {
        self.own("connectors are revoked there by hand")?
            .revoke_connector(connector)
            .await
    }
}

/// What a target is not known to have.
fn unnamed(what: &str) -> Stop {
    let why = format!("the target file names no {what}");
    Stop::untested(UntestedReason::Organisational, why)
}

impl Reached {
    fn data_space(&self) -> Result<&DataSpaceAt, Stop> {
        let space = self.data_space.as_ref();
        space.ok_or_else(|| unnamed("data space"))
    }

    fn data_connector(&self, which: Which) -> Result<DataConnector, Stop> {
        let named = self.data_space()?.connectors.get(&which);
        match (named, which) {
            (Some(named), _) => Ok(named.clone()),
            (None, Which::Unknown) => built_in::data_space::connector(which),
            (None, _) => Err(unnamed(which.name())),
        }
    }

    fn connector(&self) -> Result<ConnectorFacts, Stop> {
        let connector = self.data_space()?.connector.clone();
        connector.ok_or_else(|| unnamed("connector under test"))
    }
}
