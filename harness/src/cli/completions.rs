//! `completions` and `man`: the command line in the words of shells and of `man`.

use std::io::Write as _;
use std::path::PathBuf;

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use super::{Cli, CliError};
use crate::error::{ExitCode, HarnessError};

/// Options of `completions`.
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell.
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

impl Completions {
    pub(super) fn execute(&self) -> ExitCode {
        let mut script = Vec::new();
        clap_complete::generate(
            self.shell,
            &mut Cli::command(),
            "das-conformance",
            &mut script,
        );
        // A reader that went away is no error of ours.
        let _ = std::io::stdout().write_all(&script);
        ExitCode::Conformant
    }
}

/// Options of `man`.
#[derive(Debug, Args)]
pub(super) struct Manual {
    /// Write a page for each command into this folder, instead of the main page to standard output.
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

impl Manual {
    pub(super) fn execute(&self) -> Result<ExitCode, CliError> {
        let Some(folder) = &self.folder else {
            let mut page = Vec::new();
            let rendered = clap_mangen::Man::new(Cli::command()).render(&mut page);
            rendered.map_err(|error| HarnessError::Broken(error.to_string()))?;
            let _ = std::io::stdout().write_all(&page);
            return Ok(ExitCode::Conformant);
        };
        let written = std::fs::create_dir_all(folder)
            .and_then(|()| clap_mangen::generate_to(Cli::command(), folder));
        written.map_err(|source| HarnessError::Write {
            path: folder.clone(),
            source,
        })?;
        Ok(ExitCode::Conformant)
    }
}
