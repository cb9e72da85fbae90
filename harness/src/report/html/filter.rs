//! Which rows of the requirements are shown: chosen by radio buttons, and done by the style sheet, so that no script is needed. Paper
//! shows every row.

use std::collections::BTreeSet;
use std::fmt::{Display, Write as _};

use maud::{Markup, html};

use super::super::model::{RequirementResult, RunResult};

/// The buttons: one of each group is chosen.
pub(super) fn form(result: &RunResult) -> Markup {
    let count = |shows: &dyn Fn(&RequirementResult) -> bool| {
        let rows = result.requirements.iter();
        rows.filter(|row| shows(row)).count()
    };
    html! {
        div.filter {
            fieldset {
                legend { "Verdict" }
                (everything("verdict"))
                @for verdict in result.totals.requirements.keys() {
                    (button("verdict", verdict, count(&|row| row.verdict == *verdict)))
                }
            }
            fieldset {
                legend { "Binds" }
                (everything("binds"))
                @for role in bound(result) { (button("binds", role, count(&|row| row.binds.name() == role))) }
            }
        }
    }
}

fn everything(group: &str) -> Markup {
    html! { label { input type="radio" name=(group) checked; " all" } }
}

fn button(group: &str, value: impl Display, count: usize) -> Markup {
    html! {
        label {
            input type="radio" name=(group) id=(format!("{group}-{value}"));
            " " (value) " " span.count { (count) }
        }
    }
}

/// The rules behind the buttons. A row that a link led to is always shown.
pub(super) fn style(result: &RunResult) -> String {
    let mut rules = String::new();
    let verdicts = result.totals.requirements.keys();
    let verdicts = verdicts.map(|verdict| ("verdict", verdict.name()));
    let binds = bound(result).into_iter().map(|role| ("binds", role));
    for (group, value) in verdicts.chain(binds) {
        let row = format!("tr[data-{group}={value}]");
        // Writing into a string cannot fail.
        let _ = write!(
            rules,
            "\n  #requirements:has(#{group}-{value}:checked) .specification {{ \
             &:not(:has({row})), tbody tr:not([data-{group}={value}], :target) {{ display: none; }} }}"
        );
    }
    format!("@media screen {{{rules}\n}}\n")
}

fn bound(result: &RunResult) -> BTreeSet<&'static str> {
    let rows = result.requirements.iter();
    rows.map(|row| row.binds.name()).collect()
}
