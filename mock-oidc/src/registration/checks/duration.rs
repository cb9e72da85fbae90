//! For how long consents are asked for (FDX API Security Profile, 2B, registration metadata).

use mock_kit::FaultPlan;
use serde_json::Value;

use crate::faults::registration_request::{
    REGISTERS_DURATIONS_WITHOUT_PERIOD, REGISTERS_UNKNOWN_DURATIONS,
};
use crate::registration::denial::Denial;
use crate::registration::metadata::Metadata;

/// A duration of so many days.
const TIME_BASED: &str = "time_based";
/// The durations there are.
const TYPES: [&str; 3] = ["persistent", TIME_BASED, "one_time"];

/// Refuses other durations, and one of some days without saying of how many.
///
/// # Errors
/// [`Denial::Metadata`].
pub fn check(metadata: &Metadata, faults: &FaultPlan) -> Result<(), Denial> {
    if faults.commits(&REGISTERS_UNKNOWN_DURATIONS) {
        return Ok(());
    }
    let types = metadata.texts("duration_type")?;
    if !types.iter().all(|named| TYPES.contains(named)) {
        return Err(Denial::Metadata("duration_type"));
    }
    let days = metadata.0.get("duration_period");
    if days.is_some_and(|days| days.as_u64().is_none_or(|days| days == 0)) {
        return Err(Denial::Metadata("duration_period"));
    }
    period(&types, days, faults)
}

fn period(types: &[&str], days: Option<&Value>, faults: &FaultPlan) -> Result<(), Denial> {
    let lacking = types.contains(&TIME_BASED) && days.is_none();
    if lacking && !faults.commits(&REGISTERS_DURATIONS_WITHOUT_PERIOD) {
        return Err(Denial::Metadata("duration_period"));
    }
    Ok(())
}
