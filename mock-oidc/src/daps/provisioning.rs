//! What the operations of one DAPS share.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use mock_kit::{Clock, Fault, FaultPlan};
use url::Url;

use super::attributes::Attributes;
use super::connector::{Connector, Enrolment, EnrolmentError};
use super::faults::enrolment as faulty;
use super::identifier::ConnectorId;
use super::settings::{Edition, Variant};
use super::state::State;

/// The octets of the identifiers that are made up.
const MADE_UP_LENGTH: usize = 20;

/// The DAPS, as its operations hold it.
pub type Shared = Arc<ProvisioningService>;

/// One running DAPS.
pub struct ProvisioningService {
    /// Its address, ending in a slash.
    pub base: Url,
    /// The clock.
    pub clock: Clock,
    /// How its wire looks.
    pub variant: Variant,
    /// The faults that it commits.
    pub faults: FaultPlan,
    /// What it remembers.
    pub state: Mutex<State>,
}

impl ProvisioningService {
    /// Whether it commits `fault` now.
    pub fn commits(&self, fault: &'static Fault) -> bool {
        self.faults.commits(fault)
    }

    /// What it remembers.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether it follows the current text.
    pub fn is_current(&self) -> bool {
        self.variant.edition == Edition::IdsG
    }

    /// Its URL, as its DATs name it: without a slash at the end.
    pub fn issuer(&self) -> String {
        let base = self.base.as_str().trim_end_matches('/');
        format!("{base}{}", self.variant.issuer_path)
    }

    /// Where it issues DATs.
    pub fn token_endpoint(&self) -> String {
        let base = self.base.as_str().trim_end_matches('/');
        format!("{base}{}", self.variant.token_path)
    }

    /// Where its keys are published.
    pub fn jwks_uri(&self) -> String {
        format!("{}/.well-known/jwks.json", self.issuer())
    }

    /// Enrols a connector under the identifier of its certificate.
    pub fn enrol(&self, enrolment: &Enrolment) -> Result<ConnectorId, EnrolmentError> {
        let algorithms = &self.variant.request_token_algorithms;
        let connector = Connector::enrolled(enrolment, algorithms, || self.made_up())?;
        let id = connector.id.clone();
        let mut state = self.state();
        if state.connectors.contains_key(&id) && !self.commits(&faulty::ENROLS_IDENTIFIERS_TWICE) {
            return Err(EnrolmentError::IdentifierInUse(id));
        }
        state.connectors.insert(id.clone(), connector);
        Ok(id)
    }

    /// Only a DAPS that misbehaves makes identifiers up.
    fn made_up(&self) -> Option<ConnectorId> {
        let fault = &faulty::ENROLS_CERTIFICATES_WITHOUT_IDENTIFIERS;
        self.commits(fault).then(|| ConnectorId {
            subject_key: vec![0; MADE_UP_LENGTH],
            authority_key: vec![0; MADE_UP_LENGTH],
        })
    }

    /// Changes what is known of a connector; false for one that is not known.
    pub fn change(&self, id: &ConnectorId, attributes: Attributes) -> bool {
        let mut state = self.state();
        let known = state.connectors.get_mut(id);
        known.map(|known| known.attributes = attributes).is_some()
    }

    /// Ends the validity of a connector; false for one that is not known.
    pub fn revoke(&self, id: &ConnectorId) -> bool {
        let mut state = self.state();
        let known = state.connectors.get_mut(id);
        known.map(|known| known.revoked = true).is_some()
    }
}
