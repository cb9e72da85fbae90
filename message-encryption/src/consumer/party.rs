//! What a consumer knows, and how it judges a message.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use mock_kit::{FaultPlan, strict_json};
use openssl::x509::X509;
use serde_json::{Value, json};
use url::Url;

use super::settings::{Registration, Settings};
use crate::certificate::Vouchers;
use crate::faults::consumer::publication::KEEPS_KEYS_FOR_EVER;
use crate::faults::consumer::trust::{FOLLOWS_ANY_ADDRESS, FOLLOWS_UNPROTECTED_ADDRESSES};
use crate::key_host::KeyFetcher;
use crate::key_set::{self, PublishedKey};
use crate::nested::{Decrypted, Reader, Trust};
use crate::own_key::{KeyRing, OwnKey};
use crate::refusal::Refusal;
use crate::revocation::RevocationLists;

/// A consumer, shared by its handlers.
pub(super) type Shared = Arc<Consumer>;

/// Everything that a consumer has.
pub(super) struct Consumer {
    pub settings: Settings,
    pub faults: FaultPlan,
    pub ring: KeyRing,
    pub roots: Vec<X509>,
    pub fetcher: KeyFetcher,
    pub state: Mutex<State>,
}

/// What exchanges make.
#[derive(Default)]
pub(super) struct State {
    pub producer: Option<Registration>,
    pub accepted: u64,
    pub refused: u64,
}

/// The keys of a producer, and where they were found.
struct Found {
    keys: Vec<PublishedKey>,
    address: Option<Url>,
    revoked: RevocationLists,
}

impl Found {
    /// Keys, before it is known whether their certificates were revoked.
    fn at(keys: Vec<PublishedKey>, address: Option<Url>) -> Self {
        Self {
            keys,
            address,
            revoked: RevocationLists::default(),
        }
    }
}

impl Consumer {
    /// Its own keys at this moment.
    pub(super) fn keys(&self) -> Result<Vec<OwnKey>, Refusal> {
        let for_ever = self.faults.commits(&KEEPS_KEYS_FOR_EVER);
        self.ring.keys(self.settings.clock.now(), for_ever)
    }

    /// Takes a message, or a document with messages for its fields.
    pub(super) async fn take(&self, body: &str) -> Result<(), Refusal> {
        let keys = self.keys()?;
        let reader = Reader {
            keys: &keys,
            faults: &self.faults,
        };
        for decrypted in decrypted(&reader, body)? {
            let found = self.keys_of_the_producer(&decrypted).await?;
            let found = self.with_revocations(found).await;
            decrypted.verified(&self.trust(&found), &reader)?;
        }
        Ok(())
    }

    fn trust<'a>(&'a self, found: &'a Found) -> Trust<'a> {
        Trust {
            keys: &found.keys,
            address: found.address.as_ref(),
            roots: &self.roots,
            revoked: &found.revoked,
            algorithms: &self.settings.algorithms,
            now: self.settings.clock.now(),
        }
    }

    async fn keys_of_the_producer(&self, decrypted: &Decrypted) -> Result<Found, Refusal> {
        if let Some(address) = self.followed(decrypted) {
            let keys = self.fetcher.fetch(&address).await?;
            return Ok(Found::at(keys, Some(address)));
        }
        let registered = self.state().producer.clone();
        match registered {
            Some(Registration::Keys(set)) => {
                Ok(Found::at(key_set::of_value(set).unwrap_or_default(), None))
            }
            Some(Registration::Address(address)) => {
                let keys = self.fetcher.fetch(&address).await?;
                Ok(Found::at(keys, Some(address)))
            }
            None => Err(Refusal::SigningKey("no producer is registered")),
        }
    }

    /// The same with the lists of revoked certificates to which trusted certificates of the keys point.
    async fn with_revocations(&self, mut found: Found) -> Found {
        let trust = self.trust(&found);
        let vouchers = Vouchers {
            roots: trust.roots,
            revoked: trust.revoked,
            now: trust.now,
            faults: &self.faults,
        };
        let addresses = found
            .keys
            .iter()
            .flat_map(|key| vouchers.revocation_addresses(&key.members));
        let addresses: BTreeSet<Url> = addresses.collect();
        for address in addresses {
            if let Some(list) = self.fetcher.revocation_list(&address).await {
                found.revoked.add(&list);
            }
        }
        found
    }

    /// An address in a header that nobody careful would follow.
    fn followed(&self, decrypted: &Decrypted) -> Option<Url> {
        let signed = decrypted.signed_address();
        let signed = signed.filter(|_| self.faults.commits(&FOLLOWS_ANY_ADDRESS));
        let unprotected = decrypted.unprotected_address();
        let unprotected =
            unprotected.filter(|_| self.faults.commits(&FOLLOWS_UNPROTECTED_ADDRESSES));
        Url::parse(signed.or(unprotected)?).ok()
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn inspect(&self) -> Value {
        let state = self.state();
        json!({ "accepted": state.accepted, "refused": state.refused })
    }
}

/// A body is a message in some serialization, or a document with messages for fields.
fn decrypted(reader: &Reader<'_>, body: &str) -> Result<Vec<Decrypted>, Refusal> {
    match strict_json::parse(body.as_bytes()) {
        Ok(Value::Object(members)) if !members.contains_key("ciphertext") => {
            reader.decrypted_fields(&Value::Object(members))
        }
        _ => Ok(vec![reader.decrypted(body)?]),
    }
}
