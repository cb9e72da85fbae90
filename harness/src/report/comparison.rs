//! What differs between the results of two runs: what became worse, what was mended, what appeared or went.

mod change;
mod words;

pub use change::{Change, Judged, Kind};
pub use words::words;

use super::model::{RequirementResult, RunResult, ScenarioResult};
use super::wording::counted;
use crate::error::ExitCode;

/// How the beginning of a run is told, in Universal Time.
pub(super) const TO_THE_MINUTE: &str = "%Y-%m-%d %H:%M UTC";

/// Two results, and every difference between them.
#[derive(Debug)]
pub struct Comparison<'a> {
    /// The earlier one.
    pub before: &'a RunResult,
    /// The later one.
    pub after: &'a RunResult,
    /// What became of requirements, in the order of the registry.
    pub requirements: Vec<Change<'a, RequirementResult>>,
    /// What became of scenarios, in the order of the features.
    pub scenarios: Vec<Change<'a, ScenarioResult>>,
}

/// Something by which two runs are not alike, so that differences may come of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Circumstance {
    /// What it is.
    pub name: &'static str,
    /// What it was.
    pub before: String,
    /// What it is now.
    pub after: String,
}

impl<'a> Comparison<'a> {
    /// Holds the later result against the earlier one.
    pub fn of(before: &'a RunResult, after: &'a RunResult) -> Self {
        Self {
            requirements: change::changes(&before.requirements, &after.requirements),
            scenarios: change::changes(&before.scenarios, &after.scenarios),
            before,
            after,
        }
    }

    /// Whether anything fails, warns or is left undecided that did not before.
    pub fn is_worse(&self) -> bool {
        let (requirements, scenarios) = self.worse();
        requirements + scenarios > 0
    }

    /// How many requirements and how many scenarios became worse.
    fn worse(&self) -> (usize, usize) {
        let requirements = self.requirements.iter().map(|change| change.kind);
        let scenarios = self.scenarios.iter().map(|change| change.kind);
        (
            requirements.filter(|kind| kind.is_worse()).count(),
            scenarios.filter(|kind| kind.is_worse()).count(),
        )
    }

    /// What the process says.
    pub fn exit(&self) -> ExitCode {
        if self.is_worse() {
            ExitCode::NonConformant
        } else {
            ExitCode::Conformant
        }
    }

    /// What is not alike.
    pub fn circumstances(&self) -> Vec<Circumstance> {
        let rows: [(&'static str, Told); 6] = [
            ("judged", |result| result.target.clone()),
            ("roles", roles),
            ("profile", |result| {
                format!("{} {}", result.profile.name, result.profile.version)
            }),
            ("requirement rows", |result| result.registry_version.clone()),
            ("selection", |result| {
                if result.partial {
                    "a part"
                } else {
                    "everything"
                }
                .to_owned()
            }),
            ("made by", |result| {
                format!("{} {}", result.tool.name, result.tool.version)
            }),
        ];
        let rows = rows.into_iter().map(|(name, of)| Circumstance {
            name,
            before: of(self.before),
            after: of(self.after),
        });
        rows.filter(|row| row.before != row.after).collect()
    }

    /// The outcome in a few words.
    pub fn outcome(&self) -> String {
        match self.worse() {
            (0, 0) => "no worse".to_owned(),
            (requirements, scenarios) => format!(
                "worse in {} and {}",
                counted(requirements, "requirement", "requirements"),
                counted(scenarios, "scenario", "scenarios")
            ),
        }
    }
}

/// How something of a run is told.
type Told = fn(&RunResult) -> String;

fn roles(result: &RunResult) -> String {
    let roles: Vec<&str> = result.roles.iter().map(|role| role.name()).collect();
    roles.join(", ")
}

#[cfg(test)]
mod tests;
