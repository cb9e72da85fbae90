//! `run`: the main job.

mod failed;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use mock_kit::{Clock, entropy};

use super::brought::{self, Described};
use super::evidence::EvidenceChoice;
use super::seed::SeedChoice;
use super::terminal::Terminal;
use super::{CliError, Library, doctor, say, terminal, workers};
use crate::actor::Party;
use crate::actor::environment::examination::examine;
use crate::actor::environment::reached::Reached;
use crate::baseline::Baseline;
use crate::error::{ExitCode, HarnessError};
use crate::evidence::Given;
use crate::exchange::redaction::Redactor;
use crate::interruption;
use crate::randomness::Seed;
use crate::report::console::{Progress, summary};
use crate::report::shard::{SelectionRecord, ShardRecord};
use crate::report::{self, Run as ReportRun, ScenarioOutcome};
use crate::requirement::{Profile, Registry, RequirementId, Role};
use crate::runner::{self, DEADLINE, Job, Ran};
use crate::scenario::Scenario;
use crate::selection::{Capabilities, Filter, Pattern, Plan, ScenarioRef, Selection, Shard};
use crate::target::{Check, Guest, Target};

/// How many waits and requests of the longest scenario a target's deadline must cover.
const LONGEST_SCENARIO: u32 = 20;

/// What is to be judged: `run` and `list` share it.
#[derive(Debug, Args)]
pub(super) struct Choice {
    /// The target file; without one, everything built in is judged.
    #[arg(long, value_name = "FILE")]
    target: Option<PathBuf>,
    /// The profile, where there is no target file.
    #[arg(
        long,
        default_value = "das-v1",
        value_name = "NAME",
        conflicts_with = "target"
    )]
    profile: String,
    /// Only what fits: a requirement id, a scenario or feature title, with * and ? (repeatable).
    #[arg(long, value_name = "PATTERN")]
    only: Vec<String>,
    /// But nothing that fits this (repeatable).
    #[arg(long, value_name = "PATTERN")]
    exclude: Vec<String>,
}

/// Options of `run`.
#[derive(Debug, Args)]
pub(super) struct Run {
    #[command(flatten)]
    choice: Choice,
    /// Where the reports are written.
    #[arg(long, default_value = "reports/out", value_name = "FOLDER")]
    out: PathBuf,
    /// An OpenAPI document, in JSON or YAML, against which the exchanges with DAS are held in place of our own.
    #[arg(long, value_name = "FILE")]
    openapi: Option<PathBuf>,
    /// Only one part of the selection, such as 2/4, which ends with 0 once it is judged; `report merge` makes one result of all parts.
    #[arg(long, value_name = "K/N")]
    shard: Option<Shard>,
    /// Only what failed or stayed undecided in the result that lies in the output folder, under its seed unless a target might remember.
    #[arg(long, conflicts_with_all = ["only", "shard"])]
    failed: bool,
    /// How many scenarios run at once; one at a time against a target.
    #[arg(long, value_name = "N")]
    workers: Option<usize>,
    #[command(flatten)]
    seed: SeedChoice,
    #[command(flatten)]
    evidence: EvidenceChoice,
}

/// Who is judged, by what.
pub(super) struct Chosen {
    pub(super) profile: Profile,
    pub(super) roles: BTreeSet<Role>,
    capabilities: Capabilities,
    filter: Filter,
    pub(super) claims: BTreeSet<RequirementId>,
    pub(super) baseline: Baseline,
    pub(super) name: String,
    pub(super) target: Option<Target>,
    pub(super) seed: Seed,
}

impl Choice {
    /// Everything of a target or profile.
    pub(super) fn of(target: Option<PathBuf>, profile: &str) -> Self {
        Self {
            target,
            profile: profile.to_owned(),
            only: Vec::new(),
            exclude: Vec::new(),
        }
    }

    pub(super) fn resolve(&self, library: &Library) -> Result<Chosen, CliError> {
        let mut chosen = match &self.target {
            Some(file) => of_target(Target::load(file, &library.data, &library.registry)?),
            None => built_in(library.profile(&self.profile)?, &library.registry),
        };
        chosen.filter.only.extend(Pattern::all(&self.only)?);
        chosen.filter.exclude.extend(Pattern::all(&self.exclude)?);
        Ok(chosen)
    }
}

/// Every role of which the profile demands something.
fn built_in(profile: Profile, registry: &Registry) -> Chosen {
    let demanded = profile.requirements();
    let demanded = demanded.filter(|id| profile.not_applicable(id).is_none());
    let rows = demanded.filter_map(|id| registry.get(id));
    let bound: BTreeSet<Role> = rows.map(|row| row.binds).collect();
    let played = Party::ALL.map(Party::role).into_iter();
    Chosen {
        roles: played.filter(|role| bound.contains(role)).collect(),
        profile,
        capabilities: Capabilities::All,
        filter: Filter::default(),
        claims: BTreeSet::new(),
        baseline: Baseline::default(),
        name: "the built-in environment".to_owned(),
        target: None,
        seed: Seed::fresh(),
    }
}

