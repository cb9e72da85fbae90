//! The published keys of the DAPS, fetched anew for each DAT so that a key that is gone verifies nothing.

use josekit::jwk::Jwk;
use serde_json::Value;

use super::compact::Dat;
use super::data_connector::DataConnector;
use super::document;
use super::faults::key_set as faulty;
use super::refusal::Refusal;

/// A set of public keys.
#[derive(Clone, Debug, Default)]
pub struct KeySet(Vec<Jwk>);

impl KeySet {
    /// The keys of a set; what is no key is left out.
    fn from_json(set: &Value) -> Self {
        let entries = set.get("keys").and_then(Value::as_array);
        let objects = entries.into_iter().flatten().filter_map(Value::as_object);
        let keys = objects.filter_map(|entry| Jwk::from_map(entry.clone()).ok());
        Self(keys.collect())
    }

    /// These keys and those of another set.
    fn beside(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// The keys that a DAT names.
    pub fn named(&self, kid: Option<&str>) -> impl Iterator<Item = &Jwk> {
        self.0.iter().filter(move |key| key.key_id() == kid)
    }
}

impl DataConnector {
    /// The keys that may have signed `dat`.
    pub async fn keys_for(&self, dat: &Dat) -> Result<Vec<Jwk>, Refusal> {
        let published = self.published_keys().await?;
        let named = published.named(dat.header_text("kid")).cloned();
        Ok(named.chain(self.brought_along(dat)).collect())
    }

    async fn published_keys(&self) -> Result<KeySet, Refusal> {
        let first = self.state().first_keys.clone();
        if let Some(first) = first.filter(|_| self.commits(&faulty::KEEPS_KEYS_FOR_EVER)) {
            return Ok(first);
        }
        let endpoints = self.endpoints().await.ok_or(Refusal::NoKeys)?;
        let set = document::read(self.http().get(endpoints.jwks_uri)).await;
        let keys = KeySet::from_json(&set.ok_or(Refusal::NoKeys)?);
        let first = self
            .state()
            .first_keys
            .get_or_insert_with(|| keys.clone())
            .clone();
        if self.commits(&faulty::REMEMBERS_REMOVED_KEYS) {
            return Ok(keys.beside(first));
        }
        Ok(keys)
    }

    /// The key in the header, which only a connector that misbehaves believes.
    fn brought_along(&self, dat: &Dat) -> Option<Jwk> {
        let members = dat.header.get("jwk")?.as_object()?;
        let believed = self.commits(&faulty::BELIEVES_KEYS_IN_THE_HEADER);
        believed
            .then(|| Jwk::from_map(members.clone()).ok())
            .flatten()
    }
}
