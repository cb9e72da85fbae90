//! The parts of a run, put together, are the run.

#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use super::*;
use crate::report::shard::SelectionRecord;
use crate::report::tests::sample;
use crate::report::{ScenarioOutcome, canonical};
use crate::selection::{Capabilities, Filter, Shard};
use crate::verdict::{Finding, MissedCall, Outcome, Verdict};

/// The sample as one of several machines plays it.
fn part(number: usize, of: usize) -> Part {
    part_changed(number, of, |_| {})
}

/// The same where scenarios observed something else.
fn part_changed(number: usize, of: usize, change: impl Fn(&mut ScenarioOutcome)) -> Part {
    let shard = Shard { number, of };
    let none = Capabilities::Named(BTreeSet::new());
    let mut result = sample::result_changed(&sample::whole().shard(shard).unwrap(), change);
    let selection = SelectionRecord::of(&Filter::default(), &none, &BTreeSet::new());
    result.shard = Some(ShardRecord::new(shard, selection));
    Part {
        file: format!("{number}.json"),
        result,
    }
}

fn merge(parts: Vec<Part>) -> Result<RunResult, ConfigurationError> {
    let registry = sample::registry();
    let profile = sample::profile(&registry);
    let whole = Whole {
        registry: &registry,
        profile: &profile,
        scenarios: &sample::scenarios(),
    };
    whole.merge(parts)
}

fn refusal(parts: Vec<Part>) -> String {
    merge(parts).unwrap_err().to_string()
}

#[test]
fn the_parts_of_a_run_make_the_result_of_the_whole() {
    for of in [1, 2, 3, 5] {
        let parts = (1..=of).rev().map(|number| part(number, of)).collect();
        let merged = canonical::result(&merge(parts).unwrap());
        assert_eq!(merged, canonical::result(&sample::result()), "{of} shards");
    }
}

const MISSED: &str = "A document whose file is still being checked is refused";
const CALLED: &str = "A deleted copy is gone";

/// A call that was waited for in vain, of a party that has called us in another scenario if it has.
fn missed(outcome: &mut ScenarioOutcome, has_called: bool) {
    if outcome.scenario.title == MISSED {
        let call = MissedCall {
            what: "a notification".to_owned(),
            address: "https://harness.example:8444/".to_owned(),
        };
        let finding = Finding::new("a notification", "no notification").missing(call);
        outcome.outcomes = vec![Outcome::Violated(finding)];
    }
    if has_called && outcome.scenario.title == CALLED {
        outcome.callers = vec![Role::Das];
    }
}

fn verdict_of_missed(results: &[&RunResult]) -> Verdict {
    let mut scenarios = results.iter().flat_map(|result| &result.scenarios);
    let missed = scenarios.find(|scenario| scenario.title == MISSED);
    missed.unwrap().verdict
}

/// Whoever has called in one part knows the way in all of them, as it does in a run on one machine.
#[test]
fn what_is_in_doubt_in_a_part_is_decided_by_all() {
    let told = [(true, Verdict::Fail), (false, Verdict::Inconclusive)];
    for (has_called, verdict) in told {
        let change = |outcome: &mut ScenarioOutcome| missed(outcome, has_called);
        let parts: Vec<Part> = (1..=10)
            .map(|number| part_changed(number, 10, change))
            .collect();
        let results: Vec<&RunResult> = parts.iter().map(|part| &part.result).collect();
        assert_eq!(verdict_of_missed(&results), Verdict::Inconclusive);
        let whole = sample::result_changed(&sample::whole(), change);
        assert_eq!(verdict_of_missed(&[&whole]), verdict);
        let merged = merge(parts).unwrap();
        assert_eq!(canonical::result(&merged), canonical::result(&whole));
    }
}

#[test]
fn the_seeds_of_the_parts_are_told_in_their_order_and_one_that_they_share_once() {
    let shared = sample::result().seeds;
    let parts = || vec![part(2, 2), part(1, 2)];
    assert_eq!(merge(parts()).unwrap().seeds, shared);
    let mut parts = parts();
    parts[0].result.seeds = vec![Seed::fresh()];
    let own = [shared, parts[0].result.seeds.clone()].concat();
    assert_eq!(merge(parts).unwrap().seeds, own);
}

#[test]
fn a_part_says_nothing_about_what_others_judge() {
    let result = part(1, 4).result;
    assert!(result.partial);
    assert!(result.left_out.contains_key("in another shard"));
    assert!(result.requirements.len() < sample::result().requirements.len());
    assert!(!result.known_gaps.iter().any(|gap| gap.stale));
}

#[test]
fn every_part_must_be_there_once() {
    assert!(refusal(vec![part(1, 3), part(3, 3)]).contains("shard 2/3 is missing"));
    let twice = vec![part(1, 2), part(2, 2), part(2, 2)];
    assert!(refusal(twice).contains("both shard 2/2"));
}

#[test]
fn a_whole_run_is_no_part() {
    let mut whole = part(1, 2);
    whole.result.shard = None;
    assert!(refusal(vec![whole, part(2, 2)]).contains("1.json is the result of a whole run"));
}

#[test]
fn parts_of_different_runs_are_refused() {
    type Change = fn(&mut RunResult);
    let changes: [(&str, Change); 6] = [
        ("the profile", |result| result.profile.name.push('2')),
        ("the requirement rows", |result| {
            result.registry_version.push('0');
        }),
        ("the target", |result| result.target.push_str(".old")),
        ("the tool", |result| result.tool.version.push_str("-beta")),
        ("the roles", |result| result.roles.clear()),
        ("the known gaps", |result| result.known_gaps.clear()),
    ];
    for (what, change) in changes {
        let mut other = part(2, 2);
        change(&mut other.result);
        let said = refusal(vec![part(1, 2), other]);
        assert!(
            said.contains(&format!("1.json and 2.json differ in {what}")),
            "{said}"
        );
    }
}

#[test]
fn parts_of_another_program_are_refused() {
    let mut parts = vec![part(1, 2), part(2, 2)];
    for part in &mut parts {
        part.result.registry_version.push('0');
    }
    assert!(refusal(parts).contains("with other requirement rows"));
}

#[test]
fn a_scenario_that_no_part_has_is_missed() {
    let mut other = part(2, 2);
    let lost = other.result.scenarios.pop().unwrap().id;
    let said = refusal(vec![part(1, 2), other]);
    assert!(
        said.contains(&format!("no part has the scenario {lost}")),
        "{said}"
    );
}

#[test]
fn a_scenario_that_two_parts_have_is_refused() {
    let mut other = part(2, 2);
    let twice = part(1, 2).result.scenarios.pop().unwrap();
    other.result.scenarios.push(twice);
    assert!(refusal(vec![part(1, 2), other]).contains("which is in another part"));
}
