//! `run --openapi FILE`: the exchanges with DAS are held against a description that the operator brings.
//!
//! What that document says is no proposal of ours: whoever brings it claims that DAS keeps to it. Offices and the PCT service are no matter of
//! that document, so our own goes on to judge them.

use std::path::Path;

use crate::error::{ConfigurationError, SourceFile};
use crate::input;
use crate::invariants::description::{judge_by, replaced};
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
    let text = input::text(path, READING_LIMIT)?;
    let file = SourceFile::new(path.display().to_string(), text);
    let description = openapi::brought(&file)?;
    Ok(Brought { file, description })
}

/// The requirements that are claimed by bringing a document.
pub(super) fn claims(brought: Option<&Brought>) -> Result<Vec<RequirementId>, ConfigurationError> {
    let rows = replaced().filter(|_| brought.is_some());
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
        let is_replaced = |row: &Invariant| replaced().any(|own| std::ptr::eq(own, row));
        ran.invariants.retain(|(row, _)| !is_replaced(row));
        let scene = ran.scene.as_ref();
        let Some(base) = scene.and_then(|scene| scene.das_base.clone()) else {
            return;
        };
        self.coverage.see(&ran.exchanges, base.as_str());
        let judged = replaced().filter_map(|row| {
            let judgement = judge_by(self.description, row, &ran.exchanges, Some(&base))?;
            Some((row, judgement))
        });
        let concerned = judged.filter(|(_, judgement)| *judgement != Judgement::NotConcerned);
        let concerned: Vec<_> = concerned.collect();
        ran.invariants.extend(concerned);
    }

    /// What the run shows about the document.
    pub(super) fn record(self) -> DescriptionRecord {
        self.coverage.record()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use std::time::Duration;

    use super::*;
    use crate::data::Data;
    use crate::invariants::description::{BODY, OFFICE, PCT, ROWS, STATUS};
    use crate::requirement::{Profile, Registry};
    use crate::scenario;
    use crate::verdict::{Finding, Outcome};

    fn brought() -> Brought {
        let text = "openapi: 3.0.0\ninfo: { title: T, version: '1' }\npaths: { /a: { get: { responses: { 200: { description: a } } } } }\n";
        let file = SourceFile::new("brought.yaml", text);
        let description = openapi::brought(&file).unwrap();
        Brought { file, description }
    }

    /// A scenario of which our own description found something in every row.
    fn ran() -> Ran {
        let scenarios = scenario::read_all(&Data::embedded()).unwrap();
        let violated = Judgement::Violated(Finding::new("as described", "something else"));
        Ran {
            index: 0,
            scenario: scenarios[0].clone(),
            outcome: Outcome::Held,
            steps: Vec::new(),
            exchanges: Vec::new(),
            callers: Vec::new(),
            invariants: ROWS.iter().map(|row| (row, violated.clone())).collect(),
            scene: None,
            clock: Vec::new(),
            duration: Duration::ZERO,
        }
    }

    #[test]
    fn offices_and_the_pct_service_go_on_being_judged_by_our_own() {
        let data = Data::embedded();
        let registry = Registry::load(&data).unwrap();
        let wire = Profile::load(&data, &registry, "das-v1").unwrap().wire;
        let (brought, mut ran) = (brought(), ran());
        Described::by(&brought.description, &wire.das.operations).judge(&mut ran);
        let judged = ran.invariants.iter().map(|(row, _)| row.requirement);
        assert_eq!(judged.collect::<Vec<_>>(), [OFFICE, PCT]);
    }

    #[test]
    fn only_what_is_said_of_das_is_claimed() {
        let claimed = claims(Some(&brought())).unwrap();
        let claimed = claimed.iter().map(RequirementId::as_str);
        assert_eq!(claimed.collect::<Vec<_>>(), [STATUS, BODY]);
        assert_eq!(claims(None).unwrap(), []);
    }
}
