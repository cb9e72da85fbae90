//! One result of the parts of a run that several machines shared.
//!
//! Scenarios come from the parts. Everything else is made anew by the code that makes it for a run on one machine, from the same rows
//! and the same selection: so the two are equal but for times and random values.

use std::collections::BTreeSet;

use mock_kit::entropy;

use super::model::{KnownGapRecord, RunResult};
use super::run::Run;
use super::shard::ShardRecord;
use crate::baseline::{Baseline, KnownGap, Subject};
use crate::error::ConfigurationError;
use crate::exchange::redaction::Redactor;
use crate::openapi::DescriptionRecord;
use crate::randomness::Seed;
use crate::requirement::{Profile, Registry, RequirementId, Role};
use crate::selection::{Plan, ScenarioRef, Selection};

/// A result, and the file that it was read from.
#[derive(Debug)]
pub struct Part {
    /// The file.
    pub file: String,
    /// What it holds.
    pub result: RunResult,
}

/// What the whole is made anew by.
#[derive(Debug, Clone, Copy)]
pub struct Whole<'a> {
    /// Every row.
    pub registry: &'a Registry,
    /// The profile of the parts.
    pub profile: &'a Profile,
    /// Every scenario.
    pub scenarios: &'a [ScenarioRef],
}

impl Whole<'_> {
    /// Makes one result of all parts of a run, and of nothing else.
    pub fn merge(&self, mut parts: Vec<Part>) -> Result<RunResult, ConfigurationError> {
        parts.sort_by_key(|part| part.result.shard.as_ref().map(|shard| shard.number));
        let Some(first) = parts.first() else {
            return Err(ConfigurationError::new("there is nothing to merge"));
        };
        let shard = shard_of(first)?.clone();
        for part in &parts {
            demand_equal(first, part)?;
        }
        demand_all(&parts, shard.of)?;
        self.demand_same_rows(first)?;
        self.merged(&shard, &parts)
    }

    fn merged(&self, shard: &ShardRecord, parts: &[Part]) -> Result<RunResult, ConfigurationError> {
        let results: Vec<&RunResult> = parts.iter().map(|part| &part.result).collect();
        let [first, ..] = results.as_slice() else {
            return Err(ConfigurationError::new("there is nothing to merge"));
        };
        let roles: BTreeSet<Role> = first.roles.iter().copied().collect();
        let plan = self.plan(shard, &roles)?;
        demand_scenarios(&plan, parts)?;
        let baseline = Baseline::new(first.known_gaps.iter().map(|gap| self.known_gap(gap)));
        let run = Run {
            registry: self.registry,
            profile: self.profile,
            roles: &roles,
            claims: &shard.selection.claims,
            baseline: &baseline,
            plan: &plan,
            redactor: &Redactor::new(entropy::octets()),
            target: &first.target,
            seeds: &seeds(&results),
            started_at: earliest(&results),
        };
        let scenarios = results.iter().flat_map(|result| result.scenarios.clone());
        let mut result = run.result(scenarios.collect(), latest(&results));
        result.description = description(&results);
        if results.iter().any(|result| result.interrupted) {
            result.interrupt();
        }
        Ok(result)
    }

    fn plan(
        &self,
        shard: &ShardRecord,
        roles: &BTreeSet<Role>,
    ) -> Result<Plan, ConfigurationError> {
        let selection = Selection {
            registry: self.registry,
            profile: self.profile,
            roles,
            capabilities: &shard.selection.capabilities(),
            filter: &shard.selection.filter()?,
        };
        selection
            .plan(self.scenarios)
            .map_err(|error| ConfigurationError::new(error.to_string()))
    }

    /// The rows and scenarios of the parts must be those of this program.
    fn demand_same_rows(&self, part: &Part) -> Result<(), ConfigurationError> {
        let RunResult {
            tool,
            profile,
            registry_version,
            ..
        } = &part.result;
        let same = tool.version == env!("CARGO_PKG_VERSION")
            && profile.version == self.profile.version
            && registry_version == self.registry.version();
        if same {
            return Ok(());
        }
        let problem = format!(
            "{} was made by version {} with other requirement rows",
            part.file, tool.version
        );
        Err(ConfigurationError::new(problem).fix("merge with the program that judged"))
    }

    fn known_gap(&self, record: &KnownGapRecord) -> KnownGap {
        let id = RequirementId::new(record.subject.as_str()).ok();
        let id = id.filter(|id| self.registry.get(id).is_some());
        KnownGap {
            subject: id.map_or_else(
                || Subject::Scenario(record.subject.clone()),
                Subject::Requirement,
            ),
            reason: record.reason.clone(),
        }
    }
}

