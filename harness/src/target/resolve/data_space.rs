//! A data space: its DAPS, a connector that takes messages, and connectors that the judge may act as.

use std::collections::BTreeMap;
use std::path::Path;

use mock_kit::tls::ClientIdentity;
use openssl::pkey::PKey;
use openssl::x509::X509;
use p256::SecretKey;
use p256::pkcs8::DecodePrivateKey as _;
use sha2::{Digest as _, Sha256};
use url::Url;

use super::super::raw::{RawConnector, RawDaps, RawDataConnector, RawTarget};
use super::client::identity_of;
use super::{Resolved, Resolver};
use crate::actor::environment::data_space::{
    Attributes, ConnectorFacts, ConnectorKey, DapsFacts, DataConnector, DataSpaceAt, Which,
};
use crate::oracle::connector_id::ConnectorId;
use crate::requirement::{Profile, Role};

/// Where it stands in the target file.
const KEY: &str = "daps";

impl Resolver<'_> {
    /// Only a profile with a data space has something to say of one.
    pub(super) fn demand_data_space(&self, raw: &RawTarget, profile: &Profile) -> Resolved<()> {
        let is_asked = raw.roles.iter().any(|role| is_of_a_data_space(*role));
        if profile.wire.daps.is_some() || !is_asked {
            return Ok(());
        }
        let problem = format!("the profile {} has no data space", profile.name);
        Err(self
            .blame(&["roles"], problem)
            .fix("judge a DAPS or a connector by `daps-seed` or `daps-idsg`"))
    }

    pub(super) fn data_space(&self, raw: &RawTarget) -> Resolved<Option<DataSpaceAt>> {
        let Some(daps) = &raw.daps else {
            return Ok(None);
        };
        let mut connectors = BTreeMap::new();
        let first = self.data_connector(&daps.connector, Which::Connector, "connector")?;
        connectors.insert(Which::Connector, first);
        if let Some(another) = &daps.another_connector {
            let another =
                self.data_connector(another, Which::AnotherConnector, "another_connector")?;
            connectors.insert(Which::AnotherConnector, another);
        }
        Ok(Some(DataSpaceAt {
            daps: self.daps(daps)?,
            connectors,
            connector: raw
                .connector
                .as_ref()
                .map(|connector| self.connector(connector))
                .transpose()?,
        }))
    }

    fn connector(&self, raw: &RawConnector) -> Resolved<ConnectorFacts> {
        let messages = self.address(&raw.messages, &["connector", "messages"])?;
        Ok(ConnectorFacts { messages })
    }

    fn daps(&self, raw: &RawDaps) -> Resolved<DapsFacts> {
        let issuer = self.address(&raw.issuer, &[KEY, "issuer"])?;
        let spelt = issuer.as_str().trim_end_matches('/').to_owned();
        let below = format!("{spelt}/.well-known/jwks.json");
        let own = || below.parse::<Url>().unwrap_or_else(|_| issuer.clone());
        let mut metadata_url = issuer.clone();
        let path = issuer.path().trim_end_matches('/');
        metadata_url.set_path(&format!("/.well-known/oauth-authorization-server{path}"));
        Ok(DapsFacts {
            token_endpoint: self.address(&raw.token_endpoint, &[KEY, "token_endpoint"])?,
            jwks_uri: match &raw.jwks_uri {
                Some(stated) => self.address(stated, &[KEY, "jwks_uri"])?,
                None => own(),
            },
            metadata_url,
            audience: raw.audience.clone().unwrap_or_else(|| spelt.clone()),
            issuer: spelt,
        })
    }

    fn data_connector(
        &self,
        raw: &RawDataConnector,
        which: Which,
        name: &str,
    ) -> Resolved<DataConnector> {
        let certificate = self.identity_certificate(&raw.certificate_file, name)?;
        let id = ConnectorId::of_certificate(&certificate).ok_or_else(|| {
            self.blame(
                &[KEY, name, "certificate_file"],
                "the certificate lacks a key identifier",
            )
            .fix("give the certificate that names the connector by its SKI and AKI")
        })?;
        let der = certificate.to_der().map_err(|_| self.unreadable(name))?;
        let transport = self.transport(raw, name)?;
        Ok(DataConnector {
            which,
            name: common_name(&certificate),
            id,
            key: self.identity_key(&raw.key_file, name)?,
            certificate: der,
            attributes: attributes(raw, &transport),
            transport,
        })
    }

    fn identity_certificate(&self, file: &Path, name: &str) -> Resolved<X509> {
        let pem = self.read(file, &[KEY, name, "certificate_file"])?;
        X509::from_pem(pem.as_bytes()).map_err(|_| self.unreadable(name))
    }

    fn unreadable(&self, name: &str) -> crate::error::ConfigurationError {
        self.blame(
            &[KEY, name, "certificate_file"],
            "the file holds no certificate",
        )
        .fix("give the PEM certificate of the connector's identity")
    }

    fn identity_key(&self, file: &Path, name: &str) -> Resolved<ConnectorKey> {
        let key = [KEY, name, "key_file"];
        let pem = self.read(file, &key)?;
        let unusable = || {
            self.blame(&key, "the file holds no key on P-256 and no RSA key")
                .fix("give the PEM private key to the connector's certificate")
        };
        let read =
            PKey::private_key_from_pem_passphrase(pem.as_bytes(), b"").map_err(|_| unusable())?;
        if read.rsa().is_ok() {
            return Ok(ConnectorKey::Rsa(read));
        }
        let der = read.private_key_to_pkcs8().map_err(|_| unusable())?;
        let elliptic = SecretKey::from_pkcs8_der(&der);
        elliptic.map(ConnectorKey::Elliptic).map_err(|_| unusable())
    }

    /// Without one of its own a connector shows one that nobody knows: a DAPS does not ask.
    fn transport(&self, raw: &RawDataConnector, name: &str) -> Resolved<ClientIdentity> {
        let key = [KEY, name, "transport_certificate_file"];
        let (Some(file), Some(key_file)) =
            (&raw.transport_certificate_file, &raw.transport_key_file)
        else {
            let made = ClientIdentity::self_signed("connector.invalid");
            return made.map_err(|error| self.blame(&[KEY, name], error.to_string()));
        };
        let pem = self.read(file, &key)?;
        let key_pem = self.read(key_file, &[KEY, name, "transport_key_file"])?;
        identity_of(pem, &key_pem).map_err(|problem| {
            self.blame(&key, problem)
                .fix("give the PEM certificate that the connector shows, and its own private key")
        })
    }
}

/// Whether it is a part of a data space.
pub(super) fn is_of_a_data_space(role: Role) -> bool {
    matches!(role, Role::Daps | Role::Connector)
}

fn attributes(connector: &RawDataConnector, transport: &ClientIdentity) -> Attributes {
    let raw = &connector.attributes;
    let shown = connector.transport_certificate_file.iter();
    let shown = shown.map(|_| hex::encode(Sha256::digest(transport.certificate())));
    Attributes {
        security_profile: raw.security_profile.clone(),
        referring_connector: raw.referring_connector.clone(),
        transport_certificates: match &raw.transport_certs_sha256 {
            Some(stated) => stated.clone(),
            None => shown.collect(),
        },
        guarantees: raw.extended_guarantee.clone(),
    }
}

fn common_name(certificate: &X509) -> String {
    let subject = certificate.subject_name();
    let mut names = subject.entries_by_nid(openssl::nid::Nid::COMMONNAME);
    let name = names.next().and_then(|entry| entry.data().to_string().ok());
    name.unwrap_or_default()
}
