//! What became of one requirement or scenario.

use std::collections::HashMap;

use crate::report::model::{RequirementResult, ScenarioResult};
use crate::verdict::Verdict;

/// What a change means. The order is that in which changes are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It fails or warns, and did not, or did so less.
    Worse,
    /// It had a verdict and has none now: nobody knows whether it still holds.
    NoLongerDecided,
    /// It fails, and the later target file says that it would.
    KnownGap,
    /// It fails and warns no more, or does so less.
    Better,
    /// It holds, which was not known before.
    NewlyDecided,
    /// It was not there before, or did not apply, and does not fail.
    Appeared,
    /// It had a verdict, and now it is said that it does not apply.
    NoLongerApplicable,
    /// It is not there any more.
    Gone,
}

impl Kind {
    /// Every kind, in the order in which they are told.
    pub const ALL: [Self; 8] = [
        Self::Worse,
        Self::NoLongerDecided,
        Self::KnownGap,
        Self::Better,
        Self::NewlyDecided,
        Self::Appeared,
        Self::NoLongerApplicable,
        Self::Gone,
    ];

    /// What stands above changes of the kind.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Worse => "Worse",
            Self::NoLongerDecided => "No longer decided",
            Self::KnownGap => "Known gaps that opened",
            Self::Better => "Better",
            Self::NewlyDecided => "Newly decided",
            Self::Appeared => "Appeared",
            Self::NoLongerApplicable => "No longer applicable",
            Self::Gone => "Gone",
        }
    }

    /// Whether whoever compares two runs should be stopped by it.
    pub const fn is_worse(self) -> bool {
        matches!(self, Self::Worse | Self::NoLongerDecided)
    }
}

/// One requirement or scenario that came out otherwise.
#[derive(Debug)]
pub struct Change<'a, T> {
    /// What it means.
    pub kind: Kind,
    /// What it was, if it was there.
    pub before: Option<&'a T>,
    /// What it is, if it is there.
    pub after: Option<&'a T>,
}

impl<'a, T: Judged> Change<'a, T> {
    fn between(before: Option<&'a T>, after: Option<&'a T>) -> Option<Self> {
        let kind = kind(before.map(T::verdict), after)?;
        Some(Self {
            kind,
            before,
            after,
        })
    }

    /// The later of the two, or what was there.
    pub fn subject(&self) -> Option<&'a T> {
        self.after.or(self.before)
    }

    /// The verdicts, from the earlier to the later.
    pub fn verdicts(&self) -> (Option<Verdict>, Option<Verdict>) {
        (self.before.map(T::verdict), self.after.map(T::verdict))
    }
}

/// What has a verdict.
pub trait Judged {
    /// What it is known by in both results.
    fn key(&self) -> &str;
    /// What it came out as.
    fn verdict(&self) -> Verdict;
    /// Why it was expected to fail, where it was and did.
    fn expected(&self) -> Option<&str>;
}

impl Judged for RequirementResult {
    fn key(&self) -> &str {
        self.id.as_str()
    }

    fn verdict(&self) -> Verdict {
        self.verdict
    }

    fn expected(&self) -> Option<&str> {
        self.known_gap.as_deref()
    }
}

impl Judged for ScenarioResult {
    fn key(&self) -> &str {
        &self.id
    }

    fn verdict(&self) -> Verdict {
        self.verdict
    }

    fn expected(&self) -> Option<&str> {
        self.known_gap()
    }
}

/// Everything that came out otherwise, in the order of the later result; what went comes last.
pub(super) fn changes<'a, T: Judged>(before: &'a [T], after: &'a [T]) -> Vec<Change<'a, T>> {
    let mut earlier: HashMap<&str, &T> = before.iter().map(|row| (row.key(), row)).collect();
    let mut changes: Vec<_> = after
        .iter()
        .filter_map(|row| Change::between(earlier.remove(row.key()), Some(row)))
        .collect();
    let gone = before.iter().filter(|row| earlier.contains_key(row.key()));
    changes.extend(gone.filter_map(|row| Change::between(Some(row), None)));
    changes
}

fn kind<T: Judged>(before: Option<Verdict>, after: Option<&T>) -> Option<Kind> {
    let Some(after) = after else {
        return before.map(|_| Kind::Gone);
    };
    if before == Some(after.verdict()) {
        return None;
    }
    if after.expected().is_some() {
        return Some(Kind::KnownGap);
    }
    let (before, after) = (
        before.filter(|verdict| is_about_it(*verdict)),
        after.verdict(),
    );
    if !is_about_it(after) {
        return match before {
            Some(before) => weight(before).map(|_| Kind::NoLongerApplicable),
            None => Some(Kind::Appeared),
        };
    }
    match (before.map(weight), weight(after)) {
        (Some(Some(before)), Some(now)) if now > before => Some(Kind::Worse),
        (Some(Some(before)), Some(now)) if now < before => Some(Kind::Better),
        (Some(Some(_)), Some(_)) | (Some(None), None) => None,
        (_, Some(now)) if now > HOLDS => Some(Kind::Worse),
        (Some(Some(_)), None) => Some(Kind::NoLongerDecided),
        (Some(None), Some(_)) => Some(Kind::NewlyDecided),
        (None, _) => Some(Kind::Appeared),
    }
}

/// Whether the requirement or scenario is one for the system under test at all. That it is none is said, not unknown.
const fn is_about_it(verdict: Verdict) -> bool {
    !matches!(verdict, Verdict::NotApplicable)
}

/// Of what nothing bad is to be said.
const HOLDS: u8 = 0;

/// How much a verdict is held against the system under test, where it says anything about it.
const fn weight(verdict: Verdict) -> Option<u8> {
    match verdict {
        Verdict::Pass | Verdict::Informational => Some(HOLDS),
        Verdict::Warn => Some(1),
        Verdict::Fail => Some(2),
        Verdict::NotApplicable
        | Verdict::Untested
        | Verdict::Inconclusive
        | Verdict::ConfigurationError
        | Verdict::HarnessError => None,
    }
}
