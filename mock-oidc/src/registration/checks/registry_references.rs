//! References to registries are whole: name, id and registry (FDX API Security Profile, 2B, registration metadata; 2C, recipient and
//! intermediary metadata).

use mock_kit::FaultPlan;
use serde_json::Value;

use crate::faults::registration_request::{
    REGISTERS_INCOMPLETE_REFERENCES, REGISTERS_UNKNOWN_REGISTRIES,
};
use crate::registration::denial::Denial;
use crate::registration::metadata::Metadata;

/// What makes a reference whole.
const MEMBERS: [&str; 3] = ["registered_entity_name", "registered_entity_id", "registry"];
/// The registries there are.
const REGISTRIES: [&str; 4] = ["PRIVATE", "FDX", "GLEIF", "ICANN"];

/// Refuses references of the recipient that are not whole.
///
/// # Errors
/// [`Denial::Metadata`].
pub fn check(metadata: &Metadata, faults: &FaultPlan) -> Result<(), Denial> {
    let references = metadata.items("registry_references")?;
    for reference in references {
        demand_whole(reference, faults)?;
    }
    Ok(())
}

/// Refuses a reference that is not whole.
///
/// # Errors
/// [`Denial::Metadata`].
pub fn demand_whole(reference: &Value, faults: &FaultPlan) -> Result<(), Denial> {
    let whole = MEMBERS.iter().all(|name| reference[*name].is_string());
    if !whole && !faults.commits(&REGISTERS_INCOMPLETE_REFERENCES) {
        return Err(Denial::Metadata("registry_references"));
    }
    let registry = reference["registry"].as_str();
    let known = registry.is_none_or(|name| REGISTRIES.contains(&name));
    if !known && !faults.commits(&REGISTERS_UNKNOWN_REGISTRIES) {
        return Err(Denial::Metadata("registry_references"));
    }
    Ok(())
}
