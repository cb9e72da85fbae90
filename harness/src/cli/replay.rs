//! `replay`: one scenario, with its exchanges on the screen as they happen.

mod screen;

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use mock_kit::{Clock, entropy};

use self::screen::Screen;
use super::run::{Choice, Chosen, Surroundings, jobs, outcome};
use super::seed::SeedChoice;
use super::{CliError, Library, say, terminal};
use crate::error::{ConfigurationError, ExitCode, HarnessError, nearest};
use crate::exchange::redaction::Redactor;
use crate::prove::all_faults;
use crate::randomness::Seed;
use crate::report::console::told;
use crate::report::curl;
use crate::report::model::ScenarioResult;
use crate::runner::{self, Job, Ran};
use crate::scenario::Scenario;
use crate::selection::{Pattern, Plan, ScenarioRef};

/// How long a person may take who steps through a scenario.
const PATIENCE: Duration = Duration::from_hours(12);

/// Options of `replay`.
#[derive(Debug, Args)]
pub(super) struct Replay {
    /// The scenario: its title or name, or a requirement that one scenario judges.
    scenario: String,
    /// The target file; without one, everything is built in.
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
    /// A fault that our own parties commit meanwhile; `explain` names those of a requirement.
    #[arg(long, value_name = "NAME", conflicts_with = "target")]
    fault: Option<String>,
    /// Wait for Enter before each step, on a terminal.
    #[arg(long)]
    step: bool,
    /// Also write the exchanges as a script of curl commands.
    #[arg(long, value_name = "FILE")]
    curl: Option<PathBuf>,
    #[command(flatten)]
    seed: SeedChoice,
}

impl Replay {
    pub(super) fn execute(&self, library: &Library) -> Result<ExitCode, CliError> {
        demand_fault(self.fault.as_deref())?;
        let choice = Choice::of(self.target.clone(), &self.profile);
        let asked = Pattern::all(std::slice::from_ref(&self.scenario))?;
        let chosen = choice.resolve(library)?.asking_for(asked);
        let chosen = chosen.under(self.seed.or(Seed::fresh));
        let plan = chosen.plan(library)?;
        let reference = the_one(&plan, &self.scenario)?;
        let surroundings = Surroundings::of(chosen.target.as_ref(), library.terminal)?;
        let job = self.job(library, &chosen, &plan, &surroundings)?;
        let redactor = Redactor::new(entropy::octets()).keeping(chosen.secrets());
        let run = chosen.report(library, &plan, &redactor);
        let ran = outcome(self.played(library, (reference, job), chosen.seed, &redactor));
        let scenario = run.scenario(&ran);
        self.write(&scenario)?;
        let result = run.result(vec![scenario.clone()], Clock::system().now());
        say(told(&result, &scenario, terminal::colour()).trim_end());
        Ok(result.exit)
    }

    /// Plays it, with everything on the screen unless nothing but the result is wanted.
    fn played(
        &self,
        library: &Library,
        (reference, job): (&ScenarioRef, Job),
        seed: Seed,
        redactor: &Redactor,
    ) -> Ran {
        if library.terminal.is_quiet() {
            return runner::watched(seed, job, &mut ());
        }
        say(format_args!("{} › {}", reference.feature, reference.title));
        say(format_args!("{}:{}", reference.path, reference.line));
        say(format_args!("seed {seed}\n"));
        let mut screen = Screen::new(redactor, self.waits());
        let ran = runner::watched(seed, job, &mut screen);
        screen.rest(&ran.exchanges);
        ran
    }

    fn waits(&self) -> bool {
        self.step && std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
    }

    fn job(
        &self,
        library: &Library,
        chosen: &Chosen,
        plan: &Plan,
        surroundings: &Surroundings,
    ) -> Result<Job, CliError> {
        let mut jobs = jobs(library, chosen, plan, surroundings);
        let missing = || HarnessError::Broken("the plan has no scenario".to_owned());
        let mut job = jobs.pop().ok_or_else(missing)?;
        if let Some(fault) = &self.fault {
            job = faulty(&job.scenario, chosen, fault);
        }
        if self.waits() {
            job.deadline = PATIENCE;
        }
        Ok(job)
    }

    fn write(&self, scenario: &ScenarioResult) -> Result<(), CliError> {
        let Some(path) = &self.curl else {
            return Ok(());
        };
        std::fs::write(path, curl::script(scenario)).map_err(|source| HarnessError::Write {
            path: path.clone(),
            source,
        })?;
        say(format_args!("curl script: {}\n", path.display()));
        Ok(())
    }
}

fn faulty(scenario: &Arc<Scenario>, chosen: &Chosen, fault: &str) -> Job {
    let wire = Arc::new(chosen.profile.wire.clone());
    Job::built_in(0, scenario, &wire, vec![fault.to_owned()])
}

fn demand_fault(name: Option<&str>) -> Result<(), ConfigurationError> {
    let faults = all_faults();
    let Some(name) = name.filter(|name| !faults.iter().any(|fault| fault.name == *name)) else {
        return Ok(());
    };
    let fix = nearest(name, faults.iter().map(|fault| fault.name)).map_or_else(
        || "`das-conformance explain` names the faults of a requirement".to_owned(),
        |meant| format!("did you mean `{meant}`?"),
    );
    Err(ConfigurationError::new(format!("there is no fault `{name}`")).fix(fix))
}

/// The scenario of a plan that has only one.
fn the_one<'a>(plan: &'a Plan, asked: &str) -> Result<&'a ScenarioRef, ConfigurationError> {
    if let [one] = plan.scenarios.as_slice() {
        return Ok(one);
    }
    let several = plan.scenarios.iter();
    several.for_each(|each| say(format_args!("  {}", each.title)));
    let problem = format!("{} scenarios fit `{asked}`", plan.scenarios.len());
    Err(ConfigurationError::new(problem).fix("give the title of one"))
}
