//! `doctor`: everything that a run looks at before its first scenario, with all that is wrong and not only what comes first.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::{CliError, Library, say, terminal};
use crate::actor::environment::examination::examine;
use crate::error::{ConfigurationError, ExitCode, HarnessError};
use crate::report::console::Colour;
use crate::target::{Check, Found, Target};

/// The version of what `--json` prints.
const FORMAT_VERSION: &str = "1";
/// Green, red and yellow on terminals.
const COLOURS: [(&str, u8); 3] = [("sound", 32), ("wrong", 31), ("open", 33)];

/// Options of `doctor`.
#[derive(Debug, Args)]
pub(super) struct Doctor {
    /// The target file.
    #[arg(long, value_name = "FILE")]
    target: PathBuf,
    /// Print it as JSON.
    #[arg(long)]
    json: bool,
}

impl Doctor {
    pub(super) fn execute(&self, library: &Library) -> Result<ExitCode, CliError> {
        let inspection = Target::inspect(&self.target, &library.data, &library.registry);
        let mut checks = inspection.checks;
        match &inspection.target {
            Some(target) => checks.extend(looked_at(target)?),
            None => checks.push(Check::open(
                &["hosts"],
                "call them",
                "not before the file is mended",
            )),
        }
        if self.json {
            say(json(&checks)?);
        } else {
            let colour = terminal::colour();
            let shown = checks
                .iter()
                .filter(|check| !library.terminal.is_quiet() || check.problem().is_some());
            shown.for_each(|check| say(row(check, colour)));
            say(summary(&checks));
        }
        Ok(if wrong(&checks) == 0 {
            ExitCode::Conformant
        } else {
            ExitCode::Configuration
        })
    }
}

fn looked_at(target: &Target) -> Result<Vec<Check>, HarnessError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| HarnessError::Broken(error.to_string()))?;
    Ok(runtime.block_on(examine(target)).checks)
}

fn wrong(checks: &[Check]) -> usize {
    checks
        .iter()
        .filter(|check| check.problem().is_some())
        .count()
}

/// A look in words: what came of it, the input, what was tried, what was found and, where that is wrong, what to change.
pub(super) fn row(check: &Check, colour: Colour) -> String {
    let Check { input, tried, .. } = check;
    let (result, found) = in_words(check);
    let paint = COLOURS.iter().find(|(name, _)| *name == result);
    let result = colour.paint(paint.map_or(0, |(_, code)| *code), &format!("{result:5}"));
    let row = format!("{result}  {input}: {tried}\n       {found}");
    match check.problem() {
        None => row,
        Some(problem) => {
            let place = problem.line().map(|line| format!("line {line}: "));
            let fix = problem.remedy().unwrap_or_default();
            format!("{row}\n       {}{fix}", place.unwrap_or_default())
        }
    }
}

fn in_words(check: &Check) -> (&'static str, &str) {
    match &check.found {
        Found::Sound(known) => ("sound", known),
        Found::Wrong(error) => ("wrong", error.problem()),
        Found::Open(why) => ("open", why),
    }
}

fn summary(checks: &[Check]) -> String {
    match wrong(checks) {
        0 => format!("{} inputs looked at, none is wrong", checks.len()),
        1 => format!("{} inputs looked at, 1 is wrong", checks.len()),
        several => format!("{} inputs looked at, {several} are wrong", checks.len()),
    }
}

/// What `--json` prints.
#[derive(Debug, Serialize)]
struct Report<'a> {
    format_version: &'static str,
    usable: bool,
    checks: Vec<Entry<'a>>,
}

/// One look.
#[derive(Debug, Serialize)]
struct Entry<'a> {
    input: &'a str,
    tried: &'a str,
    result: &'a str,
    found: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
}

impl<'a> Entry<'a> {
    fn of(check: &'a Check) -> Self {
        let (result, found) = in_words(check);
        let problem = check.problem();
        Self {
            input: &check.input,
            tried: check.tried,
            result,
            found,
            change: problem.and_then(ConfigurationError::remedy),
            file: problem.and_then(ConfigurationError::file),
            line: problem.and_then(ConfigurationError::line),
        }
    }
}

fn json(checks: &[Check]) -> Result<String, HarnessError> {
    let report = Report {
        format_version: FORMAT_VERSION,
        usable: wrong(checks) == 0,
        checks: checks.iter().map(Entry::of).collect(),
    };
    serde_json::to_string_pretty(&report).map_err(|error| HarnessError::Broken(error.to_string()))
}
