//! How an observation becomes a verdict, and how verdicts roll up.
//!
//! The check finds; the requirement's level and basis set the severity ([`judge`]). A violated `shall` fails, a violated `should`
//! warns, a violated `may` is informational. A row that rests on our own proposal warns at most, unless the target claims it.

use std::collections::BTreeMap;

use std::fmt;

use crate::named::named;
use crate::requirement::{Basis, Level, RequirementId};

named! {
    /// What a requirement, a scenario or a run comes out as.
    ///
    /// The order is that of the roll-up, in which the worst wins ([`worst`]). What was not looked at stands below a pass, so that
    /// a requirement with one passing and one untested scenario passes, with a note.
    pub enum Verdict {
        /// The requirement does not bind this system under test; the profile says why.
        NotApplicable = "not-applicable",
        /// Nothing was observed, for one of the reasons of [`UntestedReason`].
        Untested = "untested",
        /// What was demanded was observed.
        Pass = "pass",
        /// An option was not taken, or taken: worth knowing, never held against anyone.
        Informational = "informational",
        /// A recommendation, or a demand of ours that nothing published supports, was not followed.
        Warn = "warn",
        /// The observation allows no judgement: a control was refused, or two oracles disagree.
        Inconclusive = "inconclusive",
        /// An obligation was violated.
        Fail = "fail",
        /// What the operator gave us cannot be used; it says nothing about the system under test.
        ConfigurationError = "configuration-error",
        /// The judge itself broke; it says nothing about the system under test.
        HarnessError = "harness-error",
    }
}

impl Verdict {
    /// Every verdict, worst first: the order in which reports count them.
    pub fn worst_first() -> impl Iterator<Item = Self> {
        Self::ALL.iter().rev().copied()
    }
}

/// The worst of several verdicts; none at all is untested.
pub fn worst(verdicts: impl IntoIterator<Item = Verdict>) -> Verdict {
    verdicts.into_iter().max().unwrap_or(Verdict::Untested)
}

named! {
    /// Why nothing was observed: a closed list, whose counts stand in the last lines of every run.
    pub enum UntestedReason {
        /// It is a matter of contracts, staff or permission.
        Organisational = "organisational",
        /// Nothing on the wire tells.
        NotObservable = "not observable from outside",
        /// Time would have to pass, and the target's clock cannot be moved.
        NeedsClockControl = "needs clock control",
        /// A counterparty would have to misbehave in a way it cannot be told to.
        NeedsFault = "needs a fault the party cannot commit",
        /// It takes hardware or a network that is not at hand.
        NeedsHardware = "needs hardware or network not at hand",
        /// The clause was withdrawn.
        Withdrawn = "withdrawn",
        /// The clause defines a word and demands nothing.
        DefinitionOnly = "definition only",
        /// Nobody has written a scenario for it.
        NoScenarioYet = "no scenario yet",
    }
}

/// What a scenario or an invariant observed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Outcome {
    /// What was demanded was observed.
    Held,
    /// Something else was observed.
    Violated(Finding),
    /// The observation allows no judgement, and why.
    Inconclusive(String),
    /// Nothing was observed: the reason, and what it means here.
    Untested(UntestedReason, String),
    /// The demand does not concern this system under test, and why.
    NotApplicable(String),
    /// What the operator gave us cannot be used, and what to change.
    ConfigurationError(String),
    /// The judge broke, and how.
    HarnessError(String),
}

impl Outcome {
    /// What is to be said about it beside the verdict; a finding speaks for itself.
    pub fn note(&self) -> Option<&str> {
        match self {
            Self::Held | Self::Violated(_) => None,
            Self::Untested(_, text)
            | Self::Inconclusive(text)
            | Self::NotApplicable(text)
            | Self::ConfigurationError(text)
            | Self::HarnessError(text) => Some(text),
        }
    }

    /// The same with the exchange of its finding under its new number.
    #[must_use]
    pub fn renumbered(self, numbers: &BTreeMap<u32, u32>) -> Self {
        match self {
            Self::Violated(finding) => {
                let renumber = |old: u32| numbers.get(&old).copied().unwrap_or(old);
                Self::Violated(Finding {
                    exchange: finding.exchange.map(renumber),
                    ..finding
                })
            }
            other => other,
        }
    }
}

/// A difference between what was demanded and what was observed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Finding {
    /// What a conforming implementation does here.
    pub expected: String,
    /// What this one did.
    pub received: String,
    /// What usually lies behind it, where we know.
    pub hint: Option<String>,
    /// The number of the exchange that shows it.
    pub exchange: Option<u32>,
    /// Whose demand was violated; `None` means the requirements of the scenario.
    pub requirement: Option<RequirementId>,
    /// Whether something legal was turned away. What usually lies behind the opposite explains nothing then.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub turned_away: bool,
    /// The call that explains it, where one was waited for in vain at a host of ours: it may also have gone astray.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missed: Option<MissedCall>,
}

/// A call to a host of ours that was waited for in vain.
#[derive(
    Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct MissedCall {
    /// What was waited for: "a notification of the client".
    pub what: String,
    /// The address of ours that its sender was given.
    pub address: String,
}

