//! The scripts of the WIPO authentication page against the served environment, with only the issuer changed and the
//! certificate authority given instead of switching verification off.
//!
//! They need bash, curl, openssl, jq and xxd.

use std::path::Path;
use std::process::Command;

use crate::served::Served;

const KEY_SCRIPT: &str = include_str!("../../../fixtures/scripts/wipo-key.sh");
const TOKEN_SCRIPT: &str = include_str!("../../../fixtures/scripts/wipo-token.sh");
/// The script's recipe loses a zero octet once in 128, so three tries in a row fail once in two million.
const TRIES: usize = 3;

/// The published script, changed where the issue with it lies and nowhere else.
fn token_script(issuer: &str) -> String {
    let ours = format!("ISSUER=\"{issuer}\"");
    let script = TOKEN_SCRIPT.replace("ISSUER=\"https://logindev.wipo.int/am/oauth2\"", &ours);
    assert_ne!(script, TOKEN_SCRIPT);
    script
        .replace("curl -k ", "curl --silent --cacert ca.pem ")
        .replace("curl --insecure ", "curl --silent --cacert ca.pem ")
}

struct Ran {
    answer: String,
    signature_octets: usize,
}

fn run_token_script(folder: &Path, issuer: &str) -> Ran {
    let output = Command::new("bash")
        .args(["-x", "-c", &token_script(issuer)])
        .current_dir(folder)
        .output()
        .unwrap();
    let trace = String::from_utf8_lossy(&output.stderr).into_owned();
    Ran {
        answer: String::from_utf8_lossy(&output.stdout).into_owned(),
        signature_octets: signature_octets(&trace),
    }
}

/// The length of the signature that the script made, from its trace.
fn signature_octets(trace: &str) -> usize {
    let line = trace.lines().find_map(|line| {
        line.trim_start_matches('+')
            .trim()
            .strip_prefix("JWT_ASSERTION=")
    });
    let signature = line
        .and_then(|assertion| assertion.rsplit('.').next())
        .unwrap_or_default();
    signature.trim_end_matches('\'').len() * 3 / 4
}

fn obtains_a_token(folder: &Path, issuer: &str) {
    for _ in 0..TRIES {
        let ran = run_token_script(folder, issuer);
        if ran.answer.contains("\"access_token\"") {
            return;
        }
        assert!(
            ran.signature_octets < 64,
            "a signature of {} octets was refused: {}",
            ran.signature_octets,
            ran.answer
        );
    }
    panic!("{TRIES} signatures in a row came out short");
}

#[test]
fn the_token_script_obtains_a_token_with_the_served_key() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(folder.path(), &[]);
    obtains_a_token(folder.path(), &served.issuer);
}

#[test]
fn the_key_script_makes_a_certificate_that_registers_its_client() {
    let folder = tempfile::tempdir().unwrap();
    let made = Command::new("bash")
        .args(["-c", KEY_SCRIPT])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    let certificate = folder.path().join("es256_cert.pem");
    let registration = format!("das-api-auth={}", certificate.display());
    let served = Served::start(folder.path(), &["--client-certificate", &registration]);
    obtains_a_token(folder.path(), &served.issuer);
}

#[test]
fn the_scripts_stand_as_published() {
    assert!(TOKEN_SCRIPT.contains("curl -k ") && TOKEN_SCRIPT.contains("curl --insecure "));
    assert!(KEY_SCRIPT.contains("prime256v1"));
}
