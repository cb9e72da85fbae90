//! An office's client, and how it is made to act.

use mock_kit::Clock;

use super::super::certificate::in_force;
use super::super::office_client::{ClientPublicKey, ClientUnderTest, Driver, Ports};
use super::super::raw::{RawOfficeClient, RawTarget};
use super::{Resolved, Resolver};

/// The key of the target file that it stands under.
const KEY: &str = "office_client";

impl Resolver<'_> {
    pub(super) fn office_client(&self, raw: &RawTarget) -> Resolved<Option<ClientUnderTest>> {
        let Some(client) = &raw.office_client else {
            return Ok(None);
        };
        let key_file = client.key_file.as_ref().map(|file| self.path(file));
        Ok(Some(ClientUnderTest {
            client_id: client.client_id.clone(),
            key: self.public_key(client)?,
            key_file: key_file.map(|file| std::path::absolute(&file).unwrap_or(file)),
            office: client.office.clone(),
            driver: self.driver(client)?,
            ports: Ports {
                authorization_server: client.ports.authorization_server,
                das: client.ports.das,
            },
            deadline: Self::deadline(raw),
            trust: self.trust_in_guest(raw)?,
        }))
    }

    fn public_key(&self, raw: &RawOfficeClient) -> Resolved<ClientPublicKey> {
        let key = [KEY, "jwks_file"];
        match (&raw.certificate_file, &raw.jwks_file) {
            (None, None) => Ok(ClientPublicKey::HandedOut),
            (Some(file), None) => {
                let key = [KEY, "certificate_file"];
                let pem = self.read(file, &key)?;
                in_force(&pem, Clock::system().now()).map_err(|problem| {
                    self.blame(
                        &key,
                        format!(
                            "{} holds a certificate that {problem}",
                            self.path(file).display()
                        ),
                    )
                    .fix("give the PEM certificate with which the client is registered")
                })?;
                Ok(ClientPublicKey::Certificate(pem))
            }
            (None, Some(file)) => Ok(ClientPublicKey::Jwks(self.key_set(file, &key)?)),
            (Some(_), Some(_)) => Err(self
                .blame(&key, "there is a certificate as well")
                .fix("name either `certificate_file` or `jwks_file`")),
        }
    }

    fn driver(&self, raw: &RawOfficeClient) -> Resolved<Driver> {
        let commands = !raw.register.is_empty() && !raw.retrieve.is_empty();
        match (commands, &raw.trigger_url, raw.operator) {
            (true, None, false) => Ok(Driver::Commands {
                register: raw.register.clone(),
                retrieve: raw.retrieve.clone(),
                folder: self.folder.to_owned(),
            }),
            (false, Some(url), false) => {
                let url = self.near_or_encrypted(url, &[KEY, "trigger_url"])?;
                Ok(Driver::Trigger(url))
            }
            (false, None, true) => Ok(Driver::Operator),
            _ => Err(self
                .blame(&[KEY], "how the client is made to act is not clear")
                .fix("give the commands `register` and `retrieve`, or `trigger_url`, or `operator: true`")),
        }
    }
}
