//! The page of a comparison: what became worse comes first, then the two runs side by side.

use indexmap::IndexMap;
use maud::{Markup, html};

use super::super::comparison::{Change, Circumstance, Comparison, Judged, Kind, TO_THE_MINUTE};
use super::super::model::{RequirementResult, RunResult, ScenarioResult};
use super::{STYLE, capitalised, document, label};
use crate::verdict::Verdict;

/// The page, which stands alone.
pub fn page(comparison: &Comparison<'_>) -> String {
    let title = format!("DAS conformance, two runs: {}", comparison.outcome());
    let content = html! {
        (heading(comparison))
        main #content {
            @for kind in Kind::ALL { (changes(comparison, kind)) }
            (runs(comparison))
        }
        footer { p { "What was found in detail stands in the report of each run." } }
    };
    document(&title, STYLE, &content).into_string()
}

fn heading(comparison: &Comparison<'_>) -> Markup {
    let class = if comparison.is_worse() {
        "non-conformant"
    } else {
        "conformant"
    };
    html! {
        header.page {
            p.eyebrow { "Two runs compared" }
            h1 class=(class) { (capitalised(&comparison.outcome())) }
            p.judged { "Before: " (run(comparison.before)) "." }
            p.judged { "After: " (run(comparison.after)) "." }
            @for Circumstance { name, before, after } in comparison.circumstances() {
                p.partial { "Not alike, " (name) ": " (before) " → " (after) }
            }
        }
    }
}

fn run(result: &RunResult) -> String {
    format!(
        "{}, {}, {}",
        result.target,
        result.started_at.strftime(TO_THE_MINUTE),
        result.exit.meaning()
    )
}

fn changes(comparison: &Comparison<'_>, kind: Kind) -> Markup {
    let requirements = comparison.requirements.iter();
    let requirements: Vec<_> = requirements.filter(|row| row.kind == kind).collect();
    let scenarios = comparison.scenarios.iter();
    let scenarios: Vec<_> = scenarios.filter(|row| row.kind == kind).collect();
    html! {
        @if requirements.len() + scenarios.len() > 0 {
            section {
                h2 { (kind.heading()) " " span.count { (requirements.len() + scenarios.len()) } }
                (table("Requirements", &requirements, requirement))
                (table("Scenarios", &scenarios, scenario))
            }
        }
    }
}

/// A table of changes, of which `told` tells what is changed; none without changes.
fn table<T: Judged>(caption: &str, changes: &[&Change<'_, T>], told: fn(&T) -> Markup) -> Markup {
    html! {
        @if !changes.is_empty() {
            div.wide tabindex="0" {
                table.changes {
                    caption { (caption) }
                    thead { tr { th scope="col" { (caption) } th scope="col" { "Before" } th scope="col" { "After" } } }
                    tbody { @for change in changes { (line(change, told)) } }
                }
            }
        }
    }
}

fn line<T: Judged>(change: &Change<'_, T>, told: fn(&T) -> Markup) -> Markup {
    let (before, after) = change.verdicts();
    html! {
        tr {
            th scope="row" { @if let Some(subject) = change.subject() { (told(subject)) } }
            td { (verdict(before)) }
            td { (verdict(after)) }
        }
    }
}

fn verdict(verdict: Option<Verdict>) -> Markup {
    verdict.map_or_else(|| html! { span.level { "absent" } }, label)
}

fn requirement(row: &RequirementResult) -> Markup {
    html! {
        a.id href=(row.link) { (row.id) } " " (row.text)
        @if let Some(reason) = &row.known_gap { span.reason { "Known gap: " (reason) } }
    }
}

/// A scenario, with what is found in it where it is still there.
fn scenario(scenario: &ScenarioResult) -> Markup {
    html! {
        (scenario.title) span.reason { (scenario.feature) }
        @for finding in &scenario.findings {
            span.reason { "Expected: " (finding.expected) }
            span.reason { "Received: " (finding.received) }
        }
        @if let Some(note) = &scenario.note { span.reason { (note) } }
    }
}

/// How many requirements and scenarios came out how, then and now.
fn runs(comparison: &Comparison<'_>) -> Markup {
    let (before, after) = (&comparison.before.totals, &comparison.after.totals);
    html! {
        section {
            h2 { "Both runs" }
            table.summary {
                caption { "By verdict, before → after" }
                thead { tr { td {} th scope="col" { "requirements" } th scope="col" { "scenarios" } } }
                tbody {
                    @for verdict in Verdict::worst_first() {
                        (counts(verdict, [&before.requirements, &after.requirements], [&before.scenarios, &after.scenarios]))
                    }
                }
            }
        }
    }
}

type Counts = IndexMap<Verdict, usize>;

fn counts(verdict: Verdict, requirements: [&Counts; 2], scenarios: [&Counts; 2]) -> Markup {
    let count = |counts: &Counts| counts.get(&verdict).copied().unwrap_or(0);
    let [requirements, scenarios] = [requirements, scenarios].map(|both| both.map(count));
    let cell = |[before, after]: [usize; 2]| html! { td { (before) " → " (after) } };
    html! {
        @if requirements.iter().chain(&scenarios).any(|count| *count > 0) {
            tr { th scope="row" { (label(verdict)) } (cell(requirements)) (cell(scenarios)) }
        }
    }
}
