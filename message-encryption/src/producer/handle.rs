//! Starting a producer, and holding on to it.

use std::sync::{Arc, Mutex};

use mock_kit::{Bound, ControlHandle, FaultPlan, Journal, Listening, Service};
use url::Url;

use super::endpoints;
use super::party::{Producer, Shared, State};
use super::settings::Settings;
use crate::faults::producer::SEAMS;
use crate::faults::producer::recipient::{FETCHES_KEYS_IN_THE_CLEAR, TRUSTS_ANY_KEY_HOST};
use crate::key_host::KeyFetcher;
use crate::own_key::KeyRing;
use crate::sealing::Worn;
use crate::start::StartError;

/// The party's name in journals, control routes and to the hosts of key sets.
const PARTY: &str = "message-producer";

/// Starts a producer; it stops when the handle is dropped.
///
/// # Errors
/// When address or trust cannot be used.
pub async fn spawn(settings: Settings) -> Result<Handle, StartError> {
    let bound = Bound::bind(&settings.listener).await?;
    let base = bound.base().clone();
    let producer = Arc::new(assemble(settings, base.clone())?);
    let journal = Journal::new();
    let listening = bound.serve(Service {
        party: PARTY,
        router: endpoints::routes(Arc::clone(&producer)),
        journal: journal.clone(),
        clock: producer.settings.clock.clone(),
        faults: producer.faults.clone(),
    })?;
    Ok(Handle {
        base,
        control: control(&producer, journal),
        _listening: listening,
    })
}

fn assemble(settings: Settings, base: Url) -> Result<Producer, StartError> {
    let faults = FaultPlan::new(SEAMS);
    let careless = [&FETCHES_KEYS_IN_THE_CLEAR, &TRUSTS_ANY_KEY_HOST];
    Ok(Producer {
        base,
        worn: Worn::default(),
        ring: KeyRing::for_signatures(settings.authority.clone(), PARTY),
        roots: vec![settings.authority.certificate().clone()],
        fetcher: KeyFetcher::new(PARTY, &settings.trust, &faults, careless)?,
        state: Mutex::default(),
        faults,
        settings,
    })
}

fn control(producer: &Shared, journal: Journal) -> ControlHandle {
    let (inspected, reset) = (Arc::clone(producer), Arc::clone(producer));
    let inspect = move || {
        let inspected = Arc::clone(&inspected);
        Box::pin(async move { inspected.inspect() }) as _
    };
    ControlHandle::new(
        PARTY,
        producer.settings.clock.clone(),
        producer.faults.clone(),
        journal,
        inspect,
        move || *reset.state() = State::default(),
    )
}

/// A running producer.
pub struct Handle {
    base: Url,
    control: ControlHandle,
    _listening: Listening,
}

impl Handle {
    /// The URL below which `keys.jwks` and `recipients` stand, ending in a slash.
    #[must_use]
    pub fn base(&self) -> &Url {
        &self.base
    }

    /// Clock, faults, journal, state.
    #[must_use]
    pub fn control(&self) -> &ControlHandle {
        &self.control
    }
}
