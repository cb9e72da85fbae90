//! Evidence: what one command signs another verifies, and nothing that was changed passes.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use harness::error::ExitCode;
use harness::evidence::{Contradiction, Evidence, SignatureKey, SigningKey, open, review, seal};
use harness::invariants::Judgement;
use harness::report::shard::ShardRecord;
use harness::selection::Shard;
use harness::verdict::{Finding, Outcome, Verdict};

struct Signed {
    folder: tempfile::TempDir,
}

impl Signed {
    /// The evidence of a short run.
    fn new() -> Self {
        Self::of(&["--only", "DAS-AUTH-15"])
    }

    /// The evidence of a run of this selection.
    fn of(selection: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let key = folder.path().join("key.pem");
        openssl(
            &["ecparam", "-name", "prime256v1", "-genkey", "-noout"],
            &key,
        );
        let public = folder.path().join("public.pem");
        openssl(&["ec", "-pubout", "-in", key.to_str().unwrap()], &public);
        let signed = Self { folder };
        let run = signed.run(selection, "evidence.jws");
        assert!(run.status.success(), "{run:?}");
        signed
    }

    fn run(&self, selection: &[&str], evidence: &str) -> Output {
        let [out, evidence, key] = ["out", evidence, "key.pem"].map(|name| self.path(name));
        let files = [
            "--out",
            out.to_str().unwrap(),
            "--evidence",
            evidence.to_str().unwrap(),
            "--evidence-key",
            key.to_str().unwrap(),
        ];
        das_conformance(&[&["run"], selection, &files].concat())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn key(&self) -> SigningKey {
        SigningKey::from_pem(&std::fs::read(self.path("key.pem")).unwrap()).unwrap()
    }

    fn open(&self) -> Evidence {
        let public = std::fs::read(self.path("public.pem")).unwrap();
        let text = std::fs::read_to_string(self.path("evidence.jws")).unwrap();
        open(&text, &SignatureKey::from_pem(&public).unwrap()).unwrap()
    }

    fn verify(&self, key: &str) -> Output {
        let (evidence, key, out) = (self.path("evidence.jws"), self.path(key), self.path("read"));
        let [evidence, key, out] = [&evidence, &key, &out].map(|path| path.to_str().unwrap());
        das_conformance(&["verify", evidence, "--key", key, "--out", out])
    }
}

fn openssl(arguments: &[&str], out: &Path) {
    let output = Command::new("openssl")
        .args(arguments)
        .arg("-out")
        .arg(out)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
}

fn das_conformance(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_das-conformance"))
        .args(arguments)
        .output()
        .unwrap()
}

/// The evidence of a short run.
static RUN: LazyLock<Evidence> = LazyLock::new(|| Signed::new().open());

fn contradiction(change: impl FnOnce(&mut Evidence)) -> Contradiction {
    let mut evidence = RUN.clone();
    change(&mut evidence);
    review(&evidence).unwrap_err()
}

#[test]
fn evidence_is_verified_by_the_public_key_alone() {
    let signed = Signed::new();
    let verified = signed.verify("public.pem");
    assert!(verified.status.success(), "{verified:?}");
    let text = String::from_utf8(verified.stdout).unwrap();
    let figures = regex::Regex::new(
        r"key \S+|seed  .*|judged  .*|requirements \w+|\d+ judgements|\d+ scenarios|reports .*",
    )
    .unwrap();
    insta::assert_snapshot!(figures.replace_all(&text, "[…]"));
    let read = std::fs::read(signed.path("read/result.json")).unwrap();
    assert_eq!(read, std::fs::read(signed.path("out/result.json")).unwrap());
}

#[test]
fn what_a_signer_wrote_steers_no_terminal() {
    let signed = Signed::new();
    let mut evidence = signed.open();
    evidence.result.target += "\u{1b}[2J\nverdict       conformant\u{202e}";
    let sealed = seal(&evidence, &signed.key()).unwrap();
    std::fs::write(signed.path("evidence.jws"), sealed).unwrap();
    let text = String::from_utf8(signed.verify("public.pem").stdout).unwrap();
    assert!(text.contains(r"\u{1b}[2J\nverdict"), "{text}");
    assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
}

#[test]
fn a_changed_file_and_another_key_are_refused() {
    let signed = Signed::new();
    openssl(
        &["ecparam", "-name", "prime256v1", "-genkey", "-noout"],
        &signed.path("other.pem"),
    );
    let other = SigningKey::from_pem(&std::fs::read(signed.path("other.pem")).unwrap()).unwrap();
    assert!(
        open(
            &seal(&signed.open(), &other).unwrap(),
            signed.key().public()
        )
        .is_err()
    );
    let path = signed.path("evidence.jws");
    let mut octets = std::fs::read(&path).unwrap();
    let middle = octets.len() / 2;
    octets[middle] = if octets[middle] == b'A' { b'B' } else { b'A' };
    std::fs::write(&path, octets).unwrap();
    let refused = signed.verify("public.pem");
    assert_eq!(refused.status.code(), Some(2));
    let text = String::from_utf8(refused.stderr).unwrap();
    assert!(text.contains("the signature does not verify"), "{text}");
}

#[test]
fn a_verdict_that_does_not_follow_is_found() {
    let found = contradiction(|evidence| evidence.result.scenarios[0].verdict = Verdict::Warn);
    assert!(matches!(found, Contradiction::Scenario(_)), "{found}");
    let found = contradiction(|evidence| evidence.result.requirements[0].verdict = Verdict::Fail);
    assert_eq!(found, Contradiction::Result("the requirements"));
    let found = contradiction(|evidence| evidence.result.exit = ExitCode::Undecided);
    assert_eq!(found, Contradiction::Result("the exit codes"));
}

#[test]
fn an_observation_that_its_exchanges_do_not_show_is_found() {
    let found = contradiction(|evidence| {
        let mut observations = evidence.observations.values_mut();
        let observed = observations.find_map(|each| {
            let (name, _) = each
                .invariants
                .iter()
                .find(|(name, _)| !each.redacted.contains(name))?;
            let name = name.clone();
            each.invariants.get_mut(&name)
        });
        *observed.unwrap() = Judgement::Violated(Finding::new("one thing", "another"));
    });
    assert!(matches!(found, Contradiction::Invariant { .. }), "{found}");
}

#[test]
fn an_exchange_that_does_not_fit_its_judgement_is_found() {
    let found = contradiction(|evidence| {
        for scenario in &mut evidence.result.scenarios {
            for exchange in &mut scenario.exchanges {
                if let Some(response) = &mut exchange.response {
                    response.headers.clear();
                }
            }
        }
    });
    assert!(matches!(found, Contradiction::Invariant { .. }), "{found}");
}

#[test]
fn a_step_that_did_not_hold_weighs() {
    let found = contradiction(|evidence| {
        let observation = evidence.observations.values_mut().next().unwrap();
        observation.outcome = Outcome::Violated(Finding::new("a refusal", "accepted"));
    });
    assert!(matches!(found, Contradiction::Scenario(_)), "{found}");
}

#[test]
fn a_requirement_that_was_reworded_is_found() {
    let found = contradiction(|evidence| {
        let text = evidence
            .sources
            .get_mut("features/requirements/das.yaml")
            .unwrap();
        *text = text.replace(" must ", " may ").replace(" is ", " was ");
    });
    assert!(matches!(found, Contradiction::Text(_)), "{found}");
}

#[test]
fn a_scenario_that_was_planned_and_is_not_told_is_missed() {
    let found = contradiction(|evidence| {
        let dropped = evidence.result.scenarios.remove(0);
        evidence.observations.remove(&dropped.id);
    });
    assert!(matches!(found, Contradiction::Result(_)), "{found}");
}

#[test]
fn what_was_to_be_run_follows_from_the_selection() {
    let found = contradiction(|evidence| evidence.selection.only = vec!["DAS-AUTH-1*".to_owned()]);
    assert!(matches!(found, Contradiction::Result(_)), "{found}");
    let found =
        contradiction(|evidence| evidence.selection.only = vec!["no-such-thing".to_owned()]);
    assert!(matches!(found, Contradiction::Selection(_)), "{found}");
    let found = contradiction(|evidence| evidence.result.roles.clear());
    assert!(
        matches!(
            found,
            Contradiction::Unplanned(_) | Contradiction::Selection(_) | Contradiction::Result(_)
        ),
        "{found}"
    );
    let found = contradiction(|evidence| {
        let selection = evidence.selection.clone();
        evidence.result.shard = Some(ShardRecord::new(Shard { number: 0, of: 0 }, selection));
    });
    assert!(matches!(found, Contradiction::Selection(_)), "{found}");
}

#[test]
fn one_part_of_a_run_is_reviewed_by_its_own_plan() {
    let evidence = Signed::of(&["--only", "DAS-AUTH-15", "--shard", "1/2"]).open();
    review(&evidence).unwrap();
    let mut other = evidence;
    other.result.shard.as_mut().unwrap().number = 2;
    let found = review(&other).unwrap_err();
    assert!(matches!(found, Contradiction::Unplanned(_)), "{found}");
}

#[test]
fn what_was_judged_by_a_document_that_was_brought_is_judged_by_it_again() {
    let document = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../fixtures/openapi/das-v1.yaml"
    );
    let signed = Signed::of(&["--only", "DAS-FLOW-REG-04", "--openapi", document]);
    let verified = signed.verify("public.pem");
    assert!(verified.status.success(), "{verified:?}");
    let text = String::from_utf8(verified.stdout).unwrap();
    assert!(text.contains("and by        the description "), "{text}");
    let mut evidence = signed.open();
    let brought = evidence.description.as_mut().unwrap();
    assert_eq!(brought.text, std::fs::read_to_string(document).unwrap());
    brought.text = brought.text.replace("'200'", "'299'");
    let found = review(&evidence).unwrap_err();
    assert!(matches!(found, Contradiction::Invariant { .. }), "{found}");
}

#[test]
fn a_folder_that_is_not_there_costs_no_run() {
    let signed = Signed::new();
    let refused = signed.run(&["--only", "DAS-AUTH-15"], "nowhere/evidence.jws");
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
    let text = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(
        text.contains("nowhere/evidence.jws") && text.contains(" – make its folder"),
        "{text}"
    );
}

#[test]
fn no_token_stands_in_it() {
    let token = regex::Regex::new(r"eyJ[\w-]{20,}\.[\w-]{20,}").unwrap();
    for scenario in Signed::new().open().result.scenarios {
        assert!(!scenario.exchanges.is_empty());
        for exchange in scenario.exchanges {
            let text = serde_json::to_string(&exchange).unwrap();
            assert!(!token.is_match(&text), "{text}");
        }
    }
}
