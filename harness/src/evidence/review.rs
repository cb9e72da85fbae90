//! Judging again what was recorded: every invariant over every exchange, the weight of each observation, and what follows from all.
//!
//! Requirements, profile and scenarios are those of the file; only the rules are those of this program.

use std::collections::BTreeSet;

use mock_kit::entropy;

use super::observation::{self, Observation};
use super::{Evidence, InvariantName, digest};
use crate::data::Data;
use crate::error::{ConfigurationError, SourceFile};
use crate::exchange::redaction::Redactor;
use crate::invariants::{self, Judgement};
use crate::openapi::{self, Description};
use crate::report::model::ScenarioResult;
use crate::report::{Run, ScenarioOutcome};
use crate::requirement::{Profile, Registry, RequirementId, Role};
use crate::scenario;
use crate::selection::{Plan, ScenarioRef, Selection};

/// What judging again came to, where nothing contradicts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Review {
    /// How many scenarios were played.
    pub scenarios: usize,
    /// How many judgements of invariants were made again and came out as recorded.
    pub judged_again: usize,
    /// How many could not be, since what they look at is secret.
    pub redacted: usize,
    /// The invariants that this program does not know.
    pub unknown: BTreeSet<String>,
    /// The requirements whose text is another in this program, or that it does not have.
    pub other_texts: Vec<RequirementId>,
    /// The files of requirements, profiles and scenarios that are not those of this program.
    pub other_sources: Vec<String>,
}

/// Why the verdicts of a file do not follow from what it records.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Contradiction {
    /// Its requirements or its profile cannot be read.
    #[error("what it was judged by cannot be read: {0}")]
    Sources(#[from] ConfigurationError),
    /// A requirement is not what its hash says.
    #[error("the text of {0} is not the one whose hash stands beside it")]
    Text(RequirementId),
    /// What was to be run cannot be told.
    #[error("what was to be run does not follow from its selection: {0}")]
    Selection(String),
    /// An observation belongs to no planned scenario.
    #[error("{0} was observed and not planned")]
    Unplanned(String),
    /// An invariant says something else of the exchanges than is recorded.
    #[error("{scenario}: {invariant}: recorded {recorded}, judged again {again}")]
    Invariant {
        /// The scenario.
        scenario: String,
        /// The invariant.
        invariant: Box<InvariantName>,
        /// What is recorded.
        recorded: String,
        /// What it says now.
        again: String,
    },
    /// The verdict of a scenario does not follow from what it observed.
    #[error("{0}: its verdict does not follow from what it observed")]
    Scenario(String),
    /// The result does not follow from the scenarios.
    #[error("the result does not follow from its scenarios: {0} differ")]
    Result(&'static str),
}

/// Judges again.
pub fn review(evidence: &Evidence) -> Result<Review, Contradiction> {
    let data = Data::files(evidence.sources.clone());
    let registry = Registry::load(&data)?;
    let mut profile = Profile::load(&data, &registry, &evidence.result.profile.name)?;
    profile.wire = evidence.wire.clone();
    let roles = evidence.result.roles.iter().copied().collect();
    let plan = plan(evidence, &data, &registry, &profile, &roles)?;
    let redactor = Redactor::new(entropy::octets());
    let reviewer = Reviewer {
        evidence,
        brought: brought(evidence)?,
        run: Run {
            registry: &registry,
            profile: &profile,
            roles: &roles,
            claims: &evidence.selection.claims,
            baseline: &evidence.baseline,
            plan: &plan,
            redactor: &redactor,
            target: &evidence.result.target,
            seeds: &evidence.result.seeds,
            started_at: evidence.result.started_at,
        },
    };
    reviewer.review()
}

/// What was to be run: the file says only by what it was selected.
fn plan(
    evidence: &Evidence,
    data: &Data,
    registry: &Registry,
    profile: &Profile,
    roles: &BTreeSet<Role>,
) -> Result<Plan, Contradiction> {
    let Evidence {
        selection, result, ..
    } = evidence;
    let scenarios = scenario::read_all(data)?;
    let scenarios: Vec<ScenarioRef> = scenarios
        .iter()
        .map(|each| each.reference.clone())
        .collect();
    let asked = Selection {
        registry,
        profile,
        roles,
        capabilities: &selection.capabilities(),
        filter: &selection.filter()?,
    };
    let whole = asked.plan(&scenarios);
    let whole = whole.map_err(|error| Contradiction::Selection(error.to_string()))?;
    match &result.shard {
        None => Ok(whole),
        Some(record) if record.selection != *selection => {
            let why = "its part of the run was selected by something else";
            Err(Contradiction::Selection(why.to_owned()))
        }
        Some(record) => {
            let shard = format!("{}/{}", record.number, record.of).parse();
            Ok(whole.shard(shard.map_err(Contradiction::Selection)?)?)
        }
    }
}

/// The OpenAPI document that was brought, where one was.
fn brought(evidence: &Evidence) -> Result<Option<Description>, ConfigurationError> {
    let brought = evidence.description.as_ref();
    let files = brought.map(|brought| SourceFile::new(&brought.name, &brought.text));
    files.map(|file| openapi::brought(&file)).transpose()
}

struct Reviewer<'a> {
    evidence: &'a Evidence,
    brought: Option<Description>,
    run: Run<'a>,
}

