//! Starting a resource, and holding on to it.

use std::io;
use std::sync::{Arc, Mutex};

use mock_kit::tls::{ServerIdentity, http_client_of};
use mock_kit::{Bound, ControlHandle, FaultPlan, Journal, Listening, Service};
use url::Url;

use super::accounts::{self, Account};
use super::cross_origin::{self, OpaqueOrigin};
use super::introspection::{CredentialsError, Introspector};
use super::resource_server::{ResourceServer, Shared};
use super::settings::Settings;
use super::state::State;
use super::{faults, server};

/// The party's name in journals, control routes and to the authorization server.
const PARTY: &str = "resource";

/// Why a resource cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address cannot be had.
    #[error("listen: {0}")]
    Listen(#[from] io::Error),
    /// The authorities to trust cannot be read.
    #[error("trust the given authorities: {0}")]
    Trust(#[from] mock_kit::tls::TlsError),
    /// The key for asking about tokens cannot be used.
    #[error("use its own credentials: {0}")]
    Credentials(#[from] CredentialsError),
    /// An origin names no host.
    #[error("let scripts call: {0}")]
    Origin(#[from] OpaqueOrigin),
}

/// Starts a resource; it stops when the handle is dropped.
///
/// # Errors
/// When address, trust, credentials or origins cannot be used.
pub async fn spawn(settings: Settings) -> Result<Handle, StartError> {
    let bound = Bound::bind(&settings.listener).await?;
    let base = bound.base().clone();
    let origins = cross_origin::layer(&settings.origins)?;
    let resource = Arc::new(assemble(settings)?);
    let journal = Journal::new();
    let listening = bound.serve(Service {
        party: PARTY,
        router: server::routes(Arc::clone(&resource), origins),
        journal: journal.clone(),
        clock: resource.clock().clone(),
        faults: resource.faults.clone(),
    })?;
    Ok(Handle {
        base,
        control: control(&resource, journal),
        resource,
        listening,
    })
}

fn assemble(settings: Settings) -> Result<ResourceServer, StartError> {
    let trust: Vec<&str> = settings.trust.iter().map(String::as_str).collect();
    let http = http_client_of(PARTY, &trust)?;
    Ok(ResourceServer {
        introspector: Introspector::new(&settings, http)?,
        accounts: accounts::opened_for(&settings.customers),
        faults: FaultPlan::new(faults::SEAMS).with_transport(faults::transport::TRANSPORT),
        state: Mutex::new(State::default()),
        settings,
    })
}

fn control(resource: &Shared, journal: Journal) -> ControlHandle {
    let (inspected, reset) = (Arc::clone(resource), Arc::clone(resource));
    let inspect = move || {
        let inspected = Arc::clone(&inspected);
        Box::pin(async move { inspected.inspect() }) as _
    };
    ControlHandle::new(
        PARTY,
        resource.clock().clone(),
        resource.faults.clone(),
        journal,
        inspect,
        move || *reset.state() = State::default(),
    )
}

/// A running resource.
pub struct Handle {
    base: Url,
    resource: Shared,
    control: ControlHandle,
    listening: Listening,
}

impl Handle {
    /// The URL below which `accounts` and `payments` stand, ending in a slash.
    #[must_use]
    pub fn base(&self) -> &Url {
        &self.base
    }

    /// The accounts of the customer with this subject.
    #[must_use]
    pub fn accounts(&self, customer: &str) -> Vec<Account> {
        let all = self.resource.accounts.iter();
        let own = all.filter(|account| account.customer == customer);
        own.cloned().collect()
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
