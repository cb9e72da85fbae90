//! An office's client, and how it is made to act.

use std::sync::Arc;
use std::time::Duration;

use mock_kit::Clock;
use serde_json::Value;

use super::super::certificate::in_force;
use super::super::office_client::{ClientPublicKey, ClientUnderTest, Driver, Ports};
use super::super::raw::{RawOfficeClient, RawTarget};
use super::{Resolved, Resolver};
use crate::requirement::Role;

/// The key of the target file that it stands under.
const KEY: &str = "office_client";

impl Resolver<'_> {
    /// A client is judged among parties of ours, so nobody else can be judged beside it.
    pub(super) fn demand_client_alone(&self, raw: &RawTarget) -> Resolved<()> {
        if raw.roles.iter().any(|role| *role != Role::OfficeClient) {
            return Err(self
                .blame(&["roles"], "an office's client is judged alone")
                .fix("give the other roles a target file of their own"));
        }
        if raw.office_client.is_none() {
            return Err(self
                .blame(&["roles"], "`office_client` is missing for this role")
                .fix("add `office_client`: who it is, and the commands that make it act"));
        }
        Ok(())
    }

    pub(super) fn office_client(&self, raw: &RawTarget) -> Resolved<Option<Arc<ClientUnderTest>>> {
        let Some(client) = &raw.office_client else {
            return Ok(None);
        };
        let key_file = client.key_file.as_ref().map(|file| self.path(file));
        Ok(Some(Arc::new(ClientUnderTest {
            client_id: client.client_id.clone(),
            key: self.public_key(client)?,
            key_file: key_file.map(|file| std::path::absolute(&file).unwrap_or(file)),
            office: client.office.clone(),
            driver: self.driver(client)?,
            ports: Ports {
                authorization_server: client.ports.authorization_server,
                das: client.ports.das,
            },
            deadline: Duration::from_secs(raw.limits.deadline_seconds),
            trust: self.trust_in_trigger(raw)?,
        })))
    }

    fn trust_in_trigger(&self, raw: &RawTarget) -> Resolved<Option<String>> {
        let trust = raw.trust.as_ref().map(|raw| self.trust(raw)).transpose()?;
        Ok(trust.map(|trust| trust.ca_pem))
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
            (None, Some(file)) => {
                let set: Option<Value> = serde_json::from_str(&self.read(file, &key)?).ok();
                let set = set.filter(|set| set.get("keys").is_some_and(Value::is_array));
                set.map(ClientPublicKey::Jwks).ok_or_else(|| {
                    self.blame(&key, "the file holds no JWK set")
                        .fix("give a JSON object with the array `keys`")
                })
            }
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
