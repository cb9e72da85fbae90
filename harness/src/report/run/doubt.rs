//! Calls that were waited for in vain at hosts of ours: whether they were never sent or went astray, only the whole run can tell.
//!
//! Whoever has called a host of ours once knows the way, so that what is missing was not sent. Of whoever never has nobody knows.

use std::collections::BTreeSet;

use super::super::model::{Doubt, Judgement, ScenarioResult};
use super::Run;
use crate::requirement::{Requirement, RequirementId, Role};
use crate::verdict::{MissedCall, Verdict, worst, worst_allowed};

/// Who of those under test has called a host of ours in any of these scenarios.
pub(super) fn callers<'a>(
    scenarios: impl IntoIterator<Item = &'a ScenarioResult>,
) -> BTreeSet<Role> {
    let scenarios = scenarios.into_iter();
    scenarios
        .flat_map(|scenario| scenario.callers.iter().copied())
        .collect()
}

/// The scenario with what is in doubt in it found, or with the reason for which it cannot be.
pub(super) fn settle(
    run: &Run<'_>,
    mut scenario: ScenarioResult,
    callers: &BTreeSet<Role>,
) -> ScenarioResult {
    let Some(doubt) = scenario.doubt.take() else {
        return scenario;
    };
    let rows = rows(run, &doubt.finding.requirements);
    if is_known(&rows, callers) || is_expected(run, &doubt, &scenario.id) {
        return found(run, scenario, doubt, &rows);
    }
    scenario.note = Some(reason(&doubt.missed, &rows, run.plan.partial));
    scenario.doubt = Some(doubt);
    scenario
}

fn rows<'a>(run: &Run<'a>, ids: &[RequirementId]) -> Vec<&'a Requirement> {
    let registry = run.registry;
    ids.iter().filter_map(|id| registry.get(id)).collect()
}

/// Whether whoever should have called is known to reach hosts of ours.
fn is_known(rows: &[&Requirement], callers: &BTreeSet<Role>) -> bool {
    rows.iter().any(|row| callers.contains(&row.binds))
}

/// Whether the operator says that it is not done yet, so that there is nothing to be doubted.
fn is_expected(run: &Run<'_>, doubt: &Doubt, scenario: &str) -> bool {
    let mut ids = doubt.finding.requirements.iter();
    ids.all(|id| run.baseline.reason_for(id, scenario).is_some())
}

fn found(
    run: &Run<'_>,
    mut scenario: ScenarioResult,
    doubt: Doubt,
    rows: &[&Requirement],
) -> ScenarioResult {
    for row in rows {
        let claimed = run.claims.contains(&row.id);
        let verdict = worst_allowed(run.profile.level_of(row), row.basis, claimed);
        let fails = verdict == Verdict::Fail;
        let expected = || run.baseline.reason_for(&row.id, &scenario.id);
        let known_gap = fails.then(expected).flatten().map(str::to_owned);
        let concerned = |judgement: &&mut Judgement| judgement.requirement == row.id;
        if let Some(judgement) = scenario.judgements.iter_mut().find(concerned) {
            judgement.verdict = settled(judgement.verdict, verdict);
            judgement.known_gap = known_gap;
        }
    }
    let verdicts = scenario.judgements.iter();
    let worst_judged = worst(verdicts.map(|judgement| judgement.verdict));
    scenario.verdict = settled(scenario.verdict, worst_judged);
    scenario.findings.insert(0, doubt.finding);
    scenario.note = None;
    scenario
}

/// What becomes of a verdict that was in doubt; what was worse than that stays.
fn settled(doubted: Verdict, found: Verdict) -> Verdict {
    match doubted {
        Verdict::Inconclusive => found,
        other => worst([other, found]),
    }
}

fn reason(missed: &MissedCall, rows: &[&Requirement], partial: bool) -> String {
    let MissedCall { what, address } = missed;
    let sender = rows.first().map_or("unknown", |row| row.binds.name());
    let more = if partial {
        "; only a part was run, and the whole may tell"
    } else {
        ""
    };
    format!(
        "{what} was waited for at {address} in vain, and in this run nothing at all has come from its sender ({sender}): it was not sent, \
         or it cannot get here, and nobody can tell which; see whether the sender was given that address, can reach it and trusts the \
         certificate there{more}"
    )
}
