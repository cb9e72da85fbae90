//! What the process says when a run ends, worst first.

use super::super::model::RunResult;
use crate::error::ExitCode;
use crate::verdict::Verdict;

/// Whether the process says this code of a result.
type Says = fn(&RunResult) -> bool;

/// What each code but the last takes, in the order of severity.
const TABLE: [(ExitCode, Says); 6] = [
    (ExitCode::HarnessError, |result| {
        came_out(result, Verdict::HarnessError)
    }),
    (ExitCode::Configuration, |result| {
        came_out(result, Verdict::ConfigurationError)
    }),
    (ExitCode::NonConformant, fails),
    (ExitCode::StaleKnownGap, |result| {
        result.known_gaps.iter().any(|gap| gap.stale)
    }),
    (ExitCode::NothingSelected, |result| {
        result.scenarios.is_empty()
    }),
    (ExitCode::Undecided, is_undecided),
];

pub(super) fn code(result: &RunResult) -> ExitCode {
    let said = TABLE.into_iter().find(|(_, says)| says(result));
    said.map_or(ExitCode::Conformant, |(code, _)| code)
}

fn came_out(result: &RunResult, verdict: Verdict) -> bool {
    result.totals.requirements.contains_key(&verdict)
        || result.totals.scenarios.contains_key(&verdict)
}

fn fails(result: &RunResult) -> bool {
    result
        .requirements
        .iter()
        .any(|requirement| requirement.verdict == Verdict::Fail && requirement.known_gap.is_none())
}

/// Whether too little is known: the run was ended early, something mandatory is inconclusive, too much of it untested, or nothing at all was observed.
fn is_undecided(result: &RunResult) -> bool {
    let observed = |verdict| {
        matches!(
            verdict,
            Verdict::Pass | Verdict::Informational | Verdict::Warn | Verdict::Fail
        )
    };
    let totals = &result.totals;
    result.interrupted
        || totals.mandatory_inconclusive > 0
        || untested_share(totals.mandatory_untested, totals.mandatory)
            > result.profile.untested_share_allowed
        || !result
            .requirements
            .iter()
            .any(|requirement| observed(requirement.verdict))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of requirements are small"
)]
fn untested_share(untested: usize, mandatory: usize) -> f64 {
    if mandatory == 0 {
        0.0
    } else {
        untested as f64 / mandatory as f64
    }
}
