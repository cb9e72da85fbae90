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
/// What it may do where FDX does not forbid it.
const OF_FAPI: [&str; 2] = [
    "lets-codes-live-for-nearly-ten-minutes",
    "revokes-no-access-tokens",
];
/// Tokens that live for long, which it tells in its responses alone; FDX forbids that too.
const OF_LONG_LIFE: [&str; 2] = [
    "writes-opaque-access-tokens",
    "lets-access-tokens-live-for-an-hour",
];

#[test]
fn a_server_of_other_habits_fails_nowhere() {
    fails_nowhere("das-v1", &OF_MACHINES, 160);
    fails_nowhere("fapi1-advanced", &[&OF_USERS[..], &OF_FAPI].concat(), 300);
    fails_nowhere("fapi1-advanced", &OF_LONG_LIFE, 300);
    fails_nowhere("fdx", &OF_USERS, 320);
    fails_nowhere("fdx-registration", &OF_USERS, 50);
    fails_nowhere("fapi-ciba", &OF_USERS, 110);
}

/// That nothing fails counts only where something was observed: in so many scenarios at least.
fn fails_nowhere(profile: &str, habits: &[&str], floor: usize) {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let Observed { held, failures } = observe(profile, habits);
    assert_eq!(failures, Vec::<String>::new(), "{profile}");
    assert!(held >= floor, "{profile}: only {held} scenarios held");
}

/// What became of the demands on authorization servers with a server of some habits.
#[derive(Default)]
struct Observed {
    held: usize,
    failures: Vec<String>,
}

impl Observed {
    fn add(&mut self, ran: &Ran, demanded: impl Fn(&RequirementId) -> bool) {
        let title = &ran.scenario.reference.title;
        match &ran.outcome {
            Outcome::Held => self.held += 1,
            Outcome::Untested(..) | Outcome::NotApplicable(_) => {}
            failed => self.failures.push(format!("{title}: {failed:?}")),
        }
        for (invariant, judgement) in &ran.invariants {
            let id = RequirementId::new(invariant.requirement).unwrap();
            if matches!(judgement, Judgement::Violated(_)) && demanded(&id) {
                self.failures.push(format!("{title}: {id}: {judgement:?}"));
            }
        }
    }
}

fn observe(profile: &str, habits: &[&str]) -> Observed {
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
    let mut observed = Observed::default();
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    runner::run(Seed::fresh(), jobs.collect(), workers, |ran| {
        observed.add(&ran, demanded);
    });
    observed
}
