//! What a DAPS remembers, behind one lock.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::attributes::Attributes;
use super::connector::Connector;
use super::identifier::ConnectorId;
use crate::state::signing_key::SigningKeys;

/// Everything that changes while a DAPS runs.
#[derive(Debug)]
pub struct State {
    /// The connectors that it knows.
    pub connectors: HashMap<ConnectorId, Connector>,
    /// The keys that DATs are signed with.
    pub keys: SigningKeys,
    /// The attributes told first of each connector, which only a DAPS that misbehaves goes back to.
    pub told: HashMap<ConnectorId, Attributes>,
}

impl State {
    /// With these keys, and knowing nobody.
    pub fn new(keys: SigningKeys) -> Self {
        Self {
            connectors: HashMap::new(),
            keys,
            told: HashMap::new(),
        }
    }

    /// For whoever controls it: who is known, and what of them.
    pub fn inspect(&self) -> Value {
        let connectors = self.connectors.values().map(|connector| {
            json!({
                "id": connector.id.to_string(),
                "attributes": connector.attributes,
                "revoked": connector.revoked,
            })
        });
        json!({ "connectors": connectors.collect::<Vec<_>>() })
    }
}
