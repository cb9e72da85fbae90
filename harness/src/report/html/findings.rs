//! What failed, and what else is not as it should be: the first thing on the page.

use maud::{Markup, html};

use super::super::model::{FindingRecord, RequirementResult, RunResult, ScenarioResult};
use super::super::wording::{self, Group};
use super::{anchor, exchange, label};
use crate::requirement::RequirementId;

/// A longer list of findings is folded.
const LONG: usize = 30;

pub(super) fn section(result: &RunResult) -> Markup {
    let groups = wording::groups(result);
    html! {
        section #findings {
            h2 { "Findings" }
            @if groups.is_empty() { p { "Nothing failed, nothing warned, nothing stayed undecided." } }
            @else { (index(&groups)) }
            @for group in groups {
                h3 { (group.heading) " " span.count { (group.scenarios.len()) } }
                @for scenario in group.scenarios { (article(result, scenario)) }
            }
        }
    }
}

/// Every finding by its title, so that the first click leads to it and the second unfolds its exchange.
fn index(groups: &[Group<'_>]) -> Markup {
    html! {
        nav.index aria-label="Findings" {
            @for group in groups {
                details open[group.scenarios.len() <= LONG] {
                    summary { (group.heading) " " span.count { (group.scenarios.len()) } }
                    ol { @for scenario in &group.scenarios { li { (entry(scenario)) } } }
                }
            }
        }
    }
}

fn entry(scenario: &ScenarioResult) -> Markup {
    let mut findings = scenario.findings.iter();
    let shown = findings.find_map(|finding| scenario.exchange(finding));
    html! {
        a href=(anchor::to(&anchor::finding(&scenario.id))) { (scenario.title) }
        @if let Some(exchange) = shown {
            " " a.aside href=(anchor::to(&anchor::exchange(&scenario.id, exchange.number))) { "exchange " (exchange.number) }
        }
    }
}

fn article(result: &RunResult, scenario: &ScenarioResult) -> Markup {
    html! {
        article.finding id=(anchor::finding(&scenario.id)) {
            p.place { (label(scenario.verdict)) span.feature { (scenario.feature) } }
            div.told {
                h4 { a href=(anchor::to(&anchor::scenario(&scenario.id))) { (scenario.title) } }
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
        @if let Some(shown) = scenario.exchange(finding) { (exchange::folded(shown, None)) }
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
