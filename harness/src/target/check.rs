//! One input of a target file: what was tried with it before anything is judged, and what was found.

use crate::error::ConfigurationError;

/// An input that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Its key in the target file, with dots between the levels.
    pub input: String,
    /// What was tried with it.
    pub tried: &'static str,
    /// What was found.
    pub found: Found,
}

/// What came of a look at an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// It can be used; this is what is known of it.
    Sound(String),
    /// It cannot, and nothing can be judged before it is mended.
    Wrong(ConfigurationError),
    /// It is not decided here, for this reason.
    Open(String),
}

impl Check {
    /// Writes down what came of a look.
    pub fn new(
        key: &[&str],
        tried: &'static str,
        result: Result<String, ConfigurationError>,
    ) -> Self {
        Self {
            input: key.join("."),
            tried,
            found: result.map_or_else(Found::Wrong, Found::Sound),
        }
    }

    /// Writes down why a look decides nothing.
    pub fn open(key: &[&str], tried: &'static str, why: impl Into<String>) -> Self {
        Self {
            input: key.join("."),
            tried,
            found: Found::Open(why.into()),
        }
    }

    /// What is wrong, where something is.
    pub fn problem(&self) -> Option<&ConfigurationError> {
        match &self.found {
            Found::Wrong(error) => Some(error),
            Found::Sound(_) | Found::Open(_) => None,
        }
    }
}