fn of_target(target: Target) -> Chosen {
    Chosen {
        profile: target.profile.clone(),
        roles: target.roles.clone(),
        capabilities: target.capabilities.clone(),
        filter: target.filter.clone(),
        claims: target.claims.clone(),
        baseline: target.baseline.clone(),
        name: target.name.clone(),
        seed: target.seed,
        target: Some(target),
    }
}

impl Chosen {
    /// What never shows in a report, whatever it is sent in.
    pub(super) fn secrets(&self) -> &[String] {
        let target = self.target.as_ref();
        target.map_or(&[], |target| target.secrets.0.as_slice())
    }

    /// The same, where only what one of these fits is asked for, whatever the target file asks for.
    pub(super) fn asking_for(mut self, patterns: Vec<Pattern>) -> Self {
        self.filter.only = patterns;
        self
    }

    /// The same, with everything made up by this seed.
    pub(super) fn under(mut self, seed: Seed) -> Self {
        self.seed = seed;
        if let Some(target) = &mut self.target {
            target.seed = seed;
        }
        self
    }

    /// Whether every scenario meets parties that have seen nothing before: all of them ours, or one that is started for each.
    fn begins_anew(&self) -> bool {
        let is_started = |guest: &Arc<Guest>| guest.allows_crowds();
        let target = self.target.as_ref();
        target.is_none_or(|target| target.guest.as_ref().is_some_and(is_started))
    }

    /// What results of this plan are made with, from now on.
    pub(super) fn report<'a>(
        &'a self,
        library: &'a Library,
        plan: &'a Plan,
        redactor: &'a Redactor,
    ) -> ReportRun<'a> {
        ReportRun {
            registry: &library.registry,
            profile: &self.profile,
            roles: &self.roles,
            claims: &self.claims,
            baseline: &self.baseline,
            plan,
            redactor,
            target: &self.name,
            seeds: std::slice::from_ref(&self.seed),
            started_at: Clock::system().now(),
        }
    }

    fn selection(&self) -> SelectionRecord {
        SelectionRecord::of(&self.filter, &self.capabilities, &self.claims)
    }

    pub(super) fn plan(&self, library: &Library) -> Result<Plan, CliError> {
        let selection = Selection {
            registry: &library.registry,
            profile: &self.profile,
            roles: &self.roles,
            capabilities: &self.capabilities,
            filter: &self.filter,
        };
        let scenarios: Vec<_> = library
            .scenarios
            .iter()
            .map(|scenario| scenario.reference.clone())
            .collect();
        Ok(selection.plan(&scenarios)?)
    }
}

impl Run {
    pub(super) fn execute(&self, library: &Library) -> Result<ExitCode, CliError> {
        let mut chosen = self.chosen(library)?;
        let brought = self.openapi.as_deref().map(brought::read).transpose()?;
        chosen.claims.extend(brought::claims(brought.as_ref())?);
        let plan = self.plan(&chosen, library)?;
        let operations = &chosen.profile.wire.das.operations;
        let mut described = brought
            .as_ref()
            .map(|read| Described::by(&read.description, operations));
        let surroundings = Surroundings::of(chosen.target.as_ref(), library.terminal)?;
        report::prepare(&self.out)?;
        let mut evidence = self.evidence.begin()?;
        let redactor = Redactor::new(entropy::octets()).keeping(chosen.secrets());
        let run = chosen.report(library, &plan, &redactor);
        let jobs = jobs(library, &chosen, &plan, &surroundings);
        let workers = if surroundings.allow_crowds() {
            workers(self.workers)
        } else {
            1
        };
        let mut progress = Progress::new(jobs.len(), library.terminal.progress());
        interruption::listen().map_err(|error| HarnessError::Broken(error.to_string()))?;
        let mut scenarios = Vec::with_capacity(jobs.len());
        runner::run(chosen.seed, jobs, workers, |mut ran| {
            if let Some(described) = &mut described {
                described.judge(&mut ran);
            }
            if let Some(evidence) = &mut evidence {
                evidence.observe(&ran, &redactor, brought.as_ref());
            }
            let result = run.scenario_among(&outcome(ran), &scenarios);
            progress.scenario(&result);
            scenarios.push(result);
        });
        let mut result = run.result(scenarios, Clock::system().now());
        result.description = described.map(Described::record);
        result.shard = self
            .shard
            .map(|shard| ShardRecord::new(shard, chosen.selection()));
        if interruption::is_asked() {
            result.interrupt();
        }
        progress.finish();
        report::write_all(&result, &self.out)?;
        let colour = terminal::colour();
        say(summary(&result, &self.out.display().to_string(), colour).trim_end());
        let exit = if self.shard.is_some() && !result.interrupted {
            of_shard(result.exit)
        } else {
            result.exit
        };
        if let Some(evidence) = evidence {
            let given = Given {
                data: &library.data,
                target_file: chosen.target.as_ref().map(|target| &target.file),
                description: brought.as_ref().map(|brought| &brought.file),
                selection: chosen.selection(),
            };
            evidence.finish(&run, given, result)?;
        }
        Ok(exit)
    }
}

