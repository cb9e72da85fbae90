//! One scenario on the screen.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

fn replay(arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_das-conformance"))
        .arg("replay")
        .args(arguments)
        .output()
        .unwrap();
    let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
    let told = text(&output.stdout) + &text(&output.stderr);
    (output.status.code(), told)
}

#[test]
fn steps_and_exchanges_are_shown_and_written_as_a_script() {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("replay.sh").display().to_string();
    let (code, told) = replay(&["A token requested by POST is issued", "--curl", &script]);
    assert_eq!(code, Some(0), "{told}");
    for part in [
        "\nWhen ",
        "> POST https://localhost:",
        "\n    < 200\n",
        "\npass: ",
    ] {
        assert!(told.contains(part), "{part:?} in {told}");
    }
    assert!(!told.contains("eyJ"), "{told}");
    let script = std::fs::read_to_string(script).unwrap();
    assert!(
        script.contains("client_assertion=") && !script.contains("eyJ"),
        "{script}"
    );
}

/// A host that keeps what it is sent, and leads whoever asks elsewhere.
fn recorder() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let received: Arc<Mutex<Vec<String>>> = Arc::default();
    let keeping = Arc::clone(&received);
    let elsewhere = format!("{base}/elsewhere");
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            keeping.lock().unwrap().push(request(&mut stream));
            let body = "{\"access_token\": \"t\"}";
            let head = format!("HTTP/1.1 302 x\r\nlocation: {elsewhere}\r\nconnection: close");
            let _ = write!(
                stream,
                "{head}\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            );
        }
    });
    (base, received)
}

fn request(stream: &mut TcpStream) -> String {
    let mut request = Vec::new();
    let mut part = [0; 4096];
    loop {
        let read = stream.read(&mut part).unwrap();
        request.extend_from_slice(&part[..read]);
        let text = String::from_utf8_lossy(&request).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let mut lengths = head.lines().filter_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length")
                .then(|| value.trim().parse().unwrap())
        });
        if read == 0 || body.len() >= lengths.next().unwrap_or(0) {
            return text;
        }
    }
}

/// A curl that writes down its arguments before it does its work.
fn put_telling_curl(folder: &Path) {
    let real = which::which("curl").unwrap();
    let shim = format!(
        "#!/bin/sh\nprintf '%s\\n' \"$@\" >>\"{}\"\nexec \"{}\" \"$@\"\n",
        folder.join("arguments").display(),
        real.display()
    );
    let path = folder.join("curl");
    std::fs::write(&path, shim).unwrap();
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(&path, mode).unwrap();
}

#[test]
fn a_script_sends_what_was_sent_and_shows_no_secret_to_the_machine() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("replay.sh");
    let (code, told) = replay(&[
        "A token requested by POST is issued",
        "--curl",
        file.to_str().unwrap(),
    ]);
    assert_eq!(code, Some(0), "{told}");
    put_telling_curl(folder.path());
    let script = std::fs::read_to_string(&file).unwrap();
    let asked = script
        .lines()
        .filter(|line| line.starts_with("ask_secret "));
    let secret = r#"s"e\c'r et $(id) `id` {a,b}[1-3]%0A"#;
    let answers = format!("{secret}\n").repeat(asked.count());
    assert!(!answers.is_empty(), "{script}");
    let (base, received) = recorder();
    let paths = [folder.path().to_owned(), "/usr/bin".into(), "/bin".into()];
    let mut ran = Command::new("bash")
        .arg(&file)
        .env("PATH", std::env::join_paths(paths).unwrap())
        .env("the_authorization_server_1", &base)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = ran.stdin.take().unwrap();
    input.write_all(answers.as_bytes()).unwrap();
    drop(input);
    let output = ran.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let received = received.lock().unwrap().clone();
    let sent = script.lines().filter(|line| line.starts_with("send "));
    assert_eq!(
        received.len(),
        sent.count(),
        "a redirect was followed: {received:?}"
    );
    let bodies = received.iter().filter(|each| each.starts_with("POST "));
    let mut with_secret =
        bodies.filter(|each| each.contains(&format!("client_assertion={secret}")));
    assert!(with_secret.next().is_some(), "{received:?}");
    let arguments = std::fs::read_to_string(folder.path().join("arguments")).unwrap();
    assert!(arguments.contains("--config\n-\n"), "{arguments}");
    assert!(
        !arguments.contains("$(id)") && !arguments.contains("assertion"),
        "{arguments}"
    );
}

#[test]
fn a_fault_of_our_own_party_is_seen_with_its_clause() {
    let (code, told) = replay(&[
        "An assertion signed with another client's key authenticates nobody",
        "--fault",
        "accepts-assertion-signed-by-another-client",
    ]);
    assert_eq!(code, Some(1), "{told}");
    for part in [
        "\nfail: ",
        "  expected  ",
        "  hint      ",
        "  clause    DAS-AUTH-07",
        "  link      https://",
    ] {
        assert!(told.contains(part), "{part:?} in {told}");
    }
}

#[test]
fn an_unknown_fault_and_more_than_one_scenario_are_refused() {
    let (code, told) = replay(&["DAS-AUTH-26", "--fault", "accepts-everything-at-all"]);
    assert_eq!(code, Some(2), "{told}");
    let (code, told) = replay(&["DAS-AUTH-15"]);
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains("scenarios fit `DAS-AUTH-15`"), "{told}");
}
