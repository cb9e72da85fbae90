//! `report`: what is done with results that were written before.

mod compare;

use clap::{Args, Subcommand};

use super::CliError;
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
}

impl Report {
    pub(super) fn execute(&self) -> Result<ExitCode, CliError> {
        match &self.command {
            Command::Compare(command) => command.execute(),
        }
    }
}
