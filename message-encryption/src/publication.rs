//! The key set of a party as it is published, and how faults bend it.

use mock_kit::{Fault, FaultPlan};
use serde_json::{Map, Value, json};

use crate::own_key::OwnKey;

/// How a party can be told to publish its keys.
pub(crate) struct Publication {
    /// Publishes its first key for the other use as well.
    pub one_key_for_both_uses: &'static Fault,
    /// Leaves the certificates out.
    pub no_certificates: &'static Fault,
    /// Publishes private members.
    pub private_keys: &'static Fault,
    /// The use that its own keys do not have.
    pub other_use: &'static str,
}

impl Publication {
    /// The members of the key set.
    pub(crate) fn of(&self, keys: &[OwnKey], faults: &FaultPlan) -> Vec<Value> {
        let mut published: Vec<Value> = keys.iter().map(|key| self.shown(key, faults)).collect();
        if let Some(first) = published.first()
            && faults.commits(self.one_key_for_both_uses)
        {
            let mut other = first.clone();
            other["use"] = json!(self.other_use);
            published.push(other);
        }
        published
    }

    fn shown(&self, key: &OwnKey, faults: &FaultPlan) -> Value {
        let mut members: Map<String, Value> = match key.published() {
            Value::Object(members) => members,
            _ => Map::new(),
        };
        if faults.commits(self.no_certificates) {
            members.remove("x5c");
        }
        if faults.commits(self.private_keys) {
            members.extend(key.private_numbers());
        }
        Value::Object(members)
    }
}
