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
        &[("target.yaml", 60), ("target-connector.yaml", 10)],
    );
    judge(
        "daps-idsg",
        &[("target.yaml", 70), ("target-connector.yaml", 10)],
    );
}

#[test]
fn a_producer_and_a_consumer_of_messages_are_judged() {
    judge("message-encryption", &[("target.yaml", 100)]);
}

#[test]
fn a_server_with_a_back_channel_is_judged_while_its_users_decide() {
    judge("ciba", &[("target.yaml", 80)]);
    judge("fapi-ciba", &[("target.yaml", 85)]);
}

#[test]
fn a_server_that_registers_recipients_is_judged_with_their_registry() {
    judge("fdx-registration", &[("target.yaml", 55)]);
}
