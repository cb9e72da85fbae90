//! A party that is not ours and never calls us may be unable to, and is not blamed for it; one that has called us once is.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use harness::actor::environment::served::{Parties, ServeSettings, Served};
use harness::data::Data;
use harness::report::RunResult;
use harness::requirement::{Profile, Registry, Role};
use harness::verdict::Verdict;
use mock_oidc::ClientKeys;
use openssl::nid::Nid;
use serde_json::{Value, json};

use crate::hosts::{Authority, IN_FORCE, in_pem, key_on, pem};
use crate::ports::free_port;
use crate::served;

/// Where something is expected to come, in seconds: much longer than it takes.
const LONG: u64 = 30;
/// Where nothing ever comes.
const SHORT: u64 = 5;

/// Clients are pinged after an approval, and after a denial.
const PINGS: [&str; 2] = ["--only", "CIBA-10.2-01"];

/// An authorization server that pings a client, which the harness plays.
struct Pinging {
    folder: tempfile::TempDir,
    served: Served,
    port: u16,
    _runtime: tokio::runtime::Runtime,
}

impl Pinging {
    /// One that was told of the address of the client, or of another.
    fn start(is_told: bool) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let folder = tempfile::tempdir().unwrap();
        let profile = profile();
        let settings = ServeSettings {
            wire: profile.wire.clone(),
            roles: [Role::AuthorizationServer, Role::CibaClient].into(),
            first_port: 0,
            documents: folder.path().to_owned(),
            clients: Vec::new(),
        };
        let served = runtime.block_on(Served::start(settings)).unwrap();
        let pinging = Self {
            folder,
            served,
            port: free_port(),
            _runtime: runtime,
        };
        let told = if is_told { pinging.port } else { free_port() };
        let users = profile.wire.authorization_server.authorization.unwrap();
        pinging.register("one", &users.scopes, &json!({}));
        let pinged = json!({
            "backchannel_token_delivery_mode": "ping",
            "backchannel_client_notification_endpoint": format!("https://localhost:{told}/notifications"),
        });
        pinging.register("three", &users.scopes, &pinged);
        pinging
    }

    /// Registers a client, whose key is written down.
    fn register(&self, id: &str, scopes: &[String], more: &Value) {
        let key = key_on(Nid::X9_62_PRIME256V1);
        let certificate = Authority::new(IN_FORCE).certify(id, &key, IN_FORCE);
        self.write(&format!("{id}.pem"), &pem(&key));
        let mut metadata = json!({
            "backchannel_token_delivery_mode": "poll",
            "grant_types": ["urn:openid:params:grant-type:ciba"],
        });
        let members = metadata.as_object_mut().unwrap();
        members.extend(more.as_object().unwrap().clone());
        let keys = ClientKeys::CertificatePem(in_pem(&certificate));
        let client = mock_oidc::Client {
            backchannel: Some(members.clone()),
            ..mock_oidc::Client::machine(id, keys, scopes.to_vec())
        };
        self.exchange()
            .authorization_server
            .register(client)
            .unwrap();
    }

    fn exchange(&self) -> &harness::actor::environment::served::exchange::Exchange {
        let Parties::Exchange(exchange) = &self.served.parties else {
            panic!("no authorization server is served");
        };
        exchange
    }

    fn describe(&self, deadline: u64) {
        let (certificate, key) = self
            .served
            .guest
            .as_ref()
            .unwrap()
            .host_pem
            .clone()
            .unwrap();
        self.write("ca.pem", &self.served.authority_pem);
        self.write("host.pem", &certificate);
        self.write("host-key.pem", &key);
        let exchange = self.exchange();
        let issuer = exchange.authorization_server.issuer().as_str();
        let decide = &exchange.back_channel.as_ref().unwrap().decision;
        let port = self.port;
        let target = format!(
            "name: a server that pings
profile: ciba
roles: [authorization-server]
authorization_server: {{ issuer: '{}' }}
trust: {{ ca_file: ca.pem }}
clients:
  client: {{ id: one, key_file: one.pem }}
  pinged_client: {{ id: three, key_file: three.pem }}
backchannel:
  login_hint: alice
  decide: '{decide}'
  pings:
    port: {port}
    hosts: {{ certificate_file: host.pem, key_file: host-key.pem }}
credentials: known-good
limits: {{ deadline_seconds: {deadline}, pace_per_second: 1000 }}
",
            issuer.trim_end_matches('/')
        );
        self.write("target.yaml", &target);
    }

    fn commit(&self, fault: &str) {
        let control = self.exchange().authorization_server.control();
        control.faults.activate(fault).unwrap();
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Judges its pings, with some more options, and waits so long for each.
    fn judge(&self, deadline: u64, out: &str, more: &[&str]) -> (Output, RunResult) {
        self.describe(deadline);
        let options = [&PINGS[..], more].concat();
        judge(&self.path("target.yaml"), &self.path(out), &options)
    }

    /// The same, whose evidence is judged again.
    fn judge_twice(&self, deadline: u64) -> (Output, RunResult) {
        let key = key_on(Nid::X9_62_PRIME256V1);
        let public = key.public_key_to_pem().unwrap();
        self.write("key.pem", &pem(&key));
        self.write("public.pem", &String::from_utf8(public).unwrap());
        let files = ["run.jws", "key.pem", "public.pem", "read"];
        let [evidence, key, public, read] = files.map(|name| self.path(name).display().to_string());
        let options = ["--evidence", &evidence, "--evidence-key", &key];
        let judged = self.judge(deadline, "out", &options);
        let verified = das_conformance(&["verify", &evidence, "--key", &public, "--out", &read]);
        assert!(verified.status.success(), "{verified:?}");
        judged
    }
}

