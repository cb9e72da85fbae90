//! Sentences that several reports share.

use std::collections::HashMap;

use super::model::{FindingRecord, RequirementResult, RunResult, ScenarioResult};
use crate::error::ExitCode;
use crate::exchange::model::ExchangeRecord;
use crate::openapi::{DescriptionRecord, UnknownFieldRecord};
use crate::requirement::Role;
use crate::verdict::{UntestedReason, Verdict};

/// What is said of a run that was ended early.
pub(super) const INTERRUPTED: &str = "early, by a signal: what was not played is inconclusive";
/// What a partial run may not be taken for.
pub(super) const PARTIAL: &str = "a part of the profile only: nothing is said about the rest";

/// What was judged, by what.
pub(super) fn judged(result: &RunResult) -> String {
    format!(
        "{} as {}, by profile {} {} ({})",
        result.target,
        roles(&result.roles),
        result.profile.name,
        result.profile.version,
        counted(result.requirements.len(), "requirement", "requirements")
    )
}

/// The roles one after the other: "authorization-server, das and pct".
pub(crate) fn roles<'a>(roles: impl IntoIterator<Item = &'a Role>) -> String {
    let mut names: Vec<&str> = roles.into_iter().map(|role| role.name()).collect();
    let last = names.pop().unwrap_or_default();
    if names.is_empty() {
        return last.to_owned();
    }
    format!("{} and {last}", names.join(", "))
}

/// What the values that the harness made up follow from; of a merged run, shard by shard.
pub(crate) fn seeds(result: &RunResult) -> String {
    let seeds = result.seeds.iter().map(ToString::to_string);
    seeds.collect::<Vec<_>>().join(", ")
}

/// How many requirements are untested for which reason.
pub(super) fn untested(result: &RunResult) -> String {
    let parts: Vec<String> = result
        .totals
        .untested
        .iter()
        .map(|(reason, count)| format!("{count} {reason}"))
        .collect();
    if parts.is_empty() {
        "none".to_owned()
    } else {
        parts.join(", ")
    }
}

/// Scenarios of which something is to be told, under one heading.
pub(super) struct Group<'a> {
    /// The heading.
    pub(super) heading: &'static str,
    /// The scenarios, in the order of the features.
    pub(super) scenarios: Vec<&'a ScenarioResult>,
}

/// A scenario that speaks for others with nothing but the same to be said of them.
pub(super) struct Told<'a> {
    /// The first of them.
    pub(super) scenario: &'a ScenarioResult,
    /// How many others there are.
    pub(super) others: usize,
}

impl<'a> Group<'a> {
    /// Its scenarios; of those that are undecided for one reason, the first only. What one refusal leaves undecided are hundreds at times.
    pub(super) fn told(&self) -> Vec<Told<'a>> {
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut told: Vec<Told<'a>> = Vec::new();
        for &scenario in &self.scenarios {
            let reason = scenario.note.as_deref();
            let is_bare = scenario.verdict == Verdict::Inconclusive && scenario.findings.is_empty();
            let known = reason.filter(|_| is_bare);
            let place = known.map_or(told.len(), |reason| {
                *places.entry(reason).or_insert(told.len())
            });
            match told.get_mut(place) {
                Some(first) => first.others += 1,
                None => told.push(Told {
                    scenario,
                    others: 0,
                }),
            }
        }
        told
    }
}

/// What is told in full, worst first; failures that were expected come after those that were not.
pub(super) fn groups(result: &RunResult) -> Vec<Group<'_>> {
    let rows: [(&str, Verdict, bool); 6] = [
        ("The harness broke", Verdict::HarnessError, false),
        ("Configuration errors", Verdict::ConfigurationError, false),
        ("Failures", Verdict::Fail, false),
        ("Inconclusive", Verdict::Inconclusive, false),
        ("Warnings", Verdict::Warn, false),
        ("Failures that are known gaps", Verdict::Fail, true),
    ];
    let groups = rows.into_iter().map(|(heading, verdict, expected)| {
        let belongs = |scenario: &&ScenarioResult| {
            scenario.verdict == verdict && scenario.known_gap().is_some() == expected
        };
        Group {
            heading,
            scenarios: result.scenarios.iter().filter(belongs).collect(),
        }
    });
    groups.filter(|group| !group.scenarios.is_empty()).collect()
}

/// What is said of others with nothing but the same to be said of them.
pub(super) fn likewise(others: usize) -> String {
    let counted = counted(others, "more scenario", "more scenarios");
    format!("{counted}, which index.html names")
}

/// What is said of a part of a run in the place of a result.
pub const SHARD: &str = "one part is judged; `report merge` says what all of them came to";

/// What the exit code means here, with what led to it.
pub(super) fn outcome(result: &RunResult) -> String {
    let meaning = result.exit.meaning();
    match details(result) {
        None => meaning.to_owned(),
        Some(details) => format!("{meaning}: {details}"),
    }
}

/// What led to the exit code, where that takes more than its meaning.
pub(super) fn details(result: &RunResult) -> Option<String> {
    let details = match result.exit {
        ExitCode::NonConformant => failures(result),
        ExitCode::Undecided => doubts(result),
        ExitCode::StaleKnownGap => stale(result),
        ExitCode::Conformant => blemishes(result),
        ExitCode::HarnessError | ExitCode::Configuration | ExitCode::NothingSelected => Vec::new(),
    };
    (!details.is_empty()).then(|| details.join(", "))
}

