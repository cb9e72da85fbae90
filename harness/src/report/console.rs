//! The result on a terminal or in a pipe: what failed first, and in the last lines what was judged, the counts, where the reports
//! lie and what the exit code means.

mod progress;

use std::fmt::{self, Write as _};

pub use progress::{Manner, Progress};

use super::model::{FindingRecord, RequirementResult, RunResult, ScenarioResult};
use super::wording::{self, Group};
use crate::verdict::Verdict;
use crate::visible;

/// Whether verdicts are coloured. Colour never says anything that the words do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// For a terminal.
    Always,
    /// For a pipe.
    Never,
}

impl Colour {
    /// A verdict, padded to this width.
    pub(super) fn verdict(self, verdict: Verdict, width: usize) -> String {
        let code = match verdict {
            Verdict::Pass => 32,
            Verdict::Warn | Verdict::Inconclusive => 33,
            Verdict::Fail | Verdict::ConfigurationError | Verdict::HarnessError => 31,
            Verdict::NotApplicable | Verdict::Untested | Verdict::Informational => 2,
        };
        self.paint(code, &format!("{verdict:width$}"))
    }

    /// Words in the colour of this number (ECMA-48, 8.3.117).
    pub fn paint(self, code: u8, words: &str) -> String {
        match self {
            Self::Always => format!("\x1b[{code}m{words}\x1b[0m"),
            Self::Never => words.to_owned(),
        }
    }
}

/// The result in words. `reports` says where the reports lie.
pub fn summary(result: &RunResult, reports: &str, colour: Colour) -> String {
    let mut text = String::new();
    // Writing into a string cannot fail.
    let _ = Summary {
        result,
        reports,
        colour,
    }
    .write(&mut text);
    text
}

/// One scenario of a result in words.
pub fn told(result: &RunResult, scenario: &ScenarioResult, colour: Colour) -> String {
    let mut text = String::new();
    let summary = Summary {
        result,
        reports: "",
        colour,
    };
    // Writing into a string cannot fail.
    let _ = summary.scenario(&mut text, scenario, 0);
    text
}

struct Summary<'a> {
    result: &'a RunResult,
    reports: &'a str,
    colour: Colour,
}

impl Summary<'_> {
    fn write(&self, out: &mut String) -> fmt::Result {
        for told in wording::groups(self.result).iter().flat_map(Group::told) {
            self.scenario(out, told.scenario, told.others)?;
        }
        self.known_gaps(out)?;
        self.description(out)?;
        self.last_lines(out)
    }

    /// One scenario, which may speak for others.
    fn scenario(&self, out: &mut String, scenario: &ScenarioResult, others: usize) -> fmt::Result {
        let verdict = self.colour.verdict(scenario.verdict, 0);
        let name = format!("{} › {}", scenario.feature, scenario.title);
        writeln!(out, "{verdict}: {}", visible::line(&name))?;
        let place = format!("{}:{}", scenario.path, scenario.line);
        row(out, "scenario", &place)?;
        for finding in &scenario.findings {
            self.finding(out, scenario, finding)?;
        }
        if let Some(note) = &scenario.note {
            row(out, "note", note)?;
        }
        if scenario.findings.is_empty() {
            self.clauses(out, &scenario.requirements)?;
        }
        if let Some(reason) = scenario.known_gap() {
            row(out, "known gap", reason)?;
        }
        if others > 0 {
            row(out, "likewise", &wording::likewise(others))?;
        }
        writeln!(out)
    }

    fn finding(
        &self,
        out: &mut String,
        scenario: &ScenarioResult,
        finding: &FindingRecord,
    ) -> fmt::Result {
        row(out, "expected", &finding.expected)?;
        row(out, "received", &finding.received)?;
        if let Some(hint) = &finding.hint {
            row(out, "hint", hint)?;
        }
        self.clauses(out, &finding.requirements)?;
        match scenario.exchange(finding) {
            Some(exchange) => row(out, "exchange", &wording::exchange(exchange)),
            None => Ok(()),
        }
    }

    fn clauses(&self, out: &mut String, ids: &[crate::requirement::RequirementId]) -> fmt::Result {
        let requirements = ids.iter().filter_map(|id| self.requirement(id));
        for requirement in requirements {
            let RequirementResult {
                id,
                clause,
                level,
                text,
                link,
                ..
            } = requirement;
            row(out, "clause", &format!("{id} ({clause}, {level}): {text}"))?;
            if !link.is_empty() {
                row(out, "link", link)?;
            }
        }
        Ok(())
    }

    fn requirement(&self, id: &crate::requirement::RequirementId) -> Option<&RequirementResult> {
        self.result.requirements.iter().find(|row| &row.id == id)
    }

    fn known_gaps(&self, out: &mut String) -> fmt::Result {
        for gap in &self.result.known_gaps {
            let state = if gap.stale {
                "stale known gap"
            } else {
                "known gap"
            };
            let told = format!("{} – {}", gap.subject, gap.reason);
            writeln!(out, "{state}: {}", visible::line(&told))?;
        }
        if self.result.known_gaps.is_empty() {
            Ok(())
        } else {
            writeln!(out)
        }
    }

    fn description(&self, out: &mut String) -> fmt::Result {
        let Some(record) = &self.result.description else {
            return Ok(());
        };
        let by = wording::described_by(record);
        writeln!(out, "described by {}", visible::line(&by))?;
        for (heading, lines) in wording::description(record) {
            writeln!(out, "  {heading}: {}", lines.len())?;
            for line in lines {
                writeln!(out, "    {}", visible::line(&line))?;
            }
        }
        writeln!(out)
    }

    fn last_lines(&self, out: &mut String) -> fmt::Result {
        let result = self.result;
        writeln!(
            out,
            "judged     {}",
            visible::line(&wording::judged(result))
        )?;
        writeln!(out, "scenarios  {}", self.counts(&result.totals.scenarios))?;
        writeln!(
            out,
            "verdicts   {}",
            self.counts(&result.totals.requirements)
        )?;
        writeln!(out, "untested   {}", wording::untested(result))?;
        if result.interrupted {
            writeln!(out, "ended      {}", wording::INTERRUPTED)?;
        }
        if result.partial {
            writeln!(out, "selection  {}", wording::PARTIAL)?;
        }
        writeln!(out, "reports    {}", self.reports)?;
        if result.shard.is_some() {
            return writeln!(out, "result     {}", wording::SHARD);
        }
        writeln!(
            out,
            "result     {} (exit code {})",
            wording::outcome(result),
            result.exit_code
        )
    }

    fn counts(&self, counts: &indexmap::IndexMap<Verdict, usize>) -> String {
        let parts: Vec<String> = counts
            .iter()
            .map(|(verdict, count)| format!("{count} {}", self.colour.verdict(*verdict, 0)))
            .collect();
        if parts.is_empty() {
            "none".to_owned()
        } else {
            parts.join(", ")
        }
    }
}

/// A line below a scenario. What others sent may stand in it, and is spelt out where it would steer the terminal.
fn row(out: &mut String, name: &str, text: &str) -> fmt::Result {
    writeln!(out, "  {name:<9} {}", visible::line(text))
}
