//! What the steps about registries of recipients remember.

use crate::actor::office::answer::Answer;
use crate::actor::registration::delegation::Delegated;
use crate::exchange::model::Exchange;
use crate::stop::Stop;

/// Typed memory of one scenario.
#[derive(Debug, Default)]
pub struct RegistryState {
    /// The recipient that a registry vouches for.
    pub delegated: Option<Delegated>,
    /// What the latest request came to.
    pub answer: Option<Answer>,
    /// The page that asks a user for consent.
    pub page: Option<Exchange>,
}

impl RegistryState {
    /// The recipient that a registry vouches for.
    pub fn delegated(&self) -> Result<&Delegated, Stop> {
        let missing = || Stop::harness("no registry vouches for anybody in this scenario");
        self.delegated.as_ref().ok_or_else(missing)
    }

    /// What the latest request came to.
    pub fn answer(&self) -> Result<Answer, Stop> {
        let missing = || Stop::harness("the registry was not asked in this scenario");
        self.answer.clone().ok_or_else(missing)
    }
}
