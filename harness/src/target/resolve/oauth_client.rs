//! A web client: where it is, and how it is registered.

use url::Url;

use super::super::oauth_client::{MeetingPoint, WebClientUnderTest};
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
            again: self.further(client.again.as_ref(), "again")?,
            notifications: self.further(client.notifications.as_ref(), "notifications")?,
            done: client.done.clone(),
            resource_port: client.resource_port,
            hosts: self.host_identity(&client.hosts, &[KEY, "hosts"])?,
            trust_pem: self.trust_in_guest(raw)?.unwrap_or_default(),
            deadline: Self::deadline(raw),
        }))
    }

    fn further(&self, address: Option<&Url>, key: &str) -> Resolved<Option<Url>> {
        let address = address.map(|address| self.encrypted(address, &[KEY, key]));
        address.transpose()
    }

    fn meeting_point(&self, raw: &RawMeetingPoint, key: &str) -> Resolved<MeetingPoint> {
        Ok(MeetingPoint {
            start: self.encrypted(&raw.start, &[KEY, key])?,
            redirect_uri: self.encrypted(&raw.redirect_uri, &[KEY, key])?,
            port: raw.port,
        })
    }
}
