//! The command line.

mod brought;
mod explain;
mod list;
mod prove;
mod replay;
mod report;
mod requirements;
mod run;
mod serve;

use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, Parser, Subcommand};

use crate::data::Data;
use crate::error::{ConfigurationError, ExitCode, HarnessError};
use crate::requirement::{Profile, Registry};
use crate::scenario::{self, Scenario};
use crate::selection::SelectionError;

const EXIT_CODES: &str = "\
Exit codes: 0 conformant · 1 not conformant · 2 configuration error · 3 harness error · \
4 nothing selected · 5 a known gap has closed · 6 undecided: too much is inconclusive or untested";

/// Judges implementations of WIPO DAS and of its authorization server, requirement by requirement.
#[derive(Debug, Parser)]
#[command(name = "das-conformance", version, after_help = EXIT_CODES)]
pub struct Cli {
    /// A folder whose features/ and fixtures/ override those built in, file by file.
    #[arg(long, global = true, value_name = "FOLDER")]
    data: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Judge a target, or everything built in, and write the report.
    Run(run::Run),
    /// Show which scenarios a run would consist of.
    List(list::List),
    /// Show the requirements, and what judges each.
    Requirements(requirements::Requirements),
    /// Show everything about one requirement.
    Explain(explain::Explain),
    /// Prove that every rule can fail: commit each fault and see it noticed.
    Prove(prove::Prove),
    /// Play one scenario with its exchanges on the screen.
    Replay(replay::Replay),
    /// Do something with results that were written before.
    Report(report::Report),
    /// Run the mock environment for a developer.
    Serve(serve::Serve),
}

/// Which profile, for commands that need no more.
#[derive(Debug, Args)]
struct ProfileChoice {
    /// The profile.
    #[arg(long, default_value = "das-v1", value_name = "NAME")]
    profile: String,
}

/// Anything that ends a command early.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// What the operator gave us cannot be used.
    #[error(transparent)]
    Configuration(#[from] ConfigurationError),
    /// The selection would prove nothing.
    #[error(transparent)]
    Selection(#[from] SelectionError),
    /// The judge broke.
    #[error(transparent)]
    Harness(#[from] HarnessError),
}

impl CliError {
    /// What the process says.
    pub fn exit(&self) -> ExitCode {
        match self {
            Self::Configuration(_) => ExitCode::Configuration,
            Self::Selection(error) => error.exit(),
            Self::Harness(_) => ExitCode::HarnessError,
        }
    }
}

/// What every command reads first.
struct Library {
    data: Data,
    registry: Registry,
    scenarios: Vec<Arc<Scenario>>,
}

impl Library {
    fn open(data: Data) -> Result<Self, CliError> {
        Ok(Self {
            registry: Registry::load(&data)?,
            scenarios: scenario::read_all(&data)?,
            data,
        })
    }

    fn profile(&self, name: &str) -> Result<Profile, CliError> {
        Ok(Profile::load(&self.data, &self.registry, name)?)
    }
}

impl Cli {
    /// Does what was asked for.
    pub fn execute(self) -> Result<ExitCode, CliError> {
        let data = match &self.data {
            Some(folder) => Data::folder(folder)?,
            None => Data::embedded(),
        };
        let library = Library::open(data)?;
        match self.command {
            Command::Run(command) => command.execute(&library),
            Command::List(command) => command.execute(&library),
            Command::Requirements(command) => command.execute(&library),
            Command::Explain(command) => command.execute(&library),
            Command::Prove(command) => command.execute(&library),
            Command::Replay(command) => command.execute(&library),
            Command::Report(command) => command.execute(&library),
            Command::Serve(command) => command.execute(&library),
        }
    }
}

/// Prints a line to standard output; a reader that went away is no error of ours.
fn say(line: impl std::fmt::Display) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// How many threads to use: what was asked for, or one per core.
fn workers(asked: Option<usize>) -> usize {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    asked.unwrap_or(cores).max(1)
}
