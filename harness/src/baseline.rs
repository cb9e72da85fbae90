//! Known gaps: failures that the operator lists with a reason. They stay failures in the report but do not fail the run; an entry
//! that no longer fails is stale, and says so.

use serde::{Deserialize, Serialize};

use crate::error::{ConfigurationError, SourceFile};
use crate::requirement::{Registry, RequirementId};

/// The known gaps of a target.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Baseline {
    entries: Vec<KnownGap>,
}

/// One failure that is expected, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownGap {
    /// What fails.
    pub subject: Subject,
    /// Why, and until when.
    pub reason: String,
}

/// What an entry is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Subject {
    /// Every scenario of a requirement, and its invariants.
    Requirement(RequirementId),
    /// One scenario, by its name in results.
    Scenario(String),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct BaselineFile {
    known_gaps: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    requirement: Option<RequirementId>,
    scenario: Option<String>,
    reason: String,
}

impl Baseline {
    /// A list of entries that were read before.
    pub fn new(entries: impl IntoIterator<Item = KnownGap>) -> Self {
        Self {
            entries: entries.into_iter().collect(),
        }
    }

    /// Reads a file of known gaps. Ids must be known, and every entry needs a reason.
    pub fn from_file(file: &SourceFile, registry: &Registry) -> Result<Self, ConfigurationError> {
        let read: BaselineFile = serde_yaml::from_str(&file.text)
            .map_err(|error| ConfigurationError::yaml(file, &error))?;
        let entries = read
            .known_gaps
            .into_iter()
            .map(|entry| known_gap(entry, file, registry));
        Ok(Self {
            entries: entries.collect::<Result<_, _>>()?,
        })
    }

    /// The entries.
    pub fn entries(&self) -> &[KnownGap] {
        &self.entries
    }

    /// Why a failure of this requirement in this scenario is expected, where it is.
    pub fn reason_for(&self, requirement: &RequirementId, scenario: &str) -> Option<&str> {
        let entry = self
            .entries
            .iter()
            .find(|entry| entry.is_about(requirement, scenario));
        entry.map(|entry| entry.reason.as_str())
    }
}

impl KnownGap {
    /// Whether it is about this requirement or this scenario.
    pub fn is_about(&self, requirement: &RequirementId, scenario: &str) -> bool {
        match &self.subject {
            Subject::Requirement(id) => id == requirement,
            Subject::Scenario(id) => id == scenario,
        }
    }

    /// What it is about, as text.
    pub fn subject_text(&self) -> &str {
        match &self.subject {
            Subject::Requirement(id) => id.as_str(),
            Subject::Scenario(id) => id,
        }
    }
}

fn known_gap(
    entry: Entry,
    file: &SourceFile,
    registry: &Registry,
) -> Result<KnownGap, ConfigurationError> {
    let place = |word: &str| file.word(word, 0);
    if entry.reason.trim().is_empty() {
        return Err(ConfigurationError::new("a known gap has no reason")
            .fix("say why, and until when")
            .within(file, file.key(&["reason"])));
    }
    let subject = match (entry.requirement, entry.scenario) {
        (Some(id), None) if registry.get(&id).is_none() => {
            return Err(ConfigurationError::new(format!("{id} is no requirement"))
                .fix("`das-conformance requirements` lists them")
                .within(file, place(id.as_str())));
        }
        (Some(id), None) => Subject::Requirement(id),
        (None, Some(scenario)) => Subject::Scenario(scenario),
        _ => {
            return Err(ConfigurationError::new(
                "a known gap is about one requirement or one scenario",
            )
            .fix("give `requirement` or `scenario`, and not both")
            .within(file, place(&entry.reason)));
        }
    };
    Ok(KnownGap {
        subject,
        reason: entry.reason,
    })
}
