//! What the operations of one connector share.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use mock_kit::tls::{TlsError, http_client_as};
use mock_kit::{Fault, FaultPlan};
use serde_json::{Value, json};

use super::faults::{self, transport};
use super::settings::Settings;
use super::state::State;
use crate::daps::Edition;

/// The party's name in journals, control routes and on its requests.
pub const PARTY: &str = "connector";

/// The connector, as its operations hold it.
pub type Shared = Arc<DataConnector>;

/// One running connector.
pub struct DataConnector {
    /// What it was started with.
    pub settings: Settings,
    /// The faults that it commits.
    pub faults: FaultPlan,
    /// What it remembers.
    pub state: Mutex<State>,
    over_transport_certificate: reqwest::Client,
    over_identity_certificate: reqwest::Client,
}

impl DataConnector {
    /// One that remembers nothing yet.
    pub fn new(settings: Settings) -> Result<Self, TlsError> {
        let trust: Vec<&str> = settings.trust.iter().map(String::as_str).collect();
        let showing = |identity| http_client_as(PARTY, identity, &trust);
        Ok(Self {
            over_transport_certificate: showing(&settings.transport)?,
            over_identity_certificate: showing(&settings.identity.certificate)?,
            faults: FaultPlan::new(faults::SEAMS),
            state: Mutex::default(),
            settings,
        })
    }

    /// Whether it commits `fault` now.
    pub fn commits(&self, fault: &'static Fault) -> bool {
        self.faults.commits(fault)
    }

    /// Whether its DAPS follows the current text.
    pub fn is_current(&self) -> bool {
        self.settings.daps.edition == Edition::IdsG
    }

    /// With what it calls its DAPS.
    pub fn http(&self) -> &reqwest::Client {
        if self.commits(&transport::SHOWS_ITS_IDENTITY_CERTIFICATE) {
            &self.over_identity_certificate
        } else {
            &self.over_transport_certificate
        }
    }

    /// What it remembers.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What it remembers, for whoever controls it.
    pub fn inspect(&self) -> Value {
        json!({ "messages": self.state().messages })
    }
}
