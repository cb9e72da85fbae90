//! Every scenario, folded: its steps, and what was sent and received.

use maud::{Markup, html};

use super::super::model::{RunResult, ScenarioResult, StepStatus};
use super::super::wording;
use super::{exchange, label, requirement_link, scenario_anchor};
use crate::verdict::Verdict;

pub(super) fn section(result: &RunResult) -> Markup {
    html! {
        section #scenarios {
            h2 { "Scenarios" }
            @for feature in features(result) { (feature_section(result, feature)) }
        }
    }
}

/// The scenarios of one feature after the other.
fn features(result: &RunResult) -> impl Iterator<Item = &[ScenarioResult]> {
    result
        .scenarios
        .chunk_by(|left, right| left.path == right.path)
}

fn feature_section(result: &RunResult, scenarios: &[ScenarioResult]) -> Markup {
    html! {
        @if let Some(first) = scenarios.first() {
            h3 { (first.feature) " " span.path { (first.path) } }
            @for scenario in scenarios { (folded(result, scenario)) }
        }
    }
}

fn folded(result: &RunResult, scenario: &ScenarioResult) -> Markup {
    html! {
        details.scenario id=(scenario_anchor(&scenario.id)) {
            summary { (label(scenario.verdict)) " " span.title { (scenario.title) } }
            p.rule { "Rule: " (scenario.rule) }
            p.ids { @for id in &scenario.requirements { (requirement_link(result, id)) " " } }
            @if let Some(note) = &scenario.note { p.note { (note) } }
            @if let Some(reason) = scenario.untested_reason { p.note { "Untested: " (reason) } }
            (steps(scenario))
            (exchanges(scenario))
        }
    }
}

fn steps(scenario: &ScenarioResult) -> Markup {
    html! {
        @if !scenario.steps.is_empty() {
            ol.steps {
                @for step in &scenario.steps {
                    li class=(step.status) {
                        span.keyword { (step.keyword.trim()) } " " (step.text)
                        @if step.status != StepStatus::Passed { " " span.status { "(" (step.status) ")" } }
                    }
                }
            }
        }
    }
}

/// In full where something is to be explained; a line each where all is well, the rest being in the JSON result.
fn exchanges(scenario: &ScenarioResult) -> Markup {
    let quiet = [Verdict::Pass, Verdict::NotApplicable, Verdict::Untested];
    if !quiet.contains(&scenario.verdict) {
        return exchange::folded_all(scenario);
    }
    html! {
        @if !scenario.exchanges.is_empty() {
            ul.exchanges { @for shown in &scenario.exchanges { li { (wording::exchange(shown)) } } }
        }
    }
}
