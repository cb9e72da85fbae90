//! What the operator asked for: patterns over requirement ids, titles and features.

use std::fmt;
use std::str::FromStr;

use regex::{Regex, RegexBuilder};

use super::{LeftOutReason, ScenarioRef, SelectionError};
use crate::error::{ConfigurationError, nearest};
use crate::requirement::{Registry, RequirementId};

/// Text in which `*` stands for anything and `?` for one character; case does not matter, and the whole must match.
#[derive(Debug, Clone)]
pub struct Pattern {
    text: String,
    regex: Regex,
}

impl Pattern {
    /// Every pattern of a list.
    pub fn all(texts: &[String]) -> Result<Vec<Self>, ConfigurationError> {
        let parse = |text: &String| {
            Self::from_str(text).map_err(|error| {
                ConfigurationError::new(format!("the pattern `{text}` is too long: {error}"))
            })
        };
        texts.iter().map(parse).collect()
    }

    /// Whether a word matches.
    pub fn matches(&self, word: &str) -> bool {
        self.regex.is_match(word)
    }

    /// Whether it fits a scenario: one of its ids, its title, its name, or the title or path of its feature.
    pub fn fits(&self, scenario: &ScenarioRef) -> bool {
        scenario
            .requirements
            .iter()
            .any(|id| self.matches(id.as_str()))
            || [
                &scenario.title,
                &scenario.feature,
                &scenario.path,
                &scenario.id(),
            ]
            .into_iter()
            .any(|word| self.matches(word))
    }
}

impl FromStr for Pattern {
    type Err = regex::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let escaped = regex::escape(text).replace(r"\*", ".*").replace(r"\?", ".");
        let regex = RegexBuilder::new(&format!("^(?:{escaped})$"))
            .case_insensitive(true)
            .dot_matches_new_line(true)
            .build()?;
        Ok(Self {
            text: text.to_owned(),
            regex,
        })
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Pattern {}

impl fmt::Display for Pattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// The operator's patterns, those of the target file and those of the command line together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Only what one of these fits; none: everything.
    pub only: Vec<Pattern>,
    /// But nothing that one of these fits.
    pub exclude: Vec<Pattern>,
}

impl Filter {
    /// Whether less than everything was asked for.
    pub fn is_partial(&self) -> bool {
        self.is_narrowing() || !self.exclude.is_empty()
    }

    /// Whether something particular was asked for.
    pub fn is_narrowing(&self) -> bool {
        !self.only.is_empty()
    }

    /// Whether a requirement is asked for by its id.
    pub fn asks_for_requirement(&self, id: &RequirementId) -> bool {
        self.only.iter().any(|pattern| pattern.matches(id.as_str()))
    }

    /// Whether a requirement is excluded by its id.
    pub fn excludes_requirement(&self, id: &RequirementId) -> bool {
        self.exclude
            .iter()
            .any(|pattern| pattern.matches(id.as_str()))
    }

    /// A scenario is excluded when a pattern fits its title or feature, or all of its requirements.
    pub(super) fn reason_against(&self, scenario: &ScenarioRef) -> Option<LeftOutReason> {
        let by_name = Self::any(
            &self.exclude,
            &ScenarioRef {
                requirements: Vec::new(),
                ..scenario.clone()
            },
        );
        let by_requirement = !scenario.requirements.is_empty()
            && scenario
                .requirements
                .iter()
                .all(|id| self.excludes_requirement(id));
        if by_name || by_requirement {
            return Some(LeftOutReason::Excluded);
        }
        (self.is_narrowing() && !Self::any(&self.only, scenario))
            .then_some(LeftOutReason::NotAskedFor)
    }

    fn any(patterns: &[Pattern], scenario: &ScenarioRef) -> bool {
        patterns.iter().any(|pattern| pattern.fits(scenario))
    }

    /// Refuses a pattern that fits nothing: it is a misspelling, and would silently select less than was meant.
    pub(super) fn demand_matches(
        &self,
        scenarios: &[ScenarioRef],
        registry: &Registry,
    ) -> Result<(), SelectionError> {
        let fits_nothing = |pattern: &&Pattern| {
            !registry.ids().any(|id| pattern.matches(id.as_str()))
                && !scenarios.iter().any(|scenario| pattern.fits(scenario))
        };
        match self.only.iter().chain(&self.exclude).find(fits_nothing) {
            None => Ok(()),
            Some(pattern) => Err(SelectionError::Unmatched {
                pattern: pattern.text.clone(),
                suggestion: suggestion(&pattern.text, scenarios, registry),
            }),
        }
    }
}

fn suggestion(text: &str, scenarios: &[ScenarioRef], registry: &Registry) -> Option<String> {
    let words = registry.ids().map(RequirementId::as_str);
    let titles = scenarios
        .iter()
        .flat_map(|scenario| [scenario.title.as_str(), scenario.feature.as_str()]);
    nearest(text, words.chain(titles)).map(str::to_owned)
}
