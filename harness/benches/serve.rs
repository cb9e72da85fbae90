//! `serve` from its start to its first answer, and its memory at rest.
#![expect(clippy::unwrap_used, reason = "a benchmark may stop here")]

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use mock_kit::clock::Stopwatch;
use mock_kit::tls::http_client;

struct Served {
    process: Child,
    to_first_answer: Duration,
}

impl Served {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let watch = Stopwatch::start();
        let mut process = Command::new(env!("CARGO_BIN_EXE_das-conformance"))
            .args(["serve", "--first-port", "0", "--folder"])
            .arg(folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap())
            .lines()
            .map_while(Result::ok);
        let issuer = lines
            .find_map(|line| Some(line.strip_prefix("issuer ")?.trim().to_owned()))
            .unwrap();
        let authority = std::fs::read_to_string(folder.path().join("ca.pem")).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let url = format!("{issuer}/.well-known/openid-configuration");
        let answer = runtime
            .block_on(async { http_client(&[&authority]).unwrap().get(url).send().await })
            .unwrap();
        assert!(answer.status().is_success());
        Self {
            process,
            to_first_answer: watch.elapsed(),
        }
    }

    fn resident_kibibytes(&self) -> u64 {
        let status =
            std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn serve(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("serve");
    group.sample_size(10);
    let starts = |times| (0..times).map(|_| Served::start().to_first_answer).sum();
    group.bench_function("start to first answer", |b| b.iter_custom(starts));
    group.finish();
    println!(
        "resident at rest: {} KiB",
        Served::start().resident_kibibytes()
    );
}

criterion_group!(benches, serve);
criterion_main!(benches);
