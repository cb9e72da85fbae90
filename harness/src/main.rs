//! `das-conformance`: arguments, command, exit code.

use clap::Parser as _;
use harness::cli::{Cli, complain};

fn main() -> std::process::ExitCode {
    match Cli::parse().execute() {
        Ok(code) => code.into(),
        Err(error) => {
            complain(&error);
            error.exit().into()
        }
    }
}
