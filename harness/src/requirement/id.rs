//! The name of a clause, as it stands in tags, files and reports.

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An identifier such as `DAS-FLOW-REG-04` or `FAPI2-SP-FINAL-5.3.2.2-9`: capital first word, further words after hyphens.
///
/// Identifiers are never renumbered, so that a certificate keeps its meaning.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
#[schemars(extend("pattern" = "^[A-Z][A-Z0-9]*(-[A-Z0-9][A-Za-z0-9.]*)+$"))]
pub struct RequirementId(String);

/// Text that is no identifier of a requirement.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a requirement id (capital letters and digits, words joined by hyphens, as in DAS-FLOW-REG-04)"
)]
pub struct InvalidRequirementId(String);

impl RequirementId {
    /// Takes text that has the shape of an identifier.
    pub fn new(text: impl Into<String>) -> Result<Self, InvalidRequirementId> {
        let text = text.into();
        if has_shape(&text) {
            Ok(Self(text))
        } else {
            Err(InvalidRequirementId(text))
        }
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether text, a tag for example, could be an identifier.
    pub fn is_one(text: &str) -> bool {
        has_shape(text)
    }
}

fn has_shape(text: &str) -> bool {
    let mut words = text.split('-');
    let first = words.next().is_some_and(is_first_word);
    let mut rest = words.peekable();
    first && rest.peek().is_some() && rest.all(is_further_word)
}

fn is_first_word(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_uppercase())
        && word
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

fn is_further_word(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_uppercase() || first.is_ascii_digit())
        && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '.')
}

impl FromStr for RequirementId {
    type Err = InvalidRequirementId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::new(text)
    }
}

impl TryFrom<String> for RequirementId {
    type Error = InvalidRequirementId;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::new(text)
    }
}

impl From<RequirementId> for String {
    fn from(id: RequirementId) -> Self {
        id.0
    }
}

impl Borrow<str> for RequirementId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RequirementId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ids_of_the_ledger_and_of_other_suites_are_taken() {
        for id in [
            "DAS-FLOW-REG-04",
            "RFC7523-3-4",
            "FAPI2-SP-FINAL-5.3.2.2-9",
            "RFC7636-4.6",
            "DAS-AUTH-16-FAR",
        ] {
            assert_eq!(RequirementId::new(id).map(String::from), Ok(id.to_owned()));
        }
    }

    #[test]
    fn tags_with_another_meaning_are_no_ids() {
        for tag in [
            "serial",
            "requires:clock-control",
            "fault:omits-iss",
            "DAS",
            "DAS-",
            "-DAS",
            "das-auth-1",
            "DAS--1",
            "DAS AUTH-1",
            "",
        ] {
            assert!(!RequirementId::is_one(tag), "{tag}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_taken_or_refused(text in ".*") {
            let taken = RequirementId::new(text.clone()).is_ok();
            prop_assert_eq!(taken, RequirementId::is_one(&text));
        }
    }
}
