//! A real client in curl, openssl and jq, judged as an office's client: what is wrong with it is found, and nothing else.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;
use serde_json::Value;

/// Where the driver lies.
const FOLDER: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../fixtures/drivers/wipo-shell"
);

/// The committed list.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Verdicts {
    requirements: BTreeMap<String, String>,
    scenarios: BTreeMap<String, String>,
}

impl Verdicts {
    fn committed() -> Self {
        let text = std::fs::read_to_string(Path::new(FOLDER).join("verdicts.yaml")).unwrap();
        serde_yaml::from_str(&text).unwrap()
    }

    fn of_report(folder: &Path) -> Self {
        let text = std::fs::read(folder.join("result.json")).unwrap();
        let report: Value = serde_json::from_slice(&text).unwrap();
        Self {
            requirements: verdicts(&report["requirements"]),
            scenarios: verdicts(&report["scenarios"]),
        }
    }
}

fn verdicts(rows: &Value) -> BTreeMap<String, String> {
    let rows = rows.as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    rows.map(|row| (text(&row["id"]), text(&row["verdict"])))
        .collect()
}

#[test]
fn the_shell_client_gets_exactly_the_committed_verdicts() {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_das-conformance"))
        .args(["run", "--target"])
        .arg(Path::new(FOLDER).join("target.yaml"))
        .arg("--out")
        .arg(folder.path())
        .output()
        .unwrap();
    let words = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{words}");
    let (found, committed) = (Verdicts::of_report(folder.path()), Verdicts::committed());
    assert!(
        found == committed,
        "requirements: {}; scenarios: {}",
        difference(&found.requirements, &committed.requirements),
        difference(&found.scenarios, &committed.scenarios),
    );
}

/// What differs, so that a failure of this test says it.
fn difference(found: &BTreeMap<String, String>, committed: &BTreeMap<String, String>) -> String {
    let other = |(id, verdict): &(&String, &String)| committed.get(*id) != Some(*verdict);
    let other: Vec<_> = found.iter().filter(other).collect();
    let missing = committed.keys().filter(|id| !found.contains_key(*id));
    let missing: Vec<_> = missing.collect();
    format!("{other:?}, missing {missing:?}")
}
