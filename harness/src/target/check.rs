//! One input of a target file: what was tried with it before anything is judged, and what was found.

use crate::error::ConfigurationError;
use crate::visible;

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

/// What came of a look at an input. What a host said may stand in it, spelt out so that it steers nothing.
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
            found: result.map_or_else(Found::Wrong, |known| {
                Found::Sound(visible::line(&known).into_owned())
            }),
        }
    }

    /// Writes down why a look decides nothing.
    pub fn open(key: &[&str], tried: &'static str, why: impl Into<String>) -> Self {
        Self {
            input: key.join("."),
            tried,
            found: Found::Open(visible::line(&why.into()).into_owned()),
        }
    }

    /// Whether it decides nothing.
    pub fn is_open(&self) -> bool {
        matches!(self.found, Found::Open(_))
    }

    /// What is wrong, where something is.
    pub fn problem(&self) -> Option<&ConfigurationError> {
        match &self.found {
            Found::Wrong(error) => Some(error),
            Found::Sound(_) | Found::Open(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_host_said_steers_no_terminal() {
        let said = || "https://x\u{1b}[31m\n".to_owned();
        let spelt = r"https://x\u{1b}[31m\n".to_owned();
        let sound = Check::new(&["issuer"], "compare", Ok(said()));
        assert_eq!(sound.found, Found::Sound(spelt.clone()));
        let open = Check::open(&["issuer"], "compare", said());
        assert_eq!(open.found, Found::Open(spelt));
    }
}
