//! Starting a registry, and holding on to it.

use std::io;
use std::sync::{Arc, Mutex};

use mock_kit::{Bound, Clock, ControlHandle, FaultPlan, Journal, Listening, Service};
use serde_json::json;
use url::Url;

use super::recipient::Recipient;
use super::server::{Registry, Shared};
use super::settings::Settings;
use super::{faults, server};

/// The party's name in journals and control routes.
const PARTY: &str = "registry";

/// Why a registry cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address cannot be had.
    #[error("listen: {0}")]
    Listen(#[from] io::Error),
}

/// Starts a registry; it stops when the handle is dropped.
///
/// # Errors
/// When the address cannot be used.
pub async fn spawn(settings: Settings) -> Result<Handle, StartError> {
    let bound = Bound::bind(&settings.listener).await?;
    let base = bound.base().clone();
    let registry = Arc::new(Registry {
        faults: FaultPlan::new(faults::SEAMS),
        callers: settings.callers,
        known: Mutex::new(settings.recipients),
    });
    let journal = Journal::new();
    let listening = bound.serve(Service {
        party: PARTY,
        router: server::routes(Arc::clone(&registry)),
        journal: journal.clone(),
        clock: settings.clock.clone(),
        faults: registry.faults.clone(),
    })?;
    Ok(Handle {
        base,
        control: control(&registry, settings.clock, journal),
        registry,
        listening,
    })
}

fn control(registry: &Shared, clock: Clock, journal: Journal) -> ControlHandle {
    let inspected = Arc::clone(registry);
    let inspect = move || {
        let inspected = Arc::clone(&inspected);
        Box::pin(async move { json!({ "recipients": *inspected.recipients() }) }) as _
    };
    let faults = registry.faults.clone();
    // What exchanges made is nothing; recipients stay.
    ControlHandle::new(PARTY, clock, faults, journal, inspect, || ())
}

/// A running registry.
pub struct Handle {
    base: Url,
    registry: Shared,
    control: ControlHandle,
    listening: Listening,
}

impl Handle {
    /// The URL below which `recipients` and `recipient` stand, ending in a slash.
    #[must_use]
    pub fn base(&self) -> &Url {
        &self.base
    }

    /// Takes a recipient up, or changes what is told of it.
    pub fn put(&self, recipient: Recipient) {
        self.registry.put(recipient);
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
