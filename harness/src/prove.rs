//! The proof that every rule can fail: each fault of our own parties must be noticed, for what it is.
//!
//! First everything runs without faults and must be green. Then each fault is committed while the scenarios of the
//! requirements it violates are run: every one of those requirements must come out at the worst verdict its level allows,
//! through the observation that the fault names. Not inconclusive, not a harness error, not for another reason.

pub mod matrix;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use mock_kit::Fault;

use self::matrix::{Kill, KillMatrix, Row};
use crate::actor::Party;
use crate::invariants::{self, Judgement};
use crate::randomness::Seed;
use crate::requirement::{Profile, Registry, Requirement, RequirementId};
use crate::runner::{self, Job, Ran};
use crate::scenario::Scenario;
use crate::verdict::{Finding, Outcome, Verdict, judge, worst_allowed};

/// How many scenarios are tried for a requirement that only an invariant judges.
const PROBES: usize = 2;

/// What there is to prove.
pub struct Proof<'a> {
    /// Every row.
    pub registry: &'a Registry,
    /// The profile whose rows are proved.
    pub profile: &'a Profile,
    /// Every scenario.
    pub scenarios: &'a [Arc<Scenario>],
    /// How many threads to use.
    pub workers: usize,
    /// Only faults whose name this accepts.
    pub selects: &'a dyn Fn(&str) -> bool,
}

/// How far a proof is: a scenario has been played.
#[derive(Debug, Clone, Copy)]
pub struct Played<'a> {
    /// How many there are so far.
    pub done: usize,
    /// Of how many.
    pub total: usize,
    /// The fault that was committed; none at first.
    pub fault: Option<&'static str>,
    /// The scenario.
    pub scenario: &'a Scenario,
}

/// Hears how far a proof is.
pub type Progress<'a> = dyn FnMut(Played<'_>) + 'a;

/// Every fault that our parties can commit.
pub fn all_faults() -> Vec<&'static Fault> {
    let seams = mock_oidc::faults()
        .iter()
        .chain(mock_oidc::resource::faults())
        .chain(mock_oidc::registry::faults())
        .chain(mock_oidc::registering_party::faults())
        .chain(mock_das::faults())
        .chain(mock_das::pct::faults())
        .chain(mock_das::office::faults())
        .chain(mock_das::client::faults())
        .chain(mock_oidc::client::faults())
        .chain(mock_oidc::ciba_client::faults())
        .chain(mock_oidc::daps::faults())
        .chain(mock_oidc::connector::faults())
        .chain(message_encryption::consumer::faults())
        .chain(message_encryption::producer::faults());
    seams.flat_map(|rows| rows.iter().copied()).collect()
}

