//! Cucumber's JSON, which the plugins of CI systems and test management read.
//!
//! That form knows steps that passed, failed, are pending or were skipped. A scenario fails there by the step that ended it, or, where
//! an invariant was violated and every step passed, by the hook after it, which always tells the verdict and how long it took.

use serde_json::{Value, json};

use super::model::{RunResult, ScenarioResult, StepResult, StepStatus};
use super::{Format, wording};
use crate::error::HarnessError;
use crate::verdict::Verdict;

pub(super) const FORMAT: Format = Format {
    name: "Cucumber JSON",
    file: "cucumber.json",
    render,
};

/// Cucumber counts in nanoseconds.
const NANOSECONDS: u64 = 1_000_000;

fn render(result: &RunResult) -> Result<String, HarnessError> {
    let failed = |error: serde_json::Error| HarnessError::Report {
        format: "Cucumber JSON",
        reason: error.to_string(),
    };
    let features = result
        .scenarios
        .chunk_by(|one, next| one.path == next.path)
        .filter_map(feature);
    serde_json::to_string_pretty(&features.collect::<Vec<_>>())
        .map(|text| text + "\n")
        .map_err(failed)
}

fn feature(scenarios: &[ScenarioResult]) -> Option<Value> {
    let first = scenarios.first()?;
    Some(json!({
        "uri": first.path,
        "id": first.path,
        "line": 1,
        "keyword": "Feature",
        "name": first.feature,
        "description": "",
        "elements": scenarios.iter().map(element).collect::<Vec<_>>(),
    }))
}

fn element(scenario: &ScenarioResult) -> Value {
    let stopped = scenario
        .steps
        .iter()
        .any(|step| step.status == StepStatus::Stopped);
    let steps = scenario.steps.iter().map(|each| step(scenario, each));
    let requirements = scenario.requirements.iter().map(|id| format!("@{id}"));
    let tags = requirements.chain([format!("@verdict:{}", scenario.verdict)]);
    json!({
        "id": scenario.id,
        "line": scenario.line,
        "type": "scenario",
        "keyword": "Scenario",
        "name": scenario.title,
        "description": scenario.rule,
        "tags": tags.map(|name| json!({ "name": name })).collect::<Vec<_>>(),
        "steps": steps.collect::<Vec<_>>(),
        "after": [{
            "match": { "location": format!("verdict: {}", scenario.verdict) },
            "result": verdict(scenario, !stopped),
        }],
    })
}

/// A step; where it stands in the file is not recorded, so the line is that of its scenario.
fn step(scenario: &ScenarioResult, step: &StepResult) -> Value {
    let result = match step.status {
        StepStatus::Passed => json!({ "status": "passed" }),
        StepStatus::Stopped => ended(scenario),
        StepStatus::NotReached => json!({ "status": "skipped" }),
    };
    json!({
        "keyword": format!("{} ", step.keyword),
        "name": step.text,
        "line": scenario.line,
        "result": result,
    })
}

/// What the hook says: how long all took, and what came of it where no step does.
fn verdict(scenario: &ScenarioResult, speaks: bool) -> Value {
    let mut result = if speaks {
        ended(scenario)
    } else {
        json!({ "status": "passed" })
    };
    if let Value::Object(members) = &mut result {
        let duration = scenario.duration_milliseconds * NANOSECONDS;
        members.insert("duration".to_owned(), json!(duration));
    }
    result
}

fn ended(scenario: &ScenarioResult) -> Value {
    match status(scenario) {
        "passed" => json!({ "status": "passed" }),
        other => {
            let told = [wording::message(scenario), wording::account(scenario)].join("\n");
            json!({ "status": other, "error_message": told })
        }
    }
}

fn status(scenario: &ScenarioResult) -> &'static str {
    match scenario.verdict {
        Verdict::Pass | Verdict::Informational | Verdict::Warn => "passed",
        Verdict::Untested | Verdict::NotApplicable => "skipped",
        Verdict::Fail if scenario.known_gap().is_some() => "skipped",
        Verdict::Inconclusive => "pending",
        Verdict::Fail | Verdict::ConfigurationError | Verdict::HarnessError => "failed",
    }
}
