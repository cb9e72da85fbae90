//! A comparison on a terminal or in a pipe: what became worse comes first, the outcome last.

use std::fmt::{self, Write as _};

use super::{Change, Comparison, Kind, TO_THE_MINUTE};
use crate::report::console::Colour;
use crate::report::model::{RequirementResult, RunResult, ScenarioResult};
use crate::verdict::Verdict;
use crate::visible;

/// The comparison in words. `page` says where its page lies.
pub fn words(comparison: &Comparison<'_>, page: &str, colour: Colour) -> String {
    let mut text = String::new();
    // Writing into a string cannot fail.
    let _ = Words { comparison, colour }.write(&mut text, page);
    text
}

struct Words<'a> {
    comparison: &'a Comparison<'a>,
    colour: Colour,
}

impl Words<'_> {
    fn write(&self, out: &mut String, page: &str) -> fmt::Result {
        let comparison = self.comparison;
        for kind in Kind::ALL {
            self.kind(out, kind)?;
        }
        writeln!(out, "before     {}", visible::line(&run(comparison.before)))?;
        writeln!(out, "after      {}", visible::line(&run(comparison.after)))?;
        for row in comparison.circumstances() {
            let change = format!("{} → {}", row.before, row.after);
            writeln!(out, "differs    {}: {}", row.name, visible::line(&change))?;
        }
        writeln!(out, "page       {page}")?;
        let code = comparison.exit().number();
        writeln!(
            out,
            "result     {} (exit code {code})",
            comparison.outcome()
        )
    }

    fn kind(&self, out: &mut String, kind: Kind) -> fmt::Result {
        let requirements = self.comparison.requirements.iter();
        let requirements: Vec<_> = requirements.filter(|change| change.kind == kind).collect();
        let scenarios = self.comparison.scenarios.iter();
        let scenarios: Vec<_> = scenarios.filter(|change| change.kind == kind).collect();
        if requirements.len() + scenarios.len() == 0 {
            return Ok(());
        }
        writeln!(out, "{}", kind.heading())?;
        for change in requirements {
            self.requirement(out, change)?;
        }
        for change in scenarios {
            self.scenario(out, change)?;
        }
        writeln!(out)
    }

    fn requirement(&self, out: &mut String, change: &Change<'_, RequirementResult>) -> fmt::Result {
        let Some(row) = change.subject() else {
            return Ok(());
        };
        let verdicts = self.verdicts(change.verdicts());
        let text = visible::line(&row.text);
        writeln!(out, "  {verdicts}  {}: {text}", row.id)
    }

    fn scenario(&self, out: &mut String, change: &Change<'_, ScenarioResult>) -> fmt::Result {
        let Some(scenario) = change.subject() else {
            return Ok(());
        };
        let verdicts = self.verdicts(change.verdicts());
        let name = format!("{} › {}", scenario.feature, scenario.title);
        writeln!(out, "  {verdicts}  {}", visible::line(&name))?;
        for finding in change.after.iter().flat_map(|after| &after.findings) {
            writeln!(out, "    expected  {}", visible::line(&finding.expected))?;
            writeln!(out, "    received  {}", visible::line(&finding.received))?;
        }
        Ok(())
    }

    fn verdicts(&self, (before, after): (Option<Verdict>, Option<Verdict>)) -> String {
        let word = |verdict: Option<Verdict>| {
            verdict.map_or_else(
                || "absent".to_owned(),
                |verdict| self.colour.verdict(verdict, 0),
            )
        };
        format!("{} → {}", word(before), word(after))
    }
}

/// A run in one line.
fn run(result: &RunResult) -> String {
    format!(
        "{}, by profile {} {}, {}: {}",
        result.target,
        result.profile.name,
        result.profile.version,
        result.started_at.strftime(TO_THE_MINUTE),
        result.exit.meaning()
    )
}
