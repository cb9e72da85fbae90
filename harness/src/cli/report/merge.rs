//! `report merge`: one result of the shards of a run.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::{CliError, Library, say, terminal};
use crate::error::{ConfigurationError, ExitCode};
use crate::report::console::summary;
use crate::report::merge::{Part, Whole};
use crate::report::{self, RunResult};

/// Options of `report merge`.
#[derive(Debug, Args)]
pub(super) struct Merge {
    /// The result.json of each shard.
    #[arg(required = true, value_name = "FILE")]
    shards: Vec<PathBuf>,
    /// Where the reports are written.
    #[arg(long, default_value = "reports/out", value_name = "FOLDER")]
    out: PathBuf,
}

impl Merge {
    pub(super) fn execute(&self, library: &Library) -> Result<ExitCode, CliError> {
        let parts = self.shards.iter().map(|file| part(file));
        let parts: Vec<Part> = parts.collect::<Result<_, _>>()?;
        let mut names = parts.iter().map(|part| part.result.profile.name.as_str());
        let profile = library.profile(names.next().unwrap_or_default())?;
        let scenarios = library.scenarios.iter();
        let scenarios: Vec<_> = scenarios.map(|each| each.reference.clone()).collect();
        let whole = Whole {
            registry: &library.registry,
            profile: &profile,
            scenarios: &scenarios,
        };
        let result = whole.merge(parts)?;
        report::write_all(&result, &self.out)?;
        let colour = terminal::colour();
        say(summary(&result, &self.out.display().to_string(), colour).trim_end());
        Ok(result.exit)
    }
}

fn part(file: &Path) -> Result<Part, ConfigurationError> {
    Ok(Part {
        file: file.display().to_string(),
        result: RunResult::read(file)?,
    })
}
