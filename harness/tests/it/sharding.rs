//! Several machines share a run, and a run is repeated in part.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

use harness::report::{RunResult, canonical};
use harness::verdict::Verdict;

use crate::served::Served;

const SELECTION: [&str; 2] = ["--only", "DAS-AUTH-1?"];

fn harness(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_das-conformance"))
        .args(arguments)
        .output()
        .unwrap()
}

fn run(folder: &Path, options: &[&str]) -> Output {
    let out = folder.display().to_string();
    harness(&[&["run", "--out", &out], options].concat())
}

fn result(folder: &Path) -> RunResult {
    RunResult::read(&folder.join("result.json")).unwrap()
}

/// What a run came to, without what differs from run to run; whether a random name looks like a secret changes what is replaced in it.
fn judged(folder: &Path) -> RunResult {
    let mut result = canonical::result(&result(folder));
    for scenario in &mut result.scenarios {
        scenario.exchanges.clear();
    }
    result
}

#[test]
fn the_shards_of_a_run_make_the_result_of_a_whole_run() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    assert!(run(&at("whole"), &SELECTION).status.success());
    for (name, shard) in [("one", "1/2"), ("two", "2/2")] {
        let options = [&SELECTION[..], &["--shard", shard]].concat();
        let judged = run(&at(name), &options);
        assert!(judged.status.success(), "{shard}");
        let said = String::from_utf8_lossy(&judged.stdout).into_owned();
        assert!(said.contains("`report merge` says"), "{said}");
    }
    let shards = ["one", "two"].map(|name| at(name).join("result.json").display().to_string());
    let out = at("merged").display().to_string();
    let merged = harness(&["report", "merge", &shards[1], &shards[0], "--out", &out]);
    assert!(merged.status.success(), "{merged:?}");
    assert_eq!(judged(&at("merged")), judged(&at("whole")));
    let seeds = ["one", "two"].map(|name| result(&at(name)).seeds);
    assert_eq!(result(&at("merged")).seeds, seeds.concat());
    assert!(result(&at("one")).scenarios.len() > 3);
    assert!(at("merged").join("index.html").exists());
}

#[test]
fn a_shard_alone_is_not_merged() {
    let folder = tempfile::tempdir().unwrap();
    let options = [&SELECTION[..], &["--shard", "1/2"]].concat();
    assert!(run(folder.path(), &options).status.success());
    let file = folder.path().join("result.json").display().to_string();
    let merged = harness(&["report", "merge", &file, "--out", &file]);
    assert_eq!(merged.status.code(), Some(2));
    let said = String::from_utf8_lossy(&merged.stderr).into_owned();
    assert!(said.contains("shard 2/2 is missing"), "{said}");
}

#[test]
fn without_a_last_run_nothing_can_be_repeated() {
    let folder = tempfile::tempdir().unwrap();
    let said = run(folder.path(), &["--failed"]);
    assert_eq!(said.status.code(), Some(4));
    let said = String::from_utf8_lossy(&said.stderr).into_owned();
    assert!(said.contains("nothing is known to have failed"), "{said}");
}

#[test]
fn only_what_failed_is_repeated() {
    let folder = tempfile::tempdir().unwrap();
    assert!(
        run(folder.path(), &["--only", "DAS-AUTH-19"])
            .status
            .success()
    );
    let nothing = run(folder.path(), &["--failed"]);
    assert_eq!(nothing.status.code(), Some(4));
    assert!(String::from_utf8_lossy(&nothing.stderr).contains("nothing failed"));

    let mut last = result(folder.path());
    let failed = last.scenarios.first_mut().unwrap();
    failed.verdict = Verdict::Fail;
    let id = failed.id.clone();
    let text = serde_json::to_string(&last).unwrap();
    std::fs::write(folder.path().join("result.json"), text).unwrap();
    let elsewhere = run(folder.path(), &["--failed", "--profile", "das-seed"]);
    assert_eq!(elsewhere.status.code(), Some(2));
    assert!(run(folder.path(), &["--failed"]).status.success());
    let repeated = result(folder.path());
    let ids: Vec<&str> = repeated
        .scenarios
        .iter()
        .map(|each| each.id.as_str())
        .collect();
    assert_eq!(ids, [id]);
    assert_eq!(repeated.seeds, last.seeds);
}

#[test]
fn a_part_of_what_failed_is_no_part_of_a_run() {
    let folder = tempfile::tempdir().unwrap();
    let refused = run(folder.path(), &["--failed", "--shard", "1/2"]);
    assert_eq!(refused.status.code(), Some(2));
    let text = String::from_utf8(refused.stderr).unwrap();
    assert!(
        text.contains("'--failed' cannot be used with '--shard <K/N>'"),
        "{text}"
    );
}

/// The serial numbers of the documents that a shard has told a target of.
fn serials(folder: &Path, shard: &str) -> BTreeSet<u32> {
    let target = folder.join("target.yaml").display().to_string();
    let out = folder.join(shard.replace('/', "-of-"));
    let options = ["--target", &target, "--only", "DAS-API-REG-*"];
    run(&out, &[&options[..], &["--shard", shard]].concat());
    let told = std::fs::read_to_string(out.join("result.json")).unwrap();
    let number = regex::Regex::new(r"(?:[A-Z]{2} 26|[A-Z]{2} 2026|AT A )(\d{1,5})").unwrap();
    let found = number.captures_iter(&told);
    found.map(|number| number[1].parse().unwrap()).collect()
}

#[test]
fn the_shards_of_a_run_take_other_document_numbers_at_one_target() {
    let folder = tempfile::tempdir().unwrap();
    let _served = Served::start(folder.path(), &[]);
    let [one, two] = ["1/2", "2/2"].map(|shard| serials(folder.path(), shard));
    assert!(
        !one.is_empty() && one.iter().all(|serial| serial % 2 == 0),
        "{one:?}"
    );
    assert!(
        !two.is_empty() && two.iter().all(|serial| serial % 2 == 1),
        "{two:?}"
    );
}