impl Reviewer<'_> {
    fn review(&self) -> Result<Review, Contradiction> {
        self.texts()?;
        let mut review = Review {
            scenarios: self.evidence.observations.len(),
            other_texts: self.other_texts(),
            other_sources: self.other_sources(),
            ..Review::default()
        };
        for (id, observation) in &self.evidence.observations {
            self.scenario(id, observation, &mut review)?;
        }
        self.result()?;
        Ok(review)
    }

    fn texts(&self) -> Result<(), Contradiction> {
        let wrong = self.evidence.requirement_texts.iter().find(|(id, hash)| {
            let row = self.run.registry.get(id);
            row.is_none_or(|row| digest(&row.text) != **hash)
        });
        match wrong {
            Some((id, _)) => Err(Contradiction::Text(id.clone())),
            None => Ok(()),
        }
    }

    /// The requirements that read differently here; without requirements of our own, all of them.
    fn other_texts(&self) -> Vec<RequirementId> {
        let ours = Registry::load(&Data::embedded()).ok();
        let differs = |id: &RequirementId, hash: &str| {
            let row = ours.as_ref().and_then(|registry| registry.get(id));
            row.is_none_or(|row| digest(&row.text) != hash)
        };
        let texts = self.evidence.requirement_texts.iter();
        texts
            .filter(|(id, hash)| differs(id, hash))
            .map(|(id, _)| id.clone())
            .collect()
    }

    /// What was judged by other levels, other profiles or other scenarios shows here.
    fn other_sources(&self) -> Vec<String> {
        let ours = Data::embedded();
        let differs = |path: &str| {
            let own = ours.text(path).ok().map(|file| file.text);
            self.evidence.sources.get(path) != own.as_ref()
        };
        let mut paths: BTreeSet<String> = self.evidence.sources.keys().cloned().collect();
        paths.extend(
            ours.paths()
                .into_iter()
                .filter(|path| path.starts_with("features/")),
        );
        paths.into_iter().filter(|path| differs(path)).collect()
    }

    fn scenario(
        &self,
        id: &str,
        observation: &Observation,
        review: &mut Review,
    ) -> Result<(), Contradiction> {
        let mut planned = self.run.plan.scenarios.iter();
        let planned = planned.find(|scenario| scenario.id() == id);
        let mut recorded = self.evidence.result.scenarios.iter();
        let recorded = recorded.find(|scenario| scenario.id == id);
        let (Some(planned), Some(recorded)) = (planned, recorded) else {
            return Err(Contradiction::Unplanned(id.to_owned()));
        };
        self.exchanges(recorded, observation, review)?;
        let others = &self.evidence.result.scenarios;
        let observed = outcome(planned, observation);
        let again = self.run.scenario_among(&observed, others);
        let agree = again.judgements == recorded.judgements
            && again.verdict == recorded.verdict
            && again.callers == recorded.callers;
        if agree {
            Ok(())
        } else {
            Err(Contradiction::Scenario(id.to_owned()))
        }
    }

    /// Judges the exchanges of a scenario again.
    fn exchanges(
        &self,
        recorded: &ScenarioResult,
        observation: &Observation,
        review: &mut Review,
    ) -> Result<(), Contradiction> {
        let Some(places) = &observation.scene else {
            // What was not played showed the invariants nothing.
            return if observation.invariants.is_empty() {
                Ok(())
            } else {
                Err(Contradiction::Scenario(recorded.id.clone()))
            };
        };
        let scene = places.scene(&self.run.profile.wire);
        let again = observation::judgements(&recorded.exchanges, &scene, self.brought.as_ref());
        let names: BTreeSet<_> = again.keys().chain(observation.invariants.keys()).collect();
        for name in names {
            if observation.redacted.contains(name) {
                review.redacted += 1;
            } else if !is_known(name) {
                review.unknown.insert(name.to_string());
            } else {
                compare(
                    &recorded.id,
                    name,
                    observation.invariants.get(name),
                    again.get(name),
                )?;
                review.judged_again += 1;
            }
        }
        Ok(())
    }

    /// Whether everything that the result says follows from its scenarios.
    fn result(&self) -> Result<(), Contradiction> {
        let recorded = &self.evidence.result;
        let played = recorded.scenarios.iter();
        let played = played.filter(|each| self.evidence.observations.contains_key(&each.id));
        let mut again = self
            .run
            .result(played.cloned().collect(), recorded.finished_at);
        if recorded.interrupted {
            again.interrupt();
        }
        let parts = [
            (
                "the requirements",
                again.requirements == recorded.requirements,
            ),
            (
                "the scenarios",
                same_verdicts(&again.scenarios, &recorded.scenarios),
            ),
            ("the known gaps", again.known_gaps == recorded.known_gaps),
            ("the counts", again.totals == recorded.totals),
            ("what was left out", again.left_out == recorded.left_out),
            ("the profile", again.profile == recorded.profile),
            (
                "the versions",
                again.registry_version == recorded.registry_version,
            ),
            (
                "the exit codes",
                again.exit == recorded.exit && again.exit_code == recorded.exit_code,
            ),
        ];
        match parts.into_iter().find(|(_, agree)| !agree) {
            Some((part, _)) => Err(Contradiction::Result(part)),
            None => Ok(()),
        }
    }
}

