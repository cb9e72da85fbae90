//! Starting a connector, and holding on to it.

use std::io;
use std::sync::Arc;

use mock_kit::tls::{ServerIdentity, TlsError};
use mock_kit::{Bound, ControlHandle, Journal, Listening, Service};
use url::Url;

use super::data_connector::{DataConnector, PARTY, Shared};
use super::request::{self, AskError};
use super::server;
use super::settings::Settings;
use super::state::State;

/// Why a connector cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address cannot be had.
    #[error("listen: {0}")]
    Listen(#[from] io::Error),
    /// Its certificates or the authorities to trust cannot be used.
    #[error("call the DAPS: {0}")]
    Tls(#[from] TlsError),
}

/// Starts a connector; it stops when the handle is dropped.
///
/// # Errors
/// When address or certificates cannot be used.
pub async fn spawn(settings: Settings) -> Result<Handle, StartError> {
    let bound = Bound::bind(&settings.listener).await?;
    let base = bound.base().clone();
    let connector = Arc::new(DataConnector::new(settings)?);
    let journal = Journal::new();
    let listening = bound.serve(Service {
        party: PARTY,
        router: server::routes(Arc::clone(&connector)),
        journal: journal.clone(),
        clock: connector.settings.clock.clone(),
        faults: connector.faults.clone(),
    })?;
    Ok(Handle {
        base,
        control: control(&connector, journal),
        connector,
        listening,
    })
}

fn control(connector: &Shared, journal: Journal) -> ControlHandle {
    let (inspected, reset) = (Arc::clone(connector), Arc::clone(connector));
    let inspect = move || {
        let inspected = Arc::clone(&inspected);
        Box::pin(async move { inspected.inspect() }) as _
    };
    let clock = connector.settings.clock.clone();
    let reset = move || *reset.state() = State::default();
    ControlHandle::new(
        PARTY,
        clock,
        connector.faults.clone(),
        journal,
        inspect,
        reset,
    )
}

/// A running connector.
pub struct Handle {
    base: Url,
    connector: Shared,
    control: ControlHandle,
    listening: Listening,
}

impl Handle {
    /// The URL below which `messages` and `ask` stand, ending in a slash.
    #[must_use]
    pub fn base(&self) -> &Url {
        &self.base
    }

    /// Asks the DAPS for a DAT.
    ///
    /// # Errors
    /// When there is none to be had.
    pub async fn ask(&self) -> Result<String, AskError> {
        request::ask(&self.connector).await
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
