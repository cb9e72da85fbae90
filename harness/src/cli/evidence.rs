//! `run --evidence`: what was seen, in one signed file.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::brought::Brought;
use super::{CliError, say};
use crate::error::{ConfigurationError, HarnessError};
use crate::evidence::{Evidence, Given, Recorder, SigningKey, seal};
use crate::exchange::redaction::Redactor;
use crate::input;
use crate::report::{Run, RunResult};
use crate::runner::Ran;

/// Where evidence goes, and who signs it.
#[derive(Debug, Args)]
pub(super) struct EvidenceChoice {
    /// Write what was seen into one signed file, for whoever checks it elsewhere with `verify`.
    #[arg(
        long = "evidence",
        value_name = "FILE",
        requires = "key",
        id = "evidence"
    )]
    file: Option<PathBuf>,
    /// The private key that signs it: on P-256, RSA or Ed25519, in PEM.
    #[arg(
        long = "evidence-key",
        value_name = "FILE",
        requires = "evidence",
        id = "key"
    )]
    key: Option<PathBuf>,
}

/// Evidence while it comes together.
pub(super) struct Writing {
    path: PathBuf,
    file: File,
    key: SigningKey,
    recorder: Recorder,
}

impl EvidenceChoice {
    /// Reads the key and makes the file before anything is judged, so that neither costs the run; nothing where no evidence is asked for.
    pub(super) fn begin(&self) -> Result<Option<Writing>, CliError> {
        let (Some(path), Some(key)) = (&self.file, &self.key) else {
            return Ok(None);
        };
        let key = SigningKey::from_pem(&read(key)?).map_err(|error| of_file(key, &error))?;
        let file = File::create(path).map_err(|error| {
            let problem = format!("cannot write the evidence to {}: {error}", path.display());
            ConfigurationError::new(problem).fix("make its folder, or name another file")
        })?;
        Ok(Some(Writing {
            path: path.clone(),
            file,
            key,
            recorder: Recorder::default(),
        }))
    }
}

impl Writing {
    /// Keeps what a scenario observed.
    pub(super) fn observe(&mut self, ran: &Ran, redactor: &Redactor, brought: Option<&Brought>) {
        let description = brought.map(|brought| &brought.description);
        self.recorder.observe(ran, redactor, description);
    }

    /// Signs and writes, and says who signed.
    pub(super) fn finish(
        mut self,
        run: &Run<'_>,
        given: Given<'_>,
        result: RunResult,
    ) -> Result<(), CliError> {
        let evidence = Evidence::of(run, given, self.recorder, result)?;
        let sealed = seal(&evidence, &self.key)?;
        let written = self.file.write_all(sealed.as_bytes());
        written.map_err(|source| HarnessError::Write {
            path: self.path.clone(),
            source,
        })?;
        say(format_args!(
            "evidence {} signed with the key {}",
            self.path.display(),
            self.key.public().thumbprint()
        ));
        Ok(())
    }
}

/// The octets of a file that the operator names.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, ConfigurationError> {
    input::octets(path, input::KEY_LIMIT)
}

/// The same problem, with the file in which it is.
pub(super) fn of_file(path: &Path, error: &ConfigurationError) -> ConfigurationError {
    let named = ConfigurationError::new(format!("{}: {}", path.display(), error.problem()));
    match error.remedy() {
        Some(fix) => named.fix(fix),
        None => named,
    }
}
