//! A whole run against the built-in environment by a profile, and how long its scenarios take.
#![expect(clippy::unwrap_used, reason = "a benchmark may stop here")]

use std::sync::Arc;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use harness::data::Data;
use harness::randomness::Seed;
use harness::requirement::{Profile, Registry};
use harness::runner::{self, Job};
use harness::scenario;

const PROFILES: [&str; 3] = ["das-v1", "fapi1-advanced", "fdx"];

fn jobs(profile: &str) -> Vec<Job> {
    let data = Data::embedded();
    let registry = Registry::load(&data).unwrap();
    let profile = Profile::load(&data, &registry, profile).unwrap();
    let wire = Arc::new(profile.wire.clone());
    let scenarios = scenario::read_all(&data).unwrap();
    let concerned = scenarios.iter().filter(|scenario| {
        let requirements = &scenario.reference.requirements;
        requirements
            .iter()
            .any(|id| profile.contains(id) && profile.not_applicable(id).is_none())
    });
    let jobs = concerned.enumerate();
    jobs.map(|(index, scenario)| Job::built_in(index, scenario, &wire, Vec::new()))
        .collect()
}

/// Runs everything and returns the durations of the scenarios, shortest first.
fn run(profile: &str) -> Vec<Duration> {
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let mut durations = Vec::new();
    runner::run(Seed::fresh(), jobs(profile), workers, |ran| {
        durations.push(ran.duration);
    });
    durations.sort_unstable();
    durations
}

fn built_in_run(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("built-in run");
    group.sample_size(10);
    for profile in PROFILES {
        group.bench_function(profile, |b| b.iter(|| run(profile)));
    }
    group.finish();
    for profile in PROFILES {
        let durations = run(profile);
        println!(
            "{profile}: {} scenarios, median {:?}, longest {:?}",
            durations.len(),
            durations[durations.len() / 2],
            durations.last().unwrap()
        );
    }
}

criterion_group!(benches, built_in_run);
criterion_main!(benches);
