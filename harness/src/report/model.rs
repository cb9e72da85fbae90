//! The result of a run, versioned: a file of this form can be read, compared and turned into any report later.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::ExitCode;
use crate::exchange::model::ExchangeRecord;
use crate::named::named;
use crate::openapi::DescriptionRecord;
use crate::randomness::Seed;
use crate::report::shard::ShardRecord;
use crate::requirement::departure::Departure;
use crate::requirement::{Basis, Level, RequirementId, Role};
use crate::verdict::{MissedCall, UntestedReason, Verdict};

/// The version of this form. The first number changes when a reader of the old form could misunderstand the new one.
pub const FORMAT_VERSION: &str = "1.2";

/// What came of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Result of the DAS conformance harness")]
pub struct RunResult {
    /// The version of this form.
    pub format_version: String,
    /// What made it.
    pub tool: Tool,
    /// What was judged by.
    pub profile: ProfileRecord,
    /// The state of the requirement rows.
    pub registry_version: String,
    /// What was judged.
    pub target: String,
    /// The roles that were judged.
    pub roles: Vec<Role>,
    /// Whether the operator asked for a part of the profile only.
    pub partial: bool,
    /// Whether it was ended before all was played: what is missing is inconclusive.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub interrupted: bool,
    /// When the run began.
    #[schemars(with = "String")]
    pub started_at: Timestamp,
    /// When the run ended.
    #[schemars(with = "String")]
    pub finished_at: Timestamp,
    /// The seed of randomness: what the harness itself chose to send follows from it (where document numbers begin, contents, names,
    /// one-time and forged values). What would still open something once it is known does not (keys, secrets of clients, access codes of
    /// documents), nor does any `jti`, nor what was answered. A result that was merged has those of its shards in their order, or one
    /// where they shared it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seeds: Vec<Seed>,
    /// What it came to, which is the exit code of the process; that of a shard says only that it was judged.
    pub exit: ExitCode,
    /// That code as a number.
    pub exit_code: u8,
    /// How many came out how.
    pub totals: Totals,
    /// Entries of the baseline file.
    pub known_gaps: Vec<KnownGapRecord>,
    /// The specifications that the requirements stand in.
    pub specifications: Vec<SpecificationRecord>,
    /// Every requirement that the run speaks about, in the order of the registry.
    pub requirements: Vec<RequirementResult>,
    /// Every scenario, in the order of the features.
    pub scenarios: Vec<ScenarioResult>,
    /// How many scenarios were not run, for each reason.
    pub left_out: IndexMap<String, usize>,
    /// How the exchanges and the description that the operator brought fit together, where one was brought.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<DescriptionRecord>,
    /// Which part of a run it is, where several machines shared the run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shard: Option<ShardRecord>,
}

/// A program and its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// The profile that was judged by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfileRecord {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
    /// The share of mandatory requirements that may stay untested in a claim of conformance.
    pub untested_share_allowed: f64,
    /// The profile that it starts from, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_from: Option<String>,
    /// In what it decides otherwise than that one about authorization servers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub departures: Vec<Departure>,
}

/// A specification whose clauses were judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SpecificationRecord {
    /// Its short name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
    /// Where it can be read.
    pub link: String,
}

/// How many came out how. Verdicts that did not occur are left away; the order is worst first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Totals {
    /// Requirements by verdict.
    pub requirements: IndexMap<Verdict, usize>,
    /// Scenarios by verdict.
    pub scenarios: IndexMap<Verdict, usize>,
    /// Untested requirements by reason.
    pub untested: BTreeMap<UntestedReason, usize>,
    /// Failing requirements that the baseline file lists.
    pub known_gaps: usize,
    /// Requirements without which conformance cannot be claimed.
    pub mandatory: usize,
    /// How many of those are untested.
    pub mandatory_untested: usize,
    /// How many of those are inconclusive.
    pub mandatory_inconclusive: usize,
}

/// An entry of the baseline file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KnownGapRecord {
    /// The requirement or scenario.
    pub subject: String,
    /// Why it is expected to fail.
    pub reason: String,
    /// Whether it no longer fails, or is about nothing that exists.
    pub stale: bool,
}

