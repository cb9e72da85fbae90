//! What the last run says about a requirement.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::say;
use crate::error::ConfigurationError;
use crate::report::RunResult;
use crate::report::model::ScenarioResult;
use crate::requirement::RequirementId;

/// Where a run leaves its result.
const USUAL: &str = "reports/out/result.json";

/// Which result is looked at.
#[derive(Debug, Args)]
pub(super) struct Last {
    /// The result to take the last verdicts from [default: reports/out/result.json, if it is there].
    #[arg(long, value_name = "FILE")]
    result: Option<PathBuf>,
}

impl Last {
    /// Prints the verdict and what led to it, where there is a result and it knows the requirement.
    pub(super) fn tell(&self, id: &RequirementId) -> Result<(), ConfigurationError> {
        let usual = Path::new(USUAL);
        let file = self
            .result
            .as_deref()
            .or_else(|| usual.exists().then_some(usual));
        let Some(file) = file else { return Ok(()) };
        let result = RunResult::read(file)?;
        let Some(row) = result.requirements.iter().find(|row| row.id == *id) else {
            return Ok(());
        };
        say(format_args!(
            "  last      {} at {}: {} by {} ({})",
            row.verdict,
            result.finished_at,
            result.target,
            result.profile.name,
            file.display()
        ));
        let judging = |scenario: &&ScenarioResult| row.scenarios.contains(&scenario.id);
        for scenario in result.scenarios.iter().filter(judging) {
            tell_scenario(scenario, id);
        }
        Ok(())
    }
}

/// What one scenario said about it.
fn tell_scenario(scenario: &ScenarioResult, id: &RequirementId) {
    let judgements = scenario.judgements.iter();
    for judgement in judgements.filter(|judgement| judgement.requirement == *id) {
        say(format_args!("    {} {}", judgement.verdict, scenario.title));
    }
    let findings = scenario.findings.iter();
    for finding in findings.filter(|finding| finding.requirements.contains(id)) {
        say(format_args!("      expected {}", finding.expected));
        say(format_args!("      received {}", finding.received));
    }
}
