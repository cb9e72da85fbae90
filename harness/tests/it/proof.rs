//! Every rule can fail, and nothing fails without a reason.

use std::sync::Arc;

use harness::data::Data;
use harness::invariants::Judgement;
use harness::prove::Proof;
use harness::requirement::{Profile, Registry};
use harness::runner::{self, Job};
use harness::scenario;
use harness::verdict::Outcome;

fn workers() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

#[test]
fn every_fault_is_noticed_and_every_rule_has_one() {
    let data = Data::embedded();
    let registry = Registry::load(&data).unwrap();
    let profile = Profile::load(&data, &registry, "das-v1").unwrap();
    let scenarios = scenario::read_all(&data).unwrap();
    let proof = Proof {
        registry: &registry,
        profile: &profile,
        scenarios: &scenarios,
        workers: workers(),
        selects: &|_| true,
    };
    let matrix = proof.run(&mut |_, _| {});
    let survivors: Vec<String> = matrix
        .survivors()
        .map(|row| format!("{} against {}: {}", row.fault, row.requirement, row.kill))
        .collect();
    assert!(survivors.is_empty(), "{}", survivors.join("\n"));
    assert_eq!(matrix.honest_failures, Vec::<String>::new());
    assert_eq!(matrix.unproved, Vec::<String>::new());
    assert!(matrix.is_complete());
}

#[test]
fn the_seed_profile_is_green_without_faults() {
    let data = Data::embedded();
    let registry = Registry::load(&data).unwrap();
    let profile = Profile::load(&data, &registry, "das-seed").unwrap();
    let wire = Arc::new(profile.wire.clone());
    let scenarios = scenario::read_all(&data).unwrap();
    let jobs = scenarios.iter().enumerate();
    let jobs = jobs.map(|(index, scenario)| Job::built_in(index, scenario, &wire, Vec::new()));
    let mut failures = Vec::new();
    runner::run(jobs.collect(), workers(), |ran| {
        let violated =
            |(_, judgement): &(_, Judgement)| matches!(judgement, Judgement::Violated(_));
        let fine = matches!(ran.outcome, Outcome::Held | Outcome::NotApplicable(_));
        if !fine || ran.invariants.iter().any(violated) {
            failures.push(format!(
                "{}: {:?} {:?}",
                ran.scenario.reference.title, ran.outcome, ran.invariants
            ));
        }
    });
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
