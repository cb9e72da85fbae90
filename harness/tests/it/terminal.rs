//! The command line as a tool: how much it says, what shells and `man` know of it, and that it needs nothing beside it.

use std::path::Path;
use std::process::{Command, Output};

fn ask(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_das-conformance"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn text(octets: &[u8]) -> String {
    String::from_utf8_lossy(octets).into_owned()
}

#[test]
fn the_binary_needs_no_checkout() {
    let folder = tempfile::tempdir().unwrap();
    let binary = folder.path().join("das-conformance");
    std::fs::copy(env!("CARGO_BIN_EXE_das-conformance"), &binary).unwrap();
    let empty = tempfile::tempdir().unwrap();
    let asks = [
        &["run", "--only", "DAS-AUTH-15", "--quiet"][..],
        &["explain", "DAS-AUTH-15"],
        &["requirements", "--ledger"],
        &["init", "--example", "das"],
    ];
    for arguments in asks {
        let output = Command::new(&binary)
            .args(arguments)
            .current_dir(empty.path())
            .env_clear()
            .output()
            .unwrap();
        assert_eq!(
            output.status.code(),
            Some(0),
            "{arguments:?}: {}",
            text(&output.stderr)
        );
    }
    assert!(empty.path().join("reports/out/index.html").is_file());
}

#[test]
fn quiet_says_nothing_but_the_result() {
    let folder = tempfile::tempdir().unwrap();
    let run = ["run", "--only", "DAS-AUTH-15"];
    let usual = ask(folder.path(), &run);
    let quiet = ask(folder.path(), &[&run[..], &["--quiet"]].concat());
    assert!(
        text(&usual.stderr).contains("[1/"),
        "{}",
        text(&usual.stderr)
    );
    assert_eq!(text(&quiet.stderr), "");
    assert!(
        text(&quiet.stdout).contains("result "),
        "{}",
        text(&quiet.stdout)
    );
}

#[test]
fn a_pipe_gets_no_colours() {
    let folder = tempfile::tempdir().unwrap();
    let output = ask(folder.path(), &["run", "--only", "DAS-AUTH-15"]);
    assert!(!output.stdout.contains(&0x1b) && !output.stderr.contains(&0x1b));
}

/// What a command prints on a terminal of its own, which `script` makes.
fn on_a_terminal(arguments: &str, no_colour: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let command = format!("{} {arguments}", env!("CARGO_BIN_EXE_das-conformance"));
    let output = Command::new("script")
        .args(["--quiet", "--return", "--command", &command, "/dev/null"])
        .current_dir(folder.path())
        .env("NO_COLOR", no_colour)
        .env("TERM", "xterm")
        .output()
        .unwrap();
    text(&output.stdout)
}

#[test]
fn a_terminal_gets_colours_unless_they_are_unwanted() {
    let run = "run --only DAS-AUTH-15";
    assert!(on_a_terminal(run, "").contains("\x1b[32mpass"));
    assert!(!on_a_terminal(run, "1").contains("\x1b[32m"));
}

#[test]
fn shells_learn_every_command() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = text(&ask(folder.path(), &["completions", shell]).stdout);
        for command in ["run", "doctor", "init", "serve"] {
            assert!(script.contains(command), "{shell}: {command}");
        }
    }
}

#[test]
fn the_manual_has_a_page_for_each_command() {
    let folder = tempfile::tempdir().unwrap();
    let page = text(&ask(folder.path(), &["man"]).stdout);
    assert!(
        page.contains(".TH das-conformance 1") && page.contains("Exit codes"),
        "{page}"
    );
    let written = ask(folder.path(), &["man", "--folder", "pages"]);
    assert_eq!(written.status.code(), Some(0));
    for command in ["run", "doctor", "init"] {
        let page = folder
            .path()
            .join(format!("pages/das-conformance-{command}.1"));
        assert!(page.is_file(), "{command}");
    }
}

#[test]
fn every_command_says_its_exit_codes() {
    let folder = tempfile::tempdir().unwrap();
    let help = text(&ask(folder.path(), &["--help"]).stdout);
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let commands = listed.take_while(|line| !line.is_empty());
    let names = commands.filter_map(|line| line.split_whitespace().next());
    for command in names.filter(|name| *name != "help") {
        let help = text(&ask(folder.path(), &[command, "--help"]).stdout);
        assert!(help.contains("Exit codes: 0"), "{command}: {help}");
    }
}