/// What came of a requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RequirementResult {
    /// Its id.
    pub id: RequirementId,
    /// The short name of its specification.
    pub specification: String,
    /// Where in the specification it stands.
    pub clause: String,
    /// Where it can be read.
    pub link: String,
    /// How strongly it binds under the profile.
    pub level: Level,
    /// Whom it binds.
    pub binds: Role,
    /// What it rests on.
    pub basis: Basis,
    /// Whether the target claims to follow it although it is a proposal.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub claimed: bool,
    /// The obligation.
    pub text: String,
    /// What it came out as.
    pub verdict: Verdict,
    /// Why it is untested, where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub untested_reason: Option<UntestedReason>,
    /// Why it was expected to fail, where it was and did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known_gap: Option<String>,
    /// The scenarios that judged it, by id.
    pub scenarios: Vec<String>,
    /// What else is to be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl RequirementResult {
    /// Whether conformance cannot be claimed without it.
    pub fn is_mandatory(&self) -> bool {
        crate::verdict::worst_allowed(self.level, self.basis, self.claimed) == Verdict::Fail
    }
}

/// What came of a scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScenarioResult {
    /// Its name.
    pub id: String,
    /// The path of its file.
    pub path: String,
    /// The line where it begins.
    pub line: usize,
    /// The title of its feature.
    pub feature: String,
    /// The wording of its rule.
    pub rule: String,
    /// Its title.
    pub title: String,
    /// The requirements that it was written for.
    pub requirements: Vec<RequirementId>,
    /// What it came out as.
    pub verdict: Verdict,
    /// Why it is untested, where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub untested_reason: Option<UntestedReason>,
    /// What it says about each requirement, those of invariants included.
    pub judgements: Vec<Judgement>,
    /// What was found.
    pub findings: Vec<FindingRecord>,
    /// What would be found if nobody could doubt that a call which was not seen would have arrived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubt: Option<Doubt>,
    /// Who of those under test has called a host of ours, apart from parties of ours.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub callers: Vec<Role>,
    /// Its steps.
    pub steps: Vec<StepResult>,
    /// What was sent and received, without secrets.
    pub exchanges: Vec<ExchangeRecord>,
    /// How long it took.
    pub duration_milliseconds: u64,
    /// What else is to be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl ScenarioResult {
    /// Why its failure was expected, if every failing judgement of it was.
    pub fn known_gap(&self) -> Option<&str> {
        let mut failing = self
            .judgements
            .iter()
            .filter(|judgement| judgement.verdict == Verdict::Fail);
        let first = failing.next()?.known_gap.as_deref();
        if failing.all(|judgement| judgement.known_gap.is_some()) {
            first
        } else {
            None
        }
    }

    /// The exchange that shows a finding.
    pub fn exchange(&self, finding: &FindingRecord) -> Option<&ExchangeRecord> {
        let number = finding.exchange?;
        self.exchanges
            .iter()
            .find(|exchange| exchange.number == number)
    }
}

/// What a scenario says about a requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Judgement {
    /// The requirement.
    pub requirement: RequirementId,
    /// What it says.
    pub verdict: Verdict,
    /// Why this failure was expected, where it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known_gap: Option<String>,
}

/// A difference between what was demanded and what was observed, without secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Finding")]
pub struct FindingRecord {
    /// The requirements that it is held against.
    pub requirements: Vec<RequirementId>,
    /// How bad it is.
    pub verdict: Verdict,
    /// What a conforming implementation does here.
    pub expected: String,
    /// What this one did.
    pub received: String,
    /// What usually lies behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// The number of the exchange that shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exchange: Option<u32>,
}

/// A finding that rests on a call which was not seen, while nothing in the run shows that its sender reaches hosts of ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Doubt {
    /// The call.
    pub missed: MissedCall,
    /// What is found as soon as its sender has called a host of ours, in whichever scenario of the run.
    pub finding: FindingRecord,
}

named! {
    /// How far a step got.
    pub enum StepStatus {
        /// It was done.
        Passed = "passed",
        /// The scenario ended here.
        Stopped = "stopped",
        /// It was not reached.
        NotReached = "not-reached",
    }
}

/// A step of a scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StepResult {
    /// Given, When, Then, And or But.
    pub keyword: String,
    /// What it says.
    pub text: String,
    /// How far it got.
    pub status: StepStatus,
}
