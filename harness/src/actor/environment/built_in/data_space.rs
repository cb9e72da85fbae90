//! Our own DAPS, and the connectors that it knows.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::Timestamp;
use josekit::jwk::KeyPair as _;
use josekit::jwk::alg::ec::{EcCurve, EcKeyPair};
use mock_kit::ListenerSettings;
use mock_kit::tls::ClientIdentity;
use mock_oidc::{connector as data_connector, daps};
use openssl::error::ErrorStack;
use openssl::x509::{X509, X509Ref};
use p256::SecretKey;
use p256::elliptic_curve::Generate as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use url::Url;

use super::{BuiltIn, START};
use crate::actor::Party;
use crate::actor::environment::data_space::{
    Attributes, ConnectorFacts, ConnectorKey, DapsFacts, DataConnector, Which, fingerprint,
};
use crate::actor::environment::join;
use crate::actor::environment::received::Ear;
use crate::actor::environment::variant::daps::variant;
use crate::actor::forge::connector_certificate::{Authority, Holder};
use crate::actor::forge::foreign_key;
use crate::oracle::connector_id::ConnectorId;
use crate::stop::Stop;

/// The octets of a key identifier, as SHA-1 makes them (RFC 5280, 4.2.1.2).
const KEY_IDENTIFIER: usize = 20;

/// What every connector is certified for at least.
const LEAST_PROFILE: &str = "idsc:BASE_SECURITY_PROFILE";

/// Those that the DAPS knows from the start.
const ENROLLED: [Which; 4] = [
    Which::Connector,
    Which::AnotherConnector,
    Which::WithRsaKey,
    Which::UnderTest,
];

/// Made once for the process: making an RSA key takes a while, and nothing depends on the others being fresh.
static CONNECTORS: LazyLock<Result<BTreeMap<Which, DataConnector>, String>> =
    LazyLock::new(|| make_all(START).map_err(|error| error.to_string()));

/// What two connectors may have in common.
struct Ground {
    authority: Authority,
    second_authority: Authority,
    third_authority: Authority,
    key: SecretKey,
    subject_key: Vec<u8>,
    /// When certificates begin to be valid.
    from: Timestamp,
}

