//! What the steps about an office's API remember.

use url::Url;

use super::World;
use crate::actor::environment::facts::{KeptDocument, SetUp};
use crate::actor::office::answer::Answer;
use crate::actor::wipo::das::Reports;
use crate::actor::wipo::{Forwarded, Wipo};
use crate::exchange::model::Exchange;
use crate::stop::Stop;

/// Typed memory of one scenario.
#[derive(Debug, Default)]
pub struct OfficeServerState {
    /// How WIPO and the office authenticate to one another; that of the office at hand where nothing else is said.
    pub set_up: SetUp,
    /// The document that the scenario is about.
    pub document: Option<KeptDocument>,
    /// What the office tells DAS.
    pub reports: Option<Reports>,
    /// The retrieval that WIPO has forwarded.
    pub forwarded: Option<Forwarded>,
    /// A notification that the office awaits: its acknowledgement id, and the document.
    pub awaited: Option<(String, KeptDocument)>,
    /// The answer that said where the document is.
    pub location: Option<Answer>,
    /// The download URL in it.
    pub url: Option<Url>,
    /// An access token obtained earlier.
    pub former_token: Option<String>,
    /// The name of a key that signs no more.
    pub former_key: Option<String>,
    /// What the latest act came to.
    pub answer: Option<Answer>,
    /// How often the office fetched the key set of its issuer for that act.
    pub fetches: usize,
}

impl OfficeServerState {
    /// The memory of a scenario with an office of this set-up.
    pub fn with(set_up: SetUp) -> Self {
        Self {
            set_up,
            ..Self::default()
        }
    }

    /// The document that the scenario is about.
    pub fn document(&self) -> Result<KeptDocument, Stop> {
        held(self.document.as_ref(), "a document of the office")
    }

    /// The retrieval that WIPO has forwarded.
    pub fn forwarded(&self) -> Result<Forwarded, Stop> {
        held(self.forwarded.as_ref(), "a forwarded retrieval")
    }

    /// The notification that the office awaits.
    pub fn awaited(&self) -> Result<(String, KeptDocument), Stop> {
        held(
            self.awaited.as_ref(),
            "a notification that the office awaits",
        )
    }

    /// What the office tells DAS.
    pub fn reports(&self) -> Result<&Reports, Stop> {
        let reports = self.reports.as_ref();
        reports.ok_or_else(|| missing("a DAS that takes reports"))
    }

    /// The download URL.
    pub fn url(&self) -> Result<Url, Stop> {
        held(self.url.as_ref(), "a download URL of the office")
    }

    /// What the latest act came to.
    pub fn answer(&self) -> Result<Answer, Stop> {
        held(self.answer.as_ref(), "an answer of the office")
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
    /// WIPO with an access token for the office.
    pub async fn wipo_at_office(&self) -> Result<Wipo, Stop> {
        Wipo::reach(&self.environment, self.office_server.set_up).await
    }

    /// The reports of the office on the forwarded retrieval, which either acknowledgement id names.
    pub fn reports_on_the_retrieval(&self) -> Result<Vec<Exchange>, Stop> {
        let forwarded = self.office_server.forwarded()?;
        let own = forwarded.office_ack_id.unwrap_or_default();
        let ids = [forwarded.das_ack_id.as_str(), own.as_str()];
        Ok(self.office_server.reports()?.on(&self.environment, &ids))
    }
}

fn held<T: Clone>(value: Option<&T>, what: &str) -> Result<T, Stop> {
    value.cloned().ok_or_else(|| missing(what))
}

fn missing(what: &str) -> Stop {
    Stop::harness(format!("the scenario speaks of {what} before there is one"))
}
