//! The resource server: what users own there, and what a client may do with it.

use url::Url;

use super::{Environment, Parties};
use crate::stop::Stop;
use crate::verdict::UntestedReason;

/// What is known of a resource server before anything is sent to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceServerFacts {
    /// What the user may have read.
    pub reading: Protected,
    /// Where payments are ordered in the words of our own resource server; nowhere else are they known.
    pub paying: Option<Protected>,
    /// Single resources of the user.
    pub own: Vec<OwnResource>,
    /// A resource of somebody else.
    pub another: Option<OfAnother>,
    /// An origin whose scripts it lets in.
    pub origin: Option<String>,
    /// What serves in the place of an account's number, in the words of our own resource server; nowhere else are they known.
    pub sensitive: Option<SensitiveAccount>,
}

/// An account of the user whose number is known, and what serves in the place of that number (FDX, part 3).
#[derive(Clone, PartialEq, Eq)]
pub struct SensitiveAccount {
    /// The account.
    pub account: OwnResource,
    /// Its number, which no answer should tell.
    pub number: String,
}

/// Without the number, which nobody is to find in a log.
impl std::fmt::Debug for SensitiveAccount {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = formatter.debug_struct("SensitiveAccount");
        shown
            .field("account", &self.account)
            .finish_non_exhaustive()
    }
}

/// An address, and the scope value that it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protected {
    /// The address.
    pub url: Url,
    /// The scope value.
    pub scope: String,
}

/// One resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnResource {
    /// The name that consents and answers have for it.
    pub id: String,
    /// Where it is read.
    pub url: Url,
}

/// A resource of somebody else than the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfAnother {
    /// Whose it is, by the name that the resource server knows.
    pub subject: String,
    /// The resource.
    pub resource: OwnResource,
}

impl ResourceServerFacts {
    /// The user's first resource and another one.
    pub fn two_of_its_own(&self) -> Result<(&OwnResource, &OwnResource), Stop> {
        match &self.own[..] {
            [one, other, ..] => Ok((one, other)),
            _ => Err(unnamed("two resources of the user")),
        }
    }

    /// A resource of somebody else.
    pub fn another(&self) -> Result<&OfAnother, Stop> {
        let missing = || unnamed("a resource of another user");
        self.another.as_ref().ok_or_else(missing)
    }

    /// Where payments are ordered.
    pub fn paying(&self) -> Result<&Protected, Stop> {
        let missing = || {
            let why = "how payments are ordered at the target is not known";
            Stop::untested(UntestedReason::Organisational, why)
        };
        self.paying.as_ref().ok_or_else(missing)
    }

    /// An account whose number is known.
    pub fn sensitive(&self) -> Result<&SensitiveAccount, Stop> {
        let missing = || {
            let why = "what serves there in the place of an account's number is not known";
            Stop::untested(UntestedReason::Organisational, why)
        };
        self.sensitive.as_ref().ok_or_else(missing)
    }

    /// An origin whose scripts are let in; whether there are any is the operator's decision (FAPI 1.0 Baseline, 6.2.1-14).
    pub fn origin(&self) -> Result<&str, Stop> {
        let none =
            || Stop::not_applicable("the resource server serves no scripts of other origins");
        self.origin.as_deref().ok_or_else(none)
    }
}

fn unnamed(what: &str) -> Stop {
    let why = format!("the target file does not name {what}");
    Stop::untested(UntestedReason::Organisational, why)
}

impl Environment {
    /// Whether DAS is among the parties: it is a protected resource too.
    pub fn includes_das(&self) -> bool {
        match &self.parties {
            Parties::BuiltIn(_) => true,
            Parties::Reached(target) => target.das.is_some(),
        }
    }

    /// Where the resource server is, and what is to be had there.
    pub async fn resource_server(&self) -> Result<ResourceServerFacts, Stop> {
        match &self.parties {
            Parties::BuiltIn(own) => own.resource_server_facts().await,
            Parties::Reached(target) => target.resource_server(),
        }
    }
}
