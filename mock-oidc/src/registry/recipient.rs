//! What a registry tells of a recipient (FDX API Security Profile, 2C, recipient metadata). Intermediaries are not among it.

use mock_kit::FaultPlan;
use serde::Serialize;
use serde_json::{Value, json};
use url::Url;

use super::faults::recipient::{
    OMITS_NAMES_OF_RECIPIENTS, OMITS_RECIPIENT_IDS, TELLS_INCOMPLETE_REFERENCES,
    TELLS_INTERMEDIARIES,
};

/// A recipient of data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Recipient {
    /// Its name at the registry, which is its client id at every provider.
    pub recipient_id: String,
    /// What users know it by.
    pub client_name: String,
    /// What it does.
    pub description: String,
    /// Where it can be looked up.
    pub client_uri: Url,
    /// What users know it by, as a picture.
    pub logo_uri: Url,
    /// Whom to ask.
    pub contacts: Vec<String>,
    /// Where else it is registered.
    pub registry_references: Vec<RegistryReference>,
}

/// An entry of another registry, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RegistryReference {
    /// The legal name.
    pub registered_entity_name: String,
    /// The name there.
    pub registered_entity_id: String,
    /// The registry: PRIVATE, FDX, GLEIF or ICANN.
    pub registry: String,
}

impl Recipient {
    /// What is told of it.
    #[must_use]
    pub fn told(&self, faults: &FaultPlan) -> Value {
        let mut told = json!(self);
        let Value::Object(members) = &mut told else {
            return told;
        };
        if faults.commits(&OMITS_RECIPIENT_IDS) {
            members.shift_remove("recipient_id");
        }
        if faults.commits(&OMITS_NAMES_OF_RECIPIENTS) {
            members.shift_remove("client_name");
        }
        if faults.commits(&TELLS_INTERMEDIARIES) {
            members.insert("intermediaries".into(), json!([{ "name": "Between" }]));
        }
        if faults.commits(&TELLS_INCOMPLETE_REFERENCES) {
            let part = json!([{ "registered_entity_id": "5493001KJTIIGC8Y1R12" }]);
            members.insert("registry_references".into(), part);
        }
        told
    }
}
