//! Since when keys of others are known: as long as nobody vouches for a key, its crypto-period begins on that day (Part 4, crypto-period).

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::key_set::PublishedKey;

/// When each key was first seen, whoever registered it and however often.
#[derive(Clone, Default)]
pub(crate) struct KnownKeys {
    since: BTreeMap<[Option<String>; 3], Timestamp>,
}

impl KnownKeys {
    /// Takes note of keys; those that are known stay known since when they were.
    pub(crate) fn note(&mut self, keys: &[PublishedKey], now: Timestamp) {
        for key in keys {
            self.since.entry(numbers(key)).or_insert(now);
        }
    }

    /// When a key was first seen, if it was.
    pub(crate) fn since(&self, key: &PublishedKey) -> Option<Timestamp> {
        self.since.get(&numbers(key)).copied()
    }
}

/// What makes a key this key and no other, whatever it says of itself.
fn numbers(key: &PublishedKey) -> [Option<String>; 3] {
    ["n", "x", "y"].map(|name| key.text(name).map(str::to_owned))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use jiff::SignedDuration;
    use serde_json::{Value, json};

    use super::*;
    use crate::key_set;

    fn set(key: &Value) -> Vec<PublishedKey> {
        key_set::of_value(json!({ "keys": [key] })).unwrap()
    }

    #[test]
    fn a_key_that_is_registered_again_under_another_name_is_no_newer() {
        let first = set(&json!({ "kid": "one", "x": "a", "y": "b" }));
        let again = set(&json!({ "kid": "two", "x": "a", "y": "b" }));
        let (then, later) = (
            Timestamp::UNIX_EPOCH,
            Timestamp::UNIX_EPOCH + SignedDuration::from_hours(1),
        );
        let mut known = KnownKeys::default();
        known.note(&first, then);
        known.note(&again, later);
        assert_eq!(known.since(&again[0]), Some(then));
        let other = set(&json!({ "kid": "one", "x": "c", "y": "b" }));
        assert_eq!(known.since(&other[0]), None);
    }
}
