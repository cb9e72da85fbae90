//! Every requirement with its verdict, specification by specification.

use maud::{Markup, html};

use super::super::model::{RequirementResult, RunResult, SpecificationRecord};
use super::{anchor, filter, label, summary};
use crate::verdict::Verdict;

pub(super) fn section(result: &RunResult) -> Markup {
    html! {
        section #requirements {
            h2 { "Requirements" }
            (summary::by_specification(result))
            (filter::form(result))
            @for specification in &result.specifications { (table(result, specification)) }
        }
    }
}

fn table(result: &RunResult, specification: &SpecificationRecord) -> Markup {
    let rows: Vec<_> = result
        .requirements
        .iter()
        .filter(|row| row.specification == specification.name)
        .collect();
    html! {
        section.specification id=(anchor::specification(&specification.name)) {
            h3 { (specification.title) }
            p.counts { a href=(specification.link) { (specification.version) } " · " (counts(&rows)) }
            div.wide {
                table.matrix {
                    caption { "Requirements of " (specification.title) ", " (specification.version) }
                    thead {
                        tr {
                            th scope="col" { "Id" }
                            th scope="col" { "Verdict" }
                            th scope="col" { "Requirement" }
                            th scope="col" { "Level" }
                            th scope="col" { "Binds" }
                            th scope="col" { "Scenarios" }
                        }
                    }
                    tbody { @for row in rows { (line(row)) } }
                }
            }
        }
    }
}

fn counts(rows: &[&RequirementResult]) -> String {
    let of = |verdict| rows.iter().filter(|row| row.verdict == verdict).count();
    let counts = Verdict::worst_first()
        .map(|verdict| (verdict, of(verdict)))
        .filter(|(_, count)| *count > 0);
    counts
        .map(|(verdict, count)| format!("{count} {verdict}"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn line(row: &RequirementResult) -> Markup {
    html! {
        tr id=(row.id) data-verdict=(row.verdict) data-binds=(row.binds) {
            th scope="row" { a.id href=(row.link) { (row.id) } }
            td { (label(row.verdict)) @if let Some(reason) = row.untested_reason { span.reason { (reason) } } }
            td {
                (row.text)
                span.clause { (row.clause) @if row.basis.name() == "proposal" { " · our proposal" } }
                @if let Some(reason) = &row.known_gap { span.reason { "Known gap: " (reason) } }
                @if let Some(note) = &row.note { span.reason { (note) } }
            }
            td.level { (row.level) }
            td { (row.binds) }
            td.links { (links(row)) }
        }
    }
}

/// The scenarios by number: their titles would fill the page.
fn links(row: &RequirementResult) -> Markup {
    html! {
        @for (index, id) in row.scenarios.iter().enumerate() {
            a href=(anchor::to(&anchor::scenario(id))) title=(id) { (index + 1) } " "
        }
    }
}