fn same_verdicts(one: &[ScenarioResult], other: &[ScenarioResult]) -> bool {
    let verdicts = |all: &[ScenarioResult]| -> Vec<_> {
        let all = all.iter();
        all.map(|scenario| (scenario.id.clone(), scenario.verdict))
            .collect()
    };
    verdicts(one) == verdicts(other)
}

fn is_known(name: &InvariantName) -> bool {
    invariants::all().any(|row| InvariantName::of(row) == *name)
}

fn compare(
    scenario: &str,
    invariant: &InvariantName,
    recorded: Option<&Judgement>,
    again: Option<&Judgement>,
) -> Result<(), Contradiction> {
    if recorded == again {
        return Ok(());
    }
    Err(Contradiction::Invariant {
        scenario: scenario.to_owned(),
        invariant: Box::new(invariant.clone()),
        recorded: in_words(recorded),
        again: in_words(again),
    })
}

fn in_words(judgement: Option<&Judgement>) -> String {
    match judgement {
        None | Some(Judgement::NotConcerned) => "not concerned".to_owned(),
        Some(Judgement::Holds) => "that it holds".to_owned(),
        Some(Judgement::Violated(finding)) => finding.to_string(),
    }
}

/// What was observed, in the form in which it is weighed.
fn outcome(scenario: &ScenarioRef, observation: &Observation) -> ScenarioOutcome {
    let observed = ScenarioOutcome {
        callers: observation.callers.clone(),
        ..ScenarioOutcome::without_run(scenario.clone(), observation.outcome.clone())
    };
    let judged = observation.invariants.iter();
    judged.fold(observed, |outcome, (name, judgement)| {
        outcome.judged_by(&name.requirement, &name.claim, judgement)
    })
}
