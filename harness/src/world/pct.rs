//! What the steps about the PCT service remember.

use url::Url;

use super::World;
use crate::actor::environment::facts::KeptDocument;
use crate::actor::office::answer::Answer;
use crate::actor::pct::Wipo;
use crate::stop::Stop;

/// Typed memory of one scenario.
#[derive(Debug, Default)]
pub struct PctState {
    /// The document that the scenario is about.
    pub document: Option<KeptDocument>,
    /// The answer that said where it is.
    pub location: Option<Answer>,
    /// The download URL in it.
    pub url: Option<Url>,
    /// Content that was passed off as a document of the International Bureau.
    pub passed_off: Vec<u8>,
    /// What the latest act came to.
    pub answer: Option<Answer>,
}

impl PctState {
    /// The document that the scenario is about.
    pub fn document(&self) -> Result<KeptDocument, Stop> {
        self.document
            .clone()
            .ok_or_else(|| missing("a document of the PCT service"))
    }

    /// The download URL.
    pub fn url(&self) -> Result<Url, Stop> {
        self.url
            .clone()
            .ok_or_else(|| missing("a download URL of the PCT service"))
    }

    /// What the latest act came to.
    pub fn answer(&self) -> Result<Answer, Stop> {
        self.answer
            .clone()
            .ok_or_else(|| missing("an answer of the PCT service"))
    }

    /// Demands that the latest act was served.
    pub fn demand_served(&self, expected: &str) -> Result<Answer, Stop> {
        self.answer()?.demanded_served(expected)
    }

    /// Demands that the latest act was refused.
    pub fn demand_refused(&self, expected: &str) -> Result<Answer, Stop> {
        self.answer()?.demanded_refused(expected)
    }
}

impl World {
    /// WIPO with an access token for the PCT service.
    pub async fn wipo_at_pct(&self) -> Result<Wipo, Stop> {
        Wipo::reach(&self.environment).await
    }
}

fn missing(what: &str) -> Stop {
    Stop::harness(format!("the scenario speaks of {what} before there is one"))
}
