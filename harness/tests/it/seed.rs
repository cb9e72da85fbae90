//! What the judge makes up follows from the seed of the run and the name of the scenario, and from nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use harness::actor::Party;
use harness::data::Data;
use harness::exchange::model::{Exchange, Response};
use harness::randomness::Seed;
use harness::report::RunResult;
use harness::requirement::{Profile, Registry};
use harness::runner::{self, Job};
use harness::scenario;
use harness::verdict::Verdict;
use sha2::{Digest as _, Sha256};

use crate::served::Served;

/// Scenarios that make up states, nonces, documents, tokens, acknowledgements and names.
const PLAYED: [(&str, &[&str]); 3] = [
    (
        "das-v1",
        &[
            "DAS-API-REG-01",
            "DAS-API-UPLOAD-01",
            "DAS-API-RTV-01",
            "DAS-AUTH-15",
        ],
    ),
    (
        "fapi1-baseline",
        &["FAPI1-BASE-5.2.2-13", "FAPI1-BASE-5.2.2-19"],
    ),
    ("ciba", &["CIBA-7.1-01", "CIBA-7.1-08"]),
];

/// Characters of 160 bits in base64url.
const IDENTIFIER: usize = 27;

type MadeUp = BTreeMap<String, BTreeSet<String>>;

/// The scenarios of a profile that judge some of these requirements, in the order of the features.
fn jobs(profile: &str, ids: &[&str]) -> Vec<Job> {
    let data = Data::embedded();
    let registry = Registry::load(&data).unwrap();
    let profile = Profile::load(&data, &registry, profile).unwrap();
    let wire = Arc::new(profile.wire.clone());
    let scenarios = scenario::read_all(&data).unwrap();
    let judge = scenarios
        .iter()
        .filter(|scenario| ids.iter().any(|id| scenario.judges(id)));
    judge
        .enumerate()
        .map(|(index, scenario)| Job::built_in(index, scenario, &wire, Vec::new()))
        .collect()
}

/// What the judge made up in each scenario, played so many at once.
fn made_up(seed: Seed, jobs: Vec<Job>, workers: usize) -> MadeUp {
    let mut all = MadeUp::new();
    runner::run(seed, jobs, workers, |ran| {
        let values = values(&ran.exchanges);
        all.insert(ran.scenario.reference.id(), values);
    });
    all
}

/// The identifiers and documents that the judge has sent and nobody had told it.
fn values(exchanges: &[Exchange]) -> BTreeSet<String> {
    let mut told = BTreeSet::new();
    let mut made_up = BTreeSet::new();
    for exchange in exchanges {
        let is_ours = Party::ALL.iter().any(|party| exchange.from == party.name());
        if !is_ours {
            let sent = sent(exchange);
            made_up.extend(sent.into_iter().filter(|value| !told.contains(value)));
        }
        told.extend(exchange.response.as_ref().map(heard).unwrap_or_default());
    }
    made_up
}

fn sent(exchange: &Exchange) -> BTreeSet<String> {
    let request = &exchange.request;
    if request.body.starts_with(b"%PDF") {
        return BTreeSet::from([hex::encode(Sha256::digest(&request.body))]);
    }
    let headers = request.headers.iter().map(|(_, value)| value.as_str());
    let body = String::from_utf8_lossy(&request.body);
    identifiers(headers.chain([request.url.as_str(), &body]))
}

fn heard(response: &Response) -> BTreeSet<String> {
    let headers = response.headers.iter().map(|(_, value)| value.as_str());
    let body = String::from_utf8_lossy(&response.body);
    identifiers(headers.chain([body.as_ref()]))
}

fn identifiers<'a>(texts: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let words = texts.flat_map(|text| text.split(move |c| !is_part(c)));
    let identifiers = words.filter(|word| word.len() == IDENTIFIER);
    identifiers.map(str::to_owned).collect()
}

#[test]
fn the_same_seed_makes_up_the_same_whatever_else_is_played_and_when() {
    let (seed, other) = (Seed::fresh(), Seed::fresh());
    for (profile, ids) in PLAYED {
        let once = made_up(seed, jobs(profile, ids), 4);
        assert!(once.len() > 1, "{profile}");
        assert!(once.values().any(|values| !values.is_empty()), "{profile}");
        let mut fewer = jobs(profile, ids);
        fewer.reverse();
        fewer.truncate(once.len().div_ceil(2));
        let again = made_up(seed, fewer, 1);
        for (scenario, values) in again {
            assert_eq!(values, once[&scenario], "{scenario}");
        }
        let others = made_up(other, jobs(profile, ids), 4);
        for (scenario, values) in others {
            assert_eq!(values.len(), once[&scenario].len(), "{scenario}");
            assert!(values.is_disjoint(&once[&scenario]), "{scenario}");
        }
    }
}

