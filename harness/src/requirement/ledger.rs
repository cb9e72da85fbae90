//! What became of every row of the clause ledger: judged, left untested for a reason, or not taken up by any requirement.

use super::{Coverage, Registry, Requirement, RequirementId};
use crate::verdict::UntestedReason;

/// What became of a row of the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// A requirement made from it is judged by a scenario or an invariant.
    Automated,
    /// No requirement made from it is judged, and why not.
    Untested(UntestedReason),
    /// No requirement was made from it.
    Missing,
}

/// A row of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerRow<'a> {
    /// Its id.
    pub id: &'a RequirementId,
    /// The requirements made from it.
    pub requirements: Vec<&'a RequirementId>,
    /// What became of it.
    pub standing: Standing,
}

impl Standing {
    /// Every standing, the best first.
    pub fn all() -> impl Iterator<Item = Self> {
        let untested = UntestedReason::ALL.iter().copied().map(Self::Untested);
        std::iter::once(Self::Automated)
            .chain(untested)
            .chain([Self::Missing])
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Automated => "automated",
            Self::Untested(reason) => reason.name(),
            Self::Missing => "no requirement",
        }
    }

    fn of(requirements: &[&Requirement], coverage: &Coverage) -> Self {
        let automated = |row: &&&Requirement| {
            let judged = coverage.of(&row.id);
            row.untested.is_none() && judged.is_some_and(super::RequirementCoverage::is_automated)
        };
        if requirements.iter().any(|row| automated(&row)) {
            return Self::Automated;
        }
        let reasons = requirements.iter().map(|row| match &row.untested {
            Some(untested) => untested.reason,
            None => UntestedReason::NoScenarioYet,
        });
        // The last of the list is the one that work could still change.
        reasons.max().map_or(Self::Missing, Self::Untested)
    }
}

impl LedgerRow<'_> {
    /// The part of the ledger to which it belongs: the specification that its id begins with.
    pub fn part(&self) -> &str {
        part(self.id)
    }
}

fn part(id: &RequirementId) -> &str {
    let text = id.as_str();
    let parts = ["FAPI1-ADV", "FAPI1-BASE"];
    let longer = parts.into_iter().find(|part| text.starts_with(part));
    longer.unwrap_or_else(|| text.split('-').next().unwrap_or(text))
}

/// What became of each row, in the order of the ledger.
pub fn account<'a>(registry: &'a Registry, coverage: &Coverage) -> Vec<LedgerRow<'a>> {
    let rows = registry.ledger().iter().map(|id| {
        let requirements: Vec<_> = registry.made_from(id).collect();
        LedgerRow {
            id,
            standing: Standing::of(&requirements, coverage),
            requirements: requirements.iter().map(|row| &row.id).collect(),
        }
    });
    rows.collect()
}

/// The parts of the ledger, in its order.
pub fn parts<'a>(rows: &'a [LedgerRow<'_>]) -> Vec<&'a str> {
    let mut parts: Vec<&str> = rows.iter().map(LedgerRow::part).collect();
    parts.dedup();
    parts
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use super::*;
    use crate::error::SourceFile;
    use crate::report::tests::sample::id;

    const ROWS: &str = "specification: ciba
title: T
version: '1'
link: https://ciba.example/
requirements:
  - { id: CIBA-1-01, clause: c, level: shall, binds: das, text: t, basis: seed }
  - { id: X-1, from: [CIBA-1-02, CIBA-1-01], clause: c, level: shall, binds: das, text: t, basis: seed, untested: organisational }
  - { id: X-2, from: [FAPI1-ADV-8-1], clause: c, level: shall, binds: das, text: t, basis: seed }
";

    #[test]
    fn each_row_of_the_ledger_has_a_standing() {
        let ledger = ["CIBA-1-01", "CIBA-1-02", "FAPI1-ADV-8-1", "DAS-X-1"];
        let registry = Registry::from_files(
            &[SourceFile::new("ciba.yaml", ROWS)],
            ledger.map(id).to_vec(),
        )
        .unwrap();
        let invariant = (id("CIBA-1-01"), "holds".to_owned());
        let coverage = Coverage::derive(&registry, &[], &[invariant], &[]);
        let rows = account(&registry, &coverage);
        let found: Vec<_> = rows.iter().map(|row| row.standing.name()).collect();
        assert_eq!(
            found,
            [
                "automated",
                "organisational",
                "no scenario yet",
                "no requirement"
            ]
        );
        assert_eq!(rows[0].requirements.len(), 2);
        assert_eq!(parts(&rows), ["CIBA", "FAPI1-ADV", "DAS"]);
    }
}
