//! A web client: where it is, and how it is registered.

use url::Url;

use super::super::oauth_client::{MeetingPoint, WebClientUnderTest};
use super::super::production::is_production;
use super::super::raw::{RawMeetingPoint, RawTarget};
use super::guest::scope_values;
use super::{Resolved, Resolver};

/// The key of the target file that it stands under.
const KEY: &str = "oauth_client";

impl Resolver<'_> {
    pub(super) fn oauth_client(&self, raw: &RawTarget) -> Resolved<Option<WebClientUnderTest>> {
        let Some(client) = &raw.oauth_client else {
            return Ok(None);
        };
        let elsewhere = client.elsewhere.as_ref();
        let elsewhere = elsewhere.map(|raw| self.meeting_point(raw, "elsewhere"));
        Ok(Some(WebClientUnderTest {
            client_id: client.client_id.clone(),
            jwks: self.key_set(&client.jwks_file, &[KEY, "jwks_file"])?,
            certificate_pem: self.shown_certificate(
                KEY,
                client.certificate_file.as_ref(),
                client.proves_by_certificate,
            )?,
            proves_by_certificate: client.proves_by_certificate,
            scope: scope_values(client.scope.as_ref()),
            usual: self.meeting_point(&client.usual, "usual")?,
            elsewhere: elsewhere.transpose()?,
            again: client.again.clone(),
            notifications: client.notifications.clone(),
            done: client.done.clone(),
            resource_port: client.resource_port,
            hosts: self.host_identity(&client.hosts, &[KEY, "hosts"])?,
            trust_pem: self.trust_in_guest(raw)?.unwrap_or_default(),
            deadline: Self::deadline(raw),
        }))
    }

    fn meeting_point(&self, raw: &RawMeetingPoint, key: &str) -> Resolved<MeetingPoint> {
        Ok(MeetingPoint {
            start: self.secured(&raw.start, &[KEY, key])?,
            redirect_uri: self.secured(&raw.redirect_uri, &[KEY, key])?,
            port: raw.port,
        })
    }

    /// Users go there, and codes.
    fn secured(&self, address: &Url, key: &[&str]) -> Resolved<Url> {
        if is_production(address) {
            return Err(self
                .blame(key, format!("{address} is a production system"))
                .fix("name a system that is there to be tested"));
        }
        self.encrypted(address, key)
    }
}
