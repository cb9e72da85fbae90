//! The kill matrix: which fault was noticed for which requirement, by what.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Serialize;

use crate::error::ExitCode;
use crate::verdict::Verdict;

/// The result of a proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct KillMatrix {
    /// The profile that was proved.
    pub profile: String,
    /// What was not green although nobody misbehaved.
    pub honest_failures: Vec<String>,
    /// One row per fault and requirement.
    pub rows: Vec<Row>,
    /// Requirements that are judged and that no fault violates.
    pub unproved: Vec<String>,
}

/// One fault against one requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Row {
    /// The fault.
    pub fault: String,
    /// What the party does.
    pub summary: String,
    /// The requirement.
    pub requirement: String,
    /// What had to be observed.
    pub observed: String,
    /// Whether it was.
    #[serde(flatten)]
    pub kill: Kill,
}

/// Whether a fault was noticed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "result", rename_all = "kebab-case")]
pub enum Kill {
    /// It was noticed, for what it is.
    Killed {
        /// The scenario or invariant that noticed it first.
        by: String,
        /// The verdict it gave.
        verdict: Verdict,
    },
    /// It was not, or for another reason.
    Survived {
        /// The worst verdict that came out.
        verdict: Verdict,
        /// What each scenario said.
        why: Vec<String>,
    },
    /// The profile has no such requirement.
    UnknownRequirement,
    /// Nothing judges the requirement.
    NoScenario,
}

impl Kill {
    fn is_killed(&self) -> bool {
        matches!(self, Self::Killed { .. })
    }
}

impl KillMatrix {
    /// Whether everything is proved.
    pub fn is_complete(&self) -> bool {
        self.honest_failures.is_empty()
            && self.unproved.is_empty()
            && self.survivors().next().is_none()
    }

    /// The rows that were not killed.
    pub fn survivors(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| !row.kill.is_killed())
    }

    /// What the process says.
    pub fn exit(&self) -> ExitCode {
        if self.rows.is_empty() {
            return ExitCode::NothingSelected;
        }
        if self.is_complete() {
            ExitCode::Conformant
        } else {
            ExitCode::HarnessError
        }
    }

    /// The last line: what was proved.
    pub fn summary(&self) -> String {
        let survivors = self.survivors().count();
        let mut faults: Vec<&str> = self.rows.iter().map(|row| row.fault.as_str()).collect();
        let mut requirements: Vec<&str> = self
            .rows
            .iter()
            .map(|row| row.requirement.as_str())
            .collect();
        for names in [&mut faults, &mut requirements] {
            names.sort_unstable();
            names.dedup();
        }
        format!(
            "profile {}: {} faults against {} requirements, {} of {} pairs killed, {} requirements without a fault, {} honest failures",
            self.profile,
            faults.len(),
            requirements.len(),
            self.rows.len() - survivors,
            self.rows.len(),
            self.unproved.len(),
            self.honest_failures.len(),
        )
    }

    /// The matrix as Markdown.
    pub fn markdown(&self) -> String {
        let mut text = format!("# Kill matrix\n\n{}.\n\n", self.summary());
        list(
            &mut text,
            "Not green without any fault",
            &self.honest_failures,
        );
        list(
            &mut text,
            "Requirements that no fault violates",
            &self.unproved,
        );
        text.push_str("| Fault | What the party does | Requirement | Result | Noticed by |\n|---|---|---|---|---|\n");
        for row in &self.rows {
            let (result, by) = row.kill.cells();
            let _ = writeln!(
                text,
                "| `{}` | {} | {} | {result} | {} |",
                row.fault,
                row.summary,
                row.requirement,
                by.replace('|', "\\|"),
            );
        }
        text
    }
}

impl Kill {
    fn cells(&self) -> (String, String) {
        match self {
            Self::Killed { by, verdict } => (format!("killed: {verdict}"), by.clone()),
            Self::Survived { verdict, why } => (format!("**survived**: {verdict}"), why.join("; ")),
            Self::UnknownRequirement => ("**unknown requirement**".to_owned(), String::new()),
            Self::NoScenario => ("**nothing judges it**".to_owned(), String::new()),
        }
    }
}

fn list(text: &mut String, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(text, "## {title}\n");
    for line in lines {
        let _ = writeln!(text, "- {line}");
    }
    text.push('\n');
}

impl std::fmt::Display for Kill {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Killed { by, verdict } => write!(formatter, "{verdict}, noticed by {by}"),
            Self::Survived { verdict, why } => write!(formatter, "{verdict}; {}", why.join("; ")),
            Self::UnknownRequirement => formatter.write_str("the profile has no such requirement"),
            Self::NoScenario => formatter.write_str("nothing judges it"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(fault: &str, requirement: &str, kill: Kill) -> Row {
        Row {
            fault: fault.to_owned(),
            summary: format!("Does what {fault} says."),
            requirement: requirement.to_owned(),
            observed: "accepted".to_owned(),
            kill,
        }
    }

    fn killed() -> Kill {
        Kill::Killed {
            by: "An expired assertion is refused".to_owned(),
            verdict: Verdict::Fail,
        }
    }

    fn matrix(rows: Vec<Row>) -> KillMatrix {
        KillMatrix {
            profile: "das-v1".to_owned(),
            honest_failures: Vec::new(),
            rows,
            unproved: Vec::new(),
        }
    }

    #[test]
    fn a_matrix_with_everything_in_it_reads_as_written() {
        let survived = Kill::Survived {
            verdict: Verdict::Inconclusive,
            why: vec!["A title | with a bar: held".to_owned()],
        };
        let matrix = KillMatrix {
            honest_failures: vec!["A title: expected one thing, received another".to_owned()],
            unproved: vec!["DAS-AUTH-99".to_owned()],
            ..matrix(vec![
                row("accepts-expired-assertion", "DAS-AUTH-16", killed()),
                row("accepts-anything", "DAS-AUTH-03", survived),
                row("accepts-nothing", "DAS-AUTH-98", Kill::UnknownRequirement),
                row("accepts-much", "DAS-AUTH-97", Kill::NoScenario),
            ])
        };
        insta::assert_snapshot!(matrix.markdown());
    }

    #[test]
    fn only_a_complete_matrix_is_green() {
        let complete = matrix(vec![row("a", "DAS-AUTH-16", killed())]);
        assert_eq!(complete.exit(), ExitCode::Conformant);
        let unproved = KillMatrix {
            unproved: vec!["DAS-AUTH-99".to_owned()],
            ..complete.clone()
        };
        assert_eq!(unproved.exit(), ExitCode::HarnessError);
        let failing = KillMatrix {
            honest_failures: vec!["A title".to_owned()],
            ..complete
        };
        assert_eq!(failing.exit(), ExitCode::HarnessError);
        let survivor = matrix(vec![row("a", "DAS-AUTH-16", Kill::NoScenario)]);
        assert_eq!(survivor.exit(), ExitCode::HarnessError);
        assert_eq!(matrix(Vec::new()).exit(), ExitCode::NothingSelected);
    }
}
