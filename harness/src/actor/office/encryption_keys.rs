//! The keys to which content is encrypted for an office, as it publishes them, and those with which DAS signs such content.

use serde_json::{Value, json};

use super::Office;
use crate::actor::Party;
use crate::actor::counterparty::KeyHost;
use crate::actor::environment::clients::Who;
use crate::actor::environment::message::KeyHostManner;
use crate::actor::environment::{Environment, join};
use crate::actor::forge::foreign_key;
use crate::actor::forge::public_key::key_set;
use crate::actor::message::recipient::encryption_jwk;
use crate::exchange::call::Call;
use crate::named::named;
use crate::oracle::jwe::PrivateKeys;
use crate::oracle::jwe::agreement_key::{AgreementKey, Curve};
use crate::oracle::key_set::KeySet;
use crate::stop::Stop;

named! {
    /// A key to which nobody should encrypt.
    pub enum UnusableKey {
        /// Its use is `sig`.
        ForSignatures = "a key for signatures alone",
        /// RSA, and too short.
        Short = "an RSA key of 1024 bits",
        /// No point of its curve.
        OffTheCurve = "a key that lies on no curve",
    }
}

/// The private keys of an office, and the host of their public halves.
#[derive(Debug)]
pub struct EncryptionKeys {
    /// The private keys.
    pub keys: PrivateKeys,
    _host: KeyHost,
}

impl EncryptionKeys {
    /// Fresh keys that are published, and where DAS is told to look.
    pub async fn publish(environment: &Environment, office: Who) -> Result<Self, Stop> {
        let keys = fresh()?;
        let published = encryption_jwk(&keys.curved);
        Self::publish_as(environment, office, keys, published).await
    }

    /// The same, what is published being a key that cannot be used.
    pub async fn publish_unusable(
        environment: &Environment,
        office: Who,
        key: UnusableKey,
    ) -> Result<Self, Stop> {
        let keys = fresh()?;
        let published = key.published(&keys)?;
        Self::publish_as(environment, office, keys, published).await
    }

    async fn publish_as(
        environment: &Environment,
        office: Who,
        keys: PrivateKeys,
        published: Value,
    ) -> Result<Self, Stop> {
        let manner = KeyHostManner::Proper;
        let host = environment
            .key_host_in(manner, key_set([published]))
            .await?;
        let address = host.url();
        environment
            .register_encryption_keys(office, address)
            .await?;
        Ok(Self { keys, _host: host })
    }
}

fn fresh() -> Result<PrivateKeys, Stop> {
    let rsa = foreign_key::rsa_key().map_err(Stop::harness_bug)?;
    Ok(PrivateKeys {
        curved: AgreementKey::on(Curve::P256),
        rsa: rsa.clone(),
    })
}

impl UnusableKey {
    fn published(self, keys: &PrivateKeys) -> Result<Value, Stop> {
        let mut key = encryption_jwk(&keys.curved);
        match self {
            Self::ForSignatures => key["use"] = json!("sig"),
            Self::Short => {
                key = foreign_key::short_rsa_jwk("short").map_err(Stop::harness_bug)?;
                key["use"] = json!("enc");
            }
            Self::OffTheCurve => key["y"] = key["x"].clone(),
        }
        Ok(key)
    }
}

impl Office {
    /// The keys with which DAS signs content that it encrypts.
    pub async fn content_keys_of_das(&self) -> Result<KeySet, Stop> {
        let url = join(&self.base, "keys.jwks")?;
        let exchange = self.send(Call::get(Party::Das, url)).await?;
        let body = exchange
            .response
            .as_ref()
            .map(|response| &response.body[..]);
        let keys = KeySet::read(body.unwrap_or_default());
        keys.map_err(|why| Stop::inconclusive(format!("DAS publishes no keys: {why}")))
    }
}