fn profile() -> Profile {
    let data = Data::embedded();
    let registry = Registry::load(&data).unwrap();
    Profile::load(&data, &registry, "ciba").unwrap()
}

fn judge(target: &Path, out: &Path, more: &[&str]) -> (Output, RunResult) {
    let output = Command::new(env!("CARGO_BIN_EXE_das-conformance"))
        .args(["run", "--target"])
        .arg(target)
        .arg("--out")
        .arg(out)
        .args(more)
        .output()
        .unwrap();
    let result = RunResult::read(&out.join("result.json"));
    let result = result.unwrap_or_else(|error| panic!("{error}: {output:?}"));
    (output, result)
}

fn verdicts(result: &RunResult) -> Vec<Verdict> {
    let scenarios = result.scenarios.iter();
    scenarios.map(|scenario| scenario.verdict).collect()
}

fn das_conformance(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_das-conformance"))
        .args(arguments)
        .output()
        .unwrap()
}

#[test]
fn a_server_from_which_nothing_ever_comes_is_not_blamed() {
    let pinging = Pinging::start(false);
    let (output, result) = pinging.judge_twice(SHORT);
    assert_eq!(output.status.code(), Some(6), "{output:?}");
    assert_eq!(verdicts(&result), [Verdict::Inconclusive; 2]);
    let notes = result
        .scenarios
        .iter()
        .map(|scenario| scenario.note.clone());
    let notes: Vec<String> = notes.map(Option::unwrap).collect();
    assert_eq!(notes[0], notes[1]);
    let address = format!("https://localhost:{}/notifications", pinging.port);
    assert!(notes[0].contains(&address), "{}", notes[0]);
    let told = String::from_utf8_lossy(&output.stdout);
    assert_eq!(told.matches(&address).count(), 1, "{told}");
}

/// What arrived in one scenario shows that what is missing in another was not sent, whichever machine played which.
#[test]
fn a_server_that_pings_once_is_blamed_for_what_it_omits() {
    let pinging = Pinging::start(true);
    pinging.commit("omits-pings-of-denials");
    let (whole, result) = pinging.judge_twice(LONG);
    assert_eq!(whole.status.code(), Some(1), "{whole:?}");
    assert_eq!(verdicts(&result), [Verdict::Pass, Verdict::Fail]);
    let pinged = &result.scenarios[0];
    let mut exchanges = pinged.exchanges.iter();
    assert!(exchanges.any(|each| each.to == "notified client"));
    let shards = [("1/2", SHORT), ("2/2", LONG)].map(|(shard, deadline)| {
        let out = shard.replace('/', "-");
        let (_, result) = pinging.judge(deadline, &out, &["--shard", shard]);
        verdicts(&result)
    });
    assert_eq!(shards, [[Verdict::Inconclusive], [Verdict::Pass]]);
    let files = ["1-2", "2-2"].map(|part| pinging.path(part).join("result.json"));
    let files = files.map(|file| file.display().to_string());
    let out = pinging.path("merged").display().to_string();
    let merged = das_conformance(&["report", "merge", &files[0], &files[1], "--out", &out]);
    assert_eq!(merged.status.code(), Some(1), "{merged:?}");
}

/// Judges a served party by what some scenarios say, while the hosts of ours are at another port than it was told: none of them passes,
/// and for want of this call nobody is blamed.
fn demand_doubt(profile: &str, file: &str, key: &str, scenarios: &str, call: &str) {
    let folder = tempfile::tempdir().unwrap();
    let _served = served::Served::start(folder.path(), &["--profile", profile]);
    let target = folder.path().join(file);
    let text = std::fs::read_to_string(&target).unwrap();
    let port = regex::Regex::new(&format!("(?m)^  {key}: [0-9]+")).unwrap();
    let elsewhere = format!("  {key}: {}", free_port());
    std::fs::write(&target, port.replace(&text, elsewhere).as_ref()).unwrap();
    let out = folder.path().join("out");
    let (output, result) = judge(&target, &out, &["--only", scenarios]);
    assert_eq!(output.status.code(), Some(6), "{output:?}");
    assert!(!result.scenarios.is_empty());
    for scenario in &result.scenarios {
        assert_eq!(scenario.verdict, Verdict::Inconclusive, "{scenario:?}");
        let note = scenario.note.as_deref().unwrap();
        assert!(note.starts_with(call), "{note}");
    }
}

#[test]
fn a_consumer_that_never_fetches_our_keys_is_not_blamed_for_refusing_messages() {
    let scenarios = "A message in the * serialization is accepted";
    let call = "a request for the keys of the producer";
    let profile = "message-encryption";
    demand_doubt(profile, "target.yaml", "key_port", scenarios, call);
}

#[test]
fn a_connector_that_never_fetches_the_keys_of_our_daps_is_not_blamed_for_refusing_messages() {
    let file = "target-asking-connector.yaml";
    let scenarios = "A message over a connection with a listed certificate is taken";
    let call = "a request for the keys of the DAPS";
    demand_doubt("daps-idsg", file, "port", scenarios, call);
}
