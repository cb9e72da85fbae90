//! Results that were written before.

use std::path::Path;

use super::model::{FORMAT_VERSION, RunResult};
use crate::error::ConfigurationError;
use crate::input;

impl RunResult {
    /// Reads a `result.json`.
    pub fn read(file: &Path) -> Result<Self, ConfigurationError> {
        let text = input::text(file, input::RESULT_LIMIT)?;
        let read: Self = serde_json::from_str(&text).map_err(|error| {
            let problem = format!("{} is no result of a run: {error}", file.display());
            ConfigurationError::new(problem)
                .fix("give a result.json that this version of das-conformance has written")
        })?;
        if major(&read.format_version) == major(FORMAT_VERSION) {
            return Ok(read);
        }
        let problem = format!(
            "{} has the form {}, and this program reads {FORMAT_VERSION}",
            file.display(),
            read.format_version
        );
        Err(ConfigurationError::new(problem).fix("use the program that wrote it"))
    }
}

fn major(version: &str) -> Option<&str> {
    version.split('.').next()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use std::fs;

    use super::super::{tests::sample, write_all};
    use super::*;

    #[test]
    fn what_was_written_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let result = sample::result();
        write_all(&result, folder.path()).unwrap();
        let read = RunResult::read(&folder.path().join("result.json")).unwrap();
        assert_eq!(read, result);
    }

    #[test]
    fn a_form_of_another_time_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("result.json");
        let mut result = sample::result();
        "2.0".clone_into(&mut result.format_version);
        fs::write(&file, serde_json::to_string(&result).unwrap()).unwrap();
        let error = RunResult::read(&file).unwrap_err();
        assert!(error.problem().contains("has the form 2.0"), "{error}");
    }
}
