//! Examples that say of themselves that they fit our own environment do, as they stand but for the ports.

use std::process::Command;

use harness::data::Data;

use crate::served::Served;

/// The host and the port of an address that `serve` has printed.
fn host<'a>(served: &'a Served, what: &str) -> &'a str {
    let line = served.words.lines().find(|line| line.starts_with(what));
    let address = line.unwrap().split("https://").nth(1).unwrap();
    address.split('/').next().unwrap()
}

fn demand_fit(name: &str, profile: &str) {
    let folder = tempfile::tempdir().unwrap();
    let keys = folder.path().join("keys");
    let served = Served::start(&keys, &["--profile", profile]);
    let example = Data::embedded().text(&format!("fixtures/targets/{name}"));
    let text = example.unwrap().text;
    assert!(text.contains("das-conformance serve"), "{name}");
    let text = text
        .replace("localhost:9443", host(&served, "issuer"))
        .replace("localhost:9444", host(&served, "DAS base"));
    std::fs::write(folder.path().join(name), text).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_das-conformance"))
        .args(["doctor", "--target", name])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let words = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{name}: {words}");
}

#[test]
fn the_example_of_das_fits() {
    demand_fit("das.yaml", "das-v1");
}

#[test]
fn the_example_of_an_authorization_server_with_users_fits() {
    demand_fit("authorization-server.yaml", "fapi1-advanced");
}
