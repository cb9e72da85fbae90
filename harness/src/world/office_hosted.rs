//! What the steps about documents that offices keep themselves remember.

use crate::actor::environment::facts::KeptDocument;
use crate::actor::office::hosted::Forwarded;
use crate::stop::Stop;

/// Typed memory of one scenario.
#[derive(Debug, Default)]
pub struct OfficeHostedState {
    /// The document in the digital library of the office.
    pub kept: Option<KeptDocument>,
    /// The retrieval of it that DAS has forwarded.
    pub forwarded: Option<Forwarded>,
    /// How often DAS had fetched content from the office before the latest act.
    pub fetches: usize,
}

impl OfficeHostedState {
    /// The document in the digital library of the office.
    pub fn kept(&self) -> Result<KeptDocument, Stop> {
        let missing = "the scenario speaks of a document of the office before there is one";
        self.kept.clone().ok_or_else(|| Stop::harness(missing))
    }

    /// The retrieval that DAS has forwarded.
    pub fn forwarded(&self) -> Result<Forwarded, Stop> {
        let missing = "the scenario speaks of a forwarded retrieval before there is one";
        self.forwarded.clone().ok_or_else(|| Stop::harness(missing))
    }
}
