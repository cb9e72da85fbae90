//! The rules of writing scenarios hold for every feature file, and the lint itself can fail.

use harness::data::Data;
use harness::error::SourceFile;
use harness::requirement::{Registry, RequirementId};
use harness::scenario::lint::lint;

fn registry() -> Registry {
    Registry::load(&Data::embedded()).unwrap()
}

fn breaches(text: &str) -> String {
    let file = SourceFile::new("features/test.feature", text.to_owned());
    lint(&file, &registry()).unwrap().join("\n")
}

#[test]
fn every_feature_keeps_the_rules() {
    let registry = registry();
    let features = Data::embedded().features().unwrap();
    assert!(!features.is_empty());
    let breaches: Vec<String> = features
        .iter()
        .flat_map(|file| lint(file, &registry).unwrap())
        .collect();
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn every_row_of_the_ledger_is_accounted_for() {
    let registry = registry();
    let parts = ["CIBA-", "DAPS-", "DAS-", "FAPI1-", "FDX-"];
    let missing: Vec<&RequirementId> = parts
        .into_iter()
        .flat_map(|part| registry.unaccounted(part))
        .collect();
    assert_eq!(missing, Vec::<&RequirementId>::new());
}

const GOOD: &str = "\
Feature: A topic
  Why it matters.

  @DAS-AUTH-13
  Rule: An obligation

    Scenario: It is met
      Given a client
      When the client asks
      Then it is served
";

#[test]
fn each_breach_is_named() {
    let cases = [
        (GOOD.replace("  Why it matters.\n", ""), "why it matters"),
        (
            GOOD.replace("@DAS-AUTH-13", "@DAS-AUTH-99"),
            "no requirement is called DAS-AUTH-99",
        ),
        (GOOD.replace("  @DAS-AUTH-13\n", ""), "bears the id"),
        (
            GOOD.replace("Scenario: It", "@wip\n    Scenario: It"),
            "not in the vocabulary",
        ),
        (
            GOOD.replace("Scenario: It", "@requires:luck\n    Scenario: It"),
            "no capability",
        ),
        (
            GOOD.replace("      Given a client", "      Givn a client"),
            "is a keyword misspelt",
        ),
        (
            GOOD.replace("      Then it is served\n", ""),
            "without Then",
        ),
        (
            GOOD.replace(
                "      Then it",
                "      When the client asks again\n      Then it",
            ),
            "one act",
        ),
        (
            GOOD.replace("      Given a client\n", "")
                .replace("served\n", "served\n      Given a client\n"),
            "in this order",
        ),
        (
            GOOD.replace("it is served", "https://example.org is served"),
            "no addresses",
        ),
        (
            GOOD.replace("Given a client", "Given an astronaut"),
            "no step function matches",
        ),
        (
            format!("{GOOD}\n    Scenario: It is met\n      Then it is served\n"),
            "another scenario is called",
        ),
    ];
    for (text, breach) in cases {
        let found = breaches(&text);
        assert!(
            found.contains(breach),
            "{breach:?} is not among:\n{found}\nfor:\n{text}"
        );
    }
}

#[test]
fn a_row_with_a_cell_too_many_is_named() {
    let outline = GOOD.replace("Scenario: It is met", "Scenario Outline: It is <how>");
    let table = "      Examples: ways\n        | how |\n        | met | well |\n";
    assert!(breaches(&format!("{outline}\n{table}")).contains("as many cells"));
}

/// What the suite of the OpenID Foundation looks at is judged here too, or a reason is given.
#[test]
fn every_module_of_the_other_suite_leads_to_requirements_or_to_a_reason() {
    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Module {
        #[serde(rename = "module")]
        name: String,
        #[serde(default)]
        requirements: Vec<RequirementId>,
        #[serde(default)]
        reason: String,
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../features/modules.yaml");
    let text = std::fs::read_to_string(path).unwrap();
    let modules: Vec<Module> = serde_yaml::from_str(&text).unwrap();
    let registry = Registry::load(&Data::embedded()).unwrap();
    for module in &modules {
        let told = module.requirements.is_empty() != module.reason.is_empty();
        assert!(told, "{}", module.name);
        for id in &module.requirements {
            assert!(registry.get(id).is_some(), "{}: {id}", module.name);
        }
    }
    assert!(modules.len() > 100);
}
