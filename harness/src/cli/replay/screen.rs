//! What a replay shows: each step, and within it each exchange as it happens.

use std::io::BufRead as _;
use std::sync::{Arc, Mutex, PoisonError};

use crate::actor::environment::Environment;
use crate::cli::say;
use crate::exchange::model::Exchange;
use crate::exchange::redaction::Redactor;
use crate::report::model::StepResult;
use crate::report::transcript;
use crate::runner::Onlooker;

const MARGIN: &str = "    ";

/// Shows steps and exchanges as they happen, without secrets.
pub(super) struct Screen {
    redactor: Redactor,
    waits: bool,
    shown: Arc<Mutex<Vec<Exchange>>>,
}

impl Screen {
    pub(super) fn new(redactor: &Redactor, waits: bool) -> Self {
        Self {
            redactor: redactor.clone(),
            waits,
            shown: Arc::default(),
        }
    }

    /// Shows what was not shown yet: what the parties said among themselves and nobody asked about.
    pub(super) fn rest(&self, exchanges: &[Exchange]) {
        let shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let unseen = |each: &&Exchange| !shown.iter().any(|shown| is_same(shown, each));
        let mut rest = exchanges.iter().filter(unseen).peekable();
        if rest.peek().is_some() {
            say("What the parties said among themselves");
        }
        rest.for_each(|exchange| show(&self.redactor, exchanges, exchange));
    }
}

fn show(redactor: &Redactor, all: &[Exchange], exchange: &Exchange) {
    let record = redactor.over(all).exchange(exchange);
    say(transcript::exchange(&record, MARGIN));
}

/// Whether two are one, as numbers are given anew in the end.
fn is_same(one: &Exchange, other: &Exchange) -> bool {
    let number = other.number;
    Exchange {
        number,
        ..one.clone()
    } == *other
}

impl Onlooker for Screen {
    fn begin(&mut self, environment: &Environment) {
        let (redactor, shown) = (self.redactor.clone(), Arc::clone(&self.shown));
        environment.tell(Box::new(move |all| {
            if let Some(news) = all.last() {
                show(&redactor, all, news);
                let mut shown = shown.lock().unwrap_or_else(PoisonError::into_inner);
                shown.push(news.clone());
            }
        }));
    }

    fn before(&mut self, step: &StepResult) {
        say(format_args!("{} {}", step.keyword, step.text));
        if self.waits {
            // Whoever closed the input is not waited for.
            let _ = std::io::stdin().lock().lines().next();
        }
    }
}
