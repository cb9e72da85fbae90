//! The back channel: what decides for its users, and where a client is notified that is to be pinged.

use super::super::decision::DecisionAddress;
use super::super::raw::{RawBackchannel, RawTarget};
use super::super::resolved::Pings;
use super::{Resolved, Resolver};

impl Resolver<'_> {
    pub(super) fn backchannel(
        &self,
        raw: Option<&RawBackchannel>,
    ) -> Resolved<Option<RawBackchannel>> {
        if let Some(template) = raw.and_then(|raw| raw.decide.as_deref()) {
            let key = ["backchannel", "decide"];
            let address = DecisionAddress::parse(template);
            let address = address.map_err(|why| {
                let problem = format!("`decide` cannot be used: {why}");
                self.blame(&key, problem)
                    .fix("write it as in `https://host/decide?id={auth_req_id}&action={action}`")
            })?;
            self.near_or_encrypted(&address.written, &key)?;
        }
        Ok(raw.cloned())
    }

    pub(super) fn pings(&self, raw: Option<&RawBackchannel>) -> Resolved<Option<Pings>> {
        let Some(pings) = raw.and_then(|raw| raw.pings.as_ref()) else {
            return Ok(None);
        };
        let hosts = self.host_identity(&pings.hosts, &["backchannel", "pings"])?;
        Ok(Some(Pings {
            port: pings.port,
            hosts,
        }))
    }
}

/// Whether there is a client to be pinged, and an endpoint for it.
pub(super) fn has_pings(raw: &RawTarget) -> bool {
    let clients = raw.clients.as_ref();
    let client = clients.is_some_and(|clients| clients.pinged_client.is_some());
    let backchannel = raw.backchannel.as_ref();
    client && backchannel.is_some_and(|backchannel| backchannel.pings.is_some())
}