/// Each scenario of the whole plan must stand in one part, and no other in any.
fn demand_scenarios(plan: &Plan, parts: &[Part]) -> Result<(), ConfigurationError> {
    let out_of_reach = plan.left_out.iter().filter(|each| each.is_out_of_reach());
    let mut wanted: BTreeSet<String> = plan
        .scenarios
        .iter()
        .chain(out_of_reach.map(|each| &each.scenario))
        .map(ScenarioRef::id)
        .collect();
    for part in parts {
        for scenario in &part.result.scenarios {
            if !wanted.remove(&scenario.id) {
                let problem = format!(
                    "{} has the scenario {}, which is in another part or in no plan",
                    part.file, scenario.id
                );
                return Err(other_scenarios(problem));
            }
        }
    }
    match wanted.first() {
        None => Ok(()),
        Some(missing) => Err(other_scenarios(format!(
            "no part has the scenario {missing}"
        ))),
    }
}

fn other_scenarios(problem: String) -> ConfigurationError {
    ConfigurationError::new(problem).fix("run all shards with the same program and the same data")
}

fn shard_of(part: &Part) -> Result<&ShardRecord, ConfigurationError> {
    part.result.shard.as_ref().ok_or_else(|| {
        ConfigurationError::new(format!("{} is the result of a whole run", part.file))
            .fix("give results of `run --shard`")
    })
}

/// Two parts are of one run only if they agree in everything that is not a part's own.
fn demand_equal(first: &Part, other: &Part) -> Result<(), ConfigurationError> {
    let (one, two) = (&first.result, &other.result);
    let (shard, other_shard) = (shard_of(first)?, shard_of(other)?);
    let rows = [
        ("the tool", one.tool == two.tool),
        ("the profile", one.profile == two.profile),
        (
            "the requirement rows",
            one.registry_version == two.registry_version,
        ),
        ("the target", one.target == two.target),
        ("the roles", one.roles == two.roles),
        ("the number of shards", shard.of == other_shard.of),
        ("the selection", shard.selection == other_shard.selection),
        ("the known gaps", gaps(one).eq(gaps(two))),
        ("the description", described(one) == described(two)),
    ];
    match rows.into_iter().find(|(_, equal)| !equal) {
        None => Ok(()),
        Some((what, _)) => {
            let problem = format!("{} and {} differ in {what}", first.file, other.file);
            Err(ConfigurationError::new(problem).fix("give the shards of one run"))
        }
    }
}

fn gaps(result: &RunResult) -> impl Iterator<Item = (&str, &str)> {
    let gaps = result.known_gaps.iter();
    gaps.map(|gap| (gap.subject.as_str(), gap.reason.as_str()))
}

fn described(result: &RunResult) -> Option<[&str; 3]> {
    let record = result.description.as_ref()?;
    Some([&record.source, &record.title, &record.version])
}

/// Every part must be there, once.
fn demand_all(parts: &[Part], of: usize) -> Result<(), ConfigurationError> {
    for number in 1..=of {
        let mut files = parts.iter().filter(|part| {
            part.result
                .shard
                .as_ref()
                .is_some_and(|shard| shard.number == number)
        });
        match (files.next(), files.next()) {
            (None, _) => {
                return Err(
                    ConfigurationError::new(format!("shard {number}/{of} is missing"))
                        .fix("give the results of all shards"),
                );
            }
            (Some(one), Some(other)) => {
                let problem = format!(
                    "{} and {} are both shard {number}/{of}",
                    one.file, other.file
                );
                return Err(ConfigurationError::new(problem).fix("give each shard once"));
            }
            (Some(_), None) => {}
        }
    }
    Ok(())
}

/// Those of the shards, or the one that all share.
fn seeds(results: &[&RunResult]) -> Vec<Seed> {
    let mut seeds: Vec<Seed> = results
        .iter()
        .flat_map(|result| result.seeds.clone())
        .collect();
    if seeds.iter().all(|seed| seeds.first() == Some(seed)) {
        seeds.truncate(1);
    }
    seeds
}

fn earliest(results: &[&RunResult]) -> jiff::Timestamp {
    let times = results.iter().map(|result| result.started_at);
    times.min().unwrap_or_default()
}

fn latest(results: &[&RunResult]) -> jiff::Timestamp {
    let times = results.iter().map(|result| result.finished_at);
    times.max().unwrap_or_default()
}

/// How all exchanges and the description fit together: what no part exercised was never exercised.
fn description(results: &[&RunResult]) -> Option<DescriptionRecord> {
    let mut records = results
        .iter()
        .filter_map(|result| result.description.clone());
    let first = records.next()?;
    Some(records.fold(first, |one, two| {
        DescriptionRecord {
            exchanges: one.exchanges + two.exchanges,
            unknown_operations: union(one.unknown_operations, two.unknown_operations),
            unknown_fields: union(one.unknown_fields, two.unknown_fields),
            never_exercised: one
                .never_exercised
                .into_iter()
                .filter(|operation| two.never_exercised.contains(operation))
                .collect(),
            ..two
        }
    }))
}

fn union<T: Ord>(one: Vec<T>, two: Vec<T>) -> Vec<T> {
    let all: BTreeSet<T> = one.into_iter().chain(two).collect();
    all.into_iter().collect()
}

#[cfg(test)]
mod tests;
