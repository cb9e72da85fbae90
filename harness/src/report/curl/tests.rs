//! The script says what was sent, and bash understands it.

#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use std::process::Command;

use super::*;
use crate::report::canonical;
use crate::report::tests::sample;

fn sample() -> ScenarioResult {
    let result = sample::result();
    let mut scenarios = result.scenarios.into_iter();
    scenarios
        .find(|scenario| scenario.exchanges.len() > 1)
        .unwrap()
}

fn assert_bash_reads(script: &str) {
    let read = Command::new("bash")
        .args(["-n", "-c", script])
        .output()
        .unwrap();
    assert!(
        read.status.success(),
        "{}",
        String::from_utf8_lossy(&read.stderr)
    );
}

#[test]
fn a_token_is_taken_from_the_answer_that_brought_it() {
    let script = script(&sample());
    assert_bash_reads(&script);
    insta::assert_snapshot!(canonical::text(&script));
}

#[test]
fn what_stands_in_a_request_is_never_run() {
    let mut scenario = sample();
    scenario.title = "one\nrm -rf /".to_owned();
    let request = &mut scenario.exchanges[0].request;
    request.body = "it's $(touch /tmp/x) `id`\n".to_owned();
    request.headers = vec![("x".to_owned(), "@file ';id;'".to_owned())];
    let script = script(&scenario);
    assert_bash_reads(&script);
    assert!(
        script.contains(r"data-raw 'it'\''s $(touch /tmp/x) `id`"),
        "{script}"
    );
    assert!(!script.lines().any(|line| line.starts_with("rm")));
    assert!(script.contains("header 'Content-Type:'"));
}

/// Of what a host may be called, the URL standard forbids little that a shell would understand.
#[test]
fn a_host_is_no_command() {
    let mut scenario = sample();
    let url = "https://$({touch,x}).example/file";
    url.clone_into(&mut scenario.exchanges[0].request.url);
    let script = script(&scenario);
    assert_bash_reads(&script);
    assert!(
        script.contains("='https://$({touch,x}).example'\n"),
        "{script}"
    );
}

#[test]
fn what_the_party_under_test_sent_is_told_and_not_repeated() {
    let mut scenario = sample();
    Party::Das
        .name()
        .clone_into(&mut scenario.exchanges[0].from);
    scenario.exchanges[1].raw = true;
    let script = script(&scenario);
    let told = format!("# {} sent it: POST", Party::Das.name());
    assert!(script.contains(&told), "{script}");
    assert!(script.contains("# It was written octet by octet"));
    assert!(!script.contains("\nsend "));
}

#[test]
fn an_id_and_a_signed_url_are_taken_from_the_answer() {
    let mut scenario = sample();
    let [first, second, ..] = scenario.exchanges.as_mut_slice() else {
        panic!("too few exchanges");
    };
    let url = "https://store.example/7?‹signed-url:0123456789abcdef…›";
    let answer = format!(r#"{{"details":[{{"fileId":"file-77","uploadUrl":"{url}"}}]}}"#);
    first.response.as_mut().unwrap().body = answer;
    url.clone_into(&mut second.request.url);
    second.request.body = r#"{"fileId":"file-77"}"#.to_owned();
    let script = script(&scenario);
    assert_bash_reads(&script);
    let taken = r#"the_uploadUrl_1=$(jq --raw-output '."details"[0]."uploadUrl"' <<<"$answer")"#;
    assert!(script.contains(taken), "{script}");
    assert!(
        script.contains(r#"request 'POST' url "${the_uploadUrl_1}""#),
        "{script}"
    );
    assert!(
        script.contains(r#"'{"fileId":"'"${the_fileId_1}"'"}'"#),
        "{script}"
    );
    assert!(
        script.contains("[[ -n ${the_das_1:-} ]] || the_das_1='https://store.example'"),
        "{script}"
    );
}

#[test]
fn a_body_that_the_report_does_not_hold_is_a_file() {
    let mut scenario = sample();
    scenario.exchanges[0].request.body =
        "‹binary, 9 bytes, ‹content:0123456789abcdef…››".to_owned();
    let script = script(&scenario);
    assert!(script.contains("ask body_1\n") && script.contains("data-binary \"@${body_1}\""));
}
