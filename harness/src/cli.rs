//! The command line.

mod brought;
mod complaint;
mod completions;
mod doctor;
mod draft;
mod evidence;
mod explain;
mod init;
mod list;
mod prove;
mod replay;
mod report;
mod requirements;
mod run;
mod seed;
mod serve;
mod terminal;
mod verify;

use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, Parser, Subcommand};
pub use complaint::complain;
use terminal::Terminal;

use crate::data::Data;
use crate::error::{ConfigurationError, ExitCode, HarnessError};
use crate::requirement::{Profile, Registry};
use crate::scenario::{self, Scenario};
use crate::selection::SelectionError;

/// What commands that judge end with; the numbers are kept from version to version.
const EXIT_CODES: &str = "\
Exit codes: 0 conformant · 1 not conformant · 2 configuration error · 3 harness error · \
4 nothing selected · 5 a known gap has closed · 6 undecided: too much is inconclusive or untested";
/// What all others end with.
const PLAIN_EXIT_CODES: &str = "Exit codes: 0 done · 2 configuration error · 3 harness error";
const EXIT_CODES_OF_LIST: &str =
    "Exit codes: 0 done · 2 configuration error · 3 harness error · 4 nothing selected";
const EXIT_CODES_OF_PROVE: &str = "\
Exit codes: 0 every fault was noticed · 2 configuration error · 3 a fault survived, or the harness broke · 4 no fault is called so";
const EXIT_CODES_OF_REPORT: &str = "\
Exit codes: 0 no worse · 1 worse · 2 configuration error · 3 harness error; of merged shards those of `run`";
const EXIT_CODES_OF_VERIFY: &str = "Exit codes: 0 it is what its signer made, and its verdicts follow · 2 it is not · 3 harness error";
const EXIT_CODES_OF_DOCTOR: &str = "Exit codes: 0 nothing is wrong · 2 something is wrong, or the file cannot be read · 3 harness error";

/// Judges implementations of WIPO DAS and of its authorization server, requirement by requirement.
#[derive(Debug, Parser)]
#[command(name = "das-conformance", version, after_help = EXIT_CODES)]
pub struct Cli {
    /// A folder whose features/ and fixtures/ override those built in, file by file.
    #[arg(long, global = true, value_name = "FOLDER")]
    data: Option<PathBuf>,
    #[command(flatten)]
    terminal: Terminal,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Judge a target, or everything built in, and write the report.
    #[command(after_help = EXIT_CODES)]
    Run(run::Run),
    /// Show which scenarios a run would consist of.
    #[command(after_help = EXIT_CODES_OF_LIST)]
    List(list::List),
    /// Show the requirements, and what judges each.
    #[command(after_help = PLAIN_EXIT_CODES)]
    Requirements(requirements::Requirements),
    /// Show everything about one requirement.
    #[command(after_help = PLAIN_EXIT_CODES)]
    Explain(explain::Explain),
    /// Prove that every rule can fail: commit each fault and see it noticed.
    #[command(after_help = EXIT_CODES_OF_PROVE)]
    Prove(prove::Prove),
    /// Play one scenario with its exchanges on the screen.
    #[command(after_help = EXIT_CODES)]
    Replay(replay::Replay),
    /// Do something with results that were written before.
    #[command(after_help = EXIT_CODES_OF_REPORT)]
    Report(report::Report),
    /// Run the mock environment for a developer.
    #[command(after_help = PLAIN_EXIT_CODES)]
    Serve(serve::Serve),
    /// Check a file of evidence and judge it again, offline.
    #[command(after_help = EXIT_CODES_OF_VERIFY)]
    Verify(verify::Verify),
    /// Look at everything that a target file names, and say what to change.
    #[command(after_help = EXIT_CODES_OF_DOCTOR)]
    Doctor(doctor::Doctor),
    /// Write a target file.
    #[command(after_help = PLAIN_EXIT_CODES)]
    Init(Box<init::Init>),
    /// Print what completes this command line in a shell.
    #[command(after_help = PLAIN_EXIT_CODES)]
    Completions(completions::Completions),
    /// Print the manual page.
    #[command(after_help = PLAIN_EXIT_CODES)]
    Man(completions::Manual),
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
    /// There is no fault to prove anything with.
    #[error("no fault against a requirement of {profile} has `{wanted}` in its name{}", suggestion.map(|name| format!(" – did you mean `{name}`?")).unwrap_or_default())]
    NoFault {
        /// The profile.
        profile: String,
        /// What the operator looked for.
        wanted: String,
        /// A name that is nearly that.
        suggestion: Option<&'static str>,
    },
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
            Self::NoFault { .. } => ExitCode::NothingSelected,
            Self::Harness(_) => ExitCode::HarnessError,
        }
    }
}

/// What every command reads first.
struct Library {
    terminal: Terminal,
    data: Data,
    registry: Registry,
    scenarios: Vec<Arc<Scenario>>,
}

impl Library {
    fn open(data: Data, terminal: Terminal) -> Result<Self, CliError> {
        Ok(Self {
            terminal,
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
        let library = Library::open(data, self.terminal)?;
        match self.command {
            Command::Run(command) => command.execute(&library),
            Command::List(command) => command.execute(&library),
            Command::Requirements(command) => command.execute(&library),
            Command::Explain(command) => command.execute(&library),
            Command::Prove(command) => command.execute(&library),
            Command::Replay(command) => command.execute(&library),
            Command::Report(command) => command.execute(&library),
            Command::Serve(command) => command.execute(&library),
            Command::Verify(command) => command.execute(),
            Command::Doctor(command) => command.execute(&library),
            Command::Init(command) => command.execute(&library),
            Command::Completions(command) => Ok(command.execute()),
            Command::Man(command) => command.execute(),
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
