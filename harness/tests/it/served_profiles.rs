//! What `serve` runs for each profile is judged through its own target files as if it were foreign.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::served::Served;

/// Judges through one target file, and says how many scenarios pass; the rest may lack a hand at most.
fn passes(folder: &Path, file: &str) -> usize {
    let output = Command::new(env!("CARGO_BIN_EXE_das-conformance"))
        .args(["run", "--target"])
        .arg(folder.join(file))
        .arg("--out")
        .arg(folder.join("report"))
        .output()
        .unwrap();
    let words = String::from_utf8_lossy(&output.stdout);
    let result = std::fs::read(folder.join("report/result.json")).unwrap();
    let result: Value = serde_json::from_slice(&result).unwrap();
    let scenarios = result["scenarios"].as_array().unwrap().iter();
    let verdicts: Vec<&str> = scenarios
        .map(|each| each["verdict"].as_str().unwrap())
        .collect();
    let allowed = ["pass", "untested", "not-applicable", "informational"];
    let other = verdicts.iter().find(|verdict| !allowed.contains(verdict));
    assert_eq!(other, None, "{file}: {words}");
    verdicts
        .into_iter()
        .filter(|verdict| *verdict == "pass")
        .count()
}

/// Serves a profile and judges it through each of its target files, of which so many scenarios pass at least.
fn judge(profile: &str, files: &[(&str, usize)]) {
    let folder = tempfile::tempdir().unwrap();
    let _served = Served::start(folder.path(), &["--profile", profile]);
    for (file, least) in files {
        let passes = passes(folder.path(), file);
        assert!(
            passes >= *least,
            "{profile}, {file}: only {passes} scenarios pass"
        );
    }
}

#[test]
fn a_daps_and_a_connector_are_judged() {
    judge(
        "daps-seed",
        &[
            ("target.yaml", 60),
            ("target-connector.yaml", 10),
            ("target-asking-connector.yaml", 30),
        ],
    );
    judge(
        "daps-idsg",
        &[
            ("target.yaml", 70),
            ("target-connector.yaml", 10),
            ("target-asking-connector.yaml", 30),
        ],
    );
}

#[test]
fn a_producer_and_a_consumer_of_messages_are_judged() {
    judge("message-encryption", &[("target.yaml", 100)]);
}

#[test]
fn a_server_with_a_back_channel_is_judged_while_its_users_decide() {
    judge(
        "ciba",
        &[("target.yaml", 80), ("target-ciba-client.yaml", 20)],
    );
    judge(
        "fapi-ciba",
        &[("target.yaml", 85), ("target-ciba-client.yaml", 5)],
    );
}

#[test]
fn a_server_that_registers_recipients_is_judged_with_their_registry() {
    judge(
        "fdx-registration",
        &[("target.yaml", 55), ("target-registering-party.yaml", 18)],
    );
}

#[test]
fn a_web_client_is_judged_that_asks_as_its_profile_has_it() {
    judge("fapi1-baseline", &[("target-web-client.yaml", 45)]);
    judge("fdx", &[("target-web-client.yaml", 75)]);
}

/// Has a served party commit a fault.
fn commit(served: &Served, folder: &Path, party: &str, fault: &str) {
    let mut lines = served.words.lines();
    let control = lines.find_map(|line| line.strip_prefix("control "));
    let base = control.unwrap().split_whitespace().next().unwrap();
    let token = std::fs::read_to_string(folder.join("control-token")).unwrap();
    let committed = Command::new("curl")
        .args(["--silent", "--fail-with-body", "--request", "PUT"])
        .args(["--header", &format!("Authorization: Bearer {token}")])
        .arg(format!("{base}{party}/faults/{fault}"))
        .output()
        .unwrap();
    let words = String::from_utf8_lossy(&committed.stdout).into_owned();
    assert!(committed.status.success(), "{party}: {words}");
}

/// Serves a profile whose guest commits a fault: judged by the requirement that this violates, it fails.
fn demand_failure([profile, example, guest, fault, requirement]: [&str; 5]) {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(folder.path(), &["--profile", profile]);
    commit(&served, folder.path(), guest, fault);
    let output = Command::new(env!("CARGO_BIN_EXE_das-conformance"))
        .args(["run", "--only", requirement, "--target"])
        .arg(folder.path().join(format!("target-{example}.yaml")))
        .arg("--out")
        .arg(folder.path().join("report"))
        .output()
        .unwrap();
    let words = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{guest}: {words}");
}

/// Profile, example, guest, fault, and one of the requirements by which the examples are tried.
const MISBEHAVIOUR: [[&str; 5]; 4] = [
    [
        "fapi1-advanced",
        "web-client",
        "shop",
        "client-ignores-the-session",
        "FAPI1-BASE-5.2.3-06",
    ],
    [
        "ciba",
        "ciba-client",
        "call-centre",
        "ciba-client-believes-any-token",
        "CIBA-10.3.1-08",
    ],
    [
        "fdx-registration",
        "registering-party",
        "platform",
        "updates-registrations-with-another-chain",
        "FDX-INT-05",
    ],
    [
        "daps-idsg",
        "asking-connector",
        "asking-connector",
        "connector-stumbles-over-unknown-metadata",
        "IDSG-META-04",
    ],
];

#[test]
fn a_served_guest_that_misbehaves_fails() {
    MISBEHAVIOUR.into_iter().for_each(demand_failure);
}
