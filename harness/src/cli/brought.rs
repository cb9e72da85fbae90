//! `run --openapi FILE`: the exchanges with DAS are held against a description that the operator brings.
//!
//! What that document says is no proposal of ours: whoever brings it claims that DAS keeps to it.

use std::path::Path;

use crate::error::{ConfigurationError, SourceFile};
use crate::invariants::description::{ROWS, judge_by};
use crate::invariants::{Invariant, Judgement};
use crate::openapi::{self, Coverage, Description, DescriptionRecord};
use crate::requirement::RequirementId;
use crate::requirement::operations::OperationsWire;
use crate::runner::Ran;

/// The most octets that are read of a file before it is looked at.
const READING_LIMIT: u64 = 16 << 20;

/// The document, as it stands and as it was read.
pub(super) struct Brought {
    pub(super) file: SourceFile,
    pub(super) description: Description,
}

/// Reads the document.
pub(super) fn read(path: &Path) -> Result<Brought, ConfigurationError> {
    let unreadable = |error: &std::io::Error| ConfigurationError::unreadable(path, error);
    let size = std::fs::metadata(path)
        .map_err(|error| unreadable(&error))?
        .len();
    if size > READING_LIMIT {
        let problem = format!("{} is too large for an OpenAPI document", path.display());
        return Err(ConfigurationError::new(problem).fix("give the document alone"));
    }
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(&error))?;
    let file = SourceFile::new(path.display().to_string(), text);
    let description = openapi::brought(&file)?;
    Ok(Brought { file, description })
}

/// The requirements that are claimed by bringing a document.
pub(super) fn claims(brought: Option<&Brought>) -> Result<Vec<RequirementId>, ConfigurationError> {
    let rows = ROWS.iter().filter(|_| brought.is_some());
    let ids = rows.map(|row| RequirementId::new(row.requirement));
    ids.collect::<Result<_, _>>()
        .map_err(|error| ConfigurationError::new(error.to_string()))
}

/// The exchanges of a run beside the document that was brought.
pub(super) struct Described<'a> {
    description: &'a Description,
    coverage: Coverage<'a>,
}

impl<'a> Described<'a> {
    pub(super) fn by(description: &'a Description, operations: &'a OperationsWire) -> Self {
        Self {
            description,
            coverage: Coverage::new(description, operations),
        }
    }

    /// Judges a scenario by this document in place of our own.
    pub(super) fn judge(&mut self, ran: &mut Ran) {
        let is_ours = |row: &Invariant| ROWS.iter().any(|own| std::ptr::eq(own, row));
        ran.invariants.retain(|(row, _)| !is_ours(row));
        let scene = ran.scene.as_ref();
        let Some(base) = scene.and_then(|scene| scene.das_base.clone()) else {
            return;
        };
        self.coverage.see(&ran.exchanges, base.as_str());
        for row in ROWS {
            let judgement = judge_by(self.description, row, &ran.exchanges, Some(&base));
            ran.invariants.extend(
                judgement
                    .filter(|judgement| *judgement != Judgement::NotConcerned)
                    .map(|judgement| (row, judgement)),
            );
        }
    }

    /// What the run shows about the document.
    pub(super) fn record(self) -> DescriptionRecord {
        self.coverage.record()
    }
}
