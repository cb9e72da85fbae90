//! The command line as a tool: how much it says, what shells and `man` know of it, and that it needs nothing beside it.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Output};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

use crate::served::Served;

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

/// What a command says on both streams when it is to say little, the usual, or much; without what differs from run to run.
fn manners(arguments: &[&str]) -> String {
    let said = ["--quiet", "", "--verbose"].map(|manner| {
        let folder = tempfile::tempdir().unwrap();
        let manner_of = Some(manner).filter(|manner| !manner.is_empty());
        let arguments: Vec<&str> = arguments.iter().copied().chain(manner_of).collect();
        let output = ask(folder.path(), &arguments);
        let streams = format!("{}--\n{}", text(&output.stdout), text(&output.stderr));
        format!("== {manner}\n{}", canonical(&streams))
    });
    said.concat()
}

fn canonical(said: &str) -> String {
    let changing = [
        (r"localhost:\d+", "localhost:PORT"),
        (r"‹([^:›]+):[0-9a-f]{16}…›", "‹$1›"),
        (r"\d{4}-\d\d-\d\dT[0-9:.]+Z", "TIME"),
        (r"(?m)^( *[<>] (?:date|content-length|host): ).*$", "${1}…"),
        (r"\d+ left out", "N left out"),
        (r"(?m)^seed [0-9a-f]{32}$", "seed SEED"),
    ];
    changing
        .into_iter()
        .fold(said.to_owned(), |said, (pattern, name)| {
            let pattern = regex::Regex::new(pattern).unwrap();
            pattern.replace_all(&said, name).into_owned()
        })
}

#[test]
fn run_says_as_much_as_it_is_told_to() {
    let run = ["run", "--only", "DAS-AUTH-19", "--workers", "1"];
    insta::assert_snapshot!(manners(&run));
}

#[test]
fn prove_says_as_much_as_it_is_told_to() {
    let fault = "demands-kid";
    insta::assert_snapshot!(manners(&["prove", "--fault", fault, "--workers", "1"]));
}

#[test]
fn replay_says_as_much_as_it_is_told_to() {
    insta::assert_snapshot!(manners(&["replay", "DAS-AUTH-26"]));
}

#[test]
fn init_says_as_much_as_it_is_told_to() {
    insta::assert_snapshot!(manners(&["init", "--example", "daps"]));
}

#[test]
fn doctor_says_as_much_as_it_is_told_to() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("target.yaml").display().to_string();
    ask(folder.path(), &["init", "--example", "connector"]);
    let said = manners(&["doctor", "--target", &target]);
    insta::assert_snapshot!(said.replace(&folder.path().display().to_string(), "FOLDER"));
}

/// It is ready when it has told the last address; what it says beyond that differs.
#[test]
fn serve_says_as_much_as_it_is_told_to() {
    let folder = tempfile::tempdir().unwrap();
    let quiet = Served::start(folder.path(), &["--quiet"]);
    assert!(quiet.words.contains("\nconsole ") && !quiet.words.contains("Ctrl-C"));
    drop(quiet);
    let mut chatty = Served::start(folder.path(), &["--verbose"]);
    let target = folder.path().join("target.yaml").display().to_string();
    let looked = ask(folder.path(), &["doctor", "--target", &target]);
    assert_eq!(looked.status.code(), Some(0), "{}", text(&looked.stdout));
    let told = chatty.errors_until("POST ");
    assert!(
        told.contains("  authorization-server  GET /am/oauth2/"),
        "{told}"
    );
}

#[test]
fn a_pipe_gets_no_colours() {
    let folder = tempfile::tempdir().unwrap();
    let output = ask(folder.path(), &["run", "--only", "DAS-AUTH-15"]);
    assert!(!output.stdout.contains(&0x1b) && !output.stderr.contains(&0x1b));
}

/// What a command prints on a terminal of its own.
fn on_a_terminal(folder: &Path, arguments: &[&str], no_colour: &str) -> String {
    let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&ours).unwrap();
    unlockpt(&ours).unwrap();
    let name = ptsname(&ours, Vec::new()).unwrap().into_string().unwrap();
    let theirs = File::options().read(true).write(true).open(name).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_das-conformance"));
    command
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", no_colour)
        .env("TERM", "xterm")
        .stdin(theirs.try_clone().unwrap())
        .stdout(theirs.try_clone().unwrap())
        .stderr(theirs);
    let mut running = command.spawn().unwrap();
    // The terminal ends when nobody has its other side open any more.
    drop(command);
    let mut written = Vec::new();
    let _ = File::from(ours).read_to_end(&mut written);
    running.wait().unwrap();
    text(&written)
}

#[test]
fn a_terminal_gets_colours_unless_they_are_unwanted() {
    let folder = tempfile::tempdir().unwrap();
    let run = ["run", "--only", "DAS-AUTH-15"];
    assert!(on_a_terminal(folder.path(), &run, "").contains("\x1b[32mpass"));
    assert!(!on_a_terminal(folder.path(), &run, "1").contains("\x1b[32m"));
}

#[test]
fn a_comparison_and_a_replay_are_coloured_like_a_run() {
    let folder = tempfile::tempdir().unwrap();
    let run = ["run", "--only", "DAS-AUTH-26", "--quiet"];
    assert!(ask(folder.path(), &run).status.success());
    let path = folder.path().join("reports/out/result.json");
    let worse = folder.path().join("worse.json");
    let result = std::fs::read_to_string(&path).unwrap();
    std::fs::write(
        &worse,
        result.replace("\"verdict\": \"pass\"", "\"verdict\": \"fail\""),
    )
    .unwrap();
    let files = [path.to_str().unwrap(), worse.to_str().unwrap()];
    let compare = [&["report", "compare"], &files[..]].concat();
    let replay = ["replay", "A token requested by POST is issued"];
    for (command, painted) in [(&compare[..], "\x1b[31mfail"), (&replay, "\x1b[32mpass")] {
        let coloured = on_a_terminal(folder.path(), command, "");
        assert!(coloured.contains(painted), "{coloured}");
        let plain = on_a_terminal(folder.path(), command, "1");
        assert!(!plain.contains("\x1b["), "{plain}");
    }
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
