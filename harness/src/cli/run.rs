//! `run`: the main job.

use std::collections::BTreeSet;
use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::str::FromStr as _;
use std::sync::Arc;

use clap::Args;
use mock_kit::{Clock, entropy};

use super::{CliError, Library, say, workers};
use crate::actor::environment::probe;
use crate::actor::environment::reach::reach;
use crate::actor::environment::reached::Reached;
use crate::baseline::Baseline;
use crate::error::{ConfigurationError, ExitCode, HarnessError};
use crate::exchange::redaction::Redactor;
use crate::invariants::Judgement;
use crate::report::console::{Colour, Progress, summary};
use crate::report::{self, Run as ReportRun, ScenarioOutcome};
use crate::requirement::{Profile, RequirementId, Role};
use crate::runner::{self, DEADLINE, Job, Ran};
use crate::scenario::Scenario;
use crate::selection::{Capabilities, Filter, Pattern, Plan, ScenarioRef, Selection};
use crate::target::Target;
use crate::verdict::Outcome;

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
    /// How many scenarios run at once; one at a time against a target.
    #[arg(long, value_name = "N")]
    workers: Option<usize>,
}

/// Who is judged, by what.
pub(super) struct Chosen {
    profile: Profile,
    roles: BTreeSet<Role>,
    capabilities: Capabilities,
    filter: Filter,
    claims: BTreeSet<RequirementId>,
    baseline: Baseline,
    name: String,
    target: Option<Target>,
}

impl Choice {
    pub(super) fn resolve(&self, library: &Library) -> Result<Chosen, CliError> {
        let mut chosen = match &self.target {
            Some(file) => of_target(Target::load(file, &library.data, &library.registry)?),
            None => built_in(library.profile(&self.profile)?),
        };
        chosen.filter.only.extend(patterns(&self.only)?);
        chosen.filter.exclude.extend(patterns(&self.exclude)?);
        Ok(chosen)
    }
}

fn built_in(profile: Profile) -> Chosen {
    Chosen {
        profile,
        roles: [Role::AuthorizationServer, Role::Das].into(),
        capabilities: Capabilities::All,
        filter: Filter::default(),
        claims: BTreeSet::new(),
        baseline: Baseline::default(),
        name: "the built-in environment".to_owned(),
        target: None,
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
        target: Some(target),
    }
}

fn patterns(texts: &[String]) -> Result<Vec<Pattern>, CliError> {
    let parse = |text: &String| {
        Pattern::from_str(text).map_err(|error| {
            ConfigurationError::new(format!("the pattern `{text}` is too long: {error}")).into()
        })
    };
    texts.iter().map(parse).collect()
}

impl Chosen {
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
        let chosen = self.choice.resolve(library)?;
        let plan = chosen.plan(library)?;
        let reached = chosen.target.as_ref().map(reach_target).transpose()?;
        let redactor = Redactor::new(entropy::octets());
        let run = ReportRun {
            registry: &library.registry,
            profile: &chosen.profile,
            roles: &chosen.roles,
            claims: &chosen.claims,
            baseline: &chosen.baseline,
            plan: &plan,
            redactor: &redactor,
            target: &chosen.name,
            seed: None,
            started_at: Clock::system().now(),
        };
        let jobs = jobs(library, &chosen, &plan, reached.as_ref());
        let workers = if reached.is_some() {
            1
        } else {
            workers(self.workers)
        };
        let mut progress = Progress::new(jobs.len(), std::io::stderr().is_terminal());
        let mut scenarios = Vec::with_capacity(jobs.len());
        runner::run(jobs, workers, |ran| {
            let result = run.scenario(&outcome(ran));
            progress.scenario(&result);
            scenarios.push(result);
        });
        let result = run.result(scenarios, Clock::system().now());
        progress.finish();
        report::write_all(&result, &self.out)?;
        let colour = if std::io::stdout().is_terminal() {
            Colour::Always
        } else {
            Colour::Never
        };
        say(summary(&result, &self.out.display().to_string(), colour).trim_end());
        Ok(result.exit)
    }
}

fn reach_target(target: &Target) -> Result<Arc<Reached>, CliError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| HarnessError::Broken(error.to_string()))?;
    let reached = Arc::new(runtime.block_on(reach(target))?);
    let wire = Arc::new(target.profile.wire.clone());
    runtime.block_on(probe::credentials(wire, &reached, target.credentials))?;
    Ok(reached)
}

fn jobs(
    library: &Library,
    chosen: &Chosen,
    plan: &Plan,
    reached: Option<&Arc<Reached>>,
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
    let job = |(index, scenario): (usize, &Arc<Scenario>)| match reached {
        Some(target) => Job::reached(index, scenario, &wire, target, deadline),
        None => Job::built_in(index, scenario, &wire, Vec::new()),
    };
    scenarios.enumerate().map(job).collect()
}

/// What a scenario observed itself, and what the invariants found in its exchanges.
fn outcome(ran: Ran) -> ScenarioOutcome {
    let mut outcomes = vec![ran.outcome];
    let mut observed = Vec::new();
    for (row, judgement) in ran.invariants {
        let Ok(id) = RequirementId::new(row.requirement) else {
            outcomes.push(Outcome::HarnessError(format!(
                "the invariant {:?} names no requirement",
                row.claim
            )));
            continue;
        };
        match judgement {
            Judgement::Violated(finding) => outcomes.push(Outcome::Violated(finding.against(id))),
            Judgement::Holds => observed.push(id),
            Judgement::NotConcerned => {}
        }
    }
    ScenarioOutcome {
        scenario: ran.scenario.reference.clone(),
        outcomes,
        observed,
        steps: ran.steps,
        exchanges: ran.exchanges,
        duration: ran.duration,
        note: None,
    }
}
