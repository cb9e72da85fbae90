//! A target that is not ours: the served environment as a separate process, reached only through its target file.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::served::Served;

fn run(folder: &Path, target: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_das-conformance"))
        .args(["run", "--target"])
        .arg(target)
        .arg("--out")
        .arg(folder.join("report"))
        .args(more)
        .output()
        .unwrap()
}

fn last_words(output: &Output) -> String {
    format!(
        "{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

#[test]
fn a_served_environment_is_judged_through_its_target_file() {
    let folder = tempfile::tempdir().unwrap();
    let _served = Served::start(folder.path(), &[]);
    let output = run(
        folder.path(),
        &folder.path().join("target.yaml"),
        &["--only", "DAS-AUTH-*"],
    );
    let words = last_words(&output);
    assert_eq!(output.status.code(), Some(0), "{words}");
    assert!(
        words.contains("untested"),
        "registration by hand stays untested: {words}"
    );
    assert!(folder.path().join("report/index.html").is_file(), "{words}");
}

/// How many scenarios ended with a verdict.
fn scenarios(folder: &Path, verdict: &str) -> usize {
    let result = std::fs::read_to_string(folder.join("report/result.json")).unwrap();
    let result: serde_json::Value = serde_json::from_str(&result).unwrap();
    let all = result["scenarios"].as_array().unwrap();
    all.iter().filter(|each| each["verdict"] == verdict).count()
}

fn judge_a_served_server_with_users(profile: &str) {
    let folder = tempfile::tempdir().unwrap();
    let _served = Served::start(folder.path(), &["--profile", profile]);
    let output = run(folder.path(), &folder.path().join("target.yaml"), &[]);
    let words = last_words(&output);
    for verdict in ["fail", "inconclusive", "harness-error"] {
        assert_eq!(scenarios(folder.path(), verdict), 0, "{verdict}: {words}");
    }
    let judged = scenarios(folder.path(), "pass");
    let left = scenarios(folder.path(), "untested");
    assert!(judged > 4 * left, "{judged} pass, {left} untested: {words}");
}

#[test]
fn a_served_server_of_fapi_baseline_is_judged_with_its_users() {
    judge_a_served_server_with_users("fapi1-baseline");
}

#[test]
fn a_served_server_of_fapi_advanced_is_judged_with_its_users() {
    judge_a_served_server_with_users("fapi1-advanced");
}

#[test]
fn a_served_server_of_fdx_is_judged_with_its_users() {
    judge_a_served_server_with_users("fdx");
}

#[test]
fn what_users_do_has_to_fit_the_pages() {
    let folder = tempfile::tempdir().unwrap();
    let _served = Served::start(folder.path(), &["--profile", "fapi1-advanced"]);
    let target = std::fs::read_to_string(folder.path().join("target.yaml")).unwrap();
    let file = folder.path().join("unfit.yaml");
    std::fs::write(&file, target.replace("decision: approve", "agree: 'yes'")).unwrap();
    let output = run(folder.path(), &file, &[]);
    let words = last_words(&output);
    assert_eq!(output.status.code(), Some(2), "{words}");
    assert!(words.contains("the user gets no further"), "{words}");
    assert!(words.contains("decision"), "{words}");
}

#[test]
fn a_stopped_target_is_no_verdict() {
    let folder = tempfile::tempdir().unwrap();
    let mut served = Served::start(folder.path(), &[]);
    served.kill();
    let output = run(folder.path(), &folder.path().join("target.yaml"), &[]);
    let words = last_words(&output);
    assert_eq!(output.status.code(), Some(2), "{words}");
    assert!(words.contains("cannot be reached"), "{words}");
}

#[test]
fn a_wrong_key_is_a_matter_of_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let _served = Served::start(folder.path(), &[]);
    let elsewhere = tempfile::tempdir().unwrap();
    let _other = Served::start(elsewhere.path(), &[]);
    let other_key = elsewhere.path().join("es256_private.pem");
    std::fs::copy(other_key, folder.path().join("es256_private.pem")).unwrap();
    let target = std::fs::read_to_string(folder.path().join("target.yaml")).unwrap();
    let file = folder.path().join("unproven.yaml");
    std::fs::write(&file, target.replace("credentials: known-good\n", "")).unwrap();
    let output = run(folder.path(), &file, &[]);
    let words = last_words(&output);
    assert_eq!(output.status.code(), Some(2), "{words}");
    assert!(words.contains("is refused"), "{words}");
}

#[test]
fn a_corrupted_key_is_a_matter_of_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let _served = Served::start(folder.path(), &[]);
    let key = folder.path().join("es256_private.pem");
    let pem = std::fs::read_to_string(&key).unwrap();
    std::fs::write(&key, pem.replacen('M', "N", 1)).unwrap();
    let output = run(folder.path(), &folder.path().join("target.yaml"), &[]);
    assert_eq!(output.status.code(), Some(2), "{}", last_words(&output));
}

