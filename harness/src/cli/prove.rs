//! `prove`: the kill matrix.

use std::path::{Path, PathBuf};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::{CliError, Library, ProfileChoice, say, workers};
use crate::error::{ExitCode, HarnessError, nearest};
use crate::prove::matrix::KillMatrix;
use crate::prove::{Played, Progress, Proof, all_faults};
use crate::report::{self, console::Manner};

/// Options of `prove`.
#[derive(Debug, Args)]
pub(super) struct Prove {
    #[command(flatten)]
    profile: ProfileChoice,
    /// Only faults whose name contains this.
    #[arg(long, value_name = "TEXT")]
    fault: Option<String>,
    /// How many scenarios run at once.
    #[arg(long, value_name = "N")]
    workers: Option<usize>,
    /// Where the kill matrix is written.
    #[arg(long, default_value = "reports/out", value_name = "FOLDER")]
    out: PathBuf,
}

impl Prove {
    pub(super) fn execute(&self, library: &Library) -> Result<ExitCode, CliError> {
        let profile = library.profile(&self.profile.profile)?;
        let wanted = self.fault.clone().unwrap_or_default();
        let proof = Proof {
            registry: &library.registry,
            profile: &profile,
            scenarios: &library.scenarios,
            workers: workers(self.workers),
            selects: &|name| name.contains(&wanted),
        };
        report::prepare(&self.out)?;
        let matrix = proof.run(&mut *progress(library.terminal.progress()));
        if matrix.rows.is_empty() {
            return Err(nothing_to_prove(&matrix, wanted));
        }
        let file = write(&matrix, &self.out)?;
        tell(&matrix, &file);
        Ok(matrix.exit())
    }
}

fn nothing_to_prove(matrix: &KillMatrix, wanted: String) -> CliError {
    let names = all_faults().into_iter().map(|fault| fault.name);
    let others = names.filter(|name| !name.contains(&wanted));
    CliError::NoFault {
        profile: matrix.profile.clone(),
        suggestion: nearest(&wanted, others),
        wanted,
    }
}

/// Tells how far the proof is, on the error stream and in the manner of `run`.
fn progress(manner: Manner) -> Box<Progress<'static>> {
    match manner {
        Manner::Silent => Box::new(|_| {}),
        Manner::Lines => Box::new(|played| eprintln!("{}", line(played))),
        Manner::Bar(_) => bar(),
    }
}

fn line(played: Played<'_>) -> String {
    let Played { done, total, .. } = played;
    let width = total.to_string().len();
    let fault = played.fault.unwrap_or("without a fault");
    let scenario = &played.scenario.reference;
    format!(
        "[{done:>width$}/{total}] {fault}: {} › {}",
        scenario.feature, scenario.title
    )
}

fn bar() -> Box<Progress<'static>> {
    let style =
        ProgressStyle::with_template("{bar:32} {pos}/{len} scenarios, {elapsed} {wide_msg}");
    let bar =
        ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    Box::new(move |played| {
        bar.set_length(played.total as u64);
        bar.set_position(played.done as u64);
        bar.set_message(played.fault.unwrap_or("without a fault"));
        if played.done == played.total {
            bar.finish_and_clear();
        }
    })
}

fn write(matrix: &KillMatrix, folder: &Path) -> Result<PathBuf, HarnessError> {
    let put = |name: &str, text: String| {
        let path = folder.join(name);
        let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&path, text));
        written.map_err(|source| HarnessError::Write {
            path: path.clone(),
            source,
        })?;
        Ok(path)
    };
    let json = serde_json::to_string_pretty(matrix);
    put(
        "kill-matrix.json",
        json.map_err(|error| HarnessError::Broken(error.to_string()))?,
    )?;
    put("kill-matrix.md", matrix.markdown())
}

fn tell(matrix: &KillMatrix, file: &Path) {
    for failure in &matrix.honest_failures {
        say(format_args!("not green without any fault: {failure}"));
    }
    for requirement in &matrix.unproved {
        say(format_args!("no fault violates {requirement}"));
    }
    for row in matrix.survivors() {
        say(format_args!(
            "survived: {} against {}: {}",
            row.fault, row.requirement, row.kill
        ));
    }
    say(matrix.summary());
    say(format_args!("kill matrix: {}", file.display()));
}
