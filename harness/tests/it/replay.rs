//! One scenario on the screen.

use std::process::Command;

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
