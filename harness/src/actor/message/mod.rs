//! The two sides of encrypted messages, as the judge plays them: a producer for a consumer under test, a recipient for a producer.

pub mod deviation;
pub mod off_the_curve;
pub mod producer;
pub mod received;
pub mod recipient;

use serde_json::{Map, Value};

/// The keys of a set as they stand.
pub fn keys_of(set: &Value) -> Vec<Map<String, Value>> {
    let keys = set["keys"].as_array().into_iter().flatten();
    keys.filter_map(Value::as_object).cloned().collect()
}

/// A member of a key that is text.
pub fn text<'a>(key: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    key.get(name)?.as_str()
}

/// Whether a key is published for encryption, or for anything.
pub fn encrypts(key: &Map<String, Value>) -> bool {
    text(key, "use") != Some("sig")
}
