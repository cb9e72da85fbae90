//! Starting a DAPS, and holding on to it.

use std::io;
use std::sync::{Arc, Mutex};

use mock_kit::tls::ServerIdentity;
use mock_kit::{Bound, ControlHandle, FaultPlan, Journal, Listening, Service};
use url::Url;

use super::attributes::Attributes;
use super::connector::{Enrolment, EnrolmentError};
use super::identifier::ConnectorId;
use super::provisioning::{ProvisioningService, Shared};
use super::settings::Settings;
use super::state::State;
use super::{faults, server};
use crate::state::signing_key::{KeyError, SigningKey, SigningKeys};

/// The party's name in journals and control routes.
const PARTY: &str = "daps";

/// Why a DAPS cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address cannot be had.
    #[error("listen: {0}")]
    Listen(#[from] io::Error),
    /// There is no key to sign with.
    #[error("make a signing key: {0}")]
    Key(#[from] KeyError),
    /// A connector cannot be enrolled.
    #[error("enrol a connector: {0}")]
    Enrolment(#[from] EnrolmentError),
}

/// Starts a DAPS; it stops when the handle is dropped.
///
/// # Errors
/// When address, signing key or a connector cannot be used.
pub async fn spawn(settings: Settings) -> Result<Handle, StartError> {
    let bound = Bound::bind(&settings.listener).await?;
    let key = SigningKey::first(settings.variant.algorithm).await?;
    let daps = Arc::new(ProvisioningService {
        base: bound.base().clone(),
        clock: settings.clock,
        variant: settings.variant,
        faults: FaultPlan::new(faults::SEAMS),
        state: Mutex::new(State::new(SigningKeys::new(key))),
    });
    for connector in &settings.connectors {
        daps.enrol(connector)?;
    }
    let journal = Journal::new();
    let listening = bound.serve(Service {
        party: PARTY,
        router: server::routes(&daps),
        journal: journal.clone(),
        clock: daps.clock.clone(),
        faults: daps.faults.clone(),
    })?;
    Ok(Handle {
        control: control(&daps, journal),
        daps,
        listening,
    })
}

fn control(daps: &Shared, journal: Journal) -> ControlHandle {
    let (inspected, reset) = (Arc::clone(daps), Arc::clone(daps));
    let inspect = move || {
        let inspected = Arc::clone(&inspected);
        Box::pin(async move { inspected.state().inspect() }) as _
    };
    let faults = daps.faults.clone();
    let reset = move || reset.state().told.clear();
    ControlHandle::new(PARTY, daps.clock.clone(), faults, journal, inspect, reset)
}

/// A running DAPS.
pub struct Handle {
    daps: Shared,
    control: ControlHandle,
    listening: Listening,
}

impl Handle {
    /// The URL of the host, ending in a slash.
    #[must_use]
    pub fn base(&self) -> &Url {
        &self.daps.base
    }

    /// Its URL, as its DATs name it.
    #[must_use]
    pub fn issuer(&self) -> String {
        self.daps.issuer()
    }

    /// Where it issues DATs.
    #[must_use]
    pub fn token_endpoint(&self) -> String {
        self.daps.token_endpoint()
    }

    /// Where its keys are published.
    #[must_use]
    pub fn jwks_uri(&self) -> String {
        self.daps.jwks_uri()
    }

    /// Enrols a connector under the identifier of its certificate.
    ///
    /// # Errors
    /// When the certificate identifies nobody, or somebody who is known already.
    pub fn enrol(&self, enrolment: &Enrolment) -> Result<ConnectorId, EnrolmentError> {
        self.daps.enrol(enrolment)
    }

    /// Changes what is known of a connector; false for one that is not known.
    pub fn change(&self, id: &ConnectorId, attributes: Attributes) -> bool {
        self.daps.change(id, attributes)
    }

    /// Ends the validity of a connector; false for one that is not known.
    pub fn revoke(&self, id: &ConnectorId) -> bool {
        self.daps.revoke(id)
    }

    /// Signs with a new key from now on, and publishes no other.
    ///
    /// # Errors
    /// When the key cannot be made.
    pub async fn replace_signing_key(&self) -> Result<(), KeyError> {
        let next = SigningKey::fresh(self.daps.variant.algorithm).await?;
        let mut state = self.daps.state();
        state.keys.rotate(next);
        state.keys.retire_previous();
        Ok(())
    }

    /// Clock, faults, journal, state.
    #[must_use]
    pub fn control(&self) -> &ControlHandle {
        &self.control
    }

    /// Shows another TLS identity from now on.
    pub fn present(&self, identity: &ServerIdentity) {
        self.listening.present(identity);
    }

    /// Stops listening.
    pub fn stop(&self) {
        self.listening.stop();
    }
}
