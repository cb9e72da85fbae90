//! What failed, and what else is not as it should be: the first thing on the page.

use maud::{Markup, html};

use super::super::model::{FindingRecord, RequirementResult, RunResult, ScenarioResult};
use super::super::wording;
use super::{exchange, label, scenario_anchor};
use crate::requirement::RequirementId;

pub(super) fn section(result: &RunResult) -> Markup {
    let groups = wording::groups(result);
    html! {
        section #findings {
            h2 { "Findings" }
            @if groups.is_empty() { p { "Nothing failed, nothing warned, nothing stayed undecided." } }
            @for group in groups {
                h3 { (group.heading) " " span.count { (group.scenarios.len()) } }
                @for scenario in group.scenarios { (article(result, scenario)) }
            }
        }
    }
}

fn article(result: &RunResult, scenario: &ScenarioResult) -> Markup {
    html! {
        article.finding {
            p.place { (label(scenario.verdict)) span.feature { (scenario.feature) } }
            div.told {
                h4 { a href=(format!("#{}", scenario_anchor(&scenario.id))) { (scenario.title) } }
                @if let Some(reason) = scenario.known_gap() { p.note { strong { "Known gap: " } (reason) } }
                @for finding in &scenario.findings { (told(result, scenario, finding)) }
                @if let Some(note) = &scenario.note { p.note { (note) } }
                @if scenario.findings.is_empty() { dl { (clauses(result, &scenario.requirements)) } }
                @if !is_shown(scenario) { (exchange::folded_together(scenario)) }
            }
        }
    }
}

/// Whether some finding is shown by an exchange of its own.
fn is_shown(scenario: &ScenarioResult) -> bool {
    let mut findings = scenario.findings.iter();
    findings.any(|finding| scenario.exchange(finding).is_some())
}

fn told(result: &RunResult, scenario: &ScenarioResult, finding: &FindingRecord) -> Markup {
    html! {
        dl {
            div { dt { "Expected" } dd { (finding.expected) } }
            div.received { dt { "Received" } dd { (finding.received) } }
            @if let Some(hint) = &finding.hint { div { dt { "Hint" } dd { (hint) } } }
            (clauses(result, &finding.requirements))
        }
        @if let Some(shown) = scenario.exchange(finding) { (exchange::folded(shown)) }
    }
}

fn clauses(result: &RunResult, ids: &[RequirementId]) -> Markup {
    html! {
        @for row in result.requirements.iter().filter(|row| ids.contains(&row.id)) {
            div { dt { "Clause" } dd { (clause(row)) } }
        }
    }
}

fn clause(row: &RequirementResult) -> Markup {
    html! {
        a.id href=(format!("#{}", row.id)) { (row.id) } " " span.level { (row.level) } " "
        (row.text) " " a.source href=(row.link) { (row.specification) ", " (row.clause) }
    }
}
