//! Clients with their keys, and the certificates that vouch for the target's hosts.

use mock_kit::Clock;
use mock_kit::tls::{ClientIdentity, TlsError, client_config_as};
use rustls::RootCertStore;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use url::Url;

use super::super::certificate::{any_in_force, in_force};
use super::super::keys::ClientKey;
use super::super::raw::{RawClient, RawClients, RawTrust};
use super::super::resolved::{ClientCredentials, Clients, Trust};
use super::{Resolved, Resolver};

impl Resolver<'_> {
    pub(super) fn trust(&self, raw: &RawTrust) -> Resolved<Trust> {
        let key = ["trust", "ca_file"];
        let ca_pem = self.read(&raw.ca_file, &key)?;
        let ca_file = self.path(&raw.ca_file);
        let usable = authorities(&ca_pem).and_then(|()| {
            any_in_force(&ca_pem, Clock::system().now())
                .map_err(|problem| format!("holds a certificate that {problem}"))
        });
        match usable {
            Ok(_) => Ok(Trust { ca_pem, ca_file }),
            Err(problem) => Err(self
                .blame(&key, format!("{} {problem}", ca_file.display()))
                .fix("give a PEM file of the certificate authorities that signed the target's certificates")),
        }
    }

    pub(super) fn clients(&self, raw: &RawClients, scope: &str) -> Resolved<Clients> {
        let further = |client: Option<&RawClient>, name: &str| {
            client
                .map(|client| self.client(client, name, scope))
                .transpose()
        };
        let clients = Clients {
            client: self.client(&raw.client, "client", scope)?,
            another_client: further(raw.another_client.as_ref(), "another_client")?,
            unauthorised_client: further(raw.unauthorised_client.as_ref(), "unauthorised_client")?,
            pinged_client: further(raw.pinged_client.as_ref(), "pinged_client")?,
        };
        self.demand_different(&clients)?;
        Ok(clients)
    }

    pub(super) fn client(
        &self,
        raw: &RawClient,
        name: &str,
        scope: &str,
    ) -> Resolved<ClientCredentials> {
        let key = ["clients", name, "key_file"];
        if raw.id.is_empty() {
            return Err(self
                .blame(&["clients", name, "id"], "the client has no id")
                .fix("give its id at the authorization server"));
        }
        let pem = self.read(&raw.key_file, &key)?;
        let loaded = ClientKey::from_pem(&pem).map_err(|unusable| {
            let path = self.path(&raw.key_file);
            self.blame(&key, format!("{} {}", path.display(), unusable.problem))
                .fix(unusable.fix)
        })?;
        Ok(ClientCredentials {
            id: raw.id.clone(),
            key: loaded,
            key_id: raw.key_id.clone(),
            scope: raw.scope.clone().unwrap_or_else(|| scope.to_owned()),
            office: raw.office.clone(),
            identity: self.identity(raw, name)?,
            redirect_uri: self.redirect_uri(raw, name)?,
        })
    }

    /// It is compared character by character, so that its spelling is kept.
    fn redirect_uri(&self, raw: &RawClient, name: &str) -> Resolved<Option<String>> {
        let key = ["clients", name, "redirect_uri"];
        if let Some(text) = &raw.redirect_uri
            && !Url::parse(text).is_ok_and(|url| url.scheme() == "https")
        {
            return Err(self
                .blame(&key, format!("`{text}` is not an HTTPS address"))
                .fix("give the redirect URI as it is registered, with https://"));
        }
        Ok(raw.redirect_uri.clone())
    }

    /// The certificate of a client, with its key.
    fn identity(&self, raw: &RawClient, name: &str) -> Resolved<Option<ClientIdentity>> {
        let Some(file) = &raw.certificate_file else {
            return Ok(None);
        };
        let key = ["clients", name, "certificate_file"];
        let pem = self.read(file, &key)?;
        let key_file = raw.certificate_key_file.as_ref().unwrap_or(&raw.key_file);
        let key_pem = self.read(key_file, &["clients", name, "certificate_key_file"])?;
        identity_of(pem, &key_pem).map(Some).map_err(|problem| {
            let files = [file, key_file].map(|file| self.path(file).display().to_string());
            let [file, key_file] = files;
            self.blame(&key, format!("{file} with the key {key_file}: {problem}"))
                .fix("give the PEM certificate that the client shows, and its own private key")
        })
    }

    fn demand_different(&self, clients: &Clients) -> Resolved<()> {
        let named = [
            ("another_client", &clients.another_client),
            ("unauthorised_client", &clients.unauthorised_client),
        ];
        let same = named.into_iter().find(|(_, other)| {
            other
                .as_ref()
                .is_some_and(|other| is_same(other, &clients.client))
        });
        match same {
            None => Ok(()),
            Some((name, _)) => Err(self
                .blame(
                    &["clients", name],
                    format!("`{name}` has the id or the key of `client`"),
                )
                .fix("give it an id and a key of its own, or leave it out")),
        }
    }
}

fn is_same(left: &ClientCredentials, right: &ClientCredentials) -> bool {
    left.id == right.id || left.key == right.key
}

/// A certificate with its key, once the two have been seen to belong together.
pub(super) fn identity_of(pem: String, key_pem: &str) -> Result<ClientIdentity, String> {
    let certificate = CertificateDer::from_pem_slice(pem.as_bytes())
        .map_err(|_| "the first holds no certificate".to_owned())?;
    let key = PrivateKeyDer::from_pem_slice(key_pem.as_bytes())
        .map_err(|_| "the second holds no private key".to_owned())?;
    let identity = ClientIdentity::brought(certificate, pem, key);
    client_config_as(Some(&identity), &[]).map_err(|error| explain(&error))?;
    in_force(identity.pem(), Clock::system().now())
        .map_err(|problem| format!("the certificate {problem}"))?;
    Ok(identity)
}

/// A key of another certificate is what is wrong most often.
fn explain(error: &TlsError) -> String {
    match error {
        TlsError::Configure(rustls::Error::InconsistentKeys(_)) => {
            "the certificate belongs to another key".to_owned()
        }
        other => format!("failed to {other}"),
    }
}

/// Whether every certificate of a PEM text can be trusted, and whether there is one.
fn authorities(pem: &str) -> Result<(), String> {
    let mut store = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(pem.as_bytes()) {
        let certificate = certificate.map_err(|_| "is not a sound PEM file".to_owned())?;
        store
            .add(certificate)
            .map_err(|error| format!("holds a certificate that cannot be used: {error}"))?;
    }
    if store.is_empty() {
        Err("holds no certificate".to_owned())
    } else {
        Ok(())
    }
}
