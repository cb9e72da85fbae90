//! What is run, what is left out, and why.

#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use proptest::prelude::*;

use super::*;
use crate::report::tests::sample;

fn plan(
    roles: &[Role],
    capabilities: &Capabilities,
    only: &[&str],
    exclude: &[&str],
) -> Result<Plan, SelectionError> {
    let patterns = |words: &[&str]| words.iter().map(|word| word.parse().unwrap()).collect();
    let registry = sample::registry();
    Selection {
        registry: &registry,
        profile: &sample::profile(&registry),
        roles: &roles.iter().copied().collect(),
        capabilities,
        filter: &Filter {
            only: patterns(only),
            exclude: patterns(exclude),
        },
    }
    .plan(&sample::scenarios())
}

const BOTH: [Role; 2] = [Role::AuthorizationServer, Role::Das];

fn all(only: &[&str], exclude: &[&str]) -> Result<Plan, SelectionError> {
    plan(&BOTH, &Capabilities::All, only, exclude)
}

fn titles(plan: &Plan) -> Vec<&str> {
    plan.scenarios
        .iter()
        .map(|scenario| scenario.title.as_str())
        .collect()
}

#[test]
fn everything_that_binds_is_run() {
    let plan = all(&[], &[]).unwrap();
    assert_eq!((plan.scenarios.len(), plan.left_out.len()), (11, 1));
    assert_eq!(
        plan.left_out[0].reason.to_string(),
        "not applicable: the assertion of DAS has no jti"
    );
    assert!(!plan.partial);
}

#[test]
fn roles_that_are_not_under_test_are_left_out() {
    let plan = plan(&[Role::Das], &Capabilities::All, &[], &[]).unwrap();
    assert!(
        plan.scenarios
            .iter()
            .all(|scenario| scenario.path.starts_with("features/das"))
    );
    assert_eq!(plan.reasons().get(&LeftOutReason::OtherRoles), Some(&6));
}

#[test]
fn a_capability_that_the_target_lacks_leaves_its_scenarios_out() {
    let plan = plan(&BOTH, &Capabilities::Named(BTreeSet::new()), &[], &[]).unwrap();
    assert_eq!(
        plan.reasons()
            .get(&LeftOutReason::Needs("clock-control".to_owned())),
        Some(&1)
    );
}

#[test]
fn requirements_titles_features_and_names_can_be_asked_for() {
    assert_eq!(
        titles(&all(&["RFC7523-3-4"], &[]).unwrap()),
        ["An expired assertion is refused"]
    );
    assert_eq!(
        titles(&all(&["*copy is gone"], &[]).unwrap()),
        ["A deleted copy is gone"]
    );
    assert_eq!(all(&["client assertions"], &[]).unwrap().scenarios.len(), 5);
    assert_eq!(
        titles(&all(&["das/registrations/a-deleted-copy-is-gone"], &[]).unwrap()),
        ["A deleted copy is gone"]
    );
}

#[test]
fn an_excluded_requirement_takes_along_only_scenarios_of_its_own() {
    let plan = all(&[], &["DAS-AUTH-07"]).unwrap();
    assert!(titles(&plan).contains(&"A client logs in with its own key"));
    assert!(!titles(&plan).contains(&"Signing with another client's key is refused"));
    assert!(
        !plan
            .requirements
            .iter()
            .any(|id| id.as_str() == "DAS-AUTH-07")
    );
}

#[test]
fn a_pattern_that_fits_nothing_is_refused_with_what_was_meant() {
    let refused = all(&["RFC7523-3-4", "DAS-FLOW-RGE-04"], &[]).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "no scenario and no requirement matches `DAS-FLOW-RGE-04` – did you mean `DAS-FLOW-REG-04`?"
    );
    assert_eq!(refused.exit(), ExitCode::NothingSelected);
}

#[test]
fn an_empty_plan_is_an_error_that_says_why() {
    let refused = all(&["DAS-AUTH-12"], &[]).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "no scenario was selected: 1 not applicable: the assertion of DAS has no jti, 11 not asked for"
    );
    assert!(matches!(
        all(&[], &["*"]),
        Err(SelectionError::Empty { .. })
    ));
}

#[test]
fn names_of_scenarios_differ_even_where_titles_differ_in_case_only() {
    let spelt = |title| sample::scenario("das/tokens", title, &[], &[]).id();
    assert_ne!(
        spelt("A token signed with None is refused"),
        spelt("A token signed with nOnE is refused")
    );
    let ids: BTreeSet<String> = sample::scenarios().iter().map(ScenarioRef::id).collect();
    assert_eq!(ids.len(), sample::scenarios().len());
}

proptest! {
    #[test]
    fn every_scenario_is_run_or_left_out(only in proptest::option::of("[A-Z*?]{1,4}"), exclude in proptest::option::of("[a-z*?]{1,4}")) {
        let only: Vec<&str> = only.iter().map(String::as_str).collect();
        let exclude: Vec<&str> = exclude.iter().map(String::as_str).collect();
        if let Ok(plan) = all(&only, &exclude) {
            prop_assert!(!plan.scenarios.is_empty());
            prop_assert_eq!(plan.scenarios.len() + plan.left_out.len(), sample::scenarios().len());
        }
    }

    #[test]
    fn any_text_is_a_pattern_that_matches_itself(text in "[^*?]{0,20}") {
        let pattern: Pattern = text.parse().unwrap();
        prop_assert!(pattern.matches(&text));
    }
}
