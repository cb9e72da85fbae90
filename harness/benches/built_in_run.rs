//! A whole run against the built-in environment, and how long its scenarios take.
#![expect(clippy::unwrap_used, reason = "a benchmark may stop here")]

use std::sync::Arc;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use harness::data::Data;
use harness::requirement::{Profile, Registry};
use harness::runner::{self, Job};
use harness::scenario;

fn jobs() -> Vec<Job> {
    let data = Data::embedded();
    let registry = Registry::load(&data).unwrap();
    let profile = Profile::load(&data, &registry, "das-v1").unwrap();
    let wire = Arc::new(profile.wire);
    let scenarios = scenario::read_all(&data).unwrap();
    let jobs = scenarios.iter().enumerate();
    jobs.map(|(index, scenario)| Job::built_in(index, scenario, &wire, Vec::new()))
        .collect()
}

/// Runs everything and returns the durations of the scenarios, shortest first.
fn run() -> Vec<Duration> {
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let mut durations = Vec::new();
    runner::run(jobs(), workers, |ran| durations.push(ran.duration));
    durations.sort_unstable();
    durations
}

fn built_in_run(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("built-in run");
    group.sample_size(10);
    group.bench_function("every scenario", |b| b.iter(run));
    group.finish();
    let durations = run();
    println!(
        "{} scenarios, median {:?}, longest {:?}",
        durations.len(),
        durations[durations.len() / 2],
        durations.last().unwrap()
    );
}

criterion_group!(benches, built_in_run);
criterion_main!(benches);
