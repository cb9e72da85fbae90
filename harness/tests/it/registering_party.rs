//! A registering party that the harness knows by a target file only is judged like its own, which it is here.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Stdio;

use mock_kit::{Clock, FaultPlan};
use mock_oidc::registering_party::Order;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::data_space::{command, counted, judged};

/// A place that is posted to, and does what it is told before it answers.
pub(crate) fn trigger(act: impl Fn(&Runtime, &Value) + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let runtime = Runtime::new().unwrap();
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            if let Some(told) = told(&stream) {
                act(&runtime, &told);
            }
            let answer = b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";
            stream.write_all(answer).unwrap();
        }
    });
    url
}

/// Runs the target file in this folder, and does for its operator what the terminal asks for.
pub(crate) fn operated(
    folder: &Path,
    act: &dyn Fn(&Runtime, &Value),
) -> (String, impl Fn(&str) -> usize + use<>) {
    let mut run = command(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut answers, runtime) = (run.stdin.take().unwrap(), Runtime::new().unwrap());
    let mut questions = BufReader::new(run.stderr.take().unwrap());
    let (mut said, mut question) = (String::new(), Vec::new());
    // A question ends with a colon, and without a new line.
    while questions.read_until(b':', &mut question).unwrap() > 0 {
        if question.ends_with(b"says instead:") {
            let text = String::from_utf8_lossy(&question).into_owned();
            act(&runtime, &asked(&text));
            answers.write_all(b"done\n").unwrap();
            said += &text;
            question.clear();
        }
    }
    run.wait().unwrap();
    said += &String::from_utf8_lossy(&question);
    (said, counted(folder))
}

/// What the terminal names, with the files themselves, as a trigger is told it.
fn asked(question: &str) -> Value {
    let named = question.lines().filter_map(|line| line.split_once(" = "));
    let told = named.map(|(name, value)| match name.trim().strip_suffix("_FILE") {
        Some(name) => (name.to_owned(), json!(fs::read_to_string(value).unwrap())),
        None => (name.trim().to_owned(), json!(value)),
    });
    Value::Object(told.collect())
}

/// The JSON object of a request, if one came with it: the examination only looks whether anybody answers.
fn told(stream: &TcpStream) -> Option<Value> {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let Some((name, value)) = line.split_once(':') else {
            if line.trim().is_empty() {
                break;
            }
            continue;
        };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().unwrap();
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    (length > 0).then(|| serde_json::from_slice(&body).unwrap())
}

/// Our own registering party, which does all that it is told by the contract of drivers.
async fn act(order: &Value) {
    let order: Order = serde_json::from_value(order.clone()).unwrap();
    let (clock, faults) = (Clock::system(), FaultPlan::default());
    order.carry_out(&clock, &faults).await.unwrap();
}

#[test]
fn a_registering_party_that_is_not_ours_is_judged_through_its_target_file() {
    let folder = tempfile::tempdir().unwrap();
    let url = trigger(|runtime, order| runtime.block_on(act(order)));
    let target = format!(
        "profile: fdx-registration\nroles: [registering-party]\n\
         registering_party: {{ client_id: platform, act_url: '{url}' }}\n"
    );
    fs::write(folder.path().join("target.yaml"), target).unwrap();
    let (words, count) = judged(folder.path());
    for verdict in ["fail", "warn", "inconclusive", "harness-error", "untested"] {
        assert_eq!(count(verdict), 0, "{verdict}: {words}");
    }
    assert!(count("pass") > 15, "{} pass: {words}", count("pass"));
}

#[test]
fn a_registering_party_is_driven_by_a_person_too() {
    let folder = tempfile::tempdir().unwrap();
    let target = "profile: fdx-registration\nroles: [registering-party]\n\
                  registering_party: { client_id: platform, operator: true }\n";
    fs::write(folder.path().join("target.yaml"), target).unwrap();
    let (words, count) = operated(folder.path(), &|runtime, order| {
        runtime.block_on(act(order));
    });
    for verdict in ["fail", "warn", "inconclusive", "harness-error", "untested"] {
        assert_eq!(count(verdict), 0, "{verdict}: {words}");
    }
    assert!(count("pass") > 15, "{} pass: {words}", count("pass"));
}

#[test]
fn a_registering_party_that_does_nothing_is_not_failed() {
    let folder = tempfile::tempdir().unwrap();
    let target = "profile: fdx-registration\nroles: [registering-party]\n\
                  registering_party: { client_id: platform, act: ['true'] }\n";
    fs::write(folder.path().join("target.yaml"), target).unwrap();
    let (words, count) = judged(folder.path());
    for verdict in ["fail", "warn", "harness-error", "pass"] {
        assert_eq!(count(verdict), 0, "{verdict}: {words}");
    }
    assert!(count("inconclusive") > 15, "{words}");
}

/// What comes of the rule that another chain is another registration, for a party that registers and does nothing after that: it breaks off,
/// or says that it is done.
fn registered_only(breaks_off: bool) -> (String, impl Fn(&str) -> usize) {
    let folder = tempfile::tempdir().unwrap();
    let url = trigger(move |runtime, order| {
        let mut order = order.clone();
        order["FDX_ACTS"] = "register".into();
        runtime.block_on(act(&order));
        assert!(!breaks_off, "the party breaks off, as it should here");
    });
    let target = format!(
        "profile: fdx-registration\nroles: [registering-party]\nselect: {{ requirements: [FDX-INT-05] }}\n\
         registering_party: {{ client_id: platform, act_url: '{url}' }}\n"
    );
    fs::write(folder.path().join("target.yaml"), target).unwrap();
    judged(folder.path())
}

#[test]
fn what_a_registering_party_did_not_come_to_is_not_held_against_it() {
    let (words, count) = registered_only(true);
    assert_eq!((count("fail"), count("inconclusive")), (0, 1), "{words}");
    assert!(words.contains("the trigger gave no answer"), "{words}");
}

#[test]
fn what_a_registering_party_leaves_out_that_is_done_fails() {
    let (words, count) = registered_only(false);
    assert_eq!((count("fail"), count("inconclusive")), (1, 0), "{words}");
}
