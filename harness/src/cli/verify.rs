//! `verify`: whether a file of evidence is what its signer made, and whether its verdicts follow from what it records. No network is used.

use std::path::PathBuf;

use clap::Args;

use super::evidence::{of_file, read};
use super::{CliError, say};
use crate::error::{ConfigurationError, ExitCode};
use crate::evidence::{Evidence, Review, SIZE_LIMIT, SignatureKey, open, review};
use crate::input;
use crate::report::{self, RunResult};
use crate::visible;

/// Options of `verify`.
#[derive(Debug, Args)]
pub(super) struct Verify {
    /// The file that `run --evidence` wrote.
    evidence: PathBuf,
    /// The public key of its signer, or a certificate of it, in PEM.
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// Write the reports of the run into this folder.
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
}

impl Verify {
    pub(super) fn execute(&self) -> Result<ExitCode, CliError> {
        let key = SignatureKey::from_pem(&read(&self.key)?);
        let key = key.map_err(|error| of_file(&self.key, &error))?;
        let evidence = open(&self.text()?, &key).map_err(|refusal| self.refused(&refusal))?;
        let review = review(&evidence).map_err(|contradiction| self.refused(&contradiction))?;
        tell(&evidence, &review, &key);
        if let Some(folder) = &self.out {
            report::write_all(&evidence.result, folder)?;
            say(format_args!("reports       {}", folder.display()));
        }
        Ok(ExitCode::Conformant)
    }

    fn text(&self) -> Result<String, ConfigurationError> {
        let octets = input::octets(&self.evidence, SIZE_LIMIT as u64)?;
        String::from_utf8(octets).map_err(|_| self.refused(&"it is no text"))
    }

    fn refused(&self, why: &dyn std::fmt::Display) -> ConfigurationError {
        let problem = format!("{} proves nothing: {why}", self.evidence.display());
        ConfigurationError::new(problem)
            .fix("ask its signer for the file, and check whose key you have")
    }
}

fn tell(evidence: &Evidence, review: &Review, key: &SignatureKey) {
    for (name, value) in rows(evidence, review, key) {
        say(format_args!("{name:<13} {}", visible::line(&value)));
    }
}

/// What is said, by what it is about. Whoever signed decides on most of it.
fn rows(evidence: &Evidence, review: &Review, key: &SignatureKey) -> Vec<(&'static str, String)> {
    let mut rows = about_the_run(&evidence.result);
    let signature = format!("{} of the key {}", key.algorithm(), key.thumbprint());
    rows.insert(0, ("signature", signature));
    if let Some(brought) = &evidence.description {
        rows.push(("and by", format!("the description {}", brought.name)));
    }
    rows.extend(about_the_review(review));
    rows
}

fn about_the_run(result: &RunResult) -> Vec<(&'static str, String)> {
    let RunResult {
        tool,
        profile,
        target,
        roles,
        started_at,
        finished_at,
        registry_version,
        exit,
        exit_code,
        ..
    } = result;
    let roles = report::roles(roles);
    vec![
        ("made by", format!("{} {}", tool.name, tool.version)),
        (
            "judged",
            format!("{target} as {roles}, {started_at} to {finished_at}"),
        ),
        ("seed", report::seeds(result)),
        (
            "by",
            format!(
                "{} {} (requirements {registry_version})",
                profile.name, profile.version
            ),
        ),
        (
            "verdict",
            format!("{} (exit code {exit_code})", exit.meaning()),
        ),
    ]
}

fn about_the_review(review: &Review) -> Vec<(&'static str, String)> {
    let mut rows = vec![
        (
            "judged again",
            format!(
                "{} judgements of invariants over {} scenarios came out as recorded, and all verdicts follow",
                review.judged_again, review.scenarios
            ),
        ),
        (
            "on its word",
            format!(
                "{} judgements look at what is secret, and what the steps of scenarios saw cannot be seen again",
                review.redacted
            ),
        ),
    ];
    let unknown = review.unknown.iter();
    rows.extend(unknown.map(|invariant| ("not known", invariant.clone())));
    let others = review.other_sources.iter();
    rows.extend(others.map(|path| ("not as here", path.clone())));
    if !review.other_texts.is_empty() {
        let ids: Vec<_> = review.other_texts.iter().map(ToString::to_string).collect();
        let told = format!("{} read differently here", ids.join(", "));
        rows.push(("other texts", told));
    }
    rows
}