#[derive(Debug, thiserror::Error)]
enum MakeError {
    #[error("make a certificate: {0}")]
    Certificate(#[from] ErrorStack),
    #[error("make a transport certificate: {0}")]
    Transport(#[from] mock_kit::tls::TlsError),
}

/// Connectors whose certificates are valid from a moment on.
pub fn made_at(from: Timestamp) -> Result<BTreeMap<Which, DataConnector>, Stop> {
    make_all(from).map_err(Stop::harness_bug)
}

fn make_all(from: Timestamp) -> Result<BTreeMap<Which, DataConnector>, MakeError> {
    let ground = Ground {
        authority: Authority::new(key_identifier())?,
        second_authority: Authority::new(key_identifier())?,
        third_authority: Authority::new(key_identifier())?,
        key: SecretKey::generate(),
        subject_key: key_identifier(),
        from,
    };
    let made = Which::ALL
        .iter()
        .map(|&which| Ok((which, ground.make(which)?)));
    made.collect()
}

fn key_identifier() -> Vec<u8> {
    mock_kit::entropy::octets::<KEY_IDENTIFIER>().to_vec()
}

impl Ground {
    fn make(&self, which: Which) -> Result<DataConnector, MakeError> {
        let key = self.key_of(which)?;
        let subject_key = self.subject_key_of(which);
        let authority = self.authority_of(which);
        let name = which.name().replace([' ', ','], "-");
        let holder = Holder {
            key: &key.to_openssl()?,
            name: &name,
            key_identifier: (which != Which::Unidentified).then_some(&subject_key),
        };
        let certificate = authority.certify(&holder, self.from.as_second())?;
        let transport = ClientIdentity::self_signed(&format!("{name}.invalid"))?;
        Ok(DataConnector {
            which,
            id: ConnectorId {
                subject_key: subject_key.clone(),
                authority_key: authority.key_identifier().to_vec(),
            },
            key,
            certificate: certificate.to_der()?,
            attributes: attributes(&name, &transport)?,
            transport,
            name,
        })
    }

    fn key_of(&self, which: Which) -> Result<ConnectorKey, ErrorStack> {
        Ok(match which {
            Which::WithRsaKey => ConnectorKey::Rsa(foreign_key::rsa_key()?.clone()),
            Which::Connector | Which::CertifiedElsewhere | Which::Unidentified => {
                ConnectorKey::Elliptic(self.key.clone())
            }
            _ => ConnectorKey::Elliptic(SecretKey::generate()),
        })
    }

    fn subject_key_of(&self, which: Which) -> Vec<u8> {
        match which {
            Which::AnotherConnector | Which::WithRsaKey | Which::Unknown | Which::UnderTest => {
                key_identifier()
            }
            _ => self.subject_key.clone(),
        }
    }

    fn authority_of(&self, which: Which) -> &Authority {
        match which {
            Which::WithEqualSubjectKey => &self.second_authority,
            Which::CertifiedElsewhere => &self.third_authority,
            _ => &self.authority,
        }
    }
}

fn attributes(name: &str, transport: &ClientIdentity) -> Result<Attributes, ErrorStack> {
    Ok(Attributes {
        security_profile: LEAST_PROFILE.to_owned(),
        referring_connector: Some(format!("https://{name}.invalid/")),
        transport_certificates: vec![fingerprint(transport.certificate())?],
        guarantees: vec!["idsc:USAGE_CONTROL_POLICY_ENFORCEMENT".to_owned()],
    })
}

/// A connector of ours.
pub fn connector(which: Which) -> Result<DataConnector, Stop> {
    let all = CONNECTORS.as_ref().map_err(Stop::harness_bug)?;
    let missing = || Stop::harness("every connector has credentials");
    all.get(&which).cloned().ok_or_else(missing)
}

impl BuiltIn {
    /// Where the DAPS is, spawned if need be.
    pub async fn daps_facts(&self) -> Result<DapsFacts, Stop> {
        let daps = self.daps().await?;
        let url = |text: String| text.parse::<Url>().map_err(Stop::harness_bug);
        let issuer = url(daps.issuer())?;
        let path = issuer.path().trim_end_matches('/');
        let mut metadata_url = issuer.clone();
        metadata_url.set_path(&format!("/.well-known/oauth-authorization-server{path}"));
        Ok(DapsFacts {
            issuer: daps.issuer(),
            audience: daps.issuer(),
            token_endpoint: url(daps.token_endpoint())?,
            jwks_uri: url(daps.jwks_uri())?,
            metadata_url,
        })
    }

    /// Enrols a connector if the DAPS takes it.
    pub async fn try_enrol(&self, connector: &DataConnector) -> Result<bool, Stop> {
        let daps = self.daps().await?;
        Ok(daps.enrol(&enrolment(connector)?).is_ok())
    }

    /// Changes what the DAPS knows of a connector.
    pub async fn change_attributes(&self, connector: &DataConnector) -> Result<(), Stop> {
        let known = known_as(connector)?;
        let attributes = told(&connector.attributes);
        let changed = self.daps().await?.change(&known, attributes);
        found(changed)
    }

    /// Ends the validity of a connector.
    pub async fn revoke_connector(&self, connector: &DataConnector) -> Result<(), Stop> {
        let known = known_as(connector)?;
        found(self.daps().await?.revoke(&known))
    }

    pub(super) async fn daps(&self) -> Result<&daps::Handle, Stop> {
        let spawned = self.daps.get_or_try_init(|| Box::pin(self.spawn_daps()));
        spawned.await
    }

    async fn spawn_daps(&self) -> Result<daps::Handle, Stop> {
        let none = || Stop::not_applicable("the profile has no data space");
        let wire = self.wire.daps.as_ref().ok_or_else(none)?;
        let mut listener = self.asking_listener()?;
        let guest = self.connector_under_test();
        listener
            .address
            .set_port(guest.map_or(0, |guest| guest.port));
        let settings = daps::Settings {
            listener,
            clock: self.clock.clone(),
            variant: variant(wire),
            connectors: self.enrolments()?,
        };
        let handle = daps::spawn(settings).await.map_err(Stop::harness_bug)?;
        self.commit(&handle.control().faults);
        Ok(handle)
    }

    /// Those that the DAPS knows from the start, the connector under test among them.
    fn enrolments(&self) -> Result<Vec<daps::Enrolment>, Stop> {
        let guest = self.connector_under_test();
        let ours = ENROLLED
            .iter()
            .filter(|which| guest.is_none() || **which != Which::UnderTest);
        let ours = ours.map(|which| enrolment(&connector(*which)?));
        let guest = guest.map(|guest| enrolment_of(&guest.certificate));
        ours.chain(guest).collect()
    }

    /// Has the DAPS sign with a new key, and publish no other.
    pub async fn replace_daps_key(&self) -> Result<(), Stop> {
        let replaced = self.daps().await?.replace_signing_key().await;
        replaced.map_err(Stop::harness_bug)
    }

    /// Where the connector under test takes messages, spawned if need be.
    pub async fn connector_facts(&self) -> Result<ConnectorFacts, Stop> {
        if let Some(guest) = self.connector_under_test() {
            return Self::stated_messages(guest);
        }
        let messages = join(self.connector().await?.base(), "messages")?;
        Ok(ConnectorFacts { messages })
    }

    /// Has the connector under test ask its DAPS; how that ends, the DAPS has seen.
    pub async fn have_connector_ask(&self) -> Result<(), Stop> {
        let _ = self.connector().await?.ask().await;
        Ok(())
    }

    pub(super) async fn connector(&self) -> Result<&data_connector::Handle, Stop> {
        let spawned = self
            .connector
            .get_or_try_init(|| Box::pin(self.spawn_connector()));
        spawned.await
    }

    async fn spawn_connector(&self) -> Result<data_connector::Handle, Stop> {
        let own = connector(Which::UnderTest)?;
        let settings = data_connector::Settings {
            listener: self.asking_listener()?,
            clock: self.clock.clone(),
            trust: vec![self.authority_pem().to_owned()],
            daps: self.known_daps().await?,
            identity: identity(&own)?,
            transport: own.transport,
        };
        let handle = data_connector::spawn(settings)
            .await
            .map_err(Stop::harness_bug)?;
        self.commit(&handle.control().faults);
        Ok(handle)
    }

    /// The DAPS as the connector under test knows it.
    async fn known_daps(&self) -> Result<data_connector::Daps, Stop> {
        let facts = self.daps_facts().await?;
        let none = || Stop::not_applicable("the profile has no data space");
        let wire = self.wire.daps.as_ref().ok_or_else(none)?;
        Ok(data_connector::Daps {
            edition: variant(wire).edition,
            issuer: facts.issuer,
            token_endpoint: facts.token_endpoint,
            jwks_uri: facts.jwks_uri,
            scope: wire.scope.clone(),
            audience: wire.audience.clone(),
        })
    }

    /// A host of the data space asks for the certificates of its callers.
    fn asking_listener(&self) -> Result<ListenerSettings, Stop> {
        let identity = self.identity_of_data_space()?;
        Ok(ListenerSettings::ephemeral(Some(identity)))
    }

    /// The parties of the data space that have been spawned.
    pub(super) fn ears_of_the_data_space(&self) -> Vec<Ear> {
        let daps = self.daps.get();
        let daps = daps.map(|known| Ear::of(Party::Daps, known.base(), known.control()));
        let connector = self.connector.get();
        let connector =
            connector.map(|known| Ear::of(Party::Connector, known.base(), known.control()));
        daps.into_iter().chain(connector).collect()
    }
}

/// A connector of which nothing is known but its certificate.
fn enrolment_of(certificate: &X509Ref) -> Result<daps::Enrolment, Stop> {
    let pem = certificate.to_pem().map_err(Stop::harness_bug)?;
    Ok(daps::Enrolment {
        certificate_pem: String::from_utf8_lossy(&pem).into_owned(),
        attributes: daps::Attributes {
            security_profile: LEAST_PROFILE.to_owned(),
            referring_connector: None,
            transport_certs_sha256: Vec::new(),
            extended_guarantee: Vec::new(),
        },
    })
}

pub(in super::super) fn enrolment(connector: &DataConnector) -> Result<daps::Enrolment, Stop> {
    let certificate = X509::from_der(&connector.certificate);
    let pem = certificate.and_then(|certificate| certificate.to_pem());
    let pem = pem.map_err(Stop::harness_bug)?;
    Ok(daps::Enrolment {
        certificate_pem: String::from_utf8_lossy(&pem).into_owned(),
        attributes: told(&connector.attributes),
    })
}

/// Who the connector under test is.
pub(in super::super) fn identity(own: &DataConnector) -> Result<data_connector::Identity, Stop> {
    let key = own.key.to_openssl().map_err(Stop::harness_bug)?;
    let pem = key.private_key_to_pem_pkcs8().map_err(Stop::harness_bug)?;
    let der = key.private_key_to_pkcs8().map_err(Stop::harness_bug)?;
    let pair = EcKeyPair::from_pem(pem, Some(EcCurve::P256)).map_err(Stop::harness_bug)?;
    let certificate = CertificateDer::from(own.certificate.clone());
    Ok(data_connector::Identity {
        id: own.id.to_string(),
        key: pair.to_jwk_private_key(),
        certificate: ClientIdentity::brought(
            certificate,
            String::new(),
            PrivateKeyDer::Pkcs8(der.into()),
        ),
    })
}

fn told(attributes: &Attributes) -> daps::Attributes {
    daps::Attributes {
        security_profile: attributes.security_profile.clone(),
        referring_connector: attributes.referring_connector.clone(),
        transport_certs_sha256: attributes.transport_certificates.clone(),
        extended_guarantee: attributes.guarantees.clone(),
    }
}

fn known_as(connector: &DataConnector) -> Result<daps::ConnectorId, Stop> {
    connector.id.to_string().parse().map_err(Stop::harness_bug)
}

fn found(known: bool) -> Result<(), Stop> {
    let missing = || Stop::harness("the DAPS does not know the connector");
    known.then_some(()).ok_or_else(missing)
}
