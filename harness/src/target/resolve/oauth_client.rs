//! A web client: where it is, and how it is registered.

use std::sync::Arc;
use std::time::Duration;

use mock_kit::Clock;
use mock_kit::tls::ServerIdentity;
use serde_json::Value;
use url::Url;

use super::super::certificate::in_force;
use super::super::oauth_client::{HostIdentity, MeetingPoint, WebClientUnderTest};
use super::super::production::is_production;
use super::super::raw::{RawHostIdentity, RawMeetingPoint, RawOauthClient, RawTarget};
use super::{Resolved, Resolver};
use crate::requirement::Role;

/// The key of the target file that it stands under.
const KEY: &str = "oauth_client";

impl Resolver<'_> {
    /// A web client is judged among parties of ours, so nobody else can be judged beside it.
    pub(super) fn demand_web_client_alone(&self, raw: &RawTarget) -> Resolved<()> {
        if raw.roles.iter().any(|role| *role != Role::OauthClient) {
            return Err(self
                .blame(&["roles"], "a web client is judged alone")
                .fix("give the other roles a target file of their own"));
        }
        if raw.oauth_client.is_none() {
            return Err(self
                .blame(&["roles"], "`oauth_client` is missing for this role")
                .fix("add `oauth_client`: where it is, and how it is registered"));
        }
        if raw.trust.is_none() {
            return Err(self
                .blame(&["roles"], "`trust` is missing for this role")
                .fix("add `trust: { ca_file: … }`: who vouches for the client and for `hosts`"));
        }
        Ok(())
    }

    pub(super) fn oauth_client(
        &self,
        raw: &RawTarget,
    ) -> Resolved<Option<Arc<WebClientUnderTest>>> {
        let Some(client) = &raw.oauth_client else {
            return Ok(None);
        };
        let trust = raw.trust.as_ref().map(|raw| self.trust(raw)).transpose()?;
        let certificate = client.certificate_file.as_ref();
        let certificate = certificate.map(|file| self.read(file, &[KEY, "certificate_file"]));
        let scope = client.scope.as_deref().unwrap_or_default();
        Ok(Some(Arc::new(WebClientUnderTest {
            client_id: client.client_id.clone(),
            jwks: self.jwks_of_web_client(client)?,
            certificate_pem: certificate.transpose()?,
            proves_by_certificate: self.proof(client)?,
            scope: scope.split_whitespace().map(str::to_owned).collect(),
            usual: self.meeting_point(&client.usual, "usual")?,
            elsewhere: self.second_meeting_point(client)?,
            again: client.again.clone(),
            notifications: client.notifications.clone(),
            done: client.done.clone(),
            resource_port: client.resource_port,
            hosts: self.host_identity(&client.hosts, &[KEY, "hosts"])?,
            trust_pem: trust.map(|trust| trust.ca_pem).unwrap_or_default(),
            deadline: Duration::from_secs(raw.limits.deadline_seconds),
        })))
    }

    fn jwks_of_web_client(&self, raw: &RawOauthClient) -> Resolved<Value> {
        let key = [KEY, "jwks_file"];
        let set: Option<Value> = serde_json::from_str(&self.read(&raw.jwks_file, &key)?).ok();
        let set = set.filter(|set| set.get("keys").is_some_and(Value::is_array));
        set.ok_or_else(|| {
            self.blame(&key, "the file holds no JWK set")
                .fix("give a JSON object with the array `keys`")
        })
    }

    fn proof(&self, raw: &RawOauthClient) -> Resolved<bool> {
        if raw.proves_by_certificate && raw.certificate_file.is_none() {
            return Err(self
                .blame(&[KEY, "proves_by_certificate"], "no certificate is named")
                .fix("add `certificate_file`: the certificate that it shows"));
        }
        Ok(raw.proves_by_certificate)
    }

    fn second_meeting_point(&self, raw: &RawOauthClient) -> Resolved<Option<MeetingPoint>> {
        let elsewhere = raw.elsewhere.as_ref();
        let elsewhere = elsewhere.map(|raw| self.meeting_point(raw, "elsewhere"));
        elsewhere.transpose()
    }

    fn meeting_point(&self, raw: &RawMeetingPoint, key: &str) -> Resolved<MeetingPoint> {
        Ok(MeetingPoint {
            start: self.secured(&raw.start, &[KEY, key])?,
            redirect_uri: self.secured(&raw.redirect_uri, &[KEY, key])?,
            port: raw.port,
        })
    }

    /// Codes go there, so they are encrypted.
    fn secured(&self, address: &Url, key: &[&str]) -> Resolved<Url> {
        if is_production(address) {
            return Err(self
                .blame(key, format!("{address} is a production system"))
                .fix("name a system that is there to be tested"));
        }
        if address.scheme() == "https" {
            return Ok(address.clone());
        }
        Err(self
            .blame(key, format!("{address} is not encrypted"))
            .fix("begin it with https://"))
    }

    pub(super) fn host_identity(
        &self,
        raw: &RawHostIdentity,
        key: &[&str],
    ) -> Resolved<HostIdentity> {
        let identity = HostIdentity {
            certificate_pem: self.read(&raw.certificate_file, key)?,
            key_pem: self.read(&raw.key_file, key)?,
        };
        let own = ServerIdentity::from_pem(&identity.certificate_pem, &identity.key_pem);
        let usable = own
            .map_err(|error| format!("failed to {error}"))
            .and_then(|_| {
                in_force(&identity.certificate_pem, Clock::system().now())
                    .map_err(|problem| format!("the certificate {problem}"))
            });
        match usable {
            Ok(_) => Ok(identity),
            Err(problem) => Err(self
                .blame(key, format!("our parties cannot use it: {problem}"))
                .fix("give a certificate for localhost with its key, both in PEM")),
        }
    }
}
