//! What each command prints.

use std::process::Command;

fn printed(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_das-conformance"))
        .args(arguments)
        .output()
        .unwrap();
    let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
    format!(
        "exit {}\n{}{}",
        output.status.code().unwrap(),
        text(&output.stdout),
        text(&output.stderr)
    )
}

#[test]
fn help_names_the_commands_and_the_exit_codes() {
    insta::assert_snapshot!(printed(&["--help"]));
}

#[test]
fn run_explains_its_options() {
    insta::assert_snapshot!(printed(&["run", "--help"]));
}

#[test]
fn explain_shows_a_requirement_with_its_scenarios_and_faults() {
    insta::assert_snapshot!(printed(&["explain", "DAS-AUTH-15"]));
}

#[test]
fn explain_guesses_what_was_meant() {
    insta::assert_snapshot!(printed(&["explain", "DAS-AUTH-1S"]));
}

#[test]
fn list_shows_the_plan_of_a_selection() {
    insta::assert_snapshot!(printed(&["list", "--only", "DAS-AUTH-15"]));
}

#[test]
fn requirements_shows_every_row_with_what_judges_it() {
    insta::assert_snapshot!(printed(&["requirements"]));
}

#[test]
fn an_unknown_profile_is_refused_with_a_suggestion() {
    insta::assert_snapshot!(printed(&["run", "--profile", "das-v2"]));
}
