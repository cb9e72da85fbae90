//! The registry of recipients: where it is, and what is told there (FDX, 2C).

use url::Url;

use super::{Environment, Parties, join};
use crate::stop::Stop;
use crate::verdict::UntestedReason;

/// The name that our own authorization server and our own registry have agreed on.
pub const AGREED: &str = "central-registry";
/// The name of a registry that knows nobody.
pub const OTHER: &str = "other-registry";

/// What is known of a registry before anything is sent to it.
#[derive(Clone, PartialEq, Eq)]
pub struct RegistryFacts {
    /// The address below which `recipients` and `recipient` stand, ending in a slash.
    pub base: Url,
    /// What shows that a caller is known.
    pub access_token: String,
}

/// Without the access token, which nobody is to find in a log.
impl std::fmt::Debug for RegistryFacts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = formatter.debug_struct("RegistryFacts");
        shown
            .field("base", &self.base.as_str())
            .finish_non_exhaustive()
    }
}

/// What a registry is to tell of a recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VouchedRecipient {
    /// Its client id.
    pub client_id: String,
    /// What users know it by.
    pub name: String,
}

impl RegistryFacts {
    /// Where recipients are listed.
    pub fn recipients(&self) -> Result<Url, Stop> {
        join(&self.base, "recipients")
    }

    /// Where one recipient is told.
    pub fn recipient(&self, recipient_id: &str) -> Result<Url, Stop> {
        let mut url = join(&self.base, "recipient/")?;
        let segments = url.path_segments_mut();
        let broken = |()| Stop::harness("the address of a registry has no path");
        segments.map_err(broken)?.pop_if_empty().push(recipient_id);
        Ok(url)
    }
}

impl Environment {
    /// Where the registry of recipients is.
    pub async fn registry(&self) -> Result<RegistryFacts, Stop> {
        match &self.parties {
            Parties::BuiltIn(own) => own.registry_facts().await,
            Parties::Reached(target) => {
                let missing = || Stop::configuration("the target file names no `registry`");
                target.registry.clone().ok_or_else(missing)
            }
        }
    }

    /// Has the registry tell this of a recipient from now on, and the authorization server ask it.
    pub async fn vouch_for(&self, recipient: &VouchedRecipient) -> Result<(), Stop> {
        let Parties::BuiltIn(own) = &self.parties else {
            let why = "the authorization server has agreed on no registry of the judge";
            return Err(Stop::untested(UntestedReason::Organisational, why));
        };
        own.vouch_for(recipient).await
    }
}
