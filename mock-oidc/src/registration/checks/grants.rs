//! Grants and responses fit together (RFC 7591, 2.1).

use mock_kit::FaultPlan;

use crate::faults::registration_request::REGISTERS_INCONSISTENT_GRANTS;
use crate::registration::denial::Denial;
use crate::registration::metadata::Metadata;

/// Refuses a response by code without the grant for codes, and the other way round.
///
/// # Errors
/// [`Denial::Metadata`].
pub fn check(metadata: &Metadata, faults: &FaultPlan) -> Result<(), Denial> {
    let stated = metadata.has("grant_types") && metadata.has("response_types");
    let redeems = metadata
        .texts("grant_types")?
        .contains(&"authorization_code");
    let answered = metadata.texts("response_types")?.contains(&"code");
    if stated && redeems != answered && !faults.commits(&REGISTERS_INCONSISTENT_GRANTS) {
        return Err(Denial::Metadata("grant_types and response_types"));
    }
    Ok(())
}
