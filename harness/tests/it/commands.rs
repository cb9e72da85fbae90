//! What each command prints.

use std::net::TcpListener;
use std::process::Command;

use crate::ports::free_port;
use crate::served::Served;

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
fn explain_says_where_a_profile_does_not_have_a_requirement() {
    let told = printed(&["explain", "IDSG-META-01", "--profile", "das-v1"]);
    assert!(told.contains("(not in das-v1)"), "{told}");
}

#[test]
fn explain_guesses_what_was_meant() {
    insta::assert_snapshot!(printed(&["explain", "DAS-AUTH-1S"]));
}

#[test]
fn prove_guesses_which_fault_was_meant() {
    insta::assert_snapshot!(printed(&["prove", "--fault", "demands-kit"]));
}

#[test]
fn list_shows_the_plan_of_a_selection() {
    let printed = printed(&["list", "--only", "DAS-AUTH-15"]);
    // How much there is beside it grows with every scenario.
    let others = regex::Regex::new(r"\d+ left out").unwrap();
    insta::assert_snapshot!(others.replace(&printed, "N left out"));
}

#[test]
fn requirements_shows_every_row_with_what_judges_it() {
    insta::assert_snapshot!(printed(&["requirements"]));
}

#[test]
fn the_ledger_shows_what_became_of_every_clause() {
    insta::assert_snapshot!(printed(&["requirements", "--ledger"]));
}

#[test]
fn an_unknown_profile_is_refused_with_a_suggestion() {
    insta::assert_snapshot!(printed(&["run", "--profile", "das-v2"]));
}

/// What a run prints, with its folder and ports made the same everywhere.
fn canonical(text: &str, folder: &std::path::Path) -> String {
    let text = text.replace(&folder.display().to_string(), "FOLDER");
    let ports = regex::Regex::new(r"localhost:\d+").unwrap();
    let text = ports.replace_all(&text, "localhost:PORT").into_owned();
    let tickets = regex::Regex::new(r"ticket=\S+").unwrap();
    let text = tickets.replace_all(&text, "ticket=TICKET");
    let documents = regex::Regex::new(r"patent .+ of [0-9-]+").unwrap();
    documents
        .replace_all(&text, "patent NUMBER of DATE")
        .into_owned()
}

#[test]
fn run_ends_with_what_was_judged() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().display().to_string();
    let printed = printed(&[
        "run",
        "--only",
        "DAS-AUTH-19",
        "--workers",
        "1",
        "--out",
        &out,
    ]);
    insta::assert_snapshot!(canonical(&printed, folder.path()));
}

#[test]
fn a_run_is_no_worse_than_itself_and_a_page_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().display().to_string();
    let judged = ["run", "--only", "DAS-AUTH-19", "--workers", "1"];
    printed(&[&judged[..], &["--out", &out]].concat());
    let result = folder.path().join("result.json").display().to_string();
    let told = printed(&["report", "compare", &result, &result, "--out", &out]);
    assert!(told.starts_with("exit 0\n"), "{told}");
    assert!(told.contains("result     no worse (exit code 0)"), "{told}");
    let page = std::fs::read_to_string(folder.path().join("comparison.html")).unwrap();
    assert!(page.contains("No worse"), "{page}");
}

#[test]
fn what_is_no_result_is_not_compared() {
    let told = printed(&["report", "compare", "Cargo.toml", "Cargo.toml"]);
    assert!(told.starts_with("exit 2\n"), "{told}");
}

#[test]
fn serve_names_the_port_that_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let port = free_port();
    let _holder = TcpListener::bind(("127.0.0.1", port)).unwrap();
    let folder = folder.path().to_str().unwrap();
    let told = printed(&[
        "serve",
        "--folder",
        folder,
        "--first-port",
        &port.to_string(),
    ]);
    assert!(told.starts_with("exit 2\n"), "{told}");
    assert!(told.contains(&format!("ports are taken: {port}")), "{told}");
}

#[test]
fn serve_takes_a_certificate_and_nothing_else_for_one() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("key.pem");
    std::fs::write(&file, "no certificate").unwrap();
    let told = printed(&[
        "serve",
        "--folder",
        folder.path().to_str().unwrap(),
        "--first-port",
        "0",
        "--client-certificate",
        &format!("office-at={}", file.display()),
    ]);
    assert!(told.starts_with("exit 2\n"), "{told}");
    assert!(told.contains("key.pem holds no certificate –"), "{told}");
}

#[test]
fn serve_begins_where_there_is_room_for_all_its_ports() {
    let told = printed(&["serve", "--first-port", "65518"]);
    assert!(told.starts_with("exit 2\n"), "{told}");
    assert!(told.contains("65518 is not in 0..=65517"), "{told}");
}

#[test]
fn nothing_is_judged_where_its_reports_cannot_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("taken");
    std::fs::write(&file, "").unwrap();
    let told = printed(&[
        "run",
        "--only",
        "DAS-AUTH-15",
        "--out",
        file.to_str().unwrap(),
    ]);
    assert!(
        told.starts_with("exit 2\ndas-conformance: cannot write reports to "),
        "{told}"
    );
}

#[test]
fn a_target_file_in_a_folder_that_is_not_there_is_no_fault_of_ours() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("nowhere/target.yaml");
    let told = printed(&["init", "--example", "das", "--out", file.to_str().unwrap()]);
    assert!(
        told.starts_with("exit 2\ndas-conformance: cannot write "),
        "{told}"
    );
}

#[test]
fn serve_says_what_a_client_needs() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(folder.path(), &[]);
    insta::assert_snapshot!(canonical(&served.words, folder.path()));
}

#[test]
fn the_written_target_file_is_what_run_reads() {
    let folder = tempfile::tempdir().unwrap();
    let _served = Served::start(folder.path(), &[]);
    let target = std::fs::read_to_string(folder.path().join("target.yaml")).unwrap();
    insta::assert_snapshot!(canonical(&target, folder.path()));
}
