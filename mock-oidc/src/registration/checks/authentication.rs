//! Clients prove who they are by a key or a certificate of their own (FAPI 1.0 Advanced, 5.2.2-14; FDX API Security Profile, 2B,
//! security 3).

use mock_kit::FaultPlan;

use crate::faults::registration_request::REGISTERS_PLAIN_SECRETS;
use crate::registration::denial::Denial;
use crate::registration::metadata::Metadata;

/// The methods that can be registered, and the member that each needs.
const METHODS: [(&str, Option<&str>); 2] = [
    ("private_key_jwt", None),
    ("tls_client_auth", Some("tls_client_auth_subject_dn")),
];

/// Refuses every other method.
///
/// # Errors
/// [`Denial::Metadata`].
pub fn check(metadata: &Metadata, faults: &FaultPlan) -> Result<(), Denial> {
    let Some(method) = metadata.text("token_endpoint_auth_method")? else {
        return Ok(());
    };
    let known = METHODS.iter().find(|(name, _)| *name == method);
    let complete = known.is_some_and(|(_, needed)| needed.is_none_or(|name| metadata.has(name)));
    (complete || faults.commits(&REGISTERS_PLAIN_SECRETS))
        .then_some(())
        .ok_or(Denial::Metadata("token_endpoint_auth_method"))
}
