//! `report`: what is done with results that were written before.

mod compare;
mod merge;

use clap::{Args, Subcommand};

use super::{CliError, EXIT_CODES, Library};
use crate::error::ExitCode;

/// Options of `report`.
#[derive(Debug, Args)]
pub(super) struct Report {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Say what became worse or better between two runs.
    #[command(
        after_help = "Exit codes: 0 no worse · 1 worse · 2 configuration error · 3 harness error"
    )]
    Compare(compare::Compare),
    /// Make one result of the shards of a run.
    #[command(after_help = EXIT_CODES)]
    Merge(merge::Merge),
}

impl Report {
    pub(super) fn execute(&self, library: &Library) -> Result<ExitCode, CliError> {
        match &self.command {
            Command::Compare(command) => command.execute(),
            Command::Merge(command) => command.execute(library),
        }
    }
}
