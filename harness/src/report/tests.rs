//! Every format over one result that has every verdict.

#![expect(clippy::unwrap_used, reason = "a test may stop here")]

mod published;
pub(crate) mod sample;

use super::console::{Colour, summary};
use super::model::{RunResult, ScenarioResult};
use super::{FORMATS, canonical, write_all};
use crate::golden::{assert_current, assert_golden};
use crate::openapi::{DescriptionRecord, UnknownFieldRecord};
use crate::verdict::Verdict;

fn rendered(name: &str) -> String {
    let format = FORMATS.iter().find(|format| format.name == name).unwrap();
    (format.render)(&canonical::result(&sample::result())).unwrap()
}

#[test]
fn the_sample_has_every_verdict() {
    let result = sample::result();
    let missing = |verdict: &&Verdict| {
        !result.totals.requirements.contains_key(*verdict)
            && !result.totals.scenarios.contains_key(*verdict)
    };
    assert_eq!(Verdict::ALL.iter().find(missing), None);
}

#[test]
fn console_golden() {
    assert_golden!(
        "report.console",
        summary(
            &canonical::result(&sample::result()),
            "reports/out/index.html",
            Colour::Never
        )
    );
}

#[test]
fn what_is_undecided_for_one_reason_is_told_once() {
    let mut result = sample::result();
    let undecided = |scenario: &&ScenarioResult| scenario.verdict == Verdict::Inconclusive;
    let first = result.scenarios.iter().find(undecided).unwrap().clone();
    let other = ScenarioResult {
        note: Some("another reason".to_owned()),
        ..first.clone()
    };
    result.scenarios.extend([first.clone(), other, first]);
    let told = summary(&result, "reports/out", Colour::Never);
    assert_eq!(told.matches("\ninconclusive: ").count(), 2, "{told}");
    assert_eq!(told.matches("likewise  2 more scenarios").count(), 1);
}

#[test]
fn json_golden() {
    assert_golden!("report.json", rendered("JSON"));
}

#[test]
fn junit_golden() {
    assert_golden!("report.junit", rendered("JUnit"));
}

#[test]
fn markdown_golden() {
    assert_golden!("report.markdown", rendered("Markdown"));
}

#[test]
fn html_golden() {
    let page = rendered("HTML");
    let (before, rest) = page.split_once("<style>").unwrap();
    let (_, after) = rest.split_once("</style>").unwrap();
    assert_golden!(
        "report.html",
        format!("{before}<style></style>{after}").replace("><", ">\n<")
    );
}

#[test]
fn the_page_stands_alone_and_shows_text_as_text() {
    let page = rendered("HTML");
    for loader in ["<script", "<img", "<link", "@import", "url(", "src="] {
        assert!(!page.contains(loader), "{loader}");
    }
    assert!(page.contains("says &lt;DAS&gt;") && !page.contains("<b>registered"));
}

#[test]
fn no_report_shows_a_secret() {
    let result = sample::result();
    let mut texts: Vec<String> = FORMATS
        .iter()
        .map(|format| (format.render)(&result).unwrap())
        .collect();
    texts.push(summary(&result, "", Colour::Always));
    for secret in ["AB21", "c2lnbmF0dXJl", "eyJ"] {
        assert!(texts.iter().all(|text| !text.contains(secret)), "{secret}");
    }
}

#[test]
fn colour_says_nothing_that_the_words_do_not() {
    let result = sample::result();
    let coloured = summary(&result, "r", Colour::Always);
    let bare = regex::Regex::new("\x1b\\[[0-9]+m")
        .unwrap()
        .replace_all(&coloured, "")
        .into_owned();
    assert_eq!(bare, summary(&result, "r", Colour::Never));
}

