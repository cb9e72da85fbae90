//! The commands that the README and ARCHITECTURE.md show are commands that exist.

use std::process::Command;

use clap::CommandFactory as _;
use harness::cli::Cli;
use harness::data::Data;

use crate::served::Served;

const README: &str = include_str!("../../../README.md");
const CI: &str = include_str!("../../../.ci/run");

/// The lines of the README that call the harness.
fn shown() -> Vec<Vec<&'static str>> {
    let calls = README.lines().filter_map(|line| {
        let line = line.trim().trim_start_matches("$ ");
        line.strip_prefix("cargo run -- ")
            .or_else(|| line.strip_prefix("das-conformance "))
    });
    calls
        .map(|call| {
            call.split_whitespace()
                .take_while(|word| !word.starts_with('#'))
                .collect()
        })
        .collect()
}

#[test]
fn every_command_shown_parses() {
    let shown = shown();
    assert!(shown.len() > 3, "{shown:?}");
    for words in shown {
        let parsed = Cli::command().try_get_matches_from(["das-conformance"].iter().chain(&words));
        assert!(parsed.is_ok(), "{words:?}: {}", parsed.err().unwrap());
    }
}

/// The commands of the workflows, with what the CI system puts in.
fn scripts() -> Vec<String> {
    let commands = README.lines().filter_map(|line| {
        let (key, command) = line.split_once(": das-conformance ")?;
        let key = key.trim().trim_start_matches("- ");
        ["run", "script"].contains(&key).then_some(command)
    });
    let filled = commands.map(|command| {
        command
            .replace("${{ matrix.shard }}", "1")
            .replace("$CI_NODE_INDEX", "1")
            .replace("$CI_NODE_TOTAL", "4")
    });
    filled.collect()
}

#[test]
fn every_command_of_the_workflows_parses() {
    let scripts = scripts();
    assert_eq!(scripts.len(), 4, "{scripts:?}");
    for script in scripts {
        let words = ["das-conformance"].into_iter().chain(script.split(' '));
        let parsed = Cli::command().try_get_matches_from(words);
        assert!(parsed.is_ok(), "{script}: {}", parsed.err().unwrap());
    }
}

#[test]
fn the_workflows_are_yaml() {
    let blocks = README.split("```yaml\n").skip(1);
    let blocks: Vec<&str> = blocks.filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(blocks.len(), 2);
    for block in blocks {
        let read: Result<serde_json::Value, _> = serde_yaml::from_str(block);
        assert!(read.is_ok_and(|jobs| jobs.is_object()), "{block}");
    }
}

/// Nothing hides how a command of theirs ended.
#[test]
fn the_workflows_install_the_program_and_fail_where_it_fails() {
    assert!(!README.contains("|| true"));
    let installs = README.matches("cargo install --locked --path das-conformance/harness");
    assert_eq!(installs.count(), 2, "every job of GitHub's that uses it");
    assert!(README.contains("$CI_REGISTRY_IMAGE/das-conformance"));
}

#[test]
fn every_example_and_every_profile_is_named() {
    let data = Data::embedded();
    let profiles = data.profiles().unwrap().into_iter().map(|file| {
        let name = file.name.rsplit('/').next().unwrap_or_default();
        name.trim_end_matches(".yaml").to_owned()
    });
    for name in data.examples().into_iter().chain(profiles) {
        assert!(README.contains(&format!("`{name}`")), "{name}");
    }
}

/// The lines that the README shows of a run are those that are printed.
#[test]
fn the_end_of_a_run_is_as_shown() {
    let shown = README
        .split("```\n")
        .find(|block| block.starts_with("scenarios "));
    let printed = include_str!("snapshots/it__commands__run_ends_with_what_was_judged.snap");
    let as_printed = shown.unwrap().replace("reports/out", "FOLDER");
    assert!(printed.contains(&as_printed), "{as_printed}");
}

#[test]
fn the_two_commands_are_those_that_ci_runs() {
    for command in ["cargo run -- run", "cargo test --workspace"] {
        assert!(README.contains(command), "{command}");
        let locked = command
            .replace("cargo run", "cargo run --locked")
            .replace("--workspace", "--workspace --locked");
        assert!(CI.contains(&locked), "{locked}");
    }
}

/// What the README shows of the control routes, run against an environment that was served for it.
#[test]
fn the_control_commands_shown_work() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(folder.path(), &[]);
    let control = served.words.lines().find_map(|line| {
        let base = line.strip_prefix("control ")?.split_whitespace().next()?;
        Some(base.trim_end_matches('/').to_owned())
    });
    let shown: Vec<&str> = README
        .lines()
        .filter(|line| line.starts_with("curl "))
        .collect();
    assert!(shown.len() > 2, "{shown:?}");
    for line in shown {
        let command = line
            .replace("http://127.0.0.1:9445", control.as_deref().unwrap())
            .replace("das-serve", folder.path().to_str().unwrap())
            .replacen("curl", "curl --silent --fail-with-body", 1);
        let ran = Command::new("bash")
            .args(["-c", &command])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&ran.stdout);
        assert!(ran.status.success(), "{line}: {said}");
        let read: Result<serde_json::Value, _> = serde_json::from_str(&said);
        assert!(read.is_ok(), "{line}: {said}");
    }
}
