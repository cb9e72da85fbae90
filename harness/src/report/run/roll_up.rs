//! From scenarios to requirements, and from requirements to counts.

use indexmap::IndexMap;

use super::super::model::{Judgement, RequirementResult, ScenarioResult, Totals};
use super::Run;
use crate::requirement::{Requirement, RequirementId};
use crate::verdict::{UntestedReason, Verdict, worst};

/// Every requirement that the run speaks about: those of the plan, and those that invariants judged on the way.
pub(super) fn requirements(run: &Run<'_>, scenarios: &[ScenarioResult]) -> Vec<RequirementResult> {
    let judged = |id: &RequirementId| scenarios.iter().any(|scenario| violates(scenario, id));
    let concerned = run
        .registry
        .iter()
        .filter(|row| run.plan.requirements.contains(&row.id) || judged(&row.id));
    concerned
        .map(|row| requirement(run, row, scenarios))
        .collect()
}

fn violates(scenario: &ScenarioResult, id: &RequirementId) -> bool {
    scenario
        .findings
        .iter()
        .any(|finding| finding.requirements.contains(id))
}

/// What is known about a requirement: its verdict, and what goes with it.
struct Standing {
    verdict: Verdict,
    reason: Option<UntestedReason>,
    note: Option<String>,
}

impl Standing {
    fn untested(reason: UntestedReason, because: &str) -> Self {
        let note = (!because.is_empty()).then(|| because.to_owned());
        Self {
            verdict: Verdict::Untested,
            reason: Some(reason),
            note,
        }
    }
}

fn requirement(
    run: &Run<'_>,
    row: &Requirement,
    scenarios: &[ScenarioResult],
) -> RequirementResult {
    let judging: Vec<(&ScenarioResult, &Judgement)> = scenarios
        .iter()
        .filter_map(|scenario| {
            Some((
                scenario,
                scenario
                    .judgements
                    .iter()
                    .find(|judgement| judgement.requirement == row.id)?,
            ))
        })
        .collect();
    let standing = standing(run, row, &judging);
    RequirementResult {
        id: row.id.clone(),
        specification: run
            .registry
            .specification_of(&row.id)
            .map(|specification| specification.name.clone())
            .unwrap_or_default(),
        clause: row.clause.clone(),
        link: run.registry.link(&row.id).unwrap_or_default().to_owned(),
        level: run.profile.level_of(row),
        binds: row.binds,
        basis: row.basis,
        claimed: run.claims.contains(&row.id),
        text: row.text.clone(),
        known_gap: known_gap(standing.verdict, &judging),
        verdict: standing.verdict,
        untested_reason: standing.reason,
        scenarios: judging
            .iter()
            .map(|(scenario, _)| scenario.id.clone())
            .collect(),
        note: notes([
            standing.note,
            row.note.clone(),
            run.profile.level_reason(&row.id).map(str::to_owned),
        ]),
    }
}

fn standing(
    run: &Run<'_>,
    row: &Requirement,
    judging: &[(&ScenarioResult, &Judgement)],
) -> Standing {
    if let Some(reason) = run.profile.not_applicable(&row.id) {
        return Standing {
            verdict: Verdict::NotApplicable,
            reason: None,
            note: Some(reason.to_owned()),
        };
    }
    match (&row.untested, judging.is_empty()) {
        (_, false) => judged(judging),
        (Some(untested), true) => Standing::untested(untested.reason, &untested.because),
        (None, true) => Standing::untested(UntestedReason::NoScenarioYet, ""),
    }
}

fn judged(judging: &[(&ScenarioResult, &Judgement)]) -> Standing {
    let verdict = worst(judging.iter().map(|(_, judgement)| judgement.verdict));
    let at_worst = judging
        .iter()
        .find(|(_, judgement)| judgement.verdict == verdict)
        .map(|(scenario, _)| *scenario);
    let note = match verdict {
        Verdict::Pass | Verdict::Informational => partly_untested(judging),
        _ => at_worst.and_then(|scenario| scenario.note.clone()),
    };
    let reason = (verdict == Verdict::Untested)
        .then(|| at_worst.and_then(|scenario| scenario.untested_reason))
        .flatten();
    Standing {
        verdict,
        reason,
        note,
    }
}

fn partly_untested(judging: &[(&ScenarioResult, &Judgement)]) -> Option<String> {
    let untested = judging
        .iter()
        .filter(|(_, judgement)| judgement.verdict == Verdict::Untested);
    let mut untested = untested.map(|(scenario, _)| *scenario).peekable();
    let why = untested.peek()?.note.clone().unwrap_or_default();
    Some(format!(
        "{} of {} scenarios untested: {why}",
        untested.count(),
        judging.len()
    ))
}

fn known_gap(verdict: Verdict, judging: &[(&ScenarioResult, &Judgement)]) -> Option<String> {
    let mut failing = judging
        .iter()
        .map(|(_, judgement)| *judgement)
        .filter(|judgement| judgement.verdict == Verdict::Fail);
    let first = failing.next()?.known_gap.clone()?;
    (verdict == Verdict::Fail && failing.all(|judgement| judgement.known_gap.is_some()))
        .then_some(first)
}

fn notes(parts: [Option<String>; 3]) -> Option<String> {
    let said: Vec<String> = parts.into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join("; "))
}

/// Counts what came out how.
pub(super) fn totals(requirements: &[RequirementResult], scenarios: &[ScenarioResult]) -> Totals {
    let mandatory = || {
        requirements
            .iter()
            .filter(|requirement| requirement.is_mandatory())
    };
    let of = |verdict| {
        mandatory()
            .filter(|requirement| requirement.verdict == verdict)
            .count()
    };
    let mut totals = Totals {
        requirements: counted(requirements.iter().map(|requirement| requirement.verdict)),
        scenarios: counted(scenarios.iter().map(|scenario| scenario.verdict)),
        known_gaps: requirements
            .iter()
            .filter(|requirement| requirement.known_gap.is_some())
            .count(),
        mandatory: mandatory().count(),
        mandatory_untested: of(Verdict::Untested),
        mandatory_inconclusive: of(Verdict::Inconclusive),
        ..Totals::default()
    };
    for reason in requirements
        .iter()
        .filter_map(|requirement| requirement.untested_reason)
    {
        *totals.untested.entry(reason).or_default() += 1;
    }
    totals
}

fn counted(verdicts: impl Iterator<Item = Verdict>) -> IndexMap<Verdict, usize> {
    let mut counts: IndexMap<Verdict, usize> = IndexMap::new();
    for verdict in verdicts {
        *counts.entry(verdict).or_default() += 1;
    }
    counts.sort_by(|left, _, right, _| right.cmp(left));
    counts
}
