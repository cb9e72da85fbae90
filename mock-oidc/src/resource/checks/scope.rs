//! The scope of the token covers what is asked (FAPI 1.0 Baseline, 6.2.1-05; FDX, resource server, 3a).

use crate::resource::faults::scope as faulty;
use crate::resource::introspection::AccessToken;
use crate::resource::refusal::Refusal;
use crate::resource::resource_server::{Access, ResourceServer};

/// Refuses a token without the scope value for `access`.
pub fn check(
    resource: &ResourceServer,
    token: &AccessToken,
    access: Access,
) -> Result<(), Refusal> {
    let needed = &resource.protection(access).scope;
    let overlooks = match access {
        Access::Accounts => &faulty::IGNORES_THE_SCOPE,
        Access::Payments => &faulty::PAYS_WITHOUT_THE_SCOPE,
    };
    if token.scope.contains(needed) || resource.faults.commits(overlooks) {
        return Ok(());
    }
    Err(Refusal::InsufficientScope {
        scope: needed.clone(),
        why: "its scope does not cover this",
    })
}
