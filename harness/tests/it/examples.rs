//! The examples of target files do as they stand, but for the ports: by the commands in their first lines they fit our own environment.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use harness::data::Data;
use regex::Regex;

use crate::served::Served;

/// The examples for parties that `serve` plays, each with the file that `serve` makes of it and a requirement that is judged by it.
const SERVED: [(&str, &str, &str); 14] = [
    (
        "asking-connector",
        "target-asking-connector.yaml",
        "IDSG-META-04",
    ),
    ("authorization-server", "target.yaml", "FAPI1-BASE-5.2.2-09"),
    ("ciba-client", "target-ciba-client.yaml", "CIBA-10.3.1-08"),
    ("ciba", "target.yaml", "CIBA-7.3-01"),
    (
        "connector",
        "target-connector.yaml",
        "DAPS-DAT-05-CONNECTOR",
    ),
    ("daps", "target.yaml", "DAPS-DAT-03"),
    ("das", "target.yaml", "DAS-AUTH-15"),
    ("message-parties", "target.yaml", "FDX-E2E-05"),
    ("office-server", "target-office-at.yaml", "DAS-OFFICE-01"),
    ("pct", "target-pct.yaml", "PCT-AUTH-01"),
    (
        "registering-party",
        "target-registering-party.yaml",
        "FDX-INT-05",
    ),
    ("registration", "target.yaml", "RFC7591-3.2.1-1"),
    (
        "resource-server",
        "target-resource-server.yaml",
        "FAPI1-ADV-8.2-02",
    ),
    (
        "web-client",
        "target-web-client.yaml",
        "FAPI1-BASE-5.2.3-06",
    ),
];

/// A command that an example shows in this line.
fn shown(example: &str, line: usize) -> Option<Vec<String>> {
    let line = example.lines().nth(line)?;
    let words = line.strip_prefix("# das-conformance ")?;
    Some(words.split(' ').map(str::to_owned).collect())
}

fn das_conformance(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_das-conformance"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn demand_success(what: &str, output: &Output) {
    let words = [&output.stdout, &output.stderr].map(|octets| String::from_utf8_lossy(octets));
    assert_eq!(output.status.code(), Some(0), "{what}: {}", words.concat());
}

/// The ports of a text, line by line behind the head, which ends with the first empty line; those in comments stay what they are.
fn ports(text: &str) -> impl Iterator<Item = Option<String>> {
    let port = Regex::new(r"(?:localhost:|port: )(\d+)").unwrap();
    let (_, body) = text.split_once("\n\n").unwrap();
    let lines = body
        .lines()
        .map(str::to_owned)
        .collect::<Vec<_>>()
        .into_iter();
    lines.map(move |line| {
        let found = port
            .captures(&line)
            .filter(|_| !line.trim().starts_with('#'));
        Some(found?[1].to_owned())
    })
}

/// The example with the ports at which the parties are served this time.
fn at_the_ports_of(written: &str, example: &str) -> String {
    let pairs = ports(example).zip(ports(written));
    let known: BTreeMap<String, String> = pairs
        .filter_map(|(one, other)| Some((one?, other?)))
        .collect();
    let stated = Regex::new(r"\b9\d{3}\b").unwrap();
    let exchanged = stated.replace_all(example, |found: &regex::Captures<'_>| {
        known
            .get(&found[0])
            .cloned()
            .unwrap_or_else(|| found[0].to_owned())
    });
    exchanged.into_owned()
}

/// Serves what an example says, and judges it by the example.
fn demand_fit(name: &str, written: &str, requirement: &str) {
    let folder = tempfile::tempdir().unwrap();
    let example = Data::embedded().example(name).unwrap();
    let serve = shown(&example, 0).unwrap();
    let serve: Vec<&str> = serve.iter().map(String::as_str).collect();
    let [command, "--profile", profile, "--folder", keys] = serve[..] else {
        panic!("{name}: {serve:?}");
    };
    assert_eq!(command, "serve");
    let keys = folder.path().join(keys);
    let _served = Served::start(&keys, &["--profile", profile]);
    let written = std::fs::read_to_string(keys.join(written)).unwrap();
    let file = format!("{name}.yaml");
    std::fs::write(
        folder.path().join(&file),
        at_the_ports_of(&written, &example),
    )
    .unwrap();
    let looked = das_conformance(folder.path(), &["doctor", "--target", &file]);
    demand_success(name, &looked);
    let run = shown(&example, 1).unwrap();
    assert_eq!(run, ["run", "--target", &file]);
    let run: Vec<&str> = run
        .iter()
        .map(String::as_str)
        .chain(["--only", requirement])
        .collect();
    demand_success(name, &das_conformance(folder.path(), &run));
}

fn demand_fit_of(names: &[&str]) {
    for (name, written, requirement) in SERVED.iter().filter(|row| names.contains(&row.0)) {
        demand_fit(name, written, requirement);
    }
}

#[test]
fn every_example_that_shows_how_it_is_served_is_tried() {
    let data = Data::embedded();
    let shows = |name: &String| {
        let first = shown(&data.example(name).unwrap(), 0);
        first.is_some_and(|words| words[0] == "serve")
    };
    let showing: Vec<String> = data.examples().into_iter().filter(shows).collect();
    assert_eq!(showing, SERVED.map(|row| row.0));
}

#[test]
fn the_examples_of_an_exchange_fit() {
    demand_fit_of(&["das", "office-server", "pct"]);
}

#[test]
fn the_examples_with_users_fit() {
    demand_fit_of(&[
        "authorization-server",
        "resource-server",
        "ciba",
        "registration",
    ]);
}

#[test]
fn the_examples_of_a_data_space_and_of_messages_fit() {
    demand_fit_of(&["daps", "connector", "message-parties"]);
}

/// The parties of one `serve` are judged again and again, and what waits for time to pass moves their clock each time.
#[test]
fn a_clock_that_one_run_has_moved_is_followed_by_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let _served = Served::start(folder.path(), &[]);
    let run = ["run", "--target", "target.yaml", "--only", "DAS-AUTH-33"];
    demand_success("the first", &das_conformance(folder.path(), &run));
    demand_success("the second", &das_conformance(folder.path(), &run));
    let doctor = das_conformance(folder.path(), &["doctor", "--target", "target.yaml"]);
    demand_success("doctor", &doctor);
    let words = String::from_utf8_lossy(&doctor.stdout);
    assert!(
        words.contains("s ahead of ours, which goes by it"),
        "{words}"
    );
}

/// Each is judged among parties of the judge, at the ports at which the served party looks for them.
#[test]
fn the_examples_of_guests_fit() {
    demand_fit_of(&[
        "asking-connector",
        "ciba-client",
        "registering-party",
        "web-client",
    ]);
}

/// It names the driver that lies beside it in the checkout.
#[test]
fn the_example_of_an_office_s_client_runs_the_shell_driver() {
    let targets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/targets");
    let example = Data::embedded().example("office-client").unwrap();
    assert_eq!(
        shown(&example, 0).unwrap(),
        ["run", "--target", "office-client.yaml"]
    );
    let out = tempfile::tempdir().unwrap();
    let file: PathBuf = targets.join("office-client.yaml");
    let file = file.to_str().unwrap();
    let looked = das_conformance(out.path(), &["doctor", "--target", file]);
    demand_success("doctor", &looked);
    let only = ["run", "--target", file, "--only", "DAS-AUTH-21-CLIENT"];
    demand_success("run", &das_conformance(out.path(), &only));
}
