//! JUnit XML for a CI system: one suite per feature, one case per scenario.
//!
//! Failures are failures. What is no statement about the system under test, or none at all, is an error: the harness broke, the
//! configuration is wrong, the scenario is inconclusive. What was not looked at is skipped, and so is a failure that is a known gap.

use std::time::Duration;

use quick_junit::{NonSuccessKind, Property, Report, TestCase, TestCaseStatus, TestSuite};

use super::model::ScenarioResult;
use super::{Format, RunResult, wording};
use crate::error::HarnessError;
use crate::verdict::Verdict;

pub(super) const FORMAT: Format = Format {
    name: "JUnit",
    file: "junit.xml",
    render,
};

fn render(result: &RunResult) -> Result<String, HarnessError> {
    let failed = |error: quick_junit::SerializeError| HarnessError::Report {
        format: "JUnit",
        reason: error.to_string(),
    };
    report(result).to_string().map_err(failed)
}

fn report(result: &RunResult) -> Report {
    let mut report = Report::new(format!(
        "das-conformance {} {}",
        result.profile.name, result.profile.version
    ));
    report.set_time(scenarios_time(&result.scenarios));
    let mut rest = result.scenarios.as_slice();
    while let Some(first) = rest.first() {
        let length = rest
            .iter()
            .take_while(|scenario| scenario.path == first.path)
            .count();
        let (feature, others) = rest.split_at(length);
        report.add_test_suite(suite(result, feature));
        rest = others;
    }
    report
}

fn scenarios_time(scenarios: &[ScenarioResult]) -> Duration {
    scenarios
        .iter()
        .map(|scenario| Duration::from_millis(scenario.duration_milliseconds))
        .sum()
}

fn suite(result: &RunResult, feature: &[ScenarioResult]) -> TestSuite {
    let mut suite = TestSuite::new(
        feature
            .first()
            .map(|scenario| scenario.feature.clone())
            .unwrap_or_default(),
    );
    suite.add_property(Property::new("target", &result.target));
    suite.add_property(Property::new(
        "profile",
        format!("{} {}", result.profile.name, result.profile.version),
    ));
    suite.set_time(scenarios_time(feature));
    suite.add_test_cases(feature.iter().map(case));
    suite
}

fn case(scenario: &ScenarioResult) -> TestCase {
    let mut case = TestCase::new(scenario.title.clone(), status(scenario));
    case.set_classname(scenario.feature.clone());
    if scenario.verdict == Verdict::Warn {
        case.set_system_out(wording::account(scenario));
    }
    case.set_time(Duration::from_millis(scenario.duration_milliseconds));
    for judgement in &scenario.judgements {
        case.add_property(Property::new(
            "requirement",
            judgement.requirement.to_string(),
        ));
    }
    case.add_property(Property::new("scenario", &scenario.id));
    case.add_property(Property::new("verdict", scenario.verdict.name()));
    case
}

fn status(scenario: &ScenarioResult) -> TestCaseStatus {
    let mut status = match scenario.verdict {
        Verdict::Pass | Verdict::Informational | Verdict::Warn => return TestCaseStatus::success(),
        Verdict::Untested | Verdict::NotApplicable => TestCaseStatus::skipped(),
        Verdict::Fail if scenario.known_gap().is_some() => TestCaseStatus::skipped(),
        Verdict::Fail => TestCaseStatus::non_success(NonSuccessKind::Failure),
        Verdict::Inconclusive | Verdict::ConfigurationError | Verdict::HarnessError => {
            TestCaseStatus::non_success(NonSuccessKind::Error)
        }
    };
    status
        .set_type(scenario.verdict.name())
        .set_message(wording::message(scenario))
        .set_description(wording::account(scenario));
    status
}