#[test]
fn a_target_that_stops_halfway_is_never_green() {
    let folder = tempfile::tempdir().unwrap();
    let mut served = Served::start(folder.path(), &[]);
    let mut running = Command::new(env!("CARGO_BIN_EXE_das-conformance"))
        .args(["run", "--only", "DAS-AUTH-*", "--target"])
        .arg(folder.path().join("target.yaml"))
        .arg("--out")
        .arg(folder.path().join("report"))
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(running.stderr.take().unwrap()).lines();
    assert!(lines.next().unwrap().unwrap().contains("[  1/"));
    served.kill();
    let rest = lines.map_while(Result::ok).count();
    assert!(rest > 1, "the run was over before the target was");
    assert_eq!(running.wait().unwrap().code(), Some(6));
}

#[test]
fn what_is_wrong_with_a_target_file_is_one_line_with_file_line_and_fix() {
    let folder = tempfile::tempdir().unwrap();
    let _served = Served::start(folder.path(), &[]);
    let good = std::fs::read_to_string(folder.path().join("target.yaml")).unwrap();
    let cases = [
        (good.replace("roles:", "rolls:"), "rolls"),
        (
            good.replace("ca_file: ca.pem", "ca_file: nowhere.pem"),
            "nowhere.pem",
        ),
        (good.replace("profile: das-v1", "profile: das-v9"), "das-v9"),
    ];
    for (text, culprit) in cases {
        let file = folder.path().join("broken.yaml");
        std::fs::write(&file, text).unwrap();
        let output = run(folder.path(), &file, &[]);
        let words = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        assert_eq!(output.status.code(), Some(2), "{words}");
        assert!(
            words.contains("broken.yaml:") && words.contains(culprit) && words.contains('–'),
            "{words}"
        );
        assert_eq!(words.lines().count(), 1, "{words}");
    }
}

#[test]
fn a_selection_of_nothing_is_never_green() {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_das-conformance"))
        .args(["run", "--only", "no such thing", "--out"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(4), "{}", last_words(&output));
}

/// How many scenarios of a party that `serve` runs pass when it is judged through its own target file; nothing else may come of them
/// than that a hand is missing.
fn passes_at(file: &str) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let _served = Served::start(folder.path(), &[]);
    let output = run(folder.path(), &folder.path().join(file), &[]);
    let words = last_words(&output);
    // What needs control over the target is untested, which is more than the profile allows.
    assert_eq!(output.status.code(), Some(6), "{words}");
    let report = std::fs::read(folder.path().join("report/result.json")).unwrap();
    let report: serde_json::Value = serde_json::from_slice(&report).unwrap();
    let scenarios = report["scenarios"].as_array().unwrap();
    let verdicts: Vec<&str> = scenarios
        .iter()
        .map(|scenario| scenario["verdict"].as_str().unwrap())
        .collect();
    let allowed = ["pass", "untested", "not-applicable", "informational"];
    let other = verdicts.iter().find(|verdict| !allowed.contains(verdict));
    assert_eq!(other, None, "{words}");
    verdicts
        .iter()
        .filter(|verdict| **verdict == "pass")
        .count()
}

#[test]
fn an_office_is_judged_through_its_target_file_in_either_set_up() {
    for file in ["target-office-at.yaml", "target-office-fr.yaml"] {
        let passes = passes_at(file);
        assert!(passes >= 40, "{file}: only {passes} scenarios pass");
    }
}

#[test]
fn the_pct_service_is_judged_through_its_target_file() {
    let passes = passes_at("target-pct.yaml");
    assert!(passes >= 45, "only {passes} scenarios pass");
}
