//! The served DAPS and connector as targets, with the credentials of the connectors that the files name.

use std::path::Path;

use openssl::pkey::PKey;
use openssl::x509::X509;
use p256::pkcs8::{EncodePrivateKey as _, LineEnding};

use super::super::{put, put_secret};
use crate::actor::environment::data_space::{ConnectorKey, DataConnector};
use crate::actor::environment::served::data_space::DataSpace;
use crate::error::HarnessError;
use crate::requirement::Profile;

/// The target files: the DAPS, the connector.
pub(super) const FILES: [&str; 2] = ["target.yaml", "target-connector.yaml"];

/// A connector that the DAPS knows, by the key of the target file that it stands under.
pub(in super::super) struct Connector<'a> {
    /// What it is called.
    pub name: String,
    /// The files with its certificate and key, and those that it uses for TLS.
    pub files: [String; 4],
    /// What is in them.
    pub credentials: &'a DataConnector,
    key: &'static str,
}

/// The connectors that whoever judges, or develops, may act as.
pub(in super::super) fn connectors(served: &DataSpace) -> [Connector<'_>; 2] {
    let [first, second] = &served.known;
    [
        Connector::of(first, "connector"),
        Connector::of(second, "another_connector"),
    ]
}

/// Writes the target files and what they name.
pub(super) fn write(
    folder: &Path,
    profile: &Profile,
    served: &DataSpace,
) -> Result<(), HarnessError> {
    let connectors = connectors(served);
    for connector in &connectors {
        connector.write(folder)?;
    }
    let daps = daps(served, &connectors);
    let messages = format!(
        "connector:\n  messages: {}messages\n",
        served.connector.base()
    );
    let parts = [
        ("daps", "DAPS", daps.clone()),
        ("connector", "connector", messages + &daps),
    ];
    for (file, (role, name, part)) in FILES.iter().zip(parts) {
        put(&folder.join(file), &target(profile, role, name, &part))?;
    }
    Ok(())
}

fn target(profile: &Profile, role: &str, name: &str, part: &str) -> String {
    format!(
        "# The {name} of `das-conformance serve`, as a target: das-conformance run --target <this file>
name: the served {name}
profile: {profile}
roles: [{role}]
{part}trust:
  ca_file: ca.pem
hostile: true
limits:
  pace_per_second: 1000
",
        profile = profile.name,
    )
}

fn daps(served: &DataSpace, connectors: &[Connector<'_>]) -> String {
    let connectors: String = connectors.iter().map(Connector::part).collect();
    format!(
        "daps:
  issuer: {issuer}
  token_endpoint: {token_endpoint}
  jwks_uri: {jwks_uri}
{connectors}",
        issuer = served.daps.issuer(),
        token_endpoint = served.daps.token_endpoint(),
        jwks_uri = served.daps.jwks_uri(),
    )
}

impl<'a> Connector<'a> {
    fn of(credentials: &'a DataConnector, key: &'static str) -> Self {
        let name = key.replace('_', "-");
        let file = |what: &str| format!("{name}{what}.pem");
        let files = ["-certificate", "", "-transport-certificate", "-transport"];
        Self {
            files: files.map(file),
            name: key.replace('_', " "),
            credentials,
            key,
        }
    }

    fn part(&self) -> String {
        let [certificate, key, transport_certificate, transport_key] = &self.files;
        let attributes = &self.credentials.attributes;
        let referring = attributes.referring_connector.iter();
        let lines = referring.map(|url| format!("      referring_connector: \"{url}\"\n"));
        let referring = lines.collect::<Vec<_>>().concat();
        format!(
            "  {name}:
    certificate_file: {certificate}
    key_file: {key}
    transport_certificate_file: {transport_certificate}
    transport_key_file: {transport_key}
    attributes:
      security_profile: \"{profile}\"
{referring}      transport_certs_sha256: [{hashes}]
      extended_guarantee: [{guarantees}]
",
            name = self.key,
            profile = attributes.security_profile,
            hashes = super::with_users::quoted(&attributes.transport_certificates),
            guarantees = super::with_users::quoted(&attributes.guarantees),
        )
    }

    fn write(&self, folder: &Path) -> Result<(), HarnessError> {
        let [certificate, key, transport_certificate, transport_key] = &self.files;
        let own = self.credentials;
        let der = X509::from_der(&own.certificate).and_then(|certificate| certificate.to_pem());
        put(&folder.join(certificate), &text(&der.map_err(broken)?))?;
        put_secret(&folder.join(key), &key_pem(&own.key)?)?;
        put(&folder.join(transport_certificate), own.transport.pem())?;
        let transport = PKey::private_key_from_pkcs8(own.transport.key_der());
        let transport = transport.and_then(|key| key.private_key_to_pem_pkcs8());
        put_secret(
            &folder.join(transport_key),
            &text(&transport.map_err(broken)?),
        )
    }
}

fn key_pem(key: &ConnectorKey) -> Result<String, HarnessError> {
    match key {
        ConnectorKey::Elliptic(key) => {
            let pem = key.to_pkcs8_pem(LineEnding::LF).map_err(broken)?;
            Ok(pem.to_string())
        }
        ConnectorKey::Rsa(key) => Ok(text(&key.private_key_to_pem_pkcs8().map_err(broken)?)),
    }
}

fn text(pem: &[u8]) -> String {
    String::from_utf8_lossy(pem).into_owned()
}

fn broken(error: impl std::fmt::Display) -> HarnessError {
    HarnessError::Broken(error.to_string())
}
