//! Whoever sends users says where they come back to (RFC 7591, 2). That each address is over HTTPS is a rule for all clients.

use mock_kit::FaultPlan;
use url::Url;

use crate::faults::registration_request::REGISTERS_WITHOUT_REDIRECT_URIS;
use crate::registration::denial::Denial;
use crate::registration::metadata::Metadata;

/// Refuses metadata without redirect URI, and addresses with a fragment (RFC 6749, 3.1.2).
///
/// # Errors
/// [`Denial::RedirectUris`].
pub fn check(metadata: &Metadata, faults: &FaultPlan) -> Result<(), Denial> {
    let addresses = metadata.texts("redirect_uris")?;
    let for_machines = metadata.has("grant_types")
        && !metadata
            .texts("grant_types")?
            .contains(&"authorization_code");
    let absent = addresses.is_empty() && !for_machines;
    if absent && !faults.commits(&REGISTERS_WITHOUT_REDIRECT_URIS) {
        return Err(Denial::RedirectUris("there is none"));
    }
    let whole = |address: &&str| Url::parse(address).is_ok_and(|url| url.fragment().is_none());
    addresses
        .iter()
        .all(whole)
        .then_some(())
        .ok_or(Denial::RedirectUris(
            "one of them is no address, or has a fragment",
        ))
}
