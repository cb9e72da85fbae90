//! What a producer knows, and how it makes messages.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use mock_kit::FaultPlan;
use openssl::sha::sha256;
use openssl::x509::X509;
use serde_json::{Map, Value, json};
use url::Url;

use super::customer;
use super::registration::{KeySource, Registered};
use super::settings::Settings;
use crate::algorithm::SignatureAlgorithm;
use crate::base64::encode;
use crate::certificate::{Vouchers, x5c};
use crate::encryption_key::Scrutiny;
use crate::faults::producer::header::{
    CONVEYS_NO_SIGNING_KEY, OMITS_THE_CONTENT_TYPE, OMITS_THE_PARTIES, PUTS_THE_AUTHORITY_FIRST,
};
use crate::faults::producer::layer::{
    ENCRYPTS_FIELDS_ONLY, ENCRYPTS_ONLY, SIGNS_ONLY, SWAPS_THE_LAYERS,
};
use crate::faults::producer::publication::{KEEPS_KEYS_FOR_EVER, PUBLISHES_NO_CERTIFICATES};
use crate::faults::producer::signature::{SIGNS_WITH_A_DIGEST, SIGNS_WITH_RS256};
use crate::key_host::KeyFetcher;
use crate::key_set::{self, PublishedKey};
use crate::known_keys::KnownKeys;
use crate::message::{Message, Serialization};
use crate::nested::{Beside, Recipient, header_for, sealed_under};
use crate::own_key::{KeyRing, OwnKey};
use crate::refusal::Refusal;
use crate::revocation;
use crate::sealing::{Sealer, Worn};
use crate::signature::signed;

/// A producer, shared by its handlers.
pub(super) type Shared = Arc<Producer>;

/// What the producer calls itself as a party to an agreement on a key.
const NAME: &str = "message-producer";

/// Everything that a producer has.
pub(super) struct Producer {
    pub settings: Settings,
    pub base: Url,
    pub faults: FaultPlan,
    pub ring: KeyRing,
    pub roots: Vec<X509>,
    pub fetcher: KeyFetcher,
    pub worn: Worn,
    pub state: Mutex<State>,
}

/// What exchanges make.
#[derive(Default)]
pub(super) struct State {
    recipients: BTreeMap<String, Registered>,
    known: KnownKeys,
}

/// Everything that goes into the messages of one answer.
struct Making {
    signing: OwnKey,
    signature: SignatureAlgorithm,
    recipient: Recipient,
    recipient_name: String,
}

impl Producer {
    /// Takes note of a recipient.
    pub(super) fn register(&self, name: &str, recipient: Registered) {
        if let KeySource::Given(set) = &recipient.keys {
            self.known_with(&key_set::of_value(set.clone()).unwrap_or_default());
        }
        self.state().recipients.insert(name.to_owned(), recipient);
    }

    /// Since when keys are known, these among them.
    fn known_with(&self, keys: &[PublishedKey]) -> KnownKeys {
        let mut state = self.state();
        state.known.note(keys, self.settings.clock.now());
        state.known.clone()
    }

    /// A recipient that has registered.
    pub(super) fn recipient(&self, name: &str) -> Option<Registered> {
        self.state().recipients.get(name).cloned()
    }

    /// Its own keys at this moment.
    pub(super) fn keys(&self) -> Result<Vec<OwnKey>, Refusal> {
        let for_ever = self.faults.commits(&KEEPS_KEYS_FOR_EVER);
        self.ring.keys(self.settings.clock.now(), for_ever)
    }

    /// The whole customer for a recipient, written out.
    pub(super) async fn whole(
        &self,
        name: &str,
        registered: &Registered,
        serialization: Serialization,
    ) -> Result<String, Refusal> {
        let making = self.making(name, registered).await?;
        let payload = customer::whole().to_string();
        if self.faults.commits(&SIGNS_ONLY) {
            return self.signed(&payload, &making);
        }
        if self.faults.commits(&SWAPS_THE_LAYERS) {
            let message = self.sealed(payload.as_bytes(), &making, &Beside::default())?;
            return self.signed(&message.written(Serialization::Compact), &making);
        }
        let encrypts_only = self.faults.commits(&ENCRYPTS_ONLY);
        let content = self.content(payload, encrypts_only, &making)?;
        let message = self.sealed(content.as_bytes(), &making, &Beside::default())?;
        Ok(message.written(serialization))
    }

