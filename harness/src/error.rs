//! What can go wrong outside of any verdict, and what the process says by its exit code.
//!
//! Non-conformance is never an error here: a [`ConfigurationError`] blames what the operator gave us, a [`HarnessError`] blames us.

mod configuration;
mod source;

use std::path::PathBuf;

pub use configuration::ConfigurationError;
pub use source::{SourceFile, nearest};

use crate::named::named;

named! {
    /// What the process says when it ends, worst first.
    pub enum ExitCode {
        /// The judge itself broke; nothing is said about the system under test.
        HarnessError = "harness-error",
        /// The target file, an argument or a credential cannot be used; nothing is said about the system under test.
        Configuration = "configuration-error",
        /// At least one obligation was violated.
        NonConformant = "non-conformant",
        /// A known gap of the baseline file is no longer one.
        StaleKnownGap = "stale-known-gap",
        /// No scenario was selected.
        NothingSelected = "nothing-selected",
        /// Nothing failed, but too much is undecided for a claim of conformance.
        Undecided = "undecided",
        /// Everything that binds was observed to hold.
        Conformant = "conformant",
    }
}

impl ExitCode {
    /// The number that the process ends with.
    pub const fn number(self) -> u8 {
        match self {
            Self::HarnessError => 3,
            Self::Configuration => 2,
            Self::NonConformant => 1,
            Self::StaleKnownGap => 5,
            Self::NothingSelected => 4,
            Self::Undecided => 6,
            Self::Conformant => 0,
        }
    }

    /// The number in words, for the last line of a run.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::HarnessError => "the harness broke; no statement about the system under test",
            Self::Configuration => "configuration error; no statement about the system under test",
            Self::NonConformant => "not conformant",
            Self::StaleKnownGap => "a known gap has closed: remove it from the baseline file",
            Self::NothingSelected => "nothing was selected, so nothing was judged",
            Self::Undecided => {
                "no failure, but too much is undecided or untested for a claim of conformance"
            }
            Self::Conformant => "conformant in everything that was selected",
        }
    }
}

impl From<ExitCode> for std::process::ExitCode {
    fn from(code: ExitCode) -> Self {
        Self::from(code.number())
    }
}

/// The judge broke. Every variant is a defect of ours or of the machine, never of the system under test.
#[derive(Debug, thiserror::Error)]
pub enum HarnessError {
    /// A file could not be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        source: std::io::Error,
    },
    /// A report could not be made from the result.
    #[error("cannot make the {format} report: {reason}")]
    Report {
        /// The format.
        format: &'static str,
        /// What went wrong.
        reason: String,
    },
    /// Data that the binary carries is unusable.
    #[error("the data built into this binary are broken: {0}")]
    Data(#[from] ConfigurationError),
    /// Anything else that must not happen.
    #[error("{0}")]
    Broken(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exit_codes_are_those_of_the_architecture_worst_first() {
        let numbers: Vec<u8> = ExitCode::ALL.iter().map(|code| code.number()).collect();
        assert_eq!(numbers, [3, 2, 1, 5, 4, 6, 0]);
    }
}
