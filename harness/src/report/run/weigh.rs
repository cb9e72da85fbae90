//! One scenario: which verdict each of its observations has for each requirement.

use indexmap::IndexMap;

use super::super::model::{Doubt, FindingRecord, Judgement, ScenarioResult};
use super::{Run, ScenarioOutcome};
use crate::exchange::redaction::Redaction;
use crate::requirement::{Requirement, RequirementId};
use crate::verdict::{Finding, MissedCall, Outcome, UntestedReason, Verdict, judge, worst};

/// What it means that the target does not offer a capability.
pub(super) fn without_capability(capability: &str) -> Outcome {
    let (reason, text) = match capability {
        "clock-control" => (
            UntestedReason::NeedsClockControl,
            "time would have to pass: give `clock` in the target file".to_owned(),
        ),
        "authorization-server-faults" => (
            UntestedReason::NeedsFault,
            "a party that is not ours would have to misbehave".to_owned(),
        ),
        "hostile" => (
            UntestedReason::Organisational,
            "hostile scenarios are not allowed: `hostile: true` in the target file".to_owned(),
        ),
        other => (
            UntestedReason::Organisational,
            format!("the target file does not name the capability `{other}`"),
        ),
    };
    Outcome::Untested(reason, text)
}

pub(super) fn scenario(run: &Run<'_>, outcome: &ScenarioOutcome) -> ScenarioResult {
    let redaction = run.redactor.over(&outcome.exchanges);
    let weighing = Weighing {
        run,
        outcome,
        id: outcome.scenario.id(),
        redaction,
    };
    let judgements = weighing.judgements();
    let ScenarioOutcome {
        scenario,
        steps,
        exchanges,
        callers,
        duration,
        ..
    } = outcome;
    ScenarioResult {
        path: scenario.path.clone(),
        line: scenario.line,
        feature: scenario.feature.clone(),
        rule: scenario.rule.clone(),
        title: scenario.title.clone(),
        requirements: scenario.requirements.clone(),
        verdict: weighing.verdict(&judgements),
        untested_reason: weighing.untested_reason(&judgements),
        findings: weighing.findings(),
        doubt: weighing.doubt(),
        callers: callers.clone(),
        judgements,
        steps: steps.clone(),
        exchanges: exchanges
            .iter()
            .map(|exchange| weighing.redaction.exchange(exchange))
            .collect(),
        duration_milliseconds: u64::try_from(duration.as_millis()).unwrap_or(u64::MAX),
        note: weighing.note(),
        id: weighing.id,
    }
}

struct Weighing<'a> {
    run: &'a Run<'a>,
    outcome: &'a ScenarioOutcome,
    id: String,
    redaction: Redaction<'a>,
}

