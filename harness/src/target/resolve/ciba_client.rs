//! A client of the back channel: how it is registered, and how it is made to ask.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use url::Url;

use super::super::ciba_client::CibaClientUnderTest;
use super::super::raw::{RawCibaClient, RawTarget};
use super::{Resolved, Resolver};
use crate::requirement::Role;
use crate::requirement::backchannel_wire::DeliveryMode;

/// The key of the target file that it stands under.
const KEY: &str = "ciba_client";

impl Resolver<'_> {
    /// A client of the back channel is judged among parties of ours, so nobody else can be judged beside it.
    pub(super) fn demand_ciba_client_alone(&self, raw: &RawTarget) -> Resolved<()> {
        if raw.roles.iter().any(|role| *role != Role::CibaClient) {
            return Err(self
                .blame(&["roles"], "a client of the back channel is judged alone")
                .fix("give the other roles a target file of their own"));
        }
        if raw.ciba_client.is_none() {
            return Err(self
                .blame(&["roles"], "`ciba_client` is missing for this role")
                .fix("add `ciba_client`: how it is registered, and what makes it ask"));
        }
        if raw.trust.is_none() {
            return Err(self
                .blame(&["roles"], "`trust` is missing for this role")
                .fix("add `trust: { ca_file: … }`: who vouches for the client and for `hosts`"));
        }
        Ok(())
    }

    pub(super) fn ciba_client(
        &self,
        raw: &RawTarget,
    ) -> Resolved<Option<Arc<CibaClientUnderTest>>> {
        let Some(client) = &raw.ciba_client else {
            return Ok(None);
        };
        self.demand_what_delivery_needs(client)?;
        let trust = raw.trust.as_ref().map(|raw| self.trust(raw)).transpose()?;
        let certificate = client.certificate_file.as_ref();
        let certificate = certificate.map(|file| self.read(file, &[KEY, "certificate_file"]));
        let scope = client.scope.as_deref().unwrap_or_default();
        Ok(Some(Arc::new(CibaClientUnderTest {
            client_id: client.client_id.clone(),
            jwks: self.key_set(&client.jwks_file)?,
            certificate_pem: certificate.transpose()?,
            proves_by_certificate: client.proves_by_certificate,
            delivery: client.delivery,
            notifications: client.notifications.clone(),
            signs_requests_with: client.signs_requests_with.clone(),
            scope: scope.split_whitespace().map(str::to_owned).collect(),
            start: self.encrypted(&client.start, "start")?,
            port: client.port,
            hosts: self.host_identity(&client.hosts, &[KEY, "hosts"])?,
            trust_pem: trust.map(|trust| trust.ca_pem).unwrap_or_default(),
            deadline: Duration::from_secs(raw.limits.deadline_seconds),
        })))
    }

    fn demand_what_delivery_needs(&self, raw: &RawCibaClient) -> Resolved<()> {
        if raw.delivery != DeliveryMode::Poll && raw.notifications.is_none() {
            return Err(self
                .blame(&[KEY, "delivery"], "no address of notifications is named")
                .fix("add `notifications`: where it is notified"));
        }
        if raw.proves_by_certificate && raw.certificate_file.is_none() {
            return Err(self
                .blame(&[KEY, "proves_by_certificate"], "no certificate is named")
                .fix("add `certificate_file`: the certificate that it shows"));
        }
        if let Some(url) = &raw.notifications {
            self.encrypted(url, "notifications")?;
        }
        Ok(())
    }

    fn key_set(&self, file: &Path) -> Resolved<Value> {
        let key = [KEY, "jwks_file"];
        let set: Option<Value> = serde_json::from_str(&self.read(file, &key)?).ok();
        let set = set.filter(|set| set.get("keys").is_some_and(Value::is_array));
        set.ok_or_else(|| {
            self.blame(&key, "the file holds no JWK set")
                .fix("give a JSON object with the array `keys`")
        })
    }

    /// Tokens are pushed there, and whoever starts the client makes it disturb a user.
    fn encrypted(&self, address: &Url, key: &str) -> Resolved<Url> {
        self.demand_no_production(address, &[KEY, key])?;
        if address.scheme() == "https" {
            return Ok(address.clone());
        }
        Err(self
            .blame(&[KEY, key], format!("{address} is not encrypted"))
            .fix("begin it with https://"))
    }
}