fn failures(result: &RunResult) -> Vec<String> {
    let failing = result
        .totals
        .requirements
        .get(&Verdict::Fail)
        .copied()
        .unwrap_or(0);
    let unexpected = failing.saturating_sub(result.totals.known_gaps);
    let mut details = vec![counted(
        unexpected,
        "requirement fails",
        "requirements fail",
    )];
    details.extend(known_gaps(result));
    details
}

fn known_gaps(result: &RunResult) -> Option<String> {
    let count = result.totals.known_gaps;
    (count > 0).then(|| counted(count, "known gap", "known gaps"))
}

fn doubts(result: &RunResult) -> Vec<String> {
    let totals = &result.totals;
    let mut details = Vec::new();
    if totals.mandatory_inconclusive > 0 {
        details.push(format!(
            "{} of {} mandatory requirements inconclusive",
            totals.mandatory_inconclusive, totals.mandatory
        ));
    }
    if totals.mandatory_untested > 0 {
        let allowed = 100.0 * result.profile.untested_share_allowed;
        details.push(format!(
            "{} of {} mandatory requirements untested, where {allowed:.0}% are allowed",
            totals.mandatory_untested, totals.mandatory
        ));
    }
    details
}

fn stale(result: &RunResult) -> Vec<String> {
    result
        .known_gaps
        .iter()
        .filter(|gap| gap.stale)
        .map(|gap| gap.subject.clone())
        .collect()
}

fn blemishes(result: &RunResult) -> Vec<String> {
    let warnings = result
        .totals
        .requirements
        .get(&Verdict::Warn)
        .copied()
        .unwrap_or(0);
    let warnings = (warnings > 0).then(|| counted(warnings, "warning", "warnings"));
    warnings.into_iter().chain(known_gaps(result)).collect()
}

pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// What a description does not know and what of it was never used, each under a heading.
pub(super) fn description(record: &DescriptionRecord) -> [(&'static str, Vec<String>); 3] {
    let fields = record.unknown_fields.iter().map(|unknown| {
        let UnknownFieldRecord {
            operation,
            place,
            field,
        } = unknown;
        format!("{operation}, {place}: {field}")
    });
    [
        (
            "Operations that it does not know",
            record.unknown_operations.clone(),
        ),
        ("Fields that it does not know", fields.collect()),
        (
            "Operations of it that were never exercised",
            record.never_exercised.clone(),
        ),
    ]
}

/// Which description it is, and how much was held against it.
pub(super) fn described_by(record: &DescriptionRecord) -> String {
    let DescriptionRecord {
        source,
        title,
        version,
        exchanges,
        ..
    } = record;
    format!("{source} ({title} {version}), {exchanges} exchanges held against it")
}

/// What came of a request, in a few words.
pub(super) fn answer(exchange: &ExchangeRecord) -> String {
    match (&exchange.response, &exchange.failure) {
        (Some(response), _) => response.status.to_string(),
        (None, Some(failure)) => failure.clone(),
        (None, None) => "nothing came back".to_owned(),
    }
}

/// An exchange in one line.
pub(super) fn exchange(exchange: &ExchangeRecord) -> String {
    let came = answer(exchange);
    let ExchangeRecord {
        number,
        from,
        to,
        request,
        ..
    } = exchange;
    format!(
        "{number}: {from} → {to}  {} {} → {came}",
        request.method, request.url
    )
}

/// A finding in one sentence.
pub(super) fn difference(finding: &FindingRecord) -> String {
    format!(
        "expected {}, received {}",
        finding.expected, finding.received
    )
}

/// What came of a scenario that did not pass, in one line.
pub(super) fn message(scenario: &ScenarioResult) -> String {
    if let Some(reason) = scenario.known_gap() {
        return format!("known gap: {reason}");
    }
    let finding = scenario
        .findings
        .iter()
        .find(|finding| finding.verdict == scenario.verdict);
    let said = finding
        .map(difference)
        .or_else(|| scenario.note.clone())
        .unwrap_or_default();
    match scenario.untested_reason {
        Some(reason) if said.is_empty() => format!("untested, {reason}"),
        Some(reason) => format!("untested, {reason}: {said}"),
        None => format!("{}: {said}", scenario.verdict),
    }
}

/// What was found in a scenario: where it stands, each finding, and the exchange that shows it.
pub(super) fn account(scenario: &ScenarioResult) -> String {
    let mut lines = vec![format!("{}:{}", scenario.path, scenario.line)];
    for finding in &scenario.findings {
        let ids: Vec<String> = finding
            .requirements
            .iter()
            .map(ToString::to_string)
            .collect();
        lines.push(format!(
            "{} {}: {}",
            finding.verdict,
            ids.join(" "),
            difference(finding)
        ));
        lines.extend(scenario.exchange(finding).map(exchange));
    }
    lines.join("\n")
}

/// Why a requirement came out as it did: what is wrong, why that was expected, or why nobody looked.
pub(super) fn reason(result: &RunResult, row: &RequirementResult) -> String {
    let shows = |finding: &&FindingRecord| {
        finding.verdict == row.verdict && finding.requirements.contains(&row.id)
    };
    let mut findings = result
        .scenarios
        .iter()
        .flat_map(|scenario| &scenario.findings);
    let parts = [
        row.untested_reason
            .map(|reason| UntestedReason::name(reason).to_owned()),
        row.known_gap
            .as_ref()
            .map(|reason| format!("known gap: {reason}")),
        findings.find(shows).map(difference),
        row.note.clone(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}
