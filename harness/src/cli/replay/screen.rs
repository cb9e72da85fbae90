//! What a replay shows: each step, and what was sent and received in it.

use std::io::BufRead as _;

use crate::actor::environment::Environment;
use crate::cli::say;
use crate::exchange::model::Exchange;
use crate::exchange::redaction::Redactor;
use crate::report::model::StepResult;
use crate::report::transcript;
use crate::runner::Onlooker;

const MARGIN: &str = "    ";

/// Shows steps and exchanges as they happen, without secrets.
pub(super) struct Screen<'a> {
    redactor: &'a Redactor,
    waits: bool,
    shown: Vec<Exchange>,
}

impl<'a> Screen<'a> {
    pub(super) fn new(redactor: &'a Redactor, waits: bool) -> Self {
        Self {
            redactor,
            waits,
            shown: Vec::new(),
        }
    }

    /// Shows what was not shown yet: what the parties said among themselves and nobody asked about.
    pub(super) fn rest(&mut self, exchanges: &[Exchange]) {
        let unseen = |each: &&Exchange| !self.shown.iter().any(|shown| is_same(shown, each));
        let rest: Vec<Exchange> = exchanges.iter().filter(unseen).cloned().collect();
        if !rest.is_empty() {
            say("What the parties said among themselves");
            self.show(exchanges, &rest);
        }
    }

    fn show(&self, all: &[Exchange], news: &[Exchange]) {
        let redaction = self.redactor.over(all);
        for exchange in news {
            say(transcript::exchange(&redaction.exchange(exchange), MARGIN));
        }
    }
}

/// Whether two are one, as numbers are given anew in the end.
fn is_same(one: &Exchange, other: &Exchange) -> bool {
    let number = other.number;
    Exchange {
        number,
        ..one.clone()
    } == *other
}

impl Onlooker for Screen<'_> {
    fn before(&mut self, step: &StepResult) {
        say(format_args!("{} {}", step.keyword, step.text));
        if self.waits {
            // Whoever closed the input is not waited for.
            let _ = std::io::stdin().lock().lines().next();
        }
    }

    fn after(&mut self, environment: &Environment) {
        let exchanges = environment.exchanges();
        let news = exchanges.get(self.shown.len()..).unwrap_or_default();
        self.show(&exchanges, news);
        self.shown = exchanges;
    }
}
