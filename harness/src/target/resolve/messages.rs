//! Parties of encrypted messages: where they are.

use std::sync::Arc;
use std::time::Duration;

use url::Url;

use super::super::messages::MessagePartiesUnderTest;
use super::super::raw::{RawMessages, RawTarget};
use super::{Resolved, Resolver};
use crate::requirement::Role;

/// The key of the target file that they stand under.
const KEY: &str = "messages";
/// The roles of encrypted messages.
const ROLES: [Role; 2] = [Role::MessageConsumer, Role::MessageProducer];

impl Resolver<'_> {
    /// Whether a role of encrypted messages is to be judged.
    pub(super) fn has_message_roles(raw: &RawTarget) -> bool {
        raw.roles.iter().any(|role| ROLES.contains(role))
    }

    /// Parties of encrypted messages are judged among parties of ours, so nobody else can be judged beside them.
    pub(super) fn demand_messages_alone(&self, raw: &RawTarget) -> Resolved<()> {
        if raw.roles.iter().any(|role| !ROLES.contains(role)) {
            return Err(self
                .blame(&["roles"], "parties of encrypted messages are judged alone")
                .fix("give the other roles a target file of their own"));
        }
        let stated = raw.messages.as_ref();
        let lacks = |role, base: fn(&RawMessages) -> &Option<Url>| {
            raw.roles.contains(&role) && stated.and_then(|raw| base(raw).as_ref()).is_none()
        };
        if lacks(Role::MessageConsumer, |raw| &raw.consumer)
            || lacks(Role::MessageProducer, |raw| &raw.producer)
        {
            return Err(self
                .blame(&["roles"], "`messages` does not say where these roles are")
                .fix("add `messages: { consumer: https://…, producer: https://…, … }`"));
        }
        if raw.trust.is_none() {
            return Err(self
                .blame(&["roles"], "`trust` is missing for this role")
                .fix("add `trust: { ca_file: … }`: who vouches for the parties and for `hosts`"));
        }
        Ok(())
    }

    pub(super) fn messages(
        &self,
        raw: &RawTarget,
    ) -> Resolved<Option<Arc<MessagePartiesUnderTest>>> {
        let Some(stated) = &raw.messages else {
            return Ok(None);
        };
        let base = |url: &Option<Url>| {
            let url = url.as_ref();
            url.map(|url| self.folder_of_addresses(url)).transpose()
        };
        let trust = raw.trust.as_ref().map(|raw| self.trust(raw)).transpose()?;
        Ok(Some(Arc::new(MessagePartiesUnderTest {
            consumer: base(&stated.consumer)?,
            producer: base(&stated.producer)?,
            key_port: stated.key_port,
            hosts: self.host_identity(&stated.hosts, &[KEY, "hosts"])?,
            trust_pem: trust.map(|trust| trust.ca_pem).unwrap_or_default(),
            deadline: Duration::from_secs(raw.limits.deadline_seconds),
        })))
    }
}
