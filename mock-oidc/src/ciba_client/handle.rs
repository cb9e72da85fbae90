//! Starting a client, and holding on to it.

use std::io;
use std::sync::{Arc, Mutex};

use mock_kit::tls::{TlsError, http_client_as};
use mock_kit::{Bound, ControlHandle, FaultPlan, Journal, Listening, Service};
use tokio::sync::watch;
use url::Url;

use super::client::{CibaClient, Shared};
use super::inbox::Inbox;
use super::settings::Settings;
use super::{endpoints, faults};

/// The party's name in journals, control routes and `User-Agent`.
pub const PARTY: &str = "ciba-client";

/// Why a client cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address cannot be had.
    #[error("listen: {0}")]
    Listen(#[from] io::Error),
    /// The authorities to trust or the certificate to show cannot be used.
    #[error("set up TLS: {0}")]
    Tls(#[from] TlsError),
    /// Its own address makes no URL.
    #[error("make its addresses: {0}")]
    Address(#[from] url::ParseError),
}

/// Starts a client; it stops when the handle is dropped.
///
/// # Errors
/// When address, trust or certificate cannot be used.
pub async fn spawn(settings: Settings) -> Result<Handle, StartError> {
    let bound = Bound::bind(&settings.listener).await?;
    let base = bound.base().clone();
    let client = Arc::new(assemble(settings)?);
    let listening = bound.serve(Service {
        party: PARTY,
        router: endpoints::routes(Arc::clone(&client)),
        journal: client.journal.clone(),
        clock: client.settings.clock.clone(),
        faults: client.faults.clone(),
    })?;
    Ok(Handle {
        notifications: base.join("notifications")?,
        base,
        control: control(&client),
        listening,
    })
}

fn assemble(settings: Settings) -> Result<CibaClient, TlsError> {
    let trust: Vec<&str> = settings.trust.iter().map(String::as_str).collect();
    Ok(CibaClient {
        faults: FaultPlan::new(faults::SEAMS),
        journal: Journal::new(),
        http: http_client_as(PARTY, &settings.identity, &trust)?,
        flows: Mutex::default(),
        kept_id_token: Mutex::default(),
        inbox: Mutex::new(Inbox::default()),
        notified: watch::Sender::new(0),
        news: Mutex::default(),
        settings,
    })
}

fn control(client: &Shared) -> ControlHandle {
    let (inspected, reset) = (Arc::clone(client), Arc::clone(client));
    let inspect = move || {
        let inspected = Arc::clone(&inspected);
        Box::pin(async move { inspected.inspect() }) as _
    };
    ControlHandle::new(
        PARTY,
        client.settings.clock.clone(),
        client.faults.clone(),
        client.journal.clone(),
        inspect,
        move || *reset.inbox() = Inbox::default(),
    )
}

/// A running client.
pub struct Handle {
    base: Url,
    notifications: Url,
    control: ControlHandle,
    listening: Listening,
}

impl Handle {
    /// The URL below which `start` and `flows` stand, ending in a slash.
    #[must_use]
    pub fn base(&self) -> &Url {
        &self.base
    }

    /// Where it takes notifications.
    #[must_use]
    pub fn notification_endpoint(&self) -> &Url {
        &self.notifications
    }

    /// Clock, faults, journal, state.
    #[must_use]
    pub fn control(&self) -> &ControlHandle {
        &self.control
    }

    /// Stops listening.
    pub fn stop(&self) {
        self.listening.stop();
    }
}
