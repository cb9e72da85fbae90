//! Producers and consumers of encrypted messages: where they are, and what they are told of each other.

use serde_json::Value;
use url::Url;

use super::office_client::WrongCertificate;
use super::{Environment, Parties, join};
use crate::actor::counterparty::KeyHost;
use crate::actor::forge::authority::Authority;
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
    pub fn below(base: &Url) -> Result<Self, Stop> {
        Ok(Self {
            base: base.clone(),
            jwks_uri: join(base, "keys.jwks")?,
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
        match &self.parties {
            Parties::BuiltIn(own) => {
                MessageConsumerFacts::below(own.message_consumer().await?.base())
            }
            Parties::Reached(_) => Err(elsewhere()),
        }
    }

    /// Where the producer is.
    pub async fn message_producer(&self) -> Result<MessageProducerFacts, Stop> {
        match &self.parties {
            Parties::BuiltIn(own) => {
                MessageProducerFacts::below(own.message_producer().await?.base())
            }
            Parties::Reached(_) => Err(elsewhere()),
        }
    }

    /// Tells the consumer where the keys of its producer are.
    pub async fn introduce_producer(&self, keys: &Url) -> Result<(), Stop> {
        let own = self.own("producers are registered there by hand")?;
        let address = message_encryption::consumer::Registration::Address(keys.clone());
        own.message_consumer().await?.register(address);
        Ok(())
    }

    /// The authority that vouches for the keys of both sides.
    pub fn message_authority(&self) -> Result<&'static Authority, Stop> {
        let own = self.own("certificates are made by the target's authorities")?;
        Ok(own.message_authority())
    }

    /// A host that serves a key set, in some manner.
    pub async fn key_host_in(&self, manner: KeyHostManner, keys: Value) -> Result<KeyHost, Stop> {
        let own = self.own("the target fetches no keys from here")?;
        let mut listener = own.listener();
        listener.identity = match manner {
            KeyHostManner::Proper => listener.identity,
            KeyHostManner::InTheClear => None,
            KeyHostManner::Wrong(wrong) => Some(own.wrong_identity(wrong)),
        };
        KeyHost::open(&listener, self.clock().clone(), vec![keys]).await
    }
}

fn elsewhere() -> Stop {
    let why = "the target names no party of encrypted messages";
    Stop::untested(UntestedReason::Organisational, why)
}
