//! Starting a PCT service, and holding on to it.

use std::sync::{Mutex, RwLock};

use indexmap::IndexMap;
use mock_kit::tls::{ServerIdentity, http_client};
use mock_kit::{Bound, ControlHandle, FaultPlan, Journal, Listening, Service};
use url::Url;

use super::service::{PctService, Shared};
use super::settings::{Document, Settings};
use super::{faults, server};
use crate::handle::StartError;
use crate::number::NumberError;
use crate::peer::{Admission, Guard};
use crate::storage::UrlSigner;

/// The name of the party in journals and reports.
const PARTY: &str = "pct";

/// A running PCT service. It stops when this is dropped.
pub struct Handle {
    base: Url,
    service: Shared,
    control: ControlHandle,
    listening: Listening,
}

/// Starts a PCT service; it serves when this returns.
///
/// # Errors
/// When the address or the trusted authorities cannot be used.
pub async fn spawn(settings: Settings) -> Result<Handle, StartError> {
    let bound = Bound::bind(&settings.listener).await?;
    let base = bound
        .base()
        .join(Settings::BASE_PATH.trim_start_matches('/'))?;
    let service = Shared::new(service(settings, bound.base().clone())?);
    let journal = Journal::without_documents_below("/storage/");
    let listening = bound.serve(Service {
        party: PARTY,
        router: server::router(service.clone()),
        journal: journal.clone(),
        clock: service.clock.clone(),
        faults: service.faults.clone(),
    })?;
    Ok(Handle {
        base,
        control: control(&service, journal),
        service,
        listening,
    })
}

impl Handle {
    /// Shows another TLS identity from now on.
    pub fn present(&self, identity: &ServerIdentity) {
        self.listening.present(identity);
    }

    /// Under which URL the operations stand, such as `https://localhost:8443/pct-das/v1`.
    pub fn base(&self) -> &Url {
        &self.base
    }

    /// Control over this service.
    pub fn control(&self) -> &ControlHandle {
        &self.control
    }

    /// Has the service keep a document, in the place of an earlier one with the same number and kind.
    ///
    /// # Errors
    /// When no document of its kind can bear the number.
    pub fn keep(&self, document: Document) -> Result<(), NumberError> {
        self.service.keep(document)
    }
}

fn service(settings: Settings, root: Url) -> Result<PctService, StartError> {
    let trust = &settings.authorization_server.trust;
    let trust: Vec<&str> = trust.iter().map(String::as_str).collect();
    let faults = FaultPlan::new(faults::SEAMS);
    let admission = Admission {
        issuer: settings.authorization_server.issuer,
        caller: settings.caller,
        audience: settings.audience,
        scope: settings.scope,
    };
    let (http, clock) = (http_client(&trust)?, settings.clock.clone());
    let lapses = faults::access_token::LAPSES;
    Ok(PctService {
        root,
        guard: Guard::new(admission, http, clock, faults.clone(), lapses),
        clock: settings.clock,
        faults,
        signer: UrlSigner::default(),
        documents: RwLock::new(IndexMap::new()),
        unavailable_since: Mutex::default(),
    })
}

fn control(service: &Shared, journal: Journal) -> ControlHandle {
    let inspected = service.clone();
    let forgetful = service.clone();
    let inspect = move || {
        let inspected = inspected.clone();
        Box::pin(async move { inspected.inspect() }) as _
    };
    ControlHandle::new(
        PARTY,
        service.clock.clone(),
        service.faults.clone(),
        journal,
        inspect,
        move || forgetful.forget(),
    )
}
