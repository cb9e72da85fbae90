//! Formats that others defined, held against what they published.

use serde_json::Value;

use super::super::{FORMATS, RunResult};
use super::{rendered, sample};
use crate::golden::assert_golden;
use crate::verdict::Verdict;

const HAR: &str = include_str!("../../../../reports/schema/published/har-1.2.schema.json");
const CUCUMBER: &str =
    include_str!("../../../../reports/schema/published/cucumber-jvm.schema.json");

fn assert_valid(schema: &str, text: &str) -> Value {
    let schema = serde_json::from_str(schema).unwrap();
    let value = serde_json::from_str(text).unwrap();
    jsonschema::validate(&schema, &value).unwrap();
    value
}

fn as_rendered(name: &str, result: &RunResult) -> String {
    let format = FORMATS.iter().find(|format| format.name == name).unwrap();
    (format.render)(result).unwrap()
}

#[test]
fn csv_golden() {
    assert_golden!("report.csv", rendered("CSV"));
}

#[test]
fn cucumber_golden() {
    assert_golden!("report.cucumber", rendered("Cucumber JSON"));
}

#[test]
fn har_golden() {
    let archive: Value = serde_json::from_str(&rendered("HAR")).unwrap();
    assert_golden!(
        "report.har",
        serde_json::to_string_pretty(&archive).unwrap()
    );
}

#[test]
fn the_archive_fits_its_published_schema() {
    let archive = assert_valid(HAR, &as_rendered("HAR", &sample::result()));
    assert_eq!(archive["log"]["version"], "1.2");
}

#[test]
fn an_exchange_without_an_answer_fits_the_schema_too() {
    let mut result = sample::result();
    let exchange = &mut result.scenarios[0].exchanges[0];
    exchange.response = None;
    exchange.failure = Some("the connection was reset".to_owned());
    exchange.request.url =
        "https://das.example/a?signature=‹signed-url:0011223344556677…›".to_owned();
    let archive = assert_valid(HAR, &as_rendered("HAR", &result));
    let response = &archive["log"]["entries"][0]["response"];
    assert_eq!(response["status"], 0);
    assert_eq!(response["_error"], "the connection was reset");
}

#[test]
fn the_steps_fit_the_schema_that_viewers_read_by() {
    assert_valid(CUCUMBER, &as_rendered("Cucumber JSON", &sample::result()));
}

#[test]
fn a_violated_invariant_fails_a_scenario_whose_steps_all_passed() {
    let mut result = sample::result();
    let mut failing = result.scenarios.iter_mut();
    let scenario = failing
        .find(|each| each.verdict == Verdict::Fail && each.known_gap().is_none())
        .unwrap();
    for step in &mut scenario.steps {
        step.status = crate::report::model::StepStatus::Passed;
    }
    let title = scenario.title.clone();
    let features = assert_valid(CUCUMBER, &as_rendered("Cucumber JSON", &result));
    let elements = features.as_array().unwrap().iter();
    let mut elements = elements.flat_map(|feature| feature["elements"].as_array().unwrap());
    let told = elements.find(|element| element["name"] == title).unwrap();
    assert_eq!(told["after"][0]["result"]["status"], "failed");
}

#[test]
fn every_requirement_has_one_line() {
    let result = sample::result();
    let text = as_rendered("CSV", &result);
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    let ids: Vec<String> = reader
        .records()
        .map(|record| record.unwrap()[0].to_owned())
        .collect();
    let rows = result.requirements.iter();
    assert_eq!(ids, rows.map(|row| row.id.to_string()).collect::<Vec<_>>());
}

#[test]
fn a_summary_fits_the_page_of_a_job_however_much_fails() {
    let mut result = sample::result();
    let mut scenarios = result.scenarios.iter();
    let failing = scenarios
        .find(|each| each.verdict == Verdict::Fail)
        .unwrap();
    result.scenarios = vec![failing.clone(); 2000];
    let summary = as_rendered("Markdown", &result);
    assert!(summary.contains("and 1950 more"), "{summary}");
    assert!(summary.len() < 1 << 19);
}
