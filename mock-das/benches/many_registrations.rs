//! 100,000 registrations and their retrievals: what one costs DAS in CPU time, from the first tenth to the last, and in memory.
#![expect(clippy::unwrap_used, reason = "a benchmark may stop here")]
#![allow(
    dead_code,
    reason = "the benchmarks share a module and none uses all of it"
)]

mod served;

use std::time::Duration;

use futures::{StreamExt as _, stream};
use mock_kit::clock::Stopwatch;
use served::{Document, Served, role, serve_das};

/// Into how many parts each phase is divided.
const TENTHS: usize = 10;
/// How many exchanges are under way at once.
const AT_ONCE: usize = 8;

fn exchanges() -> usize {
    let wanted = std::env::var("REGISTRATIONS").ok();
    wanted.map_or(100_000, |text| text.parse().unwrap())
}

/// A number of its own for each document.
fn number(index: usize) -> String {
    format!("AT A {}/{}", index % 90_000 + 1, 2000 + index / 90_000)
}

async fn register(das: &Served, document: &Document, checksum: &str, index: usize) {
    let office = das.depositing();
    let (file, url) = office.ask_upload(checksum).await;
    office.upload(&url, document.size(), document.body()).await;
    office.register(&number(index), &file).await;
}

async fn retrieve(das: &Served, document: &Document, index: usize) {
    let (office, number) = (das.accessing(), number(index));
    let ack = office.retrieve(&number).await;
    let url = office.ask_download(&number, &ack).await;
    assert_eq!(office.download(&url).await, document.size());
    office.delete(&ack).await;
}

/// Does something for every document and returns the CPU time of DAS for one, tenth by tenth.
async fn phase<F: Future<Output = ()>>(das: &Served, act: impl Fn(usize) -> F) -> Vec<Duration> {
    let size = exchanges() / TENTHS;
    let mut costs = Vec::new();
    for tenth in 0..TENTHS {
        let before = das.cpu_time();
        let indices = stream::iter(tenth * size..(tenth + 1) * size);
        indices.for_each_concurrent(AT_ONCE, &act).await;
        costs.push(das.cpu_time().checked_sub(before).unwrap() / u32::try_from(size).unwrap());
    }
    costs
}

fn tell(what: &str, costs: &[Duration]) {
    let (first, last) = (costs[0], costs[costs.len() - 1]);
    let ratio = last.as_secs_f64() / first.as_secs_f64();
    println!("{what}: {costs:.2?}, last tenth to first {ratio:.2}");
}

async fn measure() {
    let das = Served::start("das");
    let document = Document::of_mebibytes(0);
    let checksum = document.checksum();
    let watch = Stopwatch::start();
    let at_rest = das.kibibytes("VmRSS");
    let act = |index| register(&das, &document, &checksum, index);
    let registering = phase(&das, act).await;
    let registered = das.kibibytes("VmRSS");
    let retrieving = phase(&das, |index| retrieve(&das, &document, index)).await;
    let retrieved = das.kibibytes("VmRSS");
    println!(
        "{} documents in {:?}, CPU time of DAS for each:",
        exchanges(),
        watch.elapsed()
    );
    tell("upload and registration", &registering);
    tell("retrieval, download and deletion", &retrieving);
    let each = |grown: u64| (grown << 10) / exchanges() as u64;
    println!(
        "memory: {at_rest} KiB at rest, {} octets for each registration, {} for each retrieval",
        each(registered.saturating_sub(at_rest)),
        each(retrieved.saturating_sub(registered)),
    );
}

#[tokio::main]
async fn main() {
    match role() {
        Some(_) => serve_das().await,
        None => measure().await,
    }
}
