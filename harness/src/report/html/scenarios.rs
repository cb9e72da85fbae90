//! Every scenario, folded: its steps, its sequence diagram, and what was sent and received.

use maud::{Markup, html};

use super::super::model::{RunResult, ScenarioResult, StepStatus};
use super::super::wording;
use super::{anchor, diagram, exchange, label, requirement_link};
use crate::verdict::Verdict;

pub(super) fn section(result: &RunResult) -> Markup {
    html! {
        section #scenarios {
            h2 { "Scenarios" }
            p { "Where all is well an exchange is one line; what was said in it stands in " code { "result.json" } "." }
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
    let told = is_told(scenario);
    html! {
        details.scenario.told[told] id=(anchor::scenario(&scenario.id)) {
            summary { (label(scenario.verdict)) " " span.title { (scenario.title) } }
            p.rule { "Rule: " (scenario.rule) }
            p.ids { @for id in &scenario.requirements { (requirement_link(result, id)) " " } }
            @if let Some(note) = &scenario.note { p.note { (note) } }
            @if let Some(reason) = scenario.untested_reason { p.note { "Untested: " (reason) } }
            (steps(scenario))
            (diagram::of(scenario, told))
            @if told { (exchange::folded_all(scenario)) } @else { (lines(scenario)) }
        }
    }
}

/// Whether something is to be explained, so that its exchanges are told in full.
fn is_told(scenario: &ScenarioResult) -> bool {
    let quiet = [Verdict::Pass, Verdict::NotApplicable, Verdict::Untested];
    !quiet.contains(&scenario.verdict)
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

fn lines(scenario: &ScenarioResult) -> Markup {
    html! {
        @if !scenario.exchanges.is_empty() {
            ul.exchanges { @for shown in &scenario.exchanges { li { (wording::exchange(shown)) } } }
        }
    }
}
