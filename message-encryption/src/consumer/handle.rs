//! Starting a consumer, and holding on to it.

use std::sync::{Arc, Mutex};

use mock_kit::{Bound, ControlHandle, FaultPlan, Journal, Listening, Service};
use url::Url;

use super::endpoints;
use super::party::{Consumer, Shared, State};
use super::settings::{Registration, Settings};
use crate::faults::consumer::SEAMS;
use crate::faults::consumer::trust::{FETCHES_KEYS_IN_THE_CLEAR, TRUSTS_ANY_KEY_HOST};
use crate::key_host::KeyFetcher;
use crate::own_key::KeyRing;
use crate::start::StartError;

/// The party's name in journals, control routes and to the hosts of key sets.
const PARTY: &str = "message-consumer";

/// Starts a consumer; it stops when the handle is dropped.
///
/// # Errors
/// When address or trust cannot be used.
pub async fn spawn(settings: Settings) -> Result<Handle, StartError> {
    let bound = Bound::bind(&settings.listener).await?;
    let base = bound.base().clone();
    let consumer = Arc::new(assemble(settings)?);
    let journal = Journal::new();
    let listening = bound.serve(Service {
        party: PARTY,
        router: endpoints::routes(Arc::clone(&consumer)),
        journal: journal.clone(),
        clock: consumer.settings.clock.clone(),
        faults: consumer.faults.clone(),
    })?;
    Ok(Handle {
        base,
        control: control(&consumer, journal),
        consumer,
        _listening: listening,
    })
}

fn assemble(settings: Settings) -> Result<Consumer, StartError> {
    let faults = FaultPlan::new(SEAMS);
    let careless = [&FETCHES_KEYS_IN_THE_CLEAR, &TRUSTS_ANY_KEY_HOST];
    Ok(Consumer {
        ring: KeyRing::for_encryption(settings.authority.clone(), PARTY, &settings.curves),
        roots: vec![settings.authority.certificate().clone()],
        fetcher: KeyFetcher::new(PARTY, &settings.trust, &faults, careless)?,
        state: Mutex::default(),
        faults,
        settings,
    })
}

fn control(consumer: &Shared, journal: Journal) -> ControlHandle {
    let (inspected, reset) = (Arc::clone(consumer), Arc::clone(consumer));
    let inspect = move || {
        let inspected = Arc::clone(&inspected);
        Box::pin(async move { inspected.inspect() }) as _
    };
    ControlHandle::new(
        PARTY,
        consumer.settings.clock.clone(),
        consumer.faults.clone(),
        journal,
        inspect,
        move || *reset.state() = State::default(),
    )
}

/// A running consumer.
pub struct Handle {
    base: Url,
    consumer: Shared,
    control: ControlHandle,
    _listening: Listening,
}

impl Handle {
    /// The URL below which `keys.jwks` and `messages` stand, ending in a slash.
    #[must_use]
    pub fn base(&self) -> &Url {
        &self.base
    }

    /// Takes messages of this producer from now on, and of no other.
    pub fn register(&self, producer: Registration) {
        self.consumer.state().producer = Some(producer);
    }

    /// Clock, faults, journal, state.
    #[must_use]
    pub fn control(&self) -> &ControlHandle {
        &self.control
    }
}
