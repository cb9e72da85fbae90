//! The commands that the README and ARCHITECTURE.md show are commands that exist.

use clap::CommandFactory as _;
use harness::cli::Cli;

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
