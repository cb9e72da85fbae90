//! How a run ends at a target: with a report even after a signal, and with nothing left registered.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::served::Served;

/// Interrupts a run against a served environment after its first scenario; its exit code and its result.
fn interrupted(folder: &Path, signal: &str) -> (Option<i32>, serde_json::Value) {
    let _served = Served::start(folder, &[]);
    let report = folder.join("report");
    let mut running = Command::new(env!("CARGO_BIN_EXE_das-conformance"))
        .args(["run", "--only", "DAS-AUTH-*", "--target"])
        .arg(folder.join("target.yaml"))
        .arg("--out")
        .arg(&report)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(running.stderr.take().unwrap()).lines();
    assert!(lines.next().unwrap().unwrap().contains("[  1/"));
    let process = running.id().to_string();
    let sent = Command::new("kill").args(["-s", signal, &process]).status();
    assert!(sent.unwrap().success());
    lines.map_while(Result::ok).for_each(drop);
    let result = std::fs::read(report.join("result.json")).unwrap();
    assert!(report.join("index.html").is_file());
    let code = running.wait().unwrap().code();
    (code, serde_json::from_slice(&result).unwrap())
}

#[test]
fn a_signal_leaves_a_report_that_says_so() {
    for signal in ["INT", "TERM"] {
        let folder = tempfile::tempdir().unwrap();
        let (code, result) = interrupted(folder.path(), signal);
        assert_eq!(code, Some(6), "{signal}");
        assert_eq!(result["interrupted"], true, "{signal}");
        let scenarios = result["scenarios"].as_array().unwrap();
        let count = |verdict| {
            let with = scenarios.iter().filter(|each| each["verdict"] == verdict);
            with.count()
        };
        assert!(count("pass") > 0, "{signal}: what was played counts");
        assert!(count("inconclusive") > 0, "{signal}: what was not is open");
        assert_eq!(count("harness-error"), 0, "{signal}");
    }
}

/// What the served DAS has registered, by its control routes.
fn registrations(served: &Served, folder: &Path) -> Vec<serde_json::Value> {
    let control = served.words.lines().find_map(|line| {
        let base = line.strip_prefix("control ")?.split_whitespace().next()?;
        Some(format!("{}/das/state", base.trim_end_matches('/')))
    });
    let token = std::fs::read_to_string(folder.join("control-token")).unwrap();
    let bearer = format!("Authorization: Bearer {}", token.trim());
    let asked = Command::new("curl")
        .args(["--silent", "--fail", "--header", &bearer, &control.unwrap()])
        .output()
        .unwrap();
    let state: serde_json::Value = serde_json::from_slice(&asked.stdout).unwrap();
    state["registrations"].as_array().unwrap().clone()
}

#[test]
fn what_a_run_registered_is_withdrawn_at_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(folder.path(), &[]);
    let ran = Command::new(env!("CARGO_BIN_EXE_das-conformance"))
        .args(["run", "--only", "DAS-FLOW-REG-01", "--target"])
        .arg(folder.path().join("target.yaml"))
        .arg("--out")
        .arg(folder.path().join("report"))
        .output()
        .unwrap();
    assert_eq!(ran.status.code(), Some(0));
    let registrations = registrations(&served, folder.path());
    assert!(!registrations.is_empty());
    let left = registrations
        .iter()
        .find(|each| each["state"] != "withdrawn");
    assert_eq!(left, None);
}
