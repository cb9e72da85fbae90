//! The chain of intermediaries: each has a name, and those below it are written in the same way (FDX API Security Profile, 2A 5b and the
//! example).

use mock_kit::FaultPlan;
use serde_json::Value;

use super::registry_references::demand_whole;
use crate::registration::denial::Denial;
use crate::registration::metadata::Metadata;

/// The member that holds the intermediaries of an intermediary.
pub const BELOW: &str = "sub_intermediaries";

/// Refuses a chain that cannot be read.
///
/// # Errors
/// [`Denial::Metadata`].
pub fn check(metadata: &Metadata, faults: &FaultPlan) -> Result<(), Denial> {
    demand_all(metadata.items("intermediaries")?, faults)
}

/// Refuses intermediaries of which one cannot be read.
///
/// # Errors
/// [`Denial::Metadata`].
pub fn demand_all(intermediaries: &[Value], faults: &FaultPlan) -> Result<(), Denial> {
    for intermediary in intermediaries {
        demand(intermediary, faults)?;
    }
    Ok(())
}

fn demand(intermediary: &Value, faults: &FaultPlan) -> Result<(), Denial> {
    if !intermediary["name"].is_string() {
        return Err(Denial::Metadata("intermediaries"));
    }
    for reference in list(intermediary, "registry_references")? {
        demand_whole(reference, faults)?;
    }
    demand_all(list(intermediary, BELOW)?, faults)
}

fn list<'a>(intermediary: &'a Value, name: &str) -> Result<&'a [Value], Denial> {
    match &intermediary[name] {
        Value::Null => Ok(&[]),
        Value::Array(items) => Ok(items),
        _ => Err(Denial::Metadata("intermediaries")),
    }
}
