//! What a run saw, in one signed file. Whoever has it and the signer's public key can tell that nothing in it was changed, and can judge
//! again what was recorded: offline, by the requirements as they stood.
//!
//! A [`Recorder`] watches a run, [`seal`] signs what it recorded, [`open`] tells whether a file is what its signer made, and
//! [`review`] judges it again.

mod key;
mod observation;
mod review;
mod seal;
mod target_file;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

pub use key::{SignatureKey, SigningKey};
pub use observation::{InvariantName, Observation, Recorder};
pub use review::{Contradiction, Review, review};
pub use seal::{Refusal, SIZE_LIMIT, open, seal};

use crate::baseline::Baseline;
use crate::data::Data;
use crate::error::{ConfigurationError, SourceFile};
use crate::report::shard::SelectionRecord;
use crate::report::{Run, RunResult};
use crate::requirement::{Registry, RequirementId, Wire};

/// The version of this form. The first number changes when a reader of the old form could misunderstand the new one.
pub const FORMAT_VERSION: &str = "2.2";

/// Everything that a run was judged by, and everything that it saw, without secrets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The version of this form.
    pub format_version: String,
    /// The target file without its secrets and its comments; none where everything was built in.
    pub target_file: Option<String>,
    /// The OpenAPI document that was brought to judge by in place of ours, as it stood.
    pub description: Option<DescriptionText>,
    /// The requirements, profiles and scenarios as they stood, by their paths.
    pub sources: BTreeMap<String, String>,
    /// The SHA-256 of the text of each requirement that the run speaks about, in hexadecimal.
    pub requirement_texts: BTreeMap<RequirementId, String>,
    /// The wire variant in force: the profile's, with what the target decides.
    pub wire: Wire,
    /// The failures that were expected.
    pub baseline: Baseline,
    /// What the run was selected by; what was to be run follows from it.
    pub selection: SelectionRecord,
    /// What each scenario that was played observed, by its name in results.
    pub observations: BTreeMap<String, Observation>,
    /// What came of it, with the redacted exchanges, and the seed of randomness that what was sent follows from.
    pub result: RunResult,
}

/// An OpenAPI document that was brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DescriptionText {
    /// The name of its file.
    pub name: String,
    /// What stands in it.
    pub text: String,
}

/// What a run was given to judge by.
#[derive(Debug)]
pub struct Given<'a> {
    /// Requirements, profiles and scenarios.
    pub data: &'a Data,
    /// The target file, where there is one.
    pub target_file: Option<&'a SourceFile>,
    /// The OpenAPI document that was brought, where one was.
    pub description: Option<&'a SourceFile>,
    /// What the run was selected by.
    pub selection: SelectionRecord,
}

impl Evidence {
    /// Puts together what a run was judged by and what it saw.
    pub fn of(
        run: &Run<'_>,
        given: Given<'_>,
        recorder: Recorder,
        result: RunResult,
    ) -> Result<Self, ConfigurationError> {
        let redaction = run.redactor.over([]);
        let target_file = given.target_file;
        let target_file = target_file.map(|file| target_file::without_secrets(file, &redaction));
        let description = given.description.map(|file| DescriptionText {
            name: file.name.clone(),
            text: file.text.clone(),
        });
        Ok(Self {
            format_version: FORMAT_VERSION.to_owned(),
            target_file: target_file.transpose()?,
            description,
            sources: sources(given.data)?,
            requirement_texts: requirement_texts(run.registry, &result),
            wire: run.profile.wire.clone(),
            baseline: run.baseline.clone(),
            selection: given.selection,
            observations: recorder.observations(),
            result,
        })
    }
}

/// Everything below `features/`, as text.
fn sources(data: &Data) -> Result<BTreeMap<String, String>, ConfigurationError> {
    let paths = data.paths();
    let wanted = paths
        .into_iter()
        .filter(|path| path.starts_with("features/"));
    wanted
        .map(|path| data.text(&path).map(|file| (path, file.text)))
        .collect()
}

fn requirement_texts(registry: &Registry, result: &RunResult) -> BTreeMap<RequirementId, String> {
    let rows = result.requirements.iter();
    let rows = rows.filter_map(|requirement| registry.get(&requirement.id));
    rows.map(|row| (row.id.clone(), digest(&row.text)))
        .collect()
}

/// The SHA-256 of a text, in hexadecimal.
fn digest(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests;
