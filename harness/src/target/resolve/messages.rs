//! Parties of encrypted messages: where they are.

use url::Url;

use super::super::messages::MessagePartiesUnderTest;
use super::super::raw::{RawMessages, RawTarget};
use super::{Resolved, Resolver};
use crate::oracle::jwe::agreement_key::Curve;
use crate::requirement::Role;

/// The key of the target file that they stand under.
const KEY: &str = "messages";
/// The roles of encrypted messages.
pub(super) const ROLES: [Role; 2] = [Role::MessageConsumer, Role::MessageProducer];

/// Whether the file says where each is that is to be judged.
pub(super) fn are_described(raw: &RawTarget) -> bool {
    let is_located = |stated: &RawMessages, role: &Role| match role {
        Role::MessageConsumer => stated.consumer.is_some(),
        Role::MessageProducer => stated.producer.is_some(),
        _ => true,
    };
    let stated = raw.messages.as_ref();
    stated.is_some_and(|stated| raw.roles.iter().all(|role| is_located(stated, role)))
}

impl Resolver<'_> {
    pub(super) fn messages(&self, raw: &RawTarget) -> Resolved<Option<MessagePartiesUnderTest>> {
        let Some(stated) = &raw.messages else {
            return Ok(None);
        };
        let base = |url: &Option<Url>| {
            let url = url.as_ref();
            url.map(|url| self.folder_of_addresses(url)).transpose()
        };
        Ok(Some(MessagePartiesUnderTest {
            consumer: base(&stated.consumer)?,
            producer: base(&stated.producer)?,
            curve: stated.curve.unwrap_or(Curve::P256),
            key_port: stated.key_port,
            hosts: self.host_identity(&stated.hosts, &[KEY, "hosts"])?,
            trust_pem: self.trust_in_guest(raw)?.unwrap_or_default(),
            deadline: Self::deadline(raw),
        }))
    }
}
