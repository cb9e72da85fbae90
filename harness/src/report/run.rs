//! From what the scenarios observed to the result: exchange → scenario → requirement → profile.

mod doubt;
mod exit;
mod roll_up;
mod weigh;

use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use indexmap::IndexMap;
use jiff::Timestamp;

use super::model::{
    FORMAT_VERSION, KnownGapRecord, ProfileRecord, RunResult, ScenarioResult, SpecificationRecord,
    StepResult, Tool,
};
use crate::baseline::{Baseline, KnownGap, Subject};
use crate::error::ExitCode;
use crate::exchange::model::Exchange;
use crate::exchange::redaction::Redactor;
use crate::invariants::Judgement;
use crate::randomness::Seed;
use crate::requirement::{Profile, Registry, RequirementId, Role};
use crate::selection::{LeftOutReason, Plan, ScenarioRef};
use crate::verdict::{Outcome, Verdict};

/// What a run is judged by, and what it is about.
#[derive(Debug, Clone, Copy)]
pub struct Run<'a> {
    /// Every row.
    pub registry: &'a Registry,
    /// The rows in force.
    pub profile: &'a Profile,
    /// The roles under test.
    pub roles: &'a BTreeSet<Role>,
    /// The proposals that the target claims to follow.
    pub claims: &'a BTreeSet<RequirementId>,
    /// Failures that are expected.
    pub baseline: &'a Baseline,
    /// What was to be run.
    pub plan: &'a Plan,
    /// What keeps secrets out of the result.
    pub redactor: &'a Redactor,
    /// What the report calls the system under test.
    pub target: &'a str,
    /// What chosen values were derived from; a seed for each shard, where they have their own.
    pub seeds: &'a [Seed],
    /// When it began.
    pub started_at: Timestamp,
}

/// What one scenario observed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScenarioOutcome {
    /// The scenario.
    pub scenario: ScenarioRef,
    /// What it observed itself, and each violation that an invariant found; none at all is a defect of ours.
    pub outcomes: Vec<Outcome>,
    /// The requirements of invariants that held over its exchanges.
    pub observed: Vec<RequirementId>,
    /// Its steps.
    pub steps: Vec<StepResult>,
    /// What was sent and received.
    pub exchanges: Vec<Exchange>,
    /// Who of those under test has called a host of ours, apart from parties of ours.
    pub callers: Vec<Role>,
    /// How long it took.
    pub duration: Duration,
}

impl ScenarioOutcome {
    /// A scenario that was not played, with what that means.
    pub fn without_run(scenario: ScenarioRef, outcome: Outcome) -> Self {
        Self {
            scenario,
            outcomes: vec![outcome],
            observed: Vec::new(),
            steps: Vec::new(),
            exchanges: Vec::new(),
            callers: Vec::new(),
            duration: Duration::ZERO,
        }
    }

    /// The same with what an invariant says of its exchanges.
    #[must_use]
    pub fn judged_by(mut self, requirement: &str, claim: &str, judgement: &Judgement) -> Self {
        let Ok(id) = RequirementId::new(requirement) else {
            let nameless = format!("the invariant {claim:?} names no requirement");
            self.outcomes.push(Outcome::HarnessError(nameless));
            return self;
        };
        match judgement {
            Judgement::Violated(finding) => {
                let finding = finding.clone().against(id);
                self.outcomes.push(Outcome::Violated(finding));
            }
            Judgement::Holds => self.observed.push(id),
            Judgement::NotConcerned => {}
        }
        self
    }
}

impl RunResult {
    /// Marks the result of a run that was ended before all was played; it never says that everything is conformant.
    pub fn interrupt(&mut self) {
        self.interrupted = true;
        self.exit = exit::code(self);
        self.exit_code = self.exit.number();
    }
}

