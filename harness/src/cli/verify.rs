//! `verify`: whether a file of evidence is what its signer made, and whether its verdicts follow from what it records. No network is used.

use std::path::PathBuf;

use clap::Args;

use super::evidence::{of_file, read};
use super::{CliError, say};
use crate::error::{ConfigurationError, ExitCode};
use crate::evidence::{Evidence, Review, SIZE_LIMIT, SignatureKey, open, review};
use crate::report;

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
        let unreadable =
            |error: std::io::Error| ConfigurationError::unreadable(&self.evidence, &error);
        let size = std::fs::metadata(&self.evidence).map_err(unreadable)?.len();
        if size > SIZE_LIMIT as u64 {
            return Err(self.refused(&crate::evidence::Refusal::TooLarge));
        }
        let octets = std::fs::read(&self.evidence).map_err(unreadable)?;
        String::from_utf8(octets).map_err(|_| self.refused(&"it is no text"))
    }

    fn refused(&self, why: &dyn std::fmt::Display) -> ConfigurationError {
        let problem = format!("{} proves nothing: {why}", self.evidence.display());
        ConfigurationError::new(problem)
            .fix("ask its signer for the file, and check whose key you have")
    }
}

fn tell(evidence: &Evidence, review: &Review, key: &SignatureKey) {
    let result = &evidence.result;
    say(format_args!(
        "signature     {} of the key {}",
        key.algorithm(),
        key.thumbprint()
    ));
    say(format_args!(
        "made by       {} {}",
        result.tool.name, result.tool.version
    ));
    say(format_args!(
        "judged        {}, {} to {}",
        result.target, result.started_at, result.finished_at
    ));
    say(format_args!(
        "by            {} {} (requirements {})",
        result.profile.name, result.profile.version, result.registry_version
    ));
    say(format_args!(
        "verdict       {} (exit code {})",
        result.exit.meaning(),
        result.exit_code
    ));
    say(format_args!(
        "judged again  {} judgements of invariants over {} scenarios came out as recorded, and all verdicts follow",
        review.judged_again, review.scenarios
    ));
    say(format_args!(
        "on its word   {} judgements look at what is secret, and what the steps of scenarios saw cannot be seen again",
        review.redacted
    ));
    for invariant in &review.unknown {
        say(format_args!("not known     {invariant}"));
    }
    for path in &review.other_sources {
        say(format_args!("not as here   {path}"));
    }
    if !review.other_texts.is_empty() {
        let ids: Vec<_> = review.other_texts.iter().map(ToString::to_string).collect();
        say(format_args!(
            "other texts   {} read differently here",
            ids.join(", ")
        ));
    }
}
