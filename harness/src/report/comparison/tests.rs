//! Two runs of the sample, between which things were mended and broken.

#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use super::*;
use crate::golden::assert_golden;
use crate::report::canonical;
use crate::report::comparison_page;
use crate::report::console::Colour;
use crate::report::tests::sample;
use crate::verdict::Verdict;

/// The sample as it is, and as it was: one failure was not there, another was, one scenario is new, one was taken out.
fn runs() -> (RunResult, RunResult) {
    let after = canonical::result(&sample::result());
    let mut before = after.clone();
    "das-v1 of May".clone_into(&mut before.profile.name);
    for scenario in &mut before.scenarios {
        scenario.verdict = match scenario.title.as_str() {
            "A document whose file is still being checked is refused"
            | "Signing with another client's key is refused" => Verdict::Pass,
            "A deleted copy is gone" => Verdict::Untested,
            "A repeated jti is refused" => Verdict::Fail,
            _ => scenario.verdict,
        };
        if scenario.title == "A caller without a token is refused" {
            "das/registrations/Anybody-may-call".clone_into(&mut scenario.id);
            "Anybody may call".clone_into(&mut scenario.title);
        }
    }
    for row in &mut before.requirements {
        row.verdict = match row.id.as_str() {
            "DAS-FLOW-REG-04" => Verdict::Pass,
            "RFC7523-3-7" => Verdict::Fail,
            _ => row.verdict,
        };
    }
    (before, after)
}

#[test]
fn the_words_golden() {
    let (before, after) = runs();
    let comparison = Comparison::of(&before, &after);
    let told = words(&comparison, "reports/out/comparison.html", Colour::Never);
    assert_golden!("comparison.words", told);
}

#[test]
fn nothing_in_either_result_steers_the_terminal() {
    let (mut before, mut after) = runs();
    let hostile = "\u{1b}[2J\n\u{202e}";
    before.target += hostile;
    for scenario in &mut after.scenarios {
        scenario.title += hostile;
        for finding in &mut scenario.findings {
            finding.received += hostile;
        }
    }
    for row in &mut after.requirements {
        row.text += hostile;
    }
    let told = words(&Comparison::of(&before, &after), "page", Colour::Never);
    assert!(!told.contains(['\u{1b}', '\u{202e}']), "{told}");
    assert!(told.contains(r"\u{1b}[2J\n\u{202e}"), "{told}");
}

#[test]
fn the_page_golden() {
    let (before, after) = runs();
    let page = comparison_page(&Comparison::of(&before, &after));
    let (head, rest) = page.split_once("<style>").unwrap();
    let (_, content) = rest.split_once("</style>").unwrap();
    let page = format!("{head}<style></style>{content}").replace("><", ">\n<");
    assert_golden!("comparison.html", page);
}

#[test]
fn a_run_is_no_worse_than_itself() {
    let result = sample::result();
    let comparison = Comparison::of(&result, &result);
    assert!(comparison.requirements.is_empty() && comparison.scenarios.is_empty());
    assert_eq!(comparison.exit(), ExitCode::Conformant);
    assert_eq!(comparison.circumstances(), []);
}

/// What a verdict in the later run means beside that of the earlier one, for the first scenario of the sample.
fn kind_of(before: Option<Verdict>, after: Option<Verdict>) -> Option<Kind> {
    let run = |verdict: Option<Verdict>| {
        let mut result = sample::result();
        result.requirements.clear();
        result.scenarios.truncate(1);
        match verdict {
            Some(verdict) => result.scenarios[0].verdict = verdict,
            None => result.scenarios.clear(),
        }
        result
    };
    let (before, after) = (run(before), run(after));
    let comparison = Comparison::of(&before, &after);
    comparison.scenarios.first().map(|change| change.kind)
}

#[test]
fn what_a_change_means() {
    use Verdict::{
        Fail, HarnessError, Inconclusive, Informational, NotApplicable, Pass, Untested, Warn,
    };
    let rows = [
        (Some(Pass), Some(Fail), Some(Kind::Worse)),
        (Some(Warn), Some(Fail), Some(Kind::Worse)),
        (Some(Untested), Some(Fail), Some(Kind::Worse)),
        (None, Some(Warn), Some(Kind::Worse)),
        (Some(Pass), Some(Inconclusive), Some(Kind::NoLongerDecided)),
        (Some(Fail), Some(Untested), Some(Kind::NoLongerDecided)),
        (Some(Fail), Some(Warn), Some(Kind::Better)),
        (Some(Warn), Some(Informational), Some(Kind::Better)),
        (Some(HarnessError), Some(Pass), Some(Kind::NewlyDecided)),
        (None, Some(Pass), Some(Kind::Appeared)),
        (None, Some(Untested), Some(Kind::Appeared)),
        (Some(Fail), None, Some(Kind::Gone)),
        (Some(Pass), Some(Informational), None),
        (Some(Untested), Some(Inconclusive), None),
        (Some(Fail), Some(Fail), None),
        (
            Some(Pass),
            Some(NotApplicable),
            Some(Kind::NoLongerApplicable),
        ),
        (
            Some(Fail),
            Some(NotApplicable),
            Some(Kind::NoLongerApplicable),
        ),
        (Some(Untested), Some(NotApplicable), None),
        (Some(NotApplicable), Some(Pass), Some(Kind::Appeared)),
        (
            Some(NotApplicable),
            Some(Inconclusive),
            Some(Kind::Appeared),
        ),
        (Some(NotApplicable), Some(Fail), Some(Kind::Worse)),
        (None, Some(NotApplicable), Some(Kind::Appeared)),
    ];
    for (before, after, kind) in rows {
        assert_eq!(kind_of(before, after), kind, "{before:?} → {after:?}");
    }
}

#[test]
fn what_does_not_apply_any_more_is_no_worse() {
    let before = sample::result();
    let mut after = before.clone();
    for scenario in &mut after.scenarios {
        if scenario.verdict == Verdict::Pass {
            scenario.verdict = Verdict::NotApplicable;
        }
    }
    let comparison = Comparison::of(&before, &after);
    assert!(!comparison.scenarios.is_empty());
    assert_eq!(comparison.exit(), ExitCode::Conformant);
}

#[test]
fn a_failure_that_the_target_file_expects_is_no_worse() {
    let after = sample::result();
    let mut before = after.clone();
    for row in &mut before.requirements {
        if row.known_gap.is_some() {
            row.verdict = Verdict::Pass;
        }
    }
    let comparison = Comparison::of(&before, &after);
    let kinds: Vec<Kind> = comparison.requirements.iter().map(|row| row.kind).collect();
    assert_eq!(kinds, [Kind::KnownGap]);
    assert!(!comparison.is_worse());
}