impl Proof<'_> {
    /// Runs the proof: first the scenarios without faults, then those with, each of the two counted by itself.
    pub fn run(&self, progress: &mut Progress<'_>) -> KillMatrix {
        let faults: Vec<_> = all_faults()
            .into_iter()
            .filter(|fault| (self.selects)(fault.name))
            .collect();
        let honest = self.honest_run(&faults, progress);
        let trials = self.trials(&faults, &honest);
        let tried = self.try_out(&trials, progress);
        let rows = trials
            .iter()
            .zip(tried)
            .map(|(trial, ran)| self.weigh(trial, &ran));
        KillMatrix {
            profile: self.profile.name.clone(),
            honest_failures: honest_failures(&honest),
            rows: rows.collect(),
            unproved: self.unproved(),
        }
    }

    /// What is to be proved runs without faults first. A requirement that only an invariant judges is looked for everywhere.
    fn honest_run(&self, faults: &[&'static Fault], progress: &mut Progress<'_>) -> Vec<Ran> {
        let violated = faults.iter().flat_map(|fault| fault.violates);
        let violated: BTreeSet<&str> = violated.copied().collect();
        let has_scenario = |id: &str| self.scenarios.iter().any(|scenario| scenario.judges(id));
        let everywhere = !violated.iter().all(|id| has_scenario(id));
        let at_issue =
            |scenario: &Scenario| everywhere || violated.iter().any(|id| scenario.judges(id));
        let jobs = self
            .scenarios
            .iter()
            .filter(|scenario| self.concerns(scenario) && at_issue(scenario));
        let jobs: Vec<Job> = jobs
            .enumerate()
            .map(|(index, scenario)| self.job(index, scenario, None))
            .collect();
        collect(jobs, self.workers, |_| None, progress)
    }

    fn concerns(&self, scenario: &Scenario) -> bool {
        scenario
            .reference
            .requirements
            .iter()
            .any(|id| self.applies(id))
    }

    fn applies(&self, id: &RequirementId) -> bool {
        self.profile.contains(id) && self.profile.not_applicable(id).is_none()
    }

    fn job(&self, index: usize, scenario: &Arc<Scenario>, fault: Option<&'static Fault>) -> Job {
        let wire = Arc::new(self.profile.wire.clone());
        let faults = fault.iter().map(|fault| fault.name.to_owned()).collect();
        Job::built_in(index, scenario, &wire, faults)
    }

    fn trials(&self, faults: &[&'static Fault], honest: &[Ran]) -> Vec<Trial> {
        let pairs = faults
            .iter()
            .flat_map(|fault| fault.violates.iter().map(move |id| (*fault, *id)))
            .filter(|(_, id)| !self.is_left_to_others(id));
        let trials = pairs.map(|(fault, id)| Trial {
            fault,
            requirement: id,
            scenarios: self.scenarios_for(id, honest),
        });
        trials.collect()
    }

    /// Whether a requirement has a row, but not in this profile: another proves it.
    fn is_left_to_others(&self, id: &str) -> bool {
        let row = RequirementId::new(id).ok();
        let row = row.and_then(|id| self.registry.get(&id));
        row.is_some_and(|row| !self.applies(&row.id))
    }

    /// The scenarios of a requirement, and some in which an invariant of it has something to look at.
    fn scenarios_for(&self, id: &str, honest: &[Ran]) -> Vec<Arc<Scenario>> {
        let own = self
            .scenarios
            .iter()
            .filter(|scenario| scenario.judges(id))
            .cloned();
        let watched = honest
            .iter()
            .filter(|ran| ran.invariants.iter().any(|(row, _)| row.requirement == id));
        let watched = watched.take(PROBES).map(|ran| Arc::clone(&ran.scenario));
        own.chain(watched).collect()
    }

    fn try_out(&self, trials: &[Trial], progress: &mut Progress<'_>) -> Vec<Vec<Ran>> {
        let jobs = trials.iter().enumerate().flat_map(|(index, trial)| {
            let scenarios = trial.scenarios.iter();
            scenarios.map(move |scenario| self.job(index, scenario, Some(trial.fault)))
        });
        let mut grouped: BTreeMap<usize, Vec<Ran>> = BTreeMap::new();
        let fault = |index: usize| trials.get(index).map(|trial| trial.fault.name);
        for ran in collect(jobs.collect(), self.workers, fault, progress) {
            grouped.entry(ran.index).or_default().push(ran);
        }
        (0..trials.len())
            .map(|index| grouped.remove(&index).unwrap_or_default())
            .collect()
    }

    fn weigh(&self, trial: &Trial, runs: &[Ran]) -> Row {
        let kill = match self.requirement(trial.requirement) {
            None => Kill::UnknownRequirement,
            Some(_) if runs.is_empty() => Kill::NoScenario,
            Some(row) => self.weigh_runs(trial, row, runs),
        };
        Row {
            fault: trial.fault.name.to_owned(),
            summary: trial.fault.summary.trim().to_owned(),
            requirement: trial.requirement.to_owned(),
            observed: trial.fault.observed.to_owned(),
            kill,
        }
    }

    fn requirement(&self, id: &str) -> Option<&Requirement> {
        let id = RequirementId::new(id).ok()?;
        self.registry.get(&id).filter(|row| self.applies(&row.id))
    }

    fn weigh_runs(&self, trial: &Trial, row: &Requirement, runs: &[Ran]) -> Kill {
        let level = self.profile.level_of(row);
        let wanted = worst_allowed(level, row.basis, false);
        let verdicts = runs.iter().flat_map(|ran| outcomes(ran, trial.requirement));
        let mut worst = Verdict::Untested;
        let mut reasons = Vec::new();
        for (scenario, outcome) in verdicts {
            let verdict = judge(&outcome, level, row.basis, false);
            worst = worst.max(verdict);
            if let Outcome::Violated(finding) = &outcome
                && verdict == wanted
                && finding.received.contains(trial.fault.observed)
            {
                return Kill::Killed {
                    by: scenario.to_owned(),
                    verdict,
                };
            }
            reasons.push(describe(scenario, &outcome));
        }
        Kill::Survived {
            verdict: worst,
            why: reasons,
        }
    }

    /// Requirements that are judged, can fail, and have no fault.
    fn unproved(&self) -> Vec<String> {
        let proved: Vec<&str> = all_faults()
            .iter()
            .flat_map(|fault| fault.violates)
            .copied()
            .collect();
        let judged = self
            .registry
            .iter()
            .filter(|row| self.applies(&row.id) && self.is_judged(row));
        let lacking = judged.filter(|row| !proved.contains(&row.id.as_str()));
        lacking.map(|row| row.id.to_string()).collect()
    }

    fn is_judged(&self, row: &Requirement) -> bool {
        let can_fail = worst_allowed(self.profile.level_of(row), row.basis, false) >= Verdict::Warn;
        let played = Party::ALL.map(Party::role).contains(&row.binds);
        can_fail && played && row.untested.is_none()
    }
}

/// One fault against one of the requirements it violates.
struct Trial {
    fault: &'static Fault,
    requirement: &'static str,
    scenarios: Vec<Arc<Scenario>>,
}

/// Plays all of them; each has the index of its trial, which tells the fault.
fn collect(
    jobs: Vec<Job>,
    workers: usize,
    fault: impl Fn(usize) -> Option<&'static str>,
    progress: &mut Progress<'_>,
) -> Vec<Ran> {
    let total = jobs.len();
    let mut done = Vec::with_capacity(total);
    runner::run(Seed::fresh(), jobs, workers, |ran| {
        progress(Played {
            done: done.len() + 1,
            total,
            fault: fault(ran.index),
            scenario: &ran.scenario,
        });
        done.push(ran);
    });
    done.sort_by_key(|ran| ran.index);
    done
}

/// What a run says about a requirement: through its scenario, and through invariants.
fn outcomes<'a>(ran: &'a Ran, id: &str) -> Vec<(&'a str, Outcome)> {
    let title = ran.scenario.reference.title.as_str();
    let mut outcomes = Vec::new();
    if ran.scenario.judges(id) {
        outcomes.push((title, ran.outcome.clone()));
    }
    let own = ran
        .invariants
        .iter()
        .filter(|(row, _)| row.requirement == id);
    outcomes.extend(own.map(|(row, judgement)| (row.claim, outcome(judgement))));
    outcomes
}

