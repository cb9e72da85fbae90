//! What a scenario knows while it runs: the parties around it, and typed state for each room of steps.

pub mod authorization;
pub mod das;

use authorization::AuthorizationState;
use das::DasState;

use crate::actor::environment::Environment;

/// The state of one scenario.
#[derive(Debug, cucumber::World)]
#[world(init = Self::made_elsewhere)]
pub struct World {
    /// The parties, the clock and what was sent and received.
    pub environment: Environment,
    /// What the steps about the authorization server remember.
    pub authorization: AuthorizationState,
    /// What the steps about DAS remember.
    pub das: DasState,
}

impl World {
    /// A world with nothing done in it yet.
    pub fn new(environment: Environment) -> Self {
        Self {
            environment,
            authorization: AuthorizationState::default(),
            das: DasState::default(),
        }
    }

    /// The step macros want a way to make a world; the runner has its own.
    fn made_elsewhere() -> Result<Self, MadeElsewhere> {
        Err(MadeElsewhere)
    }
}

/// Nobody makes a world this way.
#[derive(Debug, thiserror::Error)]
#[error("worlds are made by the runner")]
struct MadeElsewhere;
