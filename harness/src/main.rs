//! `das-conformance`: arguments, command, exit code.

use clap::Parser as _;
use harness::cli::Cli;

fn main() -> std::process::ExitCode {
    match Cli::parse().execute() {
        Ok(code) => code.into(),
        Err(error) => {
            eprintln!("das-conformance: {error}");
            error.exit().into()
        }
    }
}
