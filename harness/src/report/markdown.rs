//! A summary for the page of a CI job.

use std::fmt::{self, Write as _};

use super::model::{FindingRecord, RequirementResult, ScenarioResult};
use super::{Format, RunResult, wording};
use crate::error::HarnessError;
use crate::verdict::{UntestedReason, Verdict};

pub(super) const FORMAT: Format = Format {
    name: "Markdown",
    file: "summary.md",
    render,
};

/// How many scenarios of a kind are told: the page of a CI job takes a mebibyte.
const TOLD: usize = 50;

fn render(result: &RunResult) -> Result<String, HarnessError> {
    let mut out = String::new();
    write(&mut out, result).map_err(|error| HarnessError::Report {
        format: "Markdown",
        reason: error.to_string(),
    })?;
    Ok(out)
}

fn write(out: &mut String, result: &RunResult) -> fmt::Result {
    writeln!(
        out,
        "# DAS conformance: {}\n",
        plain(&wording::outcome(result))
    )?;
    writeln!(out, "{}\n", plain(&wording::judged(result)))?;
    if result.interrupted {
        writeln!(out, "> Ended {}.\n", wording::INTERRUPTED)?;
    }
    if result.partial {
        writeln!(out, "> {}\n", wording::PARTIAL)?;
    }
    counts(out, result)?;
    for group in wording::groups(result) {
        writeln!(out, "## {}\n", group.heading)?;
        let all = group.told();
        let (told, rest) = all.split_at(all.len().min(TOLD));
        for one in told {
            scenario(out, result, one.scenario)?;
            if one.others > 0 {
                writeln!(out, "Likewise: {}\n", wording::likewise(one.others))?;
            }
        }
        let rest: usize = rest.iter().map(|one| one.others + 1).sum();
        if rest > 0 {
            writeln!(out, "and {rest} more, which `index.html` tells\n")?;
        }
    }
    known_gaps(out, result)?;
    description(out, result)?;
    requirements(out, result)?;
    departures(out, result)
}

fn counts(out: &mut String, result: &RunResult) -> fmt::Result {
    writeln!(
        out,
        "| verdict | requirements | scenarios |\n|---|---:|---:|"
    )?;
    let totals = &result.totals;
    for verdict in Verdict::worst_first() {
        let count = |counts: &indexmap::IndexMap<Verdict, usize>| {
            counts.get(&verdict).copied().unwrap_or(0)
        };
        let (requirements, scenarios) = (count(&totals.requirements), count(&totals.scenarios));
        if requirements + scenarios > 0 {
            writeln!(out, "| {verdict} | {requirements} | {scenarios} |")?;
        }
    }
    writeln!(out, "\nUntested: {}\n", plain(&wording::untested(result)))
}

fn scenario(out: &mut String, result: &RunResult, scenario: &ScenarioResult) -> fmt::Result {
    writeln!(
        out,
        "### {} › {}\n",
        plain(&scenario.feature),
        plain(&scenario.title)
    )?;
    writeln!(out, "`{}:{}`\n", scenario.path, scenario.line)?;
    for told in &scenario.findings {
        finding(out, result, scenario, told)?;
    }
    if let Some(note) = &scenario.note {
        writeln!(out, "{}\n", plain(note))?;
    }
    match scenario.known_gap() {
        Some(reason) => writeln!(out, "Known gap: {}\n", plain(reason)),
        None => Ok(()),
    }
}

fn finding(
    out: &mut String,
    result: &RunResult,
    scenario: &ScenarioResult,
    finding: &FindingRecord,
) -> fmt::Result {
    writeln!(out, "- expected: {}", plain(&finding.expected))?;
    writeln!(out, "- received: {}", plain(&finding.received))?;
    if let Some(hint) = &finding.hint {
        writeln!(out, "- hint: {}", plain(hint))?;
    }
    let rows = result
        .requirements
        .iter()
        .filter(|row| finding.requirements.contains(&row.id));
    for row in rows {
        writeln!(
            out,
            "- clause: [{}]({}) ({}, {}): {}",
            row.id,
            row.link,
            plain(&row.clause),
            row.level,
            plain(&row.text)
        )?;
    }
    match scenario.exchange(finding) {
        Some(exchange) => writeln!(out, "- exchange: {}\n", code(&wording::exchange(exchange))),
        None => writeln!(out),
    }
}

fn known_gaps(out: &mut String, result: &RunResult) -> fmt::Result {
    if result.known_gaps.is_empty() {
        return Ok(());
    }
    writeln!(out, "## Known gaps\n")?;
    for gap in &result.known_gaps {
        let state = if gap.stale { " (stale: remove it)" } else { "" };
        writeln!(
            out,
            "- {}{state}: {}",
            plain(&gap.subject),
            plain(&gap.reason)
        )?;
    }
    writeln!(out)
}

fn description(out: &mut String, result: &RunResult) -> fmt::Result {
    let Some(record) = &result.description else {
        return Ok(());
    };
    writeln!(out, "## Description\n")?;
    writeln!(out, "{}\n", plain(&wording::described_by(record)))?;
    for (heading, lines) in wording::description(record) {
        writeln!(out, "- {heading}: {}", lines.len())?;
        for line in lines {
            writeln!(out, "  - {}", plain(&line))?;
        }
    }
    writeln!(out)
}

fn departures(out: &mut String, result: &RunResult) -> fmt::Result {
    let profile = &result.profile;
    if profile.departures.is_empty() {
        return Ok(());
    }
    let other = profile.starts_from.as_deref().unwrap_or_default();
    writeln!(out, "\n## What the profile decides\n")?;
    writeln!(
        out,
        "| setting | {} | {} |\n|---|---|---|",
        plain(&profile.name),
        plain(other)
    )?;
    for departure in &profile.departures {
        let [setting, here, there] =
            [&departure.setting, &departure.here, &departure.there].map(|text| plain(text));
        writeln!(out, "| {setting} | {here} | {there} |")?;
    }
    Ok(())
}

fn requirements(out: &mut String, result: &RunResult) -> fmt::Result {
    writeln!(out, "<details><summary>All requirements</summary>\n")?;
    writeln!(
        out,
        "| requirement | clause | level | verdict | note |\n|---|---|---|---|---|"
    )?;
    for row in &result.requirements {
        writeln!(
            out,
            "| [{}]({}) | {} | {} | {} | {} |",
            row.id,
            row.link,
            plain(&row.clause),
            row.level,
            row.verdict,
            cell(row)
        )?;
    }
    writeln!(out, "\n</details>")
}

fn cell(row: &RequirementResult) -> String {
    let reason = row.untested_reason.map(UntestedReason::name);
    let parts = [reason, row.known_gap.as_deref(), row.note.as_deref()];
    plain(&parts.into_iter().flatten().collect::<Vec<_>>().join(": "))
}

/// Text that Markdown shows as it is, on one line.
fn plain(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' => shown.push(' '),
            '<' => shown.push_str("&lt;"),
            '|' | '*' | '_' | '`' | '[' | ']' | '\\' | '#' => shown.extend(['\\', character]),
            other => shown.push(other),
        }
    }
    shown
}

/// Text as code, on one line.
fn code(text: &str) -> String {
    format!("`{}`", text.replace(['`', '\n', '\r'], " "))
}
