//! `report compare`: what became worse or better between two runs.

use std::fs;
use std::path::PathBuf;

use clap::Args;

use crate::cli::{CliError, say, terminal};
use crate::error::{ExitCode, HarnessError};
use crate::report::comparison::{Comparison, words};
use crate::report::{RunResult, comparison_page};

const EXIT_CODES: &str = "Exit codes: 0 no worse · 1 worse · 2 a file is no result of a run";

/// Options of `report compare`.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct Compare {
    /// The result.json of the earlier run.
    #[arg(value_name = "OLD")]
    before: PathBuf,
    /// The result.json of the later run.
    #[arg(value_name = "NEW")]
    after: PathBuf,
    /// Where the page is written, as comparison.html.
    #[arg(long, default_value = "reports/out", value_name = "FOLDER")]
    out: PathBuf,
}

impl Compare {
    pub(super) fn execute(&self) -> Result<ExitCode, CliError> {
        let before = RunResult::read(&self.before)?;
        let after = RunResult::read(&self.after)?;
        let comparison = Comparison::of(&before, &after);
        let page = self.write(&comparison)?;
        let page = page.display().to_string();
        say(words(&comparison, &page, terminal::colour()).trim_end());
        Ok(comparison.exit())
    }

    fn write(&self, comparison: &Comparison<'_>) -> Result<PathBuf, HarnessError> {
        let path = self.out.join("comparison.html");
        let written = fs::create_dir_all(&self.out)
            .and_then(|()| fs::write(&path, comparison_page(comparison)));
        match written {
            Ok(()) => Ok(path),
            Err(source) => Err(HarnessError::Write { path, source }),
        }
    }
}
