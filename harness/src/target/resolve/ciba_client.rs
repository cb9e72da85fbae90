//! A client of the back channel: how it is registered, and how it is made to ask.

use super::super::ciba_client::CibaClientUnderTest;
use super::super::raw::{RawCibaClient, RawTarget};
use super::driven::Ways;
use super::guest::scope_values;
use super::{Resolved, Resolver};
use crate::requirement::backchannel_wire::DeliveryMode;

/// The key of the target file that it stands under.
const KEY: &str = "ciba_client";

impl Resolver<'_> {
    pub(super) fn ciba_client(&self, raw: &RawTarget) -> Resolved<Option<CibaClientUnderTest>> {
        let Some(client) = &raw.ciba_client else {
            return Ok(None);
        };
        self.demand_what_delivery_needs(client)?;
        if let Some(url) = &client.start {
            self.encrypted(url, &[KEY, "start"])?;
        }
        let ways = Ways {
            command: &client.ask,
            url: client.start.as_ref(),
            operator: client.operator,
        };
        Ok(Some(CibaClientUnderTest {
            client_id: client.client_id.clone(),
            jwks: self.key_set(&client.jwks_file, &[KEY, "jwks_file"])?,
            certificate_pem: self.shown_certificate(
                KEY,
                client.certificate_file.as_ref(),
                client.proves_by_certificate,
            )?,
            proves_by_certificate: client.proves_by_certificate,
            delivery: client.delivery,
            notifications: client.notifications.clone(),
            signs_requests_with: client.signs_requests_with.clone(),
            scope: scope_values(client.scope.as_ref()),
            driver: self.party_driver(raw, &ways, KEY)?,
            port: client.port,
            hosts: self.host_identity(&client.hosts, &[KEY, "hosts"])?,
            trust_pem: self.trust_in_guest(raw)?.unwrap_or_default(),
            deadline: Self::deadline(raw),
        }))
    }

    fn demand_what_delivery_needs(&self, raw: &RawCibaClient) -> Resolved<()> {
        if raw.delivery != DeliveryMode::Poll && raw.notifications.is_none() {
            return Err(self
                .blame(&[KEY, "delivery"], "no address of notifications is named")
                .fix("add `notifications`: where it is notified"));
        }
        if let Some(url) = &raw.notifications {
            self.encrypted(url, &[KEY, "notifications"])?;
        }
        Ok(())
    }
}
