//! Every rule can fail, and nothing fails without a reason.

use std::sync::{Arc, Mutex, PoisonError};

use harness::data::Data;
use harness::invariants::Judgement;
use harness::prove::{Proof, all_faults};
use harness::randomness::Seed;
use harness::requirement::{Profile, Registry, RequirementId};
use harness::runner::{self, Job};
use harness::scenario;
use harness::verdict::Outcome;

fn workers() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

#[test]
fn every_fault_is_noticed_and_every_rule_has_one() {
    prove("das-v1");
}

#[test]
fn every_fault_against_fapi_baseline_is_noticed() {
    prove("fapi1-baseline");
}

#[test]
fn every_fault_against_fapi_advanced_is_noticed() {
    prove("fapi1-advanced");
}

#[test]
fn every_fault_against_fdx_is_noticed() {
    prove("fdx");
}

#[test]
fn every_fault_against_ciba_is_noticed() {
    prove("ciba");
}

#[test]
fn every_fault_against_fapi_ciba_is_noticed() {
    prove("fapi-ciba");
}

#[test]
fn every_fault_against_the_first_text_of_daps_is_noticed() {
    prove("daps-seed");
}

#[test]
fn every_fault_against_the_current_text_of_daps_is_noticed() {
    prove("daps-idsg");
}

#[test]
fn every_fault_against_registration_is_noticed() {
    prove("fdx-registration");
}

#[test]
fn every_fault_against_encrypted_messages_is_noticed() {
    prove("message-encryption");
}

#[test]
fn every_fault_against_encrypted_content_is_noticed() {
    prove("das-encrypted");
}

/// What no profile speaks of would be proved by none.
#[test]
fn every_fault_belongs_to_a_profile() {
    let data = Data::embedded();
    let registry = Registry::load(&data).unwrap();
    let names = [
        "das-v1",
        "das-encrypted",
        "fapi1-baseline",
        "fapi1-advanced",
        "fdx",
        "ciba",
        "fapi-ciba",
        "daps-seed",
        "daps-idsg",
        "fdx-registration",
        "message-encryption",
    ];
    let profiles = names.map(|name| Profile::load(&data, &registry, name).unwrap());
    let applies = |id: &str| {
        let id = RequirementId::new(id).unwrap();
        let in_force =
            |profile: &&Profile| profile.contains(&id) && profile.not_applicable(&id).is_none();
        profiles.iter().find(in_force).is_some()
    };
    let pairs = all_faults().into_iter();
    let pairs = pairs.flat_map(|fault| fault.violates.iter().map(move |id| (fault.name, *id)));
    let orphans: Vec<_> = pairs.filter(|(_, id)| !applies(id)).collect();
    assert_eq!(orphans, Vec::new());
}

/// One proof at a time: together they would press each other's short waits.
pub static ALONE: Mutex<()> = Mutex::new(());

fn prove(profile: &str) {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let data = Data::embedded();
    let registry = Registry::load(&data).unwrap();
    let profile = Profile::load(&data, &registry, profile).unwrap();
    let scenarios = scenario::read_all(&data).unwrap();
    let proof = Proof {
        registry: &registry,
        profile: &profile,
        scenarios: &scenarios,
        workers: workers(),
        selects: &|_| true,
    };
    let matrix = proof.run(&mut |_| {});
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
    let concerned = scenarios.iter().filter(|scenario| {
        let requirements = &scenario.reference.requirements;
        requirements
            .iter()
            .any(|id| profile.contains(id) && profile.not_applicable(id).is_none())
    });
    let jobs = concerned
        .enumerate()
        .map(|(index, scenario)| Job::built_in(index, scenario, &wire, Vec::new()));
    let mut failures = Vec::new();
    runner::run(Seed::fresh(), jobs.collect(), workers(), |ran| {
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
