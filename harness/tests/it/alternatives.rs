//! Whatever else the standards leave to a server fails nowhere.

use std::sync::{Arc, PoisonError};

use harness::data::Data;
use harness::invariants::Judgement;
use harness::randomness::Seed;
use harness::requirement::{Profile, Registry, RequirementId, Role};
use harness::runner::{self, Job, Ran};
use harness::scenario;
use harness::verdict::Outcome;

use crate::proof::ALONE;

/// What a server may do that speaks to machines alone.
const OF_MACHINES: [&str; 2] = ["omits-expires-in", "adds-a-member-to-token-responses"];
/// What a server may do that asks its users.
const OF_USERS: [&str; 7] = [
    "writes-opaque-access-tokens",
    "states-neither-scope-nor-lifetime",
    "adds-a-member-to-token-responses",
    "adds-a-parameter-to-responses",
    "gives-new-refresh-tokens",
    "calls-other-methods-unknown",
    "names-itself-beside-signed-responses",
];
/// What it may do where nobody sets a shorter limit.
const OF_PATIENCE: [&str; 1] = ["lets-codes-live-for-nearly-ten-minutes"];

#[test]
fn a_server_of_other_habits_fails_nowhere() {
    fails_nowhere("das-v1", &OF_MACHINES);
    fails_nowhere("fapi1-advanced", &[&OF_USERS[..], &OF_PATIENCE].concat());
    fails_nowhere("fdx", &OF_USERS);
    fails_nowhere("fdx-registration", &OF_USERS);
    fails_nowhere("fapi-ciba", &OF_USERS);
}

fn fails_nowhere(profile: &str, habits: &[&str]) {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    assert_eq!(failures(profile, habits), Vec::<String>::new());
}

/// The demands on authorization servers that a server of these habits does not meet.
fn failures(profile: &str, habits: &[&str]) -> Vec<String> {
    let data = Data::embedded();
    let registry = Registry::load(&data).unwrap();
    let profile = Profile::load(&data, &registry, profile).unwrap();
    let demanded = |id: &RequirementId| {
        let row = registry.get(id).unwrap();
        let in_force = profile.contains(id) && profile.not_applicable(id).is_none();
        in_force && row.binds == Role::AuthorizationServer && row.level.is_mandatory()
    };
    let wire = Arc::new(profile.wire.clone());
    let faults: Vec<String> = habits.iter().map(|habit| (*habit).to_owned()).collect();
    let scenarios = scenario::read_all(&data).unwrap();
    let concerned = scenarios
        .iter()
        .filter(|scenario| scenario.reference.requirements.iter().any(demanded));
    let jobs = concerned
        .enumerate()
        .map(|(index, scenario)| Job::built_in(index, scenario, &wire, faults.clone()));
    let mut failures = Vec::new();
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    runner::run(Seed::fresh(), jobs.collect(), workers, |ran| {
        failures.extend(violations(&ran, demanded));
    });
    failures
}

fn violations(ran: &Ran, demanded: impl Fn(&RequirementId) -> bool) -> Vec<String> {
    let title = &ran.scenario.reference.title;
    let by_scenario = match &ran.outcome {
        Outcome::Violated(_) | Outcome::HarnessError(_) => {
            vec![format!("{title}: {:?}", ran.outcome)]
        }
        _ => Vec::new(),
    };
    let by_invariants = ran.invariants.iter().filter_map(|(invariant, judgement)| {
        let id = RequirementId::new(invariant.requirement).unwrap();
        let is_violated = matches!(judgement, Judgement::Violated(_)) && demanded(&id);
        is_violated.then(|| format!("{title}: {id}: {judgement:?}"))
    });
    by_scenario.into_iter().chain(by_invariants).collect()
}