impl Finding {
    /// A finding against the scenario's own requirements.
    pub fn new(expected: impl Into<String>, received: impl Into<String>) -> Self {
        Self {
            expected: expected.into(),
            received: received.into(),
            hint: None,
            exchange: None,
            requirement: None,
            turned_away: false,
            missed: None,
        }
    }

    /// The same finding, shown by this exchange.
    #[must_use]
    pub fn at(self, exchange: u32) -> Self {
        Self {
            exchange: Some(exchange),
            ..self
        }
    }

    /// The same finding, with a word about its usual cause.
    #[must_use]
    pub fn hinting(self, hint: impl Into<String>) -> Self {
        Self {
            hint: Some(hint.into()),
            ..self
        }
    }

    /// The same finding, with what makes the difference where that is known.
    #[must_use]
    pub fn hinting_at(self, difference: Option<impl Into<String>>) -> Self {
        match difference {
            Some(difference) => self.hinting(difference),
            None => self,
        }
    }

    /// The same finding, which is that something legal was turned away.
    #[must_use]
    pub fn turned_away(self) -> Self {
        Self {
            turned_away: true,
            ..self
        }
    }

    /// The same finding, which counts only where its sender is known to reach hosts of ours.
    #[must_use]
    pub fn missing(self, call: MissedCall) -> Self {
        Self {
            missed: Some(call),
            ..self
        }
    }

    /// The same finding, held against this requirement instead of the scenario's own.
    #[must_use]
    pub fn against(self, requirement: RequirementId) -> Self {
        Self {
            requirement: Some(requirement),
            ..self
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "expected {}, received {}",
            self.expected, self.received
        )
    }
}

/// Weighs an observation by the requirement it concerns. `claimed` says that the target claims to follow our proposal.
pub fn judge(outcome: &Outcome, level: Level, basis: Basis, claimed: bool) -> Verdict {
    match outcome {
        Outcome::Held => Verdict::Pass,
        Outcome::Violated(_) => worst_allowed(level, basis, claimed),
        Outcome::Inconclusive(_) => Verdict::Inconclusive,
        Outcome::Untested(..) => Verdict::Untested,
        Outcome::NotApplicable(_) => Verdict::NotApplicable,
        Outcome::ConfigurationError(_) => Verdict::ConfigurationError,
        Outcome::HarnessError(_) => Verdict::HarnessError,
    }
}

/// The worst verdict that a violation of such a requirement can have; `prove` demands it of every fault.
pub fn worst_allowed(level: Level, basis: Basis, claimed: bool) -> Verdict {
    let by_level = match level {
        Level::Shall | Level::ShallNot => Verdict::Fail,
        Level::Should | Level::ShouldNot => Verdict::Warn,
        Level::May => Verdict::Informational,
    };
    match basis {
        Basis::Proposal if !claimed => by_level.min(Verdict::Warn),
        _ => by_level,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn violated() -> Outcome {
        Outcome::Violated(Finding::new("a refusal", "accepted"))
    }

    #[test]
    fn severity_comes_from_the_level() {
        let weigh = |level| judge(&violated(), level, Basis::Seed, false);
        assert_eq!(weigh(Level::Shall), Verdict::Fail);
        assert_eq!(weigh(Level::ShallNot), Verdict::Fail);
        assert_eq!(weigh(Level::Should), Verdict::Warn);
        assert_eq!(weigh(Level::ShouldNot), Verdict::Warn);
        assert_eq!(weigh(Level::May), Verdict::Informational);
    }

    #[test]
    fn a_proposal_warns_at_most_unless_claimed() {
        let weigh = |level, claimed| judge(&violated(), level, Basis::Proposal, claimed);
        assert_eq!(weigh(Level::Shall, false), Verdict::Warn);
        assert_eq!(weigh(Level::Shall, true), Verdict::Fail);
        assert_eq!(weigh(Level::May, false), Verdict::Informational);
        assert_eq!(weigh(Level::May, true), Verdict::Informational);
    }

    #[test]
    fn what_was_not_looked_at_does_not_hide_a_pass() {
        assert_eq!(
            worst([Verdict::Untested, Verdict::Pass, Verdict::NotApplicable]),
            Verdict::Pass
        );
        assert_eq!(
            worst([Verdict::Untested, Verdict::NotApplicable]),
            Verdict::Untested
        );
        assert_eq!(worst([]), Verdict::Untested);
    }

    #[test]
    fn a_broken_judge_outweighs_everything() {
        assert_eq!(worst(Verdict::ALL.iter().copied()), Verdict::HarnessError);
        assert_eq!(worst([Verdict::Fail, Verdict::Inconclusive]), Verdict::Fail);
    }

    proptest! {
        #[test]
        fn rolling_up_in_parts_changes_nothing(all in proptest::collection::vec(0..Verdict::ALL.len(), 1..9), cut in 0_usize..9) {
            let all: Vec<_> = all.into_iter().map(|index| Verdict::ALL[index]).collect();
            let (head, tail) = all.split_at(cut.clamp(1, all.len()).min(all.len()));
            let in_parts = if tail.is_empty() { worst(head.to_vec()) } else { worst([worst(head.to_vec()), worst(tail.to_vec())]) };
            prop_assert_eq!(in_parts, worst(all));
        }
    }
}
