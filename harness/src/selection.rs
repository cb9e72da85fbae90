//! Which scenarios a run consists of: profile × roles × capabilities × filter.
//!
//! Whatever is left out is left out for a reason that the report can tell, and an empty plan is an error.

mod filter;
mod shard;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

pub use filter::{Filter, Pattern};
pub use shard::Shard;

use crate::error::ExitCode;
use crate::requirement::{Profile, Registry, Requirement, RequirementId, Role};

/// One scenario, as far as selection and reports need to know it; an outline is one per row of its examples.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ScenarioRef {
    /// The path of its file, `features/das/registrations.feature`.
    pub path: String,
    /// The title of its feature.
    pub feature: String,
    /// The wording of its rule.
    pub rule: String,
    /// Its title.
    pub title: String,
    /// The ids in the tags of its feature, its rule and itself.
    pub requirements: Vec<RequirementId>,
    /// All other tags.
    pub tags: Vec<String>,
    /// The line where it begins.
    pub line: usize,
}

impl ScenarioRef {
    /// Its name in results, baselines and links: the feature file, wherever it was read from, and the words of the title, joined by
    /// hyphens. Case is kept: titles may differ in nothing else (`None`, `nOnE`).
    pub fn id(&self) -> String {
        let within = self.path.rsplit_once("features/");
        let path = within.map_or(self.path.as_str(), |(_, path)| path);
        let path = path.strip_suffix(".feature").unwrap_or(path);
        format!("{path}/{}", hyphenated(&self.title))
    }

    /// What the target must offer for it: the `@requires:` tags.
    pub fn needs(&self) -> impl Iterator<Item = &str> {
        self.tags
            .iter()
            .filter_map(|tag| tag.strip_prefix("requires:"))
    }
}

fn hyphenated(title: &str) -> String {
    let words = title
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// What a scenario may need of a target beyond the plain flows: the closed list behind `@requires:`.
pub const CAPABILITIES: &[&str] = &[
    "client-credentials",
    "clock-control",
    "client-registration",
    "authorization-server-faults",
    "client-listing",
    "notification-receiver",
    "office-api",
    "introspection",
    "revocation",
    "another-client",
    "pct-service",
    "storage-inspection",
    "source-addresses",
    "hostile",
    "chosen-signatures",
    "pushed-requests",
    "user-denial",
    "user-login",
    "consent-withdrawal",
    "userinfo",
    "dynamic-registration",
    "registration-decisions",
    "recipient-registry",
    "signed-requests",
    "login-hint-tokens",
    "pinged-client",
];

/// What a target offers beyond the plain flows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Capabilities {
    /// Everything: the parties are ours.
    All,
    /// What the target file names.
    Named(BTreeSet<String>),
}

impl Capabilities {
    /// Whether a capability is at hand.
    pub fn include(&self, capability: &str) -> bool {
        match self {
            Self::All => true,
            Self::Named(named) => named.contains(capability),
        }
    }
}

/// What a plan is made by.
#[derive(Debug, Clone, Copy)]
pub struct Selection<'a> {
    /// Every row.
    pub registry: &'a Registry,
    /// The rows in force.
    pub profile: &'a Profile,
    /// The roles under test.
    pub roles: &'a BTreeSet<Role>,
    /// What the target offers.
    pub capabilities: &'a Capabilities,
    /// What the operator asked for.
    pub filter: &'a Filter,
}

/// The scenarios to run, in the order of the features, and the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// To be run.
    pub scenarios: Vec<ScenarioRef>,
    /// Not to be run, each with its reason.
    pub left_out: Vec<LeftOut>,
    /// The requirements that the run speaks about, in the registry's order.
    pub requirements: Vec<RequirementId>,
    /// The requirements that the operator left out.
    pub excluded: BTreeSet<RequirementId>,
    /// Whether the operator asked for a part only.
    pub partial: bool,
}

/// A scenario that is not run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// The scenario.
    pub scenario: ScenarioRef,
    /// Why not.
    pub reason: LeftOutReason,
}

/// Why a scenario is not run.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LeftOutReason {
    /// The profile has none of its requirements.
    NotInProfile,
    /// Its requirements bind roles that are not under test.
    OtherRoles,
    /// The profile says that its requirements do not apply, and why.
    NotApplicable(String),
    /// The operator left it out.
    Excluded,
    /// The operator asked for others.
    NotAskedFor,
    /// Another machine plays it.
    InAnotherShard,
    /// The target does not offer what it needs.
    Needs(String),
}

impl fmt::Display for LeftOutReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotInProfile => formatter.write_str("not in the profile"),
            Self::OtherRoles => formatter.write_str("binds roles that are not under test"),
            Self::NotApplicable(reason) => write!(formatter, "not applicable: {reason}"),
            Self::Excluded => formatter.write_str("excluded"),
            Self::NotAskedFor => formatter.write_str("not asked for"),
            Self::InAnotherShard => formatter.write_str("in another shard"),
            Self::Needs(capability) => write!(formatter, "needs the capability `{capability}`"),
        }
    }
}

