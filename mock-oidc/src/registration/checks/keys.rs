//! Keys are given or fetched, not both (RFC 7591, 2).

use mock_kit::FaultPlan;

use crate::faults::registration_request::REGISTERS_KEYS_GIVEN_TWICE;
use crate::registration::denial::Denial;
use crate::registration::metadata::Metadata;

/// Refuses `jwks` beside `jwks_uri`.
///
/// # Errors
/// [`Denial::Metadata`].
pub fn check(metadata: &Metadata, faults: &FaultPlan) -> Result<(), Denial> {
    let both = metadata.has("jwks") && metadata.has("jwks_uri");
    if both && !faults.commits(&REGISTERS_KEYS_GIVEN_TWICE) {
        return Err(Denial::Metadata("jwks and jwks_uri"));
    }
    Ok(())
}
