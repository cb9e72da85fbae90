//! What the flow of one user costs a server: a request pushed, a login, a consent, a code, tokens, and who the user is.
//!
//! Our own server runs as `serve`, in a process of its own, and only the CPU time of that process counts. Another server that is a
//! target is measured beside it where `FLOW_TARGET` names its target file and `FLOW_PROCESS` the number of its process.
#![expect(clippy::unwrap_used, reason = "a benchmark may stop here")]

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use harness::actor::Party;
use harness::actor::authorization::flow::Flow;
use harness::actor::authorization::grant::Grant;
use harness::actor::environment::Environment;
use harness::actor::environment::clients::Who;
use harness::actor::environment::examination::examine;
use harness::data::Data;
use harness::exchange::call::Call;
use harness::requirement::Registry;
use harness::target::Target;
use tokio::runtime::Runtime;

/// A server with users, and the process that it is.
struct Server {
    environment: Environment,
    process: u32,
    runtime: Runtime,
}

impl Server {
    fn of(target: &Path, process: u32) -> Self {
        let data = Data::embedded();
        let registry = Registry::load(&data).unwrap();
        let target = Target::load(target, &data, &registry).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let examined = runtime.block_on(examine(&target));
        let reached = examined.outcome().unwrap().unwrap();
        let wire = Arc::new(target.profile.wire.clone());
        Self {
            environment: Environment::reached(wire, reached).unwrap(),
            process,
            runtime,
        }
    }

    fn flow(&self) {
        self.runtime.block_on(async {
            let environment = &self.environment;
            let client = environment.client(Who::Client).unwrap();
            let sender = environment.sender_as("client", &client).unwrap();
            let flow = Flow::survey(environment, client).await.unwrap().pushing();
            let grant = Grant::obtain(environment, &flow).await.unwrap();
            let answer = grant.redeem(environment, &flow).await.unwrap();
            let userinfo = flow.server.userinfo_endpoint.clone().unwrap();
            let asking = Call::get(Party::AuthorizationServer, userinfo)
                .bearer(&answer.access_token().unwrap());
            let told = sender.send(asking).await.unwrap();
            assert_eq!(told.response.unwrap().status, 200);
        });
    }

    fn cost(&self, flows: u64) -> Duration {
        let before = cpu_time(self.process);
        for _ in 0..flows {
            self.flow();
        }
        cpu_time(self.process).saturating_sub(before)
    }
}

/// The CPU time of a process so far, as Linux counts it, in hundredths of a second.
fn cpu_time(process: u32) -> Duration {
    const TICK: Duration = Duration::from_millis(10);
    let line = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    // The name in brackets may hold spaces; user and system time are the 12th and 13th word after it.
    let words = line.rsplit_once(") ").unwrap().1.split(' ');
    let ticks: u32 = words
        .skip(11)
        .take(2)
        .map(|word| word.parse::<u32>().unwrap())
        .sum();
    TICK * ticks
}

/// Our own server, which ends with this.
struct Served {
    process: Child,
    folder: tempfile::TempDir,
}

impl Served {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut process = Command::new(env!("CARGO_BIN_EXE_das-conformance"))
            .args([
                "serve",
                "--profile",
                "fapi1-advanced",
                "--first-port",
                "0",
                "--folder",
            ])
            .arg(folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut lines = lines.map_while(Result::ok);
        lines.find(|line| line.starts_with("issuer ")).unwrap();
        Self { process, folder }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn user_flow(criterion: &mut Criterion) {
    let served = Served::start();
    let target = served.folder.path().join("target.yaml");
    let mut servers = vec![("ours", Server::of(&target, served.process.id()))];
    if let (Ok(target), Ok(process)) = (std::env::var("FLOW_TARGET"), std::env::var("FLOW_PROCESS"))
    {
        let other = Server::of(Path::new(&target), process.parse().unwrap());
        servers.push(("the other", other));
    }
    let mut group = criterion.benchmark_group("CPU time of a user's flow");
    group.sample_size(10);
    for (name, server) in &servers {
        group.bench_function(*name, |b| b.iter_custom(|flows| server.cost(flows)));
    }
    group.finish();
}

criterion_group!(benches, user_flow);
criterion_main!(benches);
