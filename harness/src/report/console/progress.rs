//! How far a run is: a bar on a terminal, a line for each scenario in a pipe. It goes to the error stream, the result does not.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::super::model::ScenarioResult;
use super::Colour;
use crate::verdict::Verdict;

/// How progress is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Not at all.
    Silent,
    /// By a line for each scenario.
    Lines,
    /// By a bar on a terminal.
    Bar(Colour),
}

/// Tells how far a run is.
#[derive(Debug)]
pub struct Progress {
    total: usize,
    done: usize,
    manner: Manner,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Nothing of so many scenarios is done yet.
    pub fn new(total: usize, manner: Manner) -> Self {
        let bar = matches!(manner, Manner::Bar(_)).then(|| {
            let length = u64::try_from(total).unwrap_or(u64::MAX);
            let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::stderr());
            bar.with_style(style())
        });
        Self {
            total,
            done: 0,
            manner,
            bar,
        }
    }

    /// Another scenario is done. What did not pass stays on the terminal above the bar.
    pub fn scenario(&mut self, scenario: &ScenarioResult) {
        self.done += 1;
        match (self.manner, &self.bar) {
            (Manner::Bar(colour), Some(bar)) => advance(bar, scenario, colour),
            (Manner::Lines, _) => eprintln!("{}", self.line(scenario)),
            _ => {}
        }
    }

    /// The line that a pipe gets.
    fn line(&self, scenario: &ScenarioResult) -> String {
        let width = self.total.to_string().len();
        format!(
            "[{:>width$}/{}] {:20}{} › {}",
            self.done, self.total, scenario.verdict, scenario.feature, scenario.title
        )
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn advance(bar: &ProgressBar, scenario: &ScenarioResult, colour: Colour) {
    let quiet = [
        Verdict::Pass,
        Verdict::Informational,
        Verdict::NotApplicable,
        Verdict::Untested,
    ];
    if !quiet.contains(&scenario.verdict) {
        let verdict = colour.verdict(scenario.verdict, 0);
        bar.println(format!(
            "{verdict}: {} › {}",
            scenario.feature, scenario.title
        ));
    }
    bar.set_message(scenario.feature.clone());
    bar.inc(1);
}

fn style() -> ProgressStyle {
    let plain = ProgressStyle::default_bar();
    plain
        .clone()
        .template("{bar:32} {pos}/{len} scenarios, {elapsed} {wide_msg}")
        .unwrap_or(plain)
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::sample;
    use super::*;

    #[test]
    fn a_pipe_gets_one_numbered_line_for_each_scenario() {
        let mut progress = Progress::new(120, Manner::Lines);
        progress.done = 7;
        let result = sample::result();
        let line = progress.line(&result.scenarios[0]);
        assert!(line.starts_with("[  7/120] untested  "), "{line}");
    }
}
