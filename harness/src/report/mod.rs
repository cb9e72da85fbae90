//! How a run is told: one versioned model, and one consumer per format.
//!
//! [`Run`] weighs what the scenarios observed and makes the [`RunResult`]; every report is made from that and from nothing else.

pub mod canonical;
pub mod comparison;
pub mod console;
mod csv;
mod cucumber;
pub mod curl;
mod har;
mod html;
mod json;
mod junit;
mod markdown;
pub mod merge;
pub mod model;
mod read;
mod run;
pub mod shard;
pub mod transcript;
mod wording;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

pub use html::comparison::page as comparison_page;
pub use model::RunResult;
pub use run::{Run, ScenarioOutcome};
pub(crate) use wording::{roles, seeds};

use crate::error::{ConfigurationError, HarnessError};

/// A form in which a result is written to a file.
#[derive(Debug)]
pub struct Format {
    /// What it is called.
    pub name: &'static str,
    /// The file that it goes to.
    pub file: &'static str,
    /// Makes it.
    pub render: fn(&RunResult) -> Result<String, HarnessError>,
}

/// Every format, in the order in which they are written.
pub static FORMATS: &[Format] = &[
    json::FORMAT,
    junit::FORMAT,
    markdown::FORMAT,
    csv::FORMAT,
    cucumber::FORMAT,
    har::FORMAT,
    html::FORMAT,
];

/// Makes the folder of the reports, before anything is judged for which there would be no room.
pub fn prepare(folder: &Path) -> Result<(), ConfigurationError> {
    let probed = fs::create_dir_all(folder).and_then(|()| probe(folder));
    probed.map_err(|error| {
        let problem = format!("cannot write reports to {}: {error}", folder.display());
        ConfigurationError::new(problem).fix("name a folder that can be written to with --out")
    })
}

/// A folder of a name that nobody else has can be made there, and is gone again.
fn probe(folder: &Path) -> io::Result<()> {
    let name = format!(".das-conformance-{}", mock_kit::entropy::identifier());
    let probe = folder.join(name);
    fs::create_dir(&probe)?;
    fs::remove_dir(probe)
}

/// Writes every format into a folder and says where each lies.
pub fn write_all(result: &RunResult, folder: &Path) -> Result<Vec<PathBuf>, HarnessError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| HarnessError::Write { path, source }
    };
    fs::create_dir_all(folder).map_err(failed(folder))?;
    let write = |format: &Format| {
        let path = folder.join(format.file);
        fs::write(&path, (format.render)(result)?).map_err(failed(&path))?;
        Ok(path)
    };
    FORMATS.iter().map(write).collect()
}

#[cfg(test)]
pub(crate) mod tests;
