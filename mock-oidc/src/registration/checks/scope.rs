//! Recipients are registered for what recipients may have (RFC 7591, 2).

use crate::registration::denial::Denial;
use crate::registration::metadata::Metadata;
use crate::settings::RegistrationVariant;

/// Refuses every other scope value.
///
/// # Errors
/// [`Denial::Metadata`].
pub fn check(metadata: &Metadata, rules: &RegistrationVariant) -> Result<(), Denial> {
    let scope = metadata.text("scope")?.unwrap_or_default();
    let mut values = scope.split(' ').filter(|value| !value.is_empty());
    let offered = |value: &str| rules.recipient_scopes.iter().any(|known| known == value);
    values
        .all(offered)
        .then_some(())
        .ok_or(Denial::Metadata("scope"))
}
