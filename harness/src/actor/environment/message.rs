//! Producers and consumers of encrypted messages: where they are, and what they are told of each other.

use message_encryption::consumer::Registration;
use serde_json::Value;
use url::Url;

use super::office_client::WrongCertificate;
use super::{Environment, join};
use crate::actor::counterparty::KeyHost;
use crate::actor::forge::authority::Authority;
use crate::oracle::jwe::agreement_key::Curve;
use crate::stop::Stop;
use crate::verdict::UntestedReason;

/// What is known of a consumer before anything is sent to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageConsumerFacts {
    /// Where messages are sent.
    pub messages: Url,
    /// Where it publishes its encryption keys.
    pub jwks_uri: Url,
}

/// What is known of a producer before anything is asked of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageProducerFacts {
    /// Below which recipients register and fetch messages.
    pub base: Url,
    /// Where it publishes its signing keys.
    pub jwks_uri: Url,
    /// The curve on which it agrees on keys, whichever others it offers besides (Part 4, ECDH-ES, step 1).
    pub curve: Curve,
}

impl MessageConsumerFacts {
    /// A consumer whose operations stand below a base.
    pub fn below(base: &Url) -> Result<Self, Stop> {
        Ok(Self {
            messages: join(base, "messages")?,
            jwks_uri: join(base, "keys.jwks")?,
        })
    }
}

impl MessageProducerFacts {
    /// A producer whose operations stand below a base.
    pub fn below(base: &Url, curve: Curve) -> Result<Self, Stop> {
        Ok(Self {
            base: base.clone(),
            jwks_uri: join(base, "keys.jwks")?,
            curve,
        })
    }

    /// Where a recipient registers.
    pub fn recipient(&self, name: &str) -> Result<Url, Stop> {
        join(&self.base, &format!("recipients/{name}"))
    }

    /// Where a recipient fetches the customer, whole or by field.
    pub fn customer(&self, name: &str, by_field: bool) -> Result<Url, Stop> {
        let query = if by_field { "?protection=field" } else { "" };
        join(
            &self.base,
            &format!("recipients/{name}/customers/current{query}"),
        )
    }
}

/// How a host of keys shows who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyHostManner {
    /// By a certificate for its name.
    Proper,
    /// Not at all: it speaks no TLS.
    InTheClear,
    /// By a certificate that is none for it.
    Wrong(WrongCertificate),
}

impl Environment {
    /// Where the consumer is.
    pub async fn message_consumer(&self) -> Result<MessageConsumerFacts, Stop> {
        let own = self.own("messages are judged among parties of ours")?;
        let base = match own.message_parties_under_test() {
            Some(parties) => stated(parties.consumer.as_ref())?,
            None => own.message_consumer().await?.base(),
        };
        MessageConsumerFacts::below(base)
    }

    /// Where the producer is.
    pub async fn message_producer(&self) -> Result<MessageProducerFacts, Stop> {
        let own = self.own("messages are judged among parties of ours")?;
        let (base, curve) = match own.message_parties_under_test() {
            Some(parties) => (stated(parties.producer.as_ref())?, parties.curve),
            None => (own.message_producer().await?.base(), Curve::P256),
        };
        MessageProducerFacts::below(base, curve)
    }

    /// The host of keys by which the consumer knows its producer, in some manner. One that is not ours was told of a proper one.
    pub async fn registered_key_host(
        &self,
        manner: KeyHostManner,
        keys: Value,
    ) -> Result<KeyHost, Stop> {
        let own = self.own("the target fetches no keys from here")?;
        let Some(parties) = own.message_parties_under_test() else {
            let host = self.key_host_in(manner, keys).await?;
            let address = Registration::Address(host.url().clone());
            own.message_consumer().await?.register(address);
            return Ok(host);
        };
        if manner != KeyHostManner::Proper {
            let why = "the consumer was told of a proper host of keys";
            return Err(Stop::untested(UntestedReason::NeedsFault, why));
        }
        let mut listener = own.key_listener(manner)?;
        listener.address.set_port(parties.key_port);
        let host = KeyHost::open(&listener, self.clock().clone(), vec![keys]).await?;
        self.hear(host.ear());
        Ok(host)
    }

    /// A host that serves a key set, in some manner.
    pub async fn key_host_in(&self, manner: KeyHostManner, keys: Value) -> Result<KeyHost, Stop> {
        let own = self.own("the target fetches no keys from here")?;
        let listener = own.key_listener(manner)?;
        KeyHost::open(&listener, self.clock().clone(), vec![keys]).await
    }

    /// A host that serves a list of revoked certificates, without TLS as is usual, since the list is signed (RFC 5280, 8).
    pub async fn revocation_host(&self, list: Vec<u8>) -> Result<KeyHost, Stop> {
        let own = self.own("the target fetches no lists from here")?;
        let listener = own.key_listener(KeyHostManner::InTheClear)?;
        let list = ("application/pkix-crl", list);
        KeyHost::open_with(&listener, self.clock().clone(), list).await
    }

    /// The authority that vouches for the keys of both sides.
    pub fn message_authority(&self) -> Result<&'static Authority, Stop> {
        let own = self.own("messages are judged among parties of ours")?;
        if own.message_parties_under_test().is_none() {
            return Ok(own.message_authority());
        }
        let why = "certificates are made by the target's authorities";
        Err(Stop::untested(UntestedReason::Organisational, why))
    }
}

/// Where a party is, if the target file says so.
fn stated(base: Option<&Url>) -> Result<&Url, Stop> {
    let why = "the target file does not say where this party is";
    base.ok_or_else(|| Stop::untested(UntestedReason::Organisational, why))
}