/// Results come as files too, which others may have written.
#[test]
fn nothing_in_a_result_steers_the_terminal() {
    let mut result = described();
    let hostile = "\u{1b}]0;x\u{7}\n\u{202e}";
    hostile.clone_into(&mut result.target);
    hostile.clone_into(&mut result.profile.version);
    for row in &mut result.requirements {
        row.text += hostile;
        row.clause += hostile;
    }
    for scenario in &mut result.scenarios {
        scenario.title += hostile;
        scenario.note = Some(hostile.to_owned());
        for finding in &mut scenario.findings {
            finding.received += hostile;
            finding.hint = Some(hostile.to_owned());
        }
    }
    let mut description = result.description.take().unwrap();
    description.unknown_operations.push(hostile.to_owned());
    description.title += hostile;
    result.description = Some(description);
    let told = summary(&result, "r", Colour::Never);
    assert!(!told.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{told}");
    assert!(told.contains(r"\u{1b}]0;x\u{7}\n\u{202e}"), "{told}");
}

/// The sample, as if an OpenAPI document had been brought.
fn described() -> RunResult {
    let mut result = canonical::result(&sample::result());
    result.description = Some(DescriptionRecord {
        source: "das.yaml".to_owned(),
        title: "DAS Core Service API".to_owned(),
        version: "1.0".to_owned(),
        exchanges: 42,
        unknown_operations: vec!["GET /requests/registrations".to_owned()],
        unknown_fields: vec![UnknownFieldRecord {
            operation: "GET /requests/files".to_owned(),
            place: "answer 200".to_owned(),
            field: "details[].<b>".to_owned(),
        }],
        never_exercised: Vec::new(),
    });
    result
}

#[test]
fn a_description_that_was_brought_is_told_on_the_console() {
    let told = summary(&described(), "r", Colour::Never);
    let part = told.split("described by").nth(1).unwrap();
    insta::assert_snapshot!(part.split("\n\n").next().unwrap(), @"
     das.yaml (DAS Core Service API 1.0), 42 exchanges held against it
      Operations that it does not know: 1
        GET /requests/registrations
      Fields that it does not know: 1
        GET /requests/files, answer 200: details[].<b>
      Operations of it that were never exercised: 0
    ");
}

#[test]
fn a_description_that_was_brought_is_told_on_pages() {
    let render = |name: &str| {
        let format = FORMATS.iter().find(|format| format.name == name).unwrap();
        (format.render)(&described()).unwrap()
    };
    let markdown = render("Markdown");
    let part = markdown.split("## Description").nth(1).unwrap();
    assert!(
        part.contains("- Operations that it does not know: 1\n  - GET /requests/registrations")
    );
    let page = render("HTML");
    assert!(page.contains("<section id=\"description\">") && page.contains("details[].&lt;b&gt;"));
    assert!(page.contains("href=\"#description\""));
    let json: RunResult = serde_json::from_str(&render("JSON")).unwrap();
    assert_eq!(json.description, described().description);
}

#[test]
fn the_schema_of_the_result_is_current() {
    let schema = serde_json::to_string_pretty(&schemars::schema_for!(RunResult)).unwrap() + "\n";
    assert_current("reports/schema/result.schema.json", &schema);
}

#[test]
fn a_result_fits_its_schema_and_survives_being_read_again() {
    let text = rendered("JSON");
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let schema = serde_json::to_value(schemars::schema_for!(RunResult)).unwrap();
    jsonschema::validate(&schema, &value).unwrap();
    let read: RunResult = serde_json::from_str(&text).unwrap();
    assert_eq!(serde_json::to_string_pretty(&read).unwrap() + "\n", text);
}

#[test]
fn junit_counts_failures_as_failures_and_doubts_as_errors() {
    let xml = rendered("JUnit");
    let suites = xml
        .lines()
        .find(|line| line.starts_with("<testsuites"))
        .unwrap()
        .to_owned();
    assert!(
        suites.contains("failures=\"1\"") && suites.contains("errors=\"3\""),
        "{suites}"
    );
}

#[test]
fn every_format_is_written_to_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let paths = write_all(&sample::result(), &folder.path().join("out")).unwrap();
    assert_eq!(paths.len(), FORMATS.len());
    assert!(
        paths
            .iter()
            .all(|path| path.metadata().unwrap().len() > 500)
    );
}
