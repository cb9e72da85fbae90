//! `report`: what is done with results that were written before.

mod compare;
mod merge;

use clap::{Args, Subcommand};

use super::{CliError, Library};
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
    Compare(compare::Compare),
    /// Make one result of the shards of a run.
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
