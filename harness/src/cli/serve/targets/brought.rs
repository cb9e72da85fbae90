//! What target files name: keys, certificates, documents and a password, under the names that the examples have for them.

use std::path::Path;

use openssl::pkey::PKey;
use openssl::x509::X509;
use p256::pkcs8::{EncodePrivateKey as _, LineEnding};

use super::super::{put, put_octets, put_secret};
use super::exchange::document_file;
use crate::actor::environment::clients::OauthClient;
use crate::actor::environment::data_space::{ConnectorKey, DataConnector};
use crate::actor::environment::facts::KeptDocument;
use crate::actor::environment::served::data_space::DataSpace;
use crate::actor::environment::served::exchange::Exchange;
use crate::actor::environment::served::guest::Guest;
use crate::actor::environment::served::{Parties, Served};
use crate::actor::environment::users::PASSWORD;
use crate::error::HarnessError;

/// The file with the user's password.
const PASSWORD_FILE: &str = "alice-password";
/// The file with what a caller shows at the registry.
pub(in super::super) const REGISTRY_TOKEN_FILE: &str = "registry-token";
/// Certificate and key with which the parties of the judge show themselves where they are known beforehand.
pub(in super::super) const HOST_FILES: [&str; 2] = ["localhost.pem", "localhost-key.pem"];

/// Writes all of it.
pub(in super::super) fn write(folder: &Path, served: &Served) -> Result<(), HarnessError> {
    if let Some(guest) = &served.guest {
        write_guest(folder, guest)?;
    }
    match &served.parties {
        Parties::Exchange(parties) => {
            write_what_is_kept(folder, parties)?;
            write_what_users_need(folder, parties)
        }
        Parties::DataSpace(parties) => connectors(parties)
            .iter()
            .try_for_each(|connector| connector.write(folder)),
        Parties::Messages(parties) => write_host(folder, &parties.host_pem),
    }
}

/// By what a guest is registered or known, and with what the parties of its judge show themselves to it.
fn write_guest(folder: &Path, guest: &Guest) -> Result<(), HarnessError> {
    let name = guest.name;
    if let Some(set) = &guest.key_set {
        put(&folder.join(format!("{name}.jwks.json")), &set.to_string())?;
    }
    if let Some(pem) = &guest.certificate_pem {
        put(&folder.join(format!("{name}-certificate.pem")), pem)?;
    }
    match &guest.host_pem {
        Some(host) => write_host(folder, host),
        None => Ok(()),
    }
}

fn write_host(folder: &Path, (certificate, key): &(String, String)) -> Result<(), HarnessError> {
    put(&folder.join(HOST_FILES[0]), certificate)?;
    put_secret(&folder.join(HOST_FILES[1]), key)
}

/// The documents that parties keep, and the keys of those who fetch them.
fn write_what_is_kept(folder: &Path, parties: &Exchange) -> Result<(), HarnessError> {
    let offices = [&parties.office, &parties.office_with_own_server];
    for office in offices {
        write_kept(folder, office.code, &office.caller, &office.document)?;
    }
    write_kept(folder, "IB", &parties.pct_caller, &parties.pct_document)
}

fn write_kept(
    folder: &Path,
    code: &str,
    caller: &OauthClient,
    document: &KeptDocument,
) -> Result<(), HarnessError> {
    let pem = caller.key.to_pkcs8_pem(LineEnding::LF).map_err(broken)?;
    put_secret(&folder.join(format!("{}.pem", caller.client_id)), &pem)?;
    put_octets(
        &folder.join(document_file(code, document)),
        &document.content,
    )
}

/// The certificates of clients, the password of a user and what opens the registry, where there are any.
fn write_what_users_need(folder: &Path, parties: &Exchange) -> Result<(), HarnessError> {
    for (client_id, pem) in &parties.certificates {
        put(&folder.join(format!("{client_id}-certificate.pem")), pem)?;
    }
    if !parties.certificates.is_empty() {
        put_secret(&folder.join(PASSWORD_FILE), PASSWORD)?;
    }
    match &parties.registry {
        Some(registry) => put_secret(&folder.join(REGISTRY_TOKEN_FILE), registry.access_token),
        None => Ok(()),
    }
}

/// A connector that the DAPS knows.
pub(in super::super) struct Connector<'a> {
    /// What it is called.
    pub name: &'static str,
    /// The files with its certificate and key, and those that it uses for TLS.
    pub files: [String; 4],
    /// What is in them.
    pub credentials: &'a DataConnector,
}

/// The connectors that whoever judges, or develops, may act as.
pub(in super::super) fn connectors(parties: &DataSpace) -> [Connector<'_>; 2] {
    let [first, second] = &parties.known;
    [
        Connector::of(first, "connector"),
        Connector::of(second, "another connector"),
    ]
}

impl<'a> Connector<'a> {
    fn of(credentials: &'a DataConnector, name: &'static str) -> Self {
        let prefix = name.replace(' ', "-");
        let files = ["-certificate", "", "-transport-certificate", "-transport"];
        Self {
            files: files.map(|what| format!("{prefix}{what}.pem")),
            name,
            credentials,
        }
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
