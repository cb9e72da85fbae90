//! How many requirements came out how: by role, and by specification.

use maud::{Markup, html};

use super::super::model::{RequirementResult, RunResult, SpecificationRecord};
use super::{anchor, label};
use crate::requirement::Role;
use crate::verdict::Verdict;

/// A line of a table: its name, and the requirements that it counts.
type Line<'a> = (Markup, Vec<&'a RequirementResult>);

/// One line a role.
pub(super) fn by_role(result: &RunResult) -> Markup {
    let line = |role: &Role| {
        let bound = |row: &RequirementResult| row.binds == *role;
        (html! { (role) }, those(result, bound))
    };
    let lines = result.roles.iter().map(line).collect();
    table(result, "Requirements by role", lines)
}

/// One line a specification.
pub(super) fn by_specification(result: &RunResult) -> Markup {
    let line = |specification: &SpecificationRecord| {
        let place = anchor::to(&anchor::specification(&specification.name));
        let stands_there = |row: &RequirementResult| row.specification == specification.name;
        (
            html! { a href=(place) { (specification.title) } },
            those(result, stands_there),
        )
    };
    let lines = result.specifications.iter().map(line).collect();
    table(result, "Requirements by specification", lines)
}

fn those(
    result: &RunResult,
    counted: impl Fn(&RequirementResult) -> bool,
) -> Vec<&RequirementResult> {
    let rows = result.requirements.iter();
    rows.filter(|row| counted(row)).collect()
}

/// The lines, and the whole profile below them.
fn table<'a>(result: &'a RunResult, caption: &str, mut lines: Vec<Line<'a>>) -> Markup {
    let profile = &result.profile;
    let whole = html! { (profile.name) " " (profile.version) };
    lines.push((whole, result.requirements.iter().collect()));
    let verdicts: Vec<Verdict> = result.totals.requirements.keys().copied().collect();
    html! {
        div.wide tabindex="0" {
            table.summary {
                caption { (caption) }
                thead { tr { td {} @for verdict in &verdicts { th scope="col" { (label(*verdict)) } } th scope="col" { "all" } } }
                tbody {
                    @for (name, rows) in &lines {
                        tr {
                            th scope="row" { (name) }
                            @for verdict in &verdicts { (count(rows, *verdict)) }
                            td { (rows.len()) }
                        }
                    }
                }
            }
        }
    }
}

fn count(rows: &[&RequirementResult], verdict: Verdict) -> Markup {
    let count = rows.iter().filter(|row| row.verdict == verdict).count();
    html! { td.none[count == 0] { (count) } }
}