impl Run<'_> {
    /// Weighs what one scenario observed, and takes the secrets out of it.
    pub fn scenario(&self, outcome: &ScenarioOutcome) -> ScenarioResult {
        self.scenario_among(outcome, &[])
    }

    /// The same, knowing what others of the run have shown.
    pub fn scenario_among(
        &self,
        outcome: &ScenarioOutcome,
        others: &[ScenarioResult],
    ) -> ScenarioResult {
        let scenario = weigh::scenario(self, outcome);
        let callers = doubt::callers(others.iter().chain([&scenario]));
        doubt::settle(self, scenario, &callers)
    }

    /// Makes the result of weighed scenarios, in whatever order they came. A planned scenario that is missing is a defect of ours.
    pub fn result(&self, scenarios: Vec<ScenarioResult>, finished_at: Timestamp) -> RunResult {
        let scenarios = self.settled(self.complete(scenarios));
        let requirements = roll_up::requirements(self, &scenarios);
        let known_gaps = self.known_gaps(&scenarios);
        let totals = roll_up::totals(&requirements, &scenarios);
        let mut result = RunResult {
            format_version: FORMAT_VERSION.to_owned(),
            tool: Tool {
                name: "das-conformance".to_owned(),
                version: env!("CARGO_PKG_VERSION").to_owned(),
            },
            profile: self.profile_record(),
            registry_version: self.registry.version().to_owned(),
            target: self.target.to_owned(),
            roles: self.roles.iter().copied().collect(),
            partial: self.plan.partial,
            interrupted: false,
            started_at: self.started_at,
            finished_at,
            seeds: self.seeds.to_vec(),
            exit: ExitCode::Undecided,
            exit_code: 0,
            totals,
            known_gaps,
            specifications: self.specifications(&requirements),
            requirements,
            scenarios,
            left_out: self.left_out(),
            description: None,
            shard: None,
        };
        result.exit = exit::code(&result);
        result.exit_code = result.exit.number();
        result
    }

    /// Weighs and assembles in one go.
    pub fn assemble(&self, outcomes: &[ScenarioOutcome], finished_at: Timestamp) -> RunResult {
        self.result(
            outcomes
                .iter()
                .map(|outcome| self.scenario(outcome))
                .collect(),
            finished_at,
        )
    }

    /// The scenarios of the plan in its order, those that the target cannot serve among them.
    fn complete(&self, scenarios: Vec<ScenarioResult>) -> Vec<ScenarioResult> {
        let mut by_id: HashMap<String, ScenarioResult> = scenarios
            .into_iter()
            .map(|scenario| (scenario.id.clone(), scenario))
            .collect();
        let planned = self.plan.scenarios.iter().map(|scenario| {
            by_id.remove(&scenario.id()).unwrap_or_else(|| {
                let lost =
                    Outcome::HarnessError("the scenario was planned but has no result".to_owned());
                self.scenario(&ScenarioOutcome::without_run(scenario.clone(), lost))
            })
        });
        let mut complete: Vec<ScenarioResult> = planned.collect();
        complete.extend(self.out_of_reach());
        complete.sort_by(|left, right| {
            (&left.path, left.line, &left.title).cmp(&(&right.path, right.line, &right.title))
        });
        complete
    }

    /// The scenarios as they stand once all are known.
    fn settled(&self, scenarios: Vec<ScenarioResult>) -> Vec<ScenarioResult> {
        let callers = doubt::callers(&scenarios);
        let scenarios = scenarios.into_iter();
        scenarios
            .map(|scenario| doubt::settle(self, scenario, &callers))
            .collect()
    }

    fn out_of_reach(&self) -> impl Iterator<Item = ScenarioResult> + '_ {
        self.plan.left_out.iter().filter_map(|left_out| {
            let LeftOutReason::Needs(capability) = &left_out.reason else {
                return None;
            };
            let outcome = weigh::without_capability(capability);
            Some(self.scenario(&ScenarioOutcome::without_run(
                left_out.scenario.clone(),
                outcome,
            )))
        })
    }

    fn left_out(&self) -> IndexMap<String, usize> {
        self.plan
            .reasons()
            .into_iter()
            .map(|(reason, count)| (reason.to_string(), count))
            .collect()
    }

    fn profile_record(&self) -> ProfileRecord {
        let Profile {
            name,
            title,
            version,
            untested_share_allowed,
            starts_from,
            departures,
            ..
        } = self.profile;
        ProfileRecord {
            name: name.clone(),
            title: title.clone(),
            version: version.clone(),
            untested_share_allowed: *untested_share_allowed,
            starts_from: starts_from.clone(),
            departures: departures.clone(),
        }
    }

    fn specifications(
        &self,
        requirements: &[super::model::RequirementResult],
    ) -> Vec<SpecificationRecord> {
        let named = |name: &str| {
            requirements
                .iter()
                .any(|requirement| requirement.specification == name)
        };
        let used = self
            .registry
            .specifications()
            .iter()
            .filter(|specification| named(&specification.name));
        used.map(|specification| SpecificationRecord {
            name: specification.name.clone(),
            title: specification.title.clone(),
            version: specification.version.clone(),
            link: specification.link.clone(),
        })
        .collect()
    }

    fn known_gaps(&self, scenarios: &[ScenarioResult]) -> Vec<KnownGapRecord> {
        let entries = self.baseline.entries().iter();
        entries
            .map(|entry| KnownGapRecord {
                subject: entry.subject_text().to_owned(),
                reason: entry.reason.clone(),
                stale: self.is_stale(entry, scenarios),
            })
            .collect()
    }

    /// Whether an entry is about something that was judged and did not fail, or about no scenario that exists. A run of a part
    /// cannot tell that a whole requirement no longer fails.
    fn is_stale(&self, entry: &KnownGap, scenarios: &[ScenarioResult]) -> bool {
        let judged = |demanded: fn(Verdict) -> bool| {
            scenarios.iter().any(|scenario| {
                scenario.judgements.iter().any(|judgement| {
                    entry.is_about(&judgement.requirement, &scenario.id)
                        && demanded(judgement.verdict)
                })
            })
        };
        let failed = judged(|verdict| verdict == Verdict::Fail);
        let observed = judged(|verdict| {
            matches!(
                verdict,
                Verdict::Pass | Verdict::Informational | Verdict::Warn
            )
        });
        let undecided =
            judged(|verdict| matches!(verdict, Verdict::Inconclusive | Verdict::Untested));
        match &entry.subject {
            Subject::Requirement(_) => !self.plan.partial && observed && !failed && !undecided,
            Subject::Scenario(id) => !self.plan.names(id) || observed && !failed,
        }
    }
}

#[cfg(test)]
mod tests;
