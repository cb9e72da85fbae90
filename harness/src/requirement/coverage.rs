//! Which scenarios judge a requirement, and which faults prove that they can fail.

use indexmap::IndexMap;

use super::{Registry, RequirementId};
use crate::selection::ScenarioRef;

/// A fault of a reference party, as far as coverage needs to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaultRef {
    /// Its name, a verb phrase.
    pub name: String,
    /// The ids that it violates.
    pub violates: Vec<RequirementId>,
}

/// What judges one requirement.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RequirementCoverage {
    /// The scenarios, by [`ScenarioRef::id`].
    pub scenarios: Vec<String>,
    /// The invariants, by their claim.
    pub invariants: Vec<String>,
    /// The faults.
    pub faults: Vec<String>,
}

/// What judges each requirement of a registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    rows: IndexMap<RequirementId, RequirementCoverage>,
    unknown: Vec<(RequirementId, String)>,
}

impl Coverage {
    /// Derives it from what there is. Invariants are pairs of requirement and claim.
    pub fn derive(
        registry: &Registry,
        scenarios: &[ScenarioRef],
        invariants: &[(RequirementId, String)],
        faults: &[FaultRef],
    ) -> Self {
        let rows = registry
            .ids()
            .map(|id| (id.clone(), RequirementCoverage::default()))
            .collect();
        let mut coverage = Self {
            rows,
            unknown: Vec::new(),
        };
        for scenario in scenarios {
            let id = scenario.id();
            for requirement in &scenario.requirements {
                coverage.note(requirement, &id, |row| &mut row.scenarios);
            }
        }
        for (requirement, claim) in invariants {
            coverage.note(requirement, claim, |row| &mut row.invariants);
        }
        for (fault, requirement) in faults
            .iter()
            .flat_map(|fault| fault.violates.iter().map(move |id| (fault, id)))
        {
            coverage.note(requirement, &fault.name, |row| &mut row.faults);
        }
        coverage
    }

    fn note(
        &mut self,
        id: &RequirementId,
        name: &str,
        list: fn(&mut RequirementCoverage) -> &mut Vec<String>,
    ) {
        match self.rows.get_mut(id) {
            Some(row) => list(row).push(name.to_owned()),
            None => self.unknown.push((id.clone(), name.to_owned())),
        }
    }

    /// What judges a requirement.
    pub fn of(&self, id: &RequirementId) -> Option<&RequirementCoverage> {
        self.rows.get(id)
    }

    /// Every requirement with what judges it, in the registry's order.
    pub fn iter(&self) -> impl Iterator<Item = (&RequirementId, &RequirementCoverage)> {
        self.rows.iter()
    }

    /// Ids that no row has, with whatever names them.
    pub fn unknown(&self) -> &[(RequirementId, String)] {
        &self.unknown
    }
}

impl RequirementCoverage {
    /// Whether anything judges it.
    pub fn is_automated(&self) -> bool {
        !self.scenarios.is_empty() || !self.invariants.is_empty()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use super::*;
    use crate::report::tests::sample::{self, id};

    #[test]
    fn whatever_names_a_requirement_covers_it() {
        let fault = FaultRef {
            name: "accepts-any-key".to_owned(),
            violates: vec![id("DAS-AUTH-07"), id("DAS-NONE-1")],
        };
        let invariant = (
            id("DAS-AUTH-12"),
            "claims are those of the table".to_owned(),
        );
        let coverage = Coverage::derive(
            &sample::registry(),
            &sample::scenarios(),
            &[invariant],
            &[fault],
        );
        let of = |text: &str| coverage.of(&id(text)).unwrap();
        assert_eq!(
            (
                of("DAS-AUTH-07").scenarios.len(),
                of("DAS-AUTH-07").faults.len()
            ),
            (2, 1)
        );
        assert!(of("DAS-AUTH-12").is_automated() && !of("DAS-API-NEW-01").is_automated());
        assert_eq!(
            coverage.unknown(),
            [(id("DAS-NONE-1"), "accepts-any-key".to_owned())]
        );
    }
}
