//! `list`: the plan of a run, without running it.

use clap::Args;

use super::run::Choice;
use super::{CliError, Library, say};
use crate::error::ExitCode;
use crate::requirement::RequirementId;

/// Options of `list`.
#[derive(Debug, Args)]
pub(super) struct List {
    #[command(flatten)]
    choice: Choice,
    /// Show what is left out too, with the reason.
    #[arg(long)]
    left_out: bool,
}

impl List {
    pub(super) fn execute(&self, library: &Library) -> Result<ExitCode, CliError> {
        let chosen = self.choice.resolve(library)?;
        let plan = chosen.plan(library)?;
        let mut feature = "";
        for scenario in &plan.scenarios {
            if scenario.feature != feature {
                feature = &scenario.feature;
                say(feature);
            }
            let ids: Vec<&str> = scenario
                .requirements
                .iter()
                .map(RequirementId::as_str)
                .collect();
            say(format_args!("  {} [{}]", scenario.title, ids.join(" ")));
        }
        if self.left_out {
            for left_out in &plan.left_out {
                say(format_args!(
                    "left out: {}: {}",
                    left_out.scenario.title, left_out.reason
                ));
            }
        }
        say(format_args!(
            "{} scenarios, {} left out, {} requirements",
            plan.scenarios.len(),
            plan.left_out.len(),
            plan.requirements.len()
        ));
        Ok(ExitCode::Conformant)
    }
}
