//! How observations roll up, and what the process says.

#![expect(clippy::unwrap_used, reason = "a test may stop here")]

mod doubt;

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::error::SourceFile;
use crate::report::tests::sample;
use crate::selection::{Capabilities, Filter};
use crate::verdict::{Finding, UntestedReason};

/// A run whose scenarios all hold, but for what a test says of some of them.
struct Trial {
    said: Vec<(&'static str, Vec<Outcome>)>,
    baseline: &'static str,
    claims: BTreeSet<RequirementId>,
    capabilities: Capabilities,
    filter: Filter,
    lost: Option<&'static str>,
    callers: Vec<(&'static str, Role)>,
}

impl Trial {
    fn new() -> Self {
        Self {
            said: Vec::new(),
            baseline: "known_gaps: []",
            claims: BTreeSet::new(),
            capabilities: Capabilities::All,
            filter: Filter::default(),
            lost: None,
            callers: Vec::new(),
        }
    }

    fn saying(mut self, title: &'static str, outcome: Outcome) -> Self {
        self.said.push((title, vec![outcome]));
        self
    }

    fn only(mut self, pattern: &str) -> Self {
        self.filter.only.push(pattern.parse().unwrap());
        self
    }

    fn result(&self) -> RunResult {
        let registry = sample::registry();
        let profile = sample::profile(&registry);
        let plan = sample::plan(&registry, &profile, &self.capabilities, &self.filter);
        let baseline =
            Baseline::from_file(&SourceFile::new("gaps.yaml", self.baseline), &registry).unwrap();
        let outcomes: Vec<_> = plan
            .scenarios
            .iter()
            .filter_map(|scenario| self.observe(scenario))
            .collect();
        let run = Run {
            registry: &registry,
            profile: &profile,
            roles: &sample::roles(),
            claims: &self.claims,
            baseline: &baseline,
            plan: &plan,
            redactor: &Redactor::new([1; 32]),
            target: "sample",
            seeds: &[],
            started_at: Timestamp::UNIX_EPOCH,
        };
        run.assemble(&outcomes, Timestamp::UNIX_EPOCH)
    }

    fn observe(&self, scenario: &ScenarioRef) -> Option<ScenarioOutcome> {
        if self.lost == Some(scenario.title.as_str()) {
            return None;
        }
        let said = self.said.iter().find(|(title, _)| *title == scenario.title);
        let outcomes = said.map_or_else(|| vec![Outcome::Held], |(_, outcomes)| outcomes.clone());
        let callers = self.callers.iter();
        let callers = callers.filter(|(title, _)| *title == scenario.title);
        Some(ScenarioOutcome {
            outcomes,
            callers: callers.map(|(_, role)| *role).collect(),
            ..ScenarioOutcome::without_run(scenario.clone(), Outcome::Held)
        })
    }
}

const REGISTERING: &str = "A document whose file is still being checked is refused";
const PROPOSED: &str = "A foreign id looks like an absent one";
const OWN_KEY: &str = "A client logs in with its own key";
const ERASED: &str = "A copy is erased when the period has passed";

fn violated() -> Outcome {
    Outcome::Violated(Finding::new("a refusal", "accepted"))
}

fn verdict(result: &RunResult, id: &str) -> Verdict {
    result
        .requirements
        .iter()
        .find(|row| row.id.as_str() == id)
        .unwrap()
        .verdict
}

#[test]
fn a_run_without_deviations_is_conformant() {
    let result = Trial::new().result();
    assert_eq!((result.exit, result.exit_code), (ExitCode::Conformant, 0));
    assert_eq!(verdict(&result, "RFC7523-3-7"), Verdict::NotApplicable);
}

#[test]
fn a_violated_obligation_is_not_conformant() {
    let result = Trial::new().saying(REGISTERING, violated()).result();
    assert_eq!(result.exit, ExitCode::NonConformant);
    assert_eq!(verdict(&result, "DAS-FLOW-REG-04"), Verdict::Fail);
}

#[test]
fn an_interrupted_run_is_never_conformant() {
    let mut result = Trial::new().result();
    result.interrupt();
    assert_eq!((result.exit, result.exit_code), (ExitCode::Undecided, 6));
    let mut failed = Trial::new().saying(REGISTERING, violated()).result();
    failed.interrupt();
    assert_eq!(failed.exit, ExitCode::NonConformant);
}

#[test]
fn a_proposal_counts_only_when_it_is_claimed() {
    let mut trial = Trial::new().saying(PROPOSED, violated());
    assert_eq!(trial.result().exit, ExitCode::Conformant);
    trial.claims.insert(sample::id("DAS-API-ERR-02"));
    assert_eq!(trial.result().exit, ExitCode::NonConformant);
}

#[test]
fn the_level_of_the_profile_replaces_that_of_the_row() {
    let result = Trial::new()
        .saying("A deleted copy is gone", violated())
        .result();
    assert_eq!(verdict(&result, "DAS-API-DEL-01"), Verdict::Warn);
}

#[test]
fn a_broken_harness_outweighs_a_failure() {
    let trial = Trial::new().saying(REGISTERING, violated());
    let configuration = trial.saying(PROPOSED, Outcome::ConfigurationError("no key".to_owned()));
    assert_eq!(configuration.result().exit, ExitCode::Configuration);
    let broken = configuration.saying(OWN_KEY, Outcome::HarnessError("broke".to_owned()));
    assert_eq!(broken.result().exit, ExitCode::HarnessError);
}

#[test]
fn a_planned_scenario_without_a_result_is_our_own_defect() {
    let result = Trial {
        lost: Some(OWN_KEY),
        ..Trial::new()
    }
    .result();
    assert_eq!(result.exit, ExitCode::HarnessError);
}

#[test]
fn a_scenario_without_an_outcome_is_our_own_defect() {
    let mut trial = Trial::new();
    trial.said.push((OWN_KEY, Vec::new()));
    assert_eq!(trial.result().exit, ExitCode::HarnessError);
}

#[test]
fn a_known_gap_is_listed_and_does_not_fail_the_run() {
    let baseline = "known_gaps: [{ requirement: DAS-FLOW-REG-04, reason: release 2 }]";
    let result = Trial {
        baseline,
        ..Trial::new()
    }
    .saying(REGISTERING, violated())
    .result();
    assert_eq!(result.exit, ExitCode::Conformant);
    assert_eq!(
        (
            verdict(&result, "DAS-FLOW-REG-04"),
            result.totals.known_gaps
        ),
        (Verdict::Fail, 1)
    );
}

#[test]
fn a_known_gap_of_one_scenario_does_not_excuse_another() {
    let baseline = "known_gaps: [{ scenario: oauth/client-assertions/A-client-logs-in-with-its-own-key, reason: release 2 }]";
    let trial = Trial {
        baseline,
        ..Trial::new()
    }
    .saying(OWN_KEY, violated());
    assert_eq!(trial.result().exit, ExitCode::Conformant);
    let more = trial.saying("A broken signature is refused by DAS", violated());
    assert_eq!(more.result().exit, ExitCode::NonConformant);
}

#[test]
fn a_known_gap_that_has_closed_is_stale() {
    let baseline = "known_gaps: [{ requirement: DAS-FLOW-REG-04, reason: release 2 }]";
    assert_eq!(
        Trial {
            baseline,
            ..Trial::new()
        }
        .result()
        .exit,
        ExitCode::StaleKnownGap
    );
    let baseline = "known_gaps: [{ scenario: das/registrations/renamed-since, reason: release 2 }]";
    assert_eq!(
        Trial {
            baseline,
            ..Trial::new()
        }
        .result()
        .exit,
        ExitCode::StaleKnownGap
    );
}

#[test]
fn a_known_gap_that_was_not_judged_is_not_stale() {
    let baseline = "known_gaps: [{ requirement: DAS-FLOW-RET-02, reason: release 2 }]";
    let capabilities = Capabilities::Named(BTreeSet::new());
    assert_eq!(
        Trial {
            baseline,
            capabilities,
            ..Trial::new()
        }
        .result()
        .exit,
        ExitCode::Conformant
    );
    let trial = Trial {
        baseline,
        ..Trial::new()
    };
    assert_eq!(trial.only(REGISTERING).result().exit, ExitCode::Conformant);
}

#[test]
fn an_inconclusive_obligation_allows_no_claim() {
    let result = Trial::new()
        .saying(
            REGISTERING,
            Outcome::Inconclusive("the control was refused".to_owned()),
        )
        .result();
    assert_eq!(result.exit, ExitCode::Undecided);
    let unclaimed = Trial::new()
        .saying(
            PROPOSED,
            Outcome::Inconclusive("the control was refused".to_owned()),
        )
        .result();
    assert_eq!(unclaimed.exit, ExitCode::Conformant);
}

#[test]
fn a_run_in_which_nothing_was_observed_never_claims_conformance() {
    let mut trial = Trial::new();
    for scenario in sample::scenarios() {
        let title: &'static str = scenario.title.leak();
        trial = trial.saying(
            title,
            Outcome::Untested(UntestedReason::NeedsHardware, String::new()),
        );
    }
    assert_eq!(trial.result().exit, ExitCode::Undecided);
}

#[test]
fn what_the_target_cannot_do_is_untested_with_the_reason() {
    let result = Trial {
        capabilities: Capabilities::Named(BTreeSet::new()),
        ..Trial::new()
    }
    .result();
    let erased = result
        .scenarios
        .iter()
        .find(|scenario| scenario.title == ERASED)
        .unwrap();
    assert_eq!(
        (erased.verdict, erased.untested_reason),
        (Verdict::Untested, Some(UntestedReason::NeedsClockControl))
    );
    assert_eq!(verdict(&result, "DAS-FLOW-RET-02"), Verdict::Untested);
}

#[test]
fn a_violation_found_on_the_way_is_held_against_its_own_requirement() {
    let aside = Finding::new("no-store", "nothing").against(sample::id("DAS-AUTH-04"));
    let result = Trial::new()
        .only(OWN_KEY)
        .saying(OWN_KEY, Outcome::Violated(aside))
        .result();
    assert_eq!(verdict(&result, "DAS-AUTH-04"), Verdict::Fail);
    assert_eq!(result.exit, ExitCode::NonConformant);
}

#[test]
fn a_partial_run_speaks_only_of_its_part() {
    let result = Trial::new().only("RFC7523-3-9").result();
    let ids: Vec<&str> = result
        .requirements
        .iter()
        .map(|row| row.id.as_str())
        .collect();
    assert_eq!(ids, ["DAS-AUTH-07", "RFC7523-3-9"]);
    assert!(result.partial);
}

fn any_outcome() -> impl Strategy<Value = Outcome> {
    let text = || "x".to_owned();
    prop_oneof![
        Just(Outcome::Held),
        Just(violated()),
        Just(Outcome::Inconclusive(text())),
        Just(Outcome::Untested(UntestedReason::Organisational, text())),
        Just(Outcome::NotApplicable(text())),
        Just(Outcome::ConfigurationError(text())),
        Just(Outcome::HarnessError(text())),
    ]
}

proptest! {
    #[test]
    fn only_a_run_without_failure_or_doubt_ends_with_zero(outcomes in proptest::collection::vec(any_outcome(), 12)) {
        let mut trial = Trial::new();
        for (scenario, outcome) in sample::scenarios().into_iter().zip(&outcomes) {
            trial = trial.saying(scenario.title.leak(), outcome.clone());
        }
        let result = trial.result();
        let bad = [Verdict::HarnessError, Verdict::ConfigurationError, Verdict::Fail];
        let clean = !bad.iter().any(|verdict| result.totals.requirements.contains_key(verdict));
        prop_assert!(result.exit != ExitCode::Conformant || clean && result.totals.mandatory_inconclusive == 0);
        prop_assert_eq!(result.exit_code, result.exit.number());
        prop_assert_eq!(result.totals.requirements.values().sum::<usize>(), result.requirements.len());
    }
}

#[test]
fn the_last_line_says_why() {
    let said = |trial: Trial| crate::report::wording::outcome(&trial.result());
    assert_eq!(
        said(Trial::new().saying(REGISTERING, violated())),
        "not conformant: 1 requirement fails"
    );
    assert_eq!(
        said(Trial::new().saying(PROPOSED, violated())),
        "conformant in everything that was selected: 1 warning"
    );
    let undecided = Trial::new().saying(REGISTERING, Outcome::Inconclusive(String::new()));
    assert!(said(undecided).ends_with("1 of 9 mandatory requirements inconclusive, 1 of 9 mandatory requirements untested, where 50% are allowed"));
    let baseline = "known_gaps: [{ requirement: DAS-FLOW-REG-04, reason: release 2 }]";
    assert!(
        said(Trial {
            baseline,
            ..Trial::new()
        })
        .ends_with(": DAS-FLOW-REG-04")
    );
}
