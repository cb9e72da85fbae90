//! How many days of history a recipient may ask for (FDX API Security Profile, 2B, registration metadata).

use mock_kit::FaultPlan;

use crate::faults::registration_request::REGISTERS_SENSELESS_LOOKBACK;
use crate::registration::denial::Denial;
use crate::registration::metadata::Metadata;

/// Refuses anything but a number of days.
///
/// # Errors
/// [`Denial::Metadata`].
pub fn check(metadata: &Metadata, faults: &FaultPlan) -> Result<(), Denial> {
    let days = metadata.0.get("lookback_period");
    let senseless = days.is_some_and(|days| days.as_u64().is_none());
    if senseless && !faults.commits(&REGISTERS_SENSELESS_LOOKBACK) {
        return Err(Denial::Metadata("lookback_period"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::*;

    fn is_taken(days: Value) -> bool {
        let members = Map::from_iter([("lookback_period".to_owned(), days)]);
        check(&Metadata(members), &FaultPlan::default()).is_ok()
    }

    #[test]
    fn only_whole_days_are_taken() {
        assert!(is_taken(json!(365)));
        for senseless in [json!(-1), json!("a year"), json!(1.5), json!([365])] {
            assert!(!is_taken(senseless.clone()), "{senseless}");
        }
    }
}
