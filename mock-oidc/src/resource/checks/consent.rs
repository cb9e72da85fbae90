//! The consent behind the token entitles to what is asked (FDX, resource server, 2 and 3b).

use std::collections::BTreeSet;

use crate::resource::faults::consent as faulty;
use crate::resource::introspection::{AccessToken, Consent, ConsentedResource};
use crate::resource::refusal::Refusal;
use crate::resource::resource_server::{Access, ResourceServer};

/// Which accounts of a customer can be touched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// All.
    All,
    /// Those named.
    Only(BTreeSet<String>),
}

impl Reach {
    /// Whether an account can be touched.
    pub fn covers(&self, account_id: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(named) => named.contains(account_id),
        }
    }
}

/// How far the consent behind `token` reaches for `access`; where consents are not looked at, to every account.
pub fn reach(
    resource: &ResourceServer,
    token: &AccessToken,
    access: Access,
) -> Result<Reach, Refusal> {
    let refused = |why| Refusal::InsufficientScope {
        scope: resource.protection(access).scope.clone(),
        why,
    };
    if !resource.settings.consent || overlooks_that_there_is_none(resource, token) {
        return Ok(Reach::All);
    }
    let consent = token.consent.as_ref();
    let consent = consent.ok_or_else(|| refused("no customer consented to it"))?;
    let entitling = entitling(resource, consent, access);
    if entitling.is_empty() {
        return Err(refused("the consent does not hold this"));
    }
    Ok(accounts(resource, &entitling))
}

fn overlooks_that_there_is_none(resource: &ResourceServer, token: &AccessToken) -> bool {
    let faults = [
        &faulty::SERVES_WITHOUT_CONSENT,
        &faulty::SERVES_CLIENTS_THEMSELVES,
    ];
    token.consent.is_none() && faults.iter().any(|fault| resource.faults.commits(fault))
}

/// The resources of the consent whose data clusters hold what `access` needs.
fn entitling<'a>(
    resource: &ResourceServer,
    consent: &'a Consent,
    access: Access,
) -> Vec<&'a ConsentedResource> {
    let needed = &resource.protection(access).data_cluster;
    let overlooks = resource.faults.commits(&faulty::IGNORES_DATA_CLUSTERS);
    let resources = consent.resources.iter();
    resources
        .filter(|one| overlooks || one.data_clusters.contains(needed))
        .collect()
}

fn accounts(resource: &ResourceServer, entitling: &[&ConsentedResource]) -> Reach {
    let named = entitling.iter().map(|one| one.account_id.clone());
    let named: Option<BTreeSet<String>> = named.collect();
    let overlooks = resource.faults.commits(&faulty::LOOKS_BEYOND_THE_CONSENT);
    named.filter(|_| !overlooks).map_or(Reach::All, Reach::Only)
}