impl Weighing<'_> {
    /// The worst verdict for each requirement, in the order in which they come up.
    fn judgements(&self) -> Vec<Judgement> {
        let mut verdicts: IndexMap<RequirementId, Verdict> = IndexMap::new();
        for outcome in self.outcomes() {
            for row in self.concerned(&outcome) {
                let verdict = if missed(&outcome).is_some() {
                    Verdict::Inconclusive
                } else {
                    self.weigh(&outcome, row)
                };
                let entry = verdicts.entry(row.id.clone()).or_insert(verdict);
                *entry = worst([*entry, verdict]);
            }
        }
        for id in self
            .outcome
            .observed
            .iter()
            .filter(|id| self.in_force(id).is_some())
        {
            verdicts.entry(id.clone()).or_insert(Verdict::Pass);
        }
        verdicts
            .into_iter()
            .map(|(requirement, verdict)| self.judgement(requirement, verdict))
            .collect()
    }

    fn outcomes(&self) -> Vec<Outcome> {
        if self.outcome.outcomes.is_empty() {
            return vec![Outcome::HarnessError(
                "the scenario ended without an outcome".to_owned(),
            )];
        }
        self.outcome.outcomes.clone()
    }

    fn judgement(&self, requirement: RequirementId, verdict: Verdict) -> Judgement {
        let known_gap = match verdict {
            Verdict::Fail => self
                .run
                .baseline
                .reason_for(&requirement, &self.id)
                .map(str::to_owned),
            _ => None,
        };
        Judgement {
            requirement,
            verdict,
            known_gap,
        }
    }

    /// The rows that an outcome is held against: the one that its finding names, or the scenario's own.
    fn concerned(&self, outcome: &Outcome) -> Vec<&Requirement> {
        match outcome {
            Outcome::Violated(Finding {
                requirement: Some(id),
                ..
            }) => self.in_force(id).into_iter().collect(),
            _ => self
                .outcome
                .scenario
                .requirements
                .iter()
                .filter_map(|id| self.in_force(id))
                .collect(),
        }
    }

    fn in_force(&self, id: &RequirementId) -> Option<&Requirement> {
        let row = self.run.registry.get(id)?;
        let counts = self.run.profile.contains(id)
            && self.run.roles.contains(&row.binds)
            && self.run.profile.not_applicable(id).is_none()
            && !self.run.plan.excluded.contains(id);
        counts.then_some(row)
    }

    fn weigh(&self, outcome: &Outcome, row: &Requirement) -> Verdict {
        judge(
            outcome,
            self.run.profile.level_of(row),
            row.basis,
            self.run.claims.contains(&row.id),
        )
    }

    /// The worst of all judgements; what concerns no requirement in force still counts when it says that we could not look.
    fn verdict(&self, judgements: &[Judgement]) -> Verdict {
        let unheard = self
            .outcomes()
            .into_iter()
            .filter_map(|outcome| match outcome {
                Outcome::HarnessError(_) => Some(Verdict::HarnessError),
                Outcome::ConfigurationError(_) => Some(Verdict::ConfigurationError),
                Outcome::Held => Some(Verdict::NotApplicable),
                _ => None,
            });
        worst(
            judgements
                .iter()
                .map(|judgement| judgement.verdict)
                .chain(unheard),
        )
    }

    fn untested_reason(&self, judgements: &[Judgement]) -> Option<UntestedReason> {
        if self.verdict(judgements) != Verdict::Untested {
            return None;
        }
        self.outcomes().iter().find_map(|outcome| match outcome {
            Outcome::Untested(reason, _) => Some(*reason),
            _ => None,
        })
    }

    fn findings(&self) -> Vec<FindingRecord> {
        let outcomes = self.outcomes();
        let findings = outcomes.iter().filter(|outcome| missed(outcome).is_none());
        findings
            .filter_map(|outcome| self.finding(outcome))
            .collect()
    }

    /// What rests on a call that was not seen, of which the whole run decides.
    fn doubt(&self) -> Option<Doubt> {
        self.outcomes().iter().find_map(|outcome| {
            let MissedCall { what, address } = missed(outcome)?;
            Some(Doubt {
                missed: MissedCall {
                    what: self.redaction.text(what),
                    address: self.redaction.text(address),
                },
                finding: self.finding(outcome)?,
            })
        })
    }

    fn finding(&self, outcome: &Outcome) -> Option<FindingRecord> {
        let Outcome::Violated(finding) = outcome else {
            return None;
        };
        let concerned = self.concerned(outcome);
        if concerned.is_empty() {
            return None;
        }
        Some(FindingRecord {
            verdict: worst(concerned.iter().map(|row| self.weigh(outcome, row))),
            hint: self.hint(finding, &concerned),
            requirements: concerned.into_iter().map(|row| row.id.clone()).collect(),
            expected: self.redaction.text(&finding.expected),
            received: self.redaction.text(&finding.received),
            exchange: finding.exchange,
        })
    }

    /// What the finding says of its cause, or else what usually lies behind such a violation: there are two ways to miss a demand.
    fn hint(&self, finding: &Finding, concerned: &[&Requirement]) -> Option<String> {
        let usual = || {
            concerned.iter().find_map(|row| {
                if finding.turned_away {
                    row.cause_of_refusal.as_deref()
                } else {
                    row.cause.as_deref()
                }
            })
        };
        let said = finding.hint.as_deref().or_else(usual);
        said.map(|hint| self.redaction.text(hint))
    }

    fn note(&self) -> Option<String> {
        let outcomes = self.outcomes();
        let said = outcomes.iter().filter_map(Outcome::note);
        let said: Vec<String> = said.map(|text| self.redaction.text(text)).collect();
        (!said.is_empty()).then(|| said.join("; "))
    }
}

/// The call that was waited for in vain, where an outcome rests on that.
fn missed(outcome: &Outcome) -> Option<&MissedCall> {
    match outcome {
        Outcome::Violated(finding) => finding.missed.as_ref(),
        _ => None,
    }
}
