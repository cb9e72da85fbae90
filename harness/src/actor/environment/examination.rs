//! What is looked at before anything is judged: hosts and their clocks, metadata, credentials, ports and commands.
//!
//! `run` ends with the first problem, `doctor` shows all of them. Whatever fails here is a matter of configuration.

mod address;
mod answer;
mod clock;
mod command;
mod guest;
mod metadata;
mod port;
pub mod unreachable;

use std::sync::Arc;

use jiff::SignedDuration;

pub(super) use self::answer::reach;
pub use self::metadata::METADATA_LIMIT;
use super::probe;
use super::reach;
use super::reached::Reached;
use crate::error::ConfigurationError;
use crate::target::{Check, Target};

/// What was looked at, and the parties of the target as far as they can be reached.
#[derive(Debug)]
pub struct Examination {
    /// Every look, in order.
    pub checks: Vec<Check>,
    reached: Option<Arc<Reached>>,
}

impl Examination {
    /// The parties of the target, or the first problem. A client that is judged among our own parties has none to be reached.
    pub fn outcome(self) -> Result<Option<Arc<Reached>>, ConfigurationError> {
        let first = self.checks.iter().find_map(Check::problem);
        match first {
            Some(problem) => Err(problem.clone()),
            None => Ok(self.reached),
        }
    }
}

/// Looks at everything that a target names outside of its file.
pub async fn examine(target: &Target) -> Examination {
    let mut checks = port::checks(target);
    checks.extend(command::checks(target));
    let reached = match reach::client(target) {
        Ok(http) => visit(target, &http, &mut checks).await,
        Err(error) => {
            checks.push(Check::new(&["trust"], "trust it", Err(error)));
            None
        }
    };
    Examination { checks, reached }
}

async fn visit(
    target: &Target,
    http: &reqwest::Client,
    checks: &mut Vec<Check>,
) -> Option<Arc<Reached>> {
    if target.guest.is_some() {
        checks.extend(address::checks(target, http, SignedDuration::ZERO).await);
        return None;
    }
    let standing = clock::standing(target, http, checks).await;
    checks.extend(address::checks(target, http, standing).await);
    let facts = metadata::examine(target, http, standing, checks).await;
    let facts = match facts {
        Ok(facts) => facts,
        Err(error) => {
            checks.push(Check::new(
                metadata::key(target),
                metadata::TRIED,
                Err(error),
            ));
            return None;
        }
    };
    let clock = clock::standing_at(standing);
    let reached = match reach::assemble(target, facts, http.clone(), clock) {
        Ok(reached) => Arc::new(reached),
        Err(error) => {
            checks.push(Check::new(&["file"], "put its parts together", Err(error)));
            return None;
        }
    };
    checks.extend(probe::checks(&reached, target).await);
    Some(reached)
}