fn harness(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_das-conformance"))
        .args(arguments)
        .output()
        .unwrap()
}

fn result(folder: &Path, options: &[&str]) -> RunResult {
    let out = folder.display().to_string();
    harness(&[&["run", "--out", &out], options].concat());
    RunResult::read(&folder.join("result.json")).unwrap()
}

const ONE: [&str; 2] = ["--only", "DAS-AUTH-15"];

#[test]
fn every_run_tells_its_seed_and_can_be_given_one() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let [one, other] = ["one", "other"].map(|name| result(&at(name), &ONE).seeds);
    assert_eq!([one.len(), other.len()], [1, 1]);
    assert_ne!(one, other);
    let asked = one[0].to_string();
    let again = result(&at("again"), &[&ONE[..], &["--seed", &asked]].concat());
    assert_eq!(again.seeds, one);
    let report = std::fs::read_to_string(at("again").join("index.html")).unwrap();
    assert!(report.contains(&asked));
}

#[test]
fn what_is_no_seed_is_refused() {
    let refused = harness(&["run", "--seed", "42"]);
    assert_eq!(refused.status.code(), Some(2));
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains("a seed has 32 hexadecimal digits"), "{said}");
}

#[test]
fn a_replay_tells_its_seed_and_can_be_given_one() {
    let seed = Seed::fresh().to_string();
    let replayed = harness(&[
        "replay",
        "A token requested by POST is issued",
        "--seed",
        &seed,
    ]);
    let said = String::from_utf8_lossy(&replayed.stdout).into_owned();
    assert!(said.contains(&format!("\nseed {seed}\n")), "{said}");
}

/// The numbers of the documents that a run under a seed has told a target of.
fn numbers(folder: &Path, name: &str, seed: Seed) -> BTreeSet<String> {
    let target = folder.join("target.yaml").display().to_string();
    let seed = seed.to_string();
    let options = [
        "--target",
        &target,
        "--only",
        "DAS-API-REG-01",
        "--seed",
        &seed,
    ];
    let result = result(&folder.join(name), &options);
    let told = serde_json::to_string(&result.scenarios).unwrap();
    let number = regex::Regex::new(r#"documentNumber\\":\\"([^\\]+)"#).unwrap();
    let found = number.captures_iter(&told);
    found.map(|number| number[1].to_owned()).collect()
}

#[test]
fn the_numbers_of_documents_at_a_target_begin_where_the_seed_says() {
    let folder = tempfile::tempdir().unwrap();
    let _served = Served::start(folder.path(), &[]);
    // Two that begin far apart: of any two, some begin close by.
    let [seed, other] = ["00", "01"].map(|octet| octet.repeat(16).parse::<Seed>().unwrap());
    let once = numbers(folder.path(), "once", seed);
    assert!(!once.is_empty());
    assert_eq!(numbers(folder.path(), "again", seed), once);
    assert!(numbers(folder.path(), "others", other).is_disjoint(&once));
}

/// A target may have kept what it was sent; the built-in environment has not (`sharding.rs`).
#[test]
fn what_failed_at_a_target_is_repeated_under_another_seed() {
    let folder = tempfile::tempdir().unwrap();
    let _served = Served::start(folder.path(), &[]);
    let target = folder.path().join("target.yaml").display().to_string();
    let out = folder.path().join("out");
    let judged = ["--target", target.as_str()];
    let mut last = result(&out, &[&judged[..], &ONE].concat());
    let seed = last.seeds[0];
    last.scenarios[0].verdict = Verdict::Fail;
    let failed = serde_json::to_string(&last).unwrap();
    let again = |options: &[&str]| {
        std::fs::write(out.join("result.json"), &failed).unwrap();
        let options = [&judged[..], &["--failed"], options].concat();
        result(&out, &options).seeds
    };
    let repeated = again(&[]);
    assert!(
        repeated.len() == 1 && repeated != [seed],
        "{repeated:?} after {seed}"
    );
    assert_eq!(again(&["--seed", &seed.to_string()]), [seed]);
}
