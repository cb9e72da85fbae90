//! `run --failed`: what failed or stayed undecided last time.

use std::path::Path;

use super::Chosen;
use crate::cli::{CliError, Library};
use crate::error::ConfigurationError;
use crate::randomness::Seed;
use crate::report::RunResult;
use crate::report::model::ScenarioResult;
use crate::selection::{Pattern, SelectionError};
use crate::verdict::Verdict;

/// What is to be run again.
pub(super) struct Again {
    /// Patterns of the scenarios.
    pub(super) patterns: Vec<Pattern>,
    /// The seed of the last run. None where a target may remember what it was sent, and none of a merged result, of which it is not told
    /// whose it is.
    pub(super) seed: Option<Seed>,
}

impl Again {
    /// By the result that lies in this folder.
    pub(super) fn of(folder: &Path, chosen: &Chosen, library: &Library) -> Result<Self, CliError> {
        let file = folder.join("result.json");
        let name = file.display().to_string();
        if !file.exists() {
            return Err(SelectionError::NoLastResult { file: name }.into());
        }
        let last = RunResult::read(&file)?;
        demand_same(&name, &last, chosen)?;
        Ok(Self {
            patterns: patterns(name, &last, library)?,
            seed: seed(&last).filter(|_| chosen.begins_anew()),
        })
    }
}

fn seed(last: &RunResult) -> Option<Seed> {
    match last.seeds.as_slice() {
        [seed] => Some(*seed),
        _ => None,
    }
}

fn patterns(name: String, last: &RunResult, library: &Library) -> Result<Vec<Pattern>, CliError> {
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