impl Run {
    /// What is to be judged, or of it only what failed last time.
    fn chosen(&self, library: &Library) -> Result<Chosen, CliError> {
        let mut chosen = self.choice.resolve(library)?;
        if let Some(target) = &mut chosen.target {
            target.shard = self.shard;
        }
        if !self.failed {
            return Ok(chosen.under(self.seed.or(Seed::fresh)));
        }
        let again = failed::Again::of(&self.out, &chosen, library)?;
        let seed = self.seed.or(|| again.seed.unwrap_or_else(Seed::fresh));
        Ok(chosen.asking_for(again.patterns).under(seed))
    }

    /// The whole plan, or the part of it that falls to this machine.
    fn plan(&self, chosen: &Chosen, library: &Library) -> Result<Plan, CliError> {
        let plan = chosen.plan(library)?;
        match self.shard {
            Some(shard) => Ok(plan.shard(shard)?),
            None => Ok(plan),
        }
    }
}

/// What the process says of a part of a run. That it was judged is no failure, whatever came of it: what the whole came to says
/// `report merge`, and it alone.
fn of_shard(judged: ExitCode) -> ExitCode {
    match judged {
        ExitCode::NonConformant | ExitCode::StaleKnownGap | ExitCode::Undecided => {
            ExitCode::Conformant
        }
        other => other,
    }
}

/// Among whom scenarios are played.
pub(super) enum Surroundings {
    BuiltIn,
    /// The parties of a target.
    Reached(Arc<Reached>),
    /// Our own parties, around one that is not ours.
    Around(Arc<Guest>),
}

impl Surroundings {
    pub(super) fn of(target: Option<&Target>, terminal: Terminal) -> Result<Self, CliError> {
        let Some(target) = target else {
            return Ok(Self::BuiltIn);
        };
        if let Some(reached) = examined(target, terminal)? {
            return Ok(Self::Reached(reached));
        }
        let nobody = || HarnessError::Broken("the target has no party".to_owned());
        let guest = target.guest.as_ref().ok_or_else(nobody)?;
        Ok(Self::Around(Arc::clone(guest)))
    }

    /// Whether scenarios may run beside one another.
    fn allow_crowds(&self) -> bool {
        match self {
            Self::BuiltIn => true,
            Self::Reached(_) => false,
            Self::Around(guest) => guest.allows_crowds(),
        }
    }
}

/// Looks at everything that the target names; the parties that were reached, unless a guest is judged among ours.
fn examined(target: &Target, terminal: Terminal) -> Result<Option<Arc<Reached>>, CliError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| HarnessError::Broken(error.to_string()))?;
    let examination = runtime.block_on(examine(target));
    // What the file vouches for and was refused explains most of what comes after.
    let is_told =
        |check: &&Check| terminal.is_verbose() || (check.is_open() && !terminal.is_quiet());
    let told = examination.checks.iter().filter(is_told);
    told.for_each(|check| eprintln!("{}", doctor::row(check, terminal::colour_of_errors())));
    Ok(examination.outcome()?)
}

pub(super) fn jobs(
    library: &Library,
    chosen: &Chosen,
    plan: &Plan,
    surroundings: &Surroundings,
) -> Vec<Job> {
    let planned: BTreeSet<String> = plan.scenarios.iter().map(ScenarioRef::id).collect();
    let scenarios = library
        .scenarios
        .iter()
        .filter(|scenario| planned.contains(&scenario.reference.id()));
    let deadline = chosen
        .target
        .as_ref()
        .map_or(DEADLINE, |target| target.limits.deadline * LONGEST_SCENARIO);
    let wire = Arc::new(chosen.profile.wire.clone());
    let job = |(index, scenario): (usize, &Arc<Scenario>)| match surroundings {
        Surroundings::Reached(target) => Job::reached(index, scenario, &wire, target, deadline),
        Surroundings::Around(guest) => Job::around(index, scenario, &wire, guest),
        Surroundings::BuiltIn => Job::built_in(index, scenario, &wire, Vec::new()),
    };
    scenarios.enumerate().map(job).collect()
}

/// What a scenario observed itself, and what the invariants found in its exchanges.
pub(super) fn outcome(ran: Ran) -> ScenarioOutcome {
    let own = ScenarioOutcome {
        steps: ran.steps,
        exchanges: ran.exchanges,
        callers: ran.callers,
        duration: ran.duration,
        ..ScenarioOutcome::without_run(ran.scenario.reference.clone(), ran.outcome)
    };
    let judged = ran.invariants.iter();
    judged.fold(own, |outcome, (row, judgement)| {
        outcome.judged_by(row.requirement, row.claim, judgement)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shard_fails_only_where_there_is_no_verdict() {
        let said = |judged| of_shard(judged).number();
        let judged = [
            ExitCode::Conformant,
            ExitCode::NonConformant,
            ExitCode::StaleKnownGap,
            ExitCode::Undecided,
        ];
        assert_eq!(judged.map(said), [0; 4]);
        let broken = [
            ExitCode::Configuration,
            ExitCode::HarnessError,
            ExitCode::NothingSelected,
        ];
        assert_eq!(broken.map(said), [2, 3, 4]);
    }
}
