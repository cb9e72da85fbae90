//! A call that was not seen is a violation only of whoever is known to reach hosts of ours.

use super::*;
use crate::report::model::ScenarioResult;
use crate::verdict::MissedCall;

const ELSEWHERE: &str = "A deleted copy is gone";

fn not_seen() -> Outcome {
    let call = MissedCall {
        what: "a notification".to_owned(),
        address: "https://harness.example:8444/".to_owned(),
    };
    let finding = Finding::new("a notification", "no notification");
    Outcome::Violated(finding.missing(call))
}

/// A run in which a call was waited for in vain.
fn trial() -> Trial {
    Trial::new().saying(REGISTERING, not_seen())
}

fn scenario(result: &RunResult) -> &ScenarioResult {
    let mut scenarios = result.scenarios.iter();
    scenarios
        .find(|scenario| scenario.title == REGISTERING)
        .unwrap()
}

#[test]
fn of_whoever_never_called_nobody_knows_whether_it_was_sent() {
    let result = trial().result();
    let scenario = scenario(&result);
    assert_eq!(scenario.verdict, Verdict::Inconclusive);
    assert_eq!(scenario.findings, []);
    assert_eq!(verdict(&result, "DAS-FLOW-REG-04"), Verdict::Inconclusive);
    assert_eq!(result.exit, ExitCode::Undecided);
    insta::assert_snapshot!(scenario.note.as_deref().unwrap());
}

#[test]
fn whoever_called_in_another_scenario_did_not_send_it() {
    let mut trial = trial();
    trial.callers = vec![(ELSEWHERE, Role::Das)];
    let result = trial.result();
    let scenario = scenario(&result);
    assert_eq!(scenario.verdict, Verdict::Fail);
    assert_eq!(scenario.findings[0].received, "no notification");
    assert_eq!((&scenario.doubt, &scenario.note), (&None, &None));
    assert_eq!(verdict(&result, "DAS-FLOW-REG-04"), Verdict::Fail);
    assert_eq!(result.exit, ExitCode::NonConformant);
}

#[test]
fn calls_of_somebody_else_show_nothing() {
    let mut trial = trial();
    trial.callers = vec![(ELSEWHERE, Role::AuthorizationServer)];
    assert_eq!(scenario(&trial.result()).verdict, Verdict::Inconclusive);
}

#[test]
fn what_the_operator_says_is_not_done_yet_is_a_known_gap() {
    let baseline = "known_gaps: [{ requirement: DAS-FLOW-REG-04, reason: release 2 }]";
    let result = Trial {
        baseline,
        ..trial()
    }
    .result();
    assert_eq!(result.exit, ExitCode::Conformant);
    assert_eq!(result.totals.known_gaps, 1);
    assert_eq!(scenario(&result).known_gap(), Some("release 2"));
}

#[test]
fn what_else_was_found_in_the_scenario_stays() {
    let aside = Finding::new("no-store", "nothing").against(sample::id("DAS-AUTH-04"));
    let mut trial = trial();
    trial.said[0].1.push(Outcome::Violated(aside));
    let result = trial.result();
    assert_eq!(scenario(&result).verdict, Verdict::Fail);
    assert_eq!(scenario(&result).findings.len(), 1);
    assert_eq!(verdict(&result, "DAS-FLOW-REG-04"), Verdict::Inconclusive);
    trial.callers = vec![(ELSEWHERE, Role::Das)];
    assert_eq!(scenario(&trial.result()).findings.len(), 2);
}

#[test]
fn a_part_of_a_run_says_that_the_whole_may_tell() {
    let result = trial().only(REGISTERING).result();
    let note = scenario(&result).note.as_deref().unwrap();
    assert!(note.ends_with("the whole may tell"), "{note}");
}

#[test]
fn what_is_in_doubt_for_one_reason_is_told_once() {
    let result = trial().saying(OWN_KEY, Outcome::Held);
    let result = result
        .saying("A caller without a token is refused", not_seen())
        .result();
    let groups = crate::report::wording::groups(&result);
    let [group] = groups.as_slice() else {
        panic!("{} groups", groups.len());
    };
    let told = group.told();
    assert_eq!((told.len(), told[0].others), (1, 1));
}