    /// The customer with the name encrypted, and what is no secret beside it.
    pub(super) async fn by_field(
        &self,
        name: &str,
        registered: &Registered,
    ) -> Result<Value, Refusal> {
        let making = self.making(name, registered).await?;
        let encrypts_only = self.faults.commits(&ENCRYPTS_FIELDS_ONLY);
        let content = self.content(customer::name().to_string(), encrypts_only, &making)?;
        let aad = self.signed(&customer::bank().to_string(), &making)?;
        let beside = Beside {
            aad: Some(aad.into_bytes()),
            ..Beside::default()
        };
        let message = self.sealed(content.as_bytes(), &making, &beside)?;
        Ok(json!({
            "customerId": customer::CUSTOMER_ID,
            "encryptedName": message.flattened(),
        }))
    }

    fn content(&self, payload: String, unsigned: bool, making: &Making) -> Result<String, Refusal> {
        if unsigned {
            return Ok(payload);
        }
        self.signed(&payload, making)
    }

    async fn making(&self, name: &str, registered: &Registered) -> Result<Making, Refusal> {
        let keys = match &registered.keys {
            KeySource::Given(set) => key_set::of_value(set.clone()),
            KeySource::Published(address) => Some(self.fetched(address).await?),
        };
        let keys = keys.ok_or(Refusal::EncryptionKey("there is no key set"))?;
        let known = self.known_with(&keys);
        let scrutiny = self.scrutiny(&known);
        let (kid, key) = scrutiny.chosen(&keys, registered.encryption)?;
        let signature = if self.faults.commits(&SIGNS_WITH_RS256) {
            SignatureAlgorithm::Rs256
        } else {
            registered.signature
        };
        let own = self.keys()?.into_iter();
        let mut fitting = own.filter(|key| key.key_type() == signature.key_type());
        Ok(Making {
            signing: fitting.next().ok_or(Refusal::Internal("keys"))?,
            signature,
            recipient: Recipient {
                key,
                kid,
                algorithm: registered.encryption,
            },
            recipient_name: name.to_owned(),
        })
    }

    async fn fetched(&self, address: &Url) -> Result<Vec<PublishedKey>, Refusal> {
        let fetched = self.fetcher.fetch(address).await;
        fetched.map_err(|_| Refusal::EncryptionKey("the key set cannot be fetched"))
    }

    fn scrutiny<'a>(&'a self, known: &'a KnownKeys) -> Scrutiny<'a> {
        Scrutiny {
            vouchers: Vouchers {
                roots: &self.roots,
                revoked: &revocation::NONE,
                now: self.settings.clock.now(),
                faults: &self.faults,
            },
            known,
            curves: &self.settings.curves,
            faults: &self.faults,
        }
    }

    fn signed(&self, payload: &str, making: &Making) -> Result<String, Refusal> {
        let header = self.signed_header(&making.signing)?;
        let text = signed(
            payload.as_bytes(),
            &making.signing,
            making.signature,
            &header,
        )?;
        if !self.faults.commits(&SIGNS_WITH_A_DIGEST) {
            return Ok(text);
        }
        let (input, _) = text.rsplit_once('.').unwrap_or_default();
        Ok(format!("{input}.{}", encode(&sha256(input.as_bytes()))))
    }

    /// How the recipient finds the key: by address and certificate (Part 4, signing keys, exchange).
    fn signed_header(&self, key: &OwnKey) -> Result<Map<String, Value>, Refusal> {
        let mut header = Map::new();
        if self.faults.commits(&CONVEYS_NO_SIGNING_KEY) {
            header.insert("kid".to_owned(), Value::Null);
            return Ok(header);
        }
        let address = self.base.join("keys.jwks");
        let address = address.map_err(|_| Refusal::Internal("addresses"))?;
        header.insert("jku".to_owned(), json!(address.as_str()));
        let mut chain = key.chain.clone();
        if self.faults.commits(&PUTS_THE_AUTHORITY_FIRST) {
            chain.reverse();
        }
        if !self.faults.commits(&PUBLISHES_NO_CERTIFICATES) {
            header.insert("x5c".to_owned(), x5c(&chain));
        }
        Ok(header)
    }

    fn sealed(&self, content: &[u8], making: &Making, beside: &Beside) -> Result<Message, Refusal> {
        let sealer = Sealer {
            faults: &self.faults,
            worn: &self.worn,
            signing_key: Some(&making.signing.key),
        };
        let mut header = header_for(&making.recipient, [NAME, &making.recipient_name]);
        if self.faults.commits(&OMITS_THE_CONTENT_TYPE) {
            header.remove("cty");
        }
        if self.faults.commits(&OMITS_THE_PARTIES) {
            header.remove("apu");
            header.remove("apv");
        }
        sealed_under(&sealer, content, &making.recipient, header, beside)
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn inspect(&self) -> Value {
        let state = self.state();
        json!({ "recipients": state.recipients.keys().collect::<Vec<_>>() })
    }
}
