//! `run --failed`: what failed or stayed undecided last time.

use std::path::Path;

use super::Chosen;
use crate::cli::{CliError, Library};
use crate::error::ConfigurationError;
use crate::report::RunResult;
use crate::report::model::ScenarioResult;
use crate::selection::{Pattern, SelectionError};
use crate::verdict::Verdict;

/// Patterns for what is to be run again, by the result that lies in this folder.
pub(super) fn patterns(
    folder: &Path,
    chosen: &Chosen,
    library: &Library,
) -> Result<Vec<Pattern>, CliError> {
    let file = folder.join("result.json");
    let name = file.display().to_string();
    if !file.exists() {
        return Err(SelectionError::NoLastResult { file: name }.into());
    }
    let last = RunResult::read(&file)?;
    demand_same(&name, &last, chosen)?;
    let exists = |id: &String| {
        library
            .scenarios
            .iter()
            .any(|each| each.reference.id() == *id)
    };
    let failed = last.scenarios.iter().filter(|scenario| is_open(scenario));
    let ids: Vec<String> = failed
        .map(|scenario| scenario.id.clone())
        .filter(exists)
        .collect();
    if ids.is_empty() {
        return Err(SelectionError::NothingFailed { file: name }.into());
    }
    Ok(Pattern::all(&ids)?)
}

/// Whether a scenario failed unexpectedly, or nobody knows.
fn is_open(scenario: &ScenarioResult) -> bool {
    let is_bad = matches!(
        scenario.verdict,
        Verdict::Fail | Verdict::Inconclusive | Verdict::ConfigurationError | Verdict::HarnessError
    );
    is_bad && scenario.known_gap().is_none()
}

/// What failed elsewhere, or by other rules, says nothing here.
fn demand_same(file: &str, last: &RunResult, chosen: &Chosen) -> Result<(), ConfigurationError> {
    if last.target == chosen.name && last.profile.name == chosen.profile.name {
        return Ok(());
    }
    let problem = format!(
        "{file} is about {} by profile {}, this run about {} by profile {}",
        last.target, last.profile.name, chosen.name, chosen.profile.name
    );
    Err(ConfigurationError::new(problem).fix("give the --target or the --profile of the last run"))
}
