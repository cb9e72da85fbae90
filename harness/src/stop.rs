//! How a step ends early: with what was observed.

use std::fmt;

use crate::verdict::{Finding, Outcome, UntestedReason};

/// What a step returns: it went as it should, or the scenario stops here.
pub type Step = Result<(), Stop>;

/// An observation that ends a scenario.
///
/// The step macros turn an `Err` into a panic with its display text and nothing else, so that text is the
/// outcome in JSON, and the runner reads it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop(Box<Outcome>);

impl Stop {
    /// The system under test did not do what is demanded.
    pub fn violated(finding: Finding) -> Self {
        Self::of(Outcome::Violated(finding))
    }

    /// What was observed allows no judgement.
    pub fn inconclusive(why: impl Into<String>) -> Self {
        Self::of(Outcome::Inconclusive(why.into()))
    }

    /// Nothing can be observed here.
    pub fn untested(reason: UntestedReason, why: impl Into<String>) -> Self {
        Self::of(Outcome::Untested(reason, why.into()))
    }

    /// The demand does not concern this system under test.
    pub fn not_applicable(why: impl Into<String>) -> Self {
        Self::of(Outcome::NotApplicable(why.into()))
    }

    /// What the operator gave us cannot be used.
    pub fn configuration(why: impl Into<String>) -> Self {
        Self::of(Outcome::ConfigurationError(why.into()))
    }

    /// The judge itself broke.
    pub fn harness(why: impl Into<String>) -> Self {
        Self::of(Outcome::HarnessError(why.into()))
    }

    /// The outcome that it stands for.
    pub fn outcome(self) -> Outcome {
        *self.0
    }

    /// Reads an outcome back from the text of a step's panic; any other text is a bug of ours.
    pub fn from_panic(text: &str) -> Self {
        serde_json::from_str(text).map_or_else(
            |_| Self::harness(format!("a step panicked: {text}")),
            |outcome| Self(Box::new(outcome)),
        )
    }

    fn of(outcome: Outcome) -> Self {
        Self(Box::new(outcome))
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = serde_json::to_string(&self.0).map_err(|_| fmt::Error)?;
        formatter.write_str(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_survives_the_way_through_a_panic() {
        let stop = Stop::violated(Finding::new("a refusal", "accepted: 200").at(3));
        assert_eq!(Stop::from_panic(&stop.to_string()), stop);
    }

    #[test]
    fn any_other_panic_is_the_fault_of_the_harness() {
        let outcome = Stop::from_panic("index out of bounds").outcome();
        assert!(matches!(outcome, Outcome::HarnessError(_)));
    }
}