/// A selection that would prove nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SelectionError {
    /// No scenario is left.
    #[error("no scenario was selected: {}", listed(reasons))]
    Empty {
        /// How many scenarios were left out for each reason.
        reasons: BTreeMap<LeftOutReason, usize>,
    },
    /// There is no result of an earlier run.
    #[error("there is no {file}, so nothing is known to have failed; run without --failed first")]
    NoLastResult {
        /// Where it was looked for.
        file: String,
    },
    /// Nothing is to be run again.
    #[error("nothing failed or stayed undecided in {file}")]
    NothingFailed {
        /// The result of the earlier run.
        file: String,
    },
    /// One of the operator's patterns fits nothing.
    #[error("no scenario and no requirement matches `{pattern}`{}", suggestion.as_ref().map(|word| format!(" – did you mean `{word}`?")).unwrap_or_default())]
    Unmatched {
        /// The pattern.
        pattern: String,
        /// A word that would fit.
        suggestion: Option<String>,
    },
}

impl SelectionError {
    /// What the process says.
    pub fn exit(&self) -> ExitCode {
        ExitCode::NothingSelected
    }
}

fn listed(reasons: &BTreeMap<LeftOutReason, usize>) -> String {
    if reasons.is_empty() {
        return "there are no scenarios".to_owned();
    }
    let parts: Vec<_> = reasons
        .iter()
        .map(|(reason, count)| format!("{count} {reason}"))
        .collect();
    parts.join(", ")
}

impl Selection<'_> {
    /// Divides scenarios into those to run and those left out.
    pub fn plan(&self, scenarios: &[ScenarioRef]) -> Result<Plan, SelectionError> {
        self.filter.demand_matches(scenarios, self.registry)?;
        let mut plan = self.empty_plan();
        for scenario in scenarios {
            match self.reason_against(scenario) {
                None => plan.scenarios.push(scenario.clone()),
                Some(reason) => plan.left_out.push(LeftOut {
                    scenario: scenario.clone(),
                    reason,
                }),
            }
        }
        if plan.scenarios.is_empty() {
            return Err(SelectionError::Empty {
                reasons: plan.reasons(),
            });
        }
        plan.requirements = self.requirements(&plan.scenarios);
        Ok(plan)
    }

    fn empty_plan(&self) -> Plan {
        let excluded = self
            .profile
            .requirements()
            .filter(|id| self.filter.excludes_requirement(id));
        Plan {
            scenarios: Vec::new(),
            left_out: Vec::new(),
            requirements: Vec::new(),
            excluded: excluded.cloned().collect(),
            partial: self.filter.is_partial(),
        }
    }

    /// The requirements that a run speaks about: all that bind here, or those that the operator's part touches.
    fn requirements(&self, planned: &[ScenarioRef]) -> Vec<RequirementId> {
        let touched: BTreeSet<_> = planned
            .iter()
            .flat_map(|scenario| &scenario.requirements)
            .collect();
        let asked = |id: &RequirementId| {
            !self.filter.excludes_requirement(id)
                && (!self.filter.is_narrowing()
                    || self.filter.asks_for_requirement(id)
                    || touched.contains(id))
        };
        let binding = self
            .profile
            .requirements()
            .filter(|id| self.registry.get(id).is_some_and(|row| self.binds(row)));
        binding.filter(|id| asked(id)).cloned().collect()
    }

    fn binds(&self, row: &Requirement) -> bool {
        self.roles.contains(&row.binds)
    }

    fn reason_against(&self, scenario: &ScenarioRef) -> Option<LeftOutReason> {
        self.reason_in_profile(scenario)
            .or_else(|| self.filter.reason_against(scenario))
            .or_else(|| self.reason_in_capabilities(scenario))
    }

    fn reason_in_profile(&self, scenario: &ScenarioRef) -> Option<LeftOutReason> {
        let in_profile = || {
            scenario
                .requirements
                .iter()
                .filter(|id| self.profile.contains(id))
        };
        if in_profile().next().is_none() {
            return Some(LeftOutReason::NotInProfile);
        }
        let binding =
            || in_profile().filter(|id| self.registry.get(id).is_some_and(|row| self.binds(row)));
        if binding().next().is_none() {
            return Some(LeftOutReason::OtherRoles);
        }
        let mut reasons = binding().map(|id| self.profile.not_applicable(id));
        let first = reasons.next().flatten()?;
        reasons
            .all(|reason| reason.is_some())
            .then(|| LeftOutReason::NotApplicable(first.to_owned()))
    }

    fn reason_in_capabilities(&self, scenario: &ScenarioRef) -> Option<LeftOutReason> {
        let missing = scenario
            .needs()
            .find(|need| !self.capabilities.include(need))?;
        Some(LeftOutReason::Needs(missing.to_owned()))
    }
}

impl Plan {
    /// Whether there is such a scenario, run or left out.
    pub fn names(&self, id: &str) -> bool {
        let left_out = self.left_out.iter().map(|left_out| &left_out.scenario);
        self.scenarios
            .iter()
            .chain(left_out)
            .any(|scenario| scenario.id() == id)
    }

    /// How many scenarios are left out for each reason.
    pub fn reasons(&self) -> BTreeMap<LeftOutReason, usize> {
        let mut reasons = BTreeMap::new();
        for left_out in &self.left_out {
            *reasons.entry(left_out.reason.clone()).or_default() += 1;
        }
        reasons
    }
}

#[cfg(test)]
mod tests;
