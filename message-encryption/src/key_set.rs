//! A published JWK set, and the keys in it that may serve a purpose (RFC 7517, 4 and 5).

use josekit::jwk::Jwk;
use mock_kit::strict_json;
use serde_json::{Map, Value};

/// A key as it was published, certificates and all.
#[derive(Clone, Debug)]
pub struct PublishedKey {
    /// Its members.
    pub members: Map<String, Value>,
}

impl PublishedKey {
    /// A member that is text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.members.get(name)?.as_str()
    }

    /// Whether it is published for nothing else than this use (RFC 7517, 4.2 and 4.3).
    #[must_use]
    pub fn is_for(&self, usage: &str, operations: &[&str]) -> bool {
        let stated = self.members.get("key_ops").and_then(Value::as_array);
        let fits = |stated: &Vec<Value>| {
            let mut stated = stated.iter().filter_map(Value::as_str);
            stated.all(|operation| operations.contains(&operation))
        };
        self.text("use").is_none_or(|stated| stated == usage) && stated.is_none_or(fits)
    }

    /// The same with nobody's word for it.
    pub(crate) fn without_certificates(&self) -> Self {
        let mut members = self.members.clone();
        members.remove("x5c");
        Self { members }
    }

    /// The numbers of the key, without what it says of itself.
    #[must_use]
    pub fn bare(&self) -> Option<Jwk> {
        let names = ["kty", "crv", "x", "y", "n", "e"];
        let numbers = names
            .iter()
            .filter_map(|&name| self.members.get_key_value(name));
        let numbers: Map<String, Value> = numbers
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        Jwk::from_map(numbers).ok()
    }
}

/// The keys of a set; nothing where it is none.
#[must_use]
pub fn read(octets: &[u8]) -> Option<Vec<PublishedKey>> {
    of_value(strict_json::parse(octets).ok()?)
}

/// The keys of a set that was read.
pub(crate) fn of_value(set: Value) -> Option<Vec<PublishedKey>> {
    let Value::Object(mut members) = set else {
        return None;
    };
    let Value::Array(keys) = members.remove("keys")? else {
        return None;
    };
    let keys = keys.into_iter().map(|key| match key {
        Value::Object(members) => Some(PublishedKey { members }),
        _ => None,
    });
    keys.collect()
}