fn outcome(judgement: &Judgement) -> Outcome {
    match judgement {
        Judgement::Violated(finding) => Outcome::Violated(finding.clone()),
        Judgement::Holds | Judgement::NotConcerned => Outcome::Held,
    }
}

fn describe(scenario: &str, outcome: &Outcome) -> String {
    match outcome {
        Outcome::Held => format!("{scenario}: held"),
        Outcome::Violated(finding) => format!("{scenario}: {finding}"),
        Outcome::Inconclusive(why) => format!("{scenario}: inconclusive, {why}"),
        Outcome::Untested(reason, why) => format!("{scenario}: untested ({reason}), {why}"),
        Outcome::NotApplicable(why) => format!("{scenario}: not applicable, {why}"),
        Outcome::ConfigurationError(why) => format!("{scenario}: configuration error, {why}"),
        Outcome::HarnessError(why) => format!("{scenario}: harness error, {why}"),
    }
}

fn honest_failures(runs: &[Ran]) -> Vec<String> {
    runs.iter().flat_map(honest_failures_of).collect()
}

fn honest_failures_of(ran: &Ran) -> Vec<String> {
    let title = &ran.scenario.reference.title;
    let mut failures = Vec::new();
    if ran.outcome != Outcome::Held {
        failures.push(describe(title, &ran.outcome));
    }
    let violated = ran
        .invariants
        .iter()
        .filter_map(|(row, judgement)| violation(row, judgement));
    failures.extend(violated.map(|(row, finding)| format!("{title}: {}: {finding}", row.claim)));
    failures
}

fn violation<'a>(
    row: &'a invariants::Invariant,
    judgement: &'a Judgement,
) -> Option<(&'a invariants::Invariant, &'a Finding)> {
    match judgement {
        Judgement::Violated(finding) => Some((row, finding)),
        Judgement::Holds | Judgement::NotConcerned => None,
    }
}
