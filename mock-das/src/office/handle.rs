//! Starting an office's API, and holding on to it.

use std::collections::HashSet;
use std::sync::{Mutex, RwLock};

use mock_kit::tls::{ServerIdentity, http_client_of};
use mock_kit::{Bound, ControlHandle, FaultPlan, Journal, Listening};
use url::Url;

use super::admission::Doorkeeper;
use super::service::{Arrangement, Service, Shared};
use super::settings::{Document, Settings, Transfer};
use super::state::Records;
use super::{faults, inspection, server};
use crate::handle::{StartError, checked_base_path};
use crate::storage::UrlSigner;
use crate::tokens::Tokens;

/// The name of the party in journals and reports, and its `User-Agent`.
const PARTY: &str = "office-server";

/// A running office's API. It stops when this is dropped.
pub struct Handle {
    base: Url,
    service: Shared,
    listening: Listening,
    control: ControlHandle,
}

/// Starts an office's API; it serves when this returns.
///
/// # Errors
/// When the address or the trusted authorities cannot be used.
pub async fn spawn(settings: Settings) -> Result<Handle, StartError> {
    let base_path = checked_base_path(&settings.base_path)?.to_owned();
    let bound = Bound::bind(&settings.listener).await?;
    let base = bound.base().join(base_path.trim_start_matches('/'))?;
    let service = Shared::new(service(settings, bound.base().clone(), base_path)?);
    let journal = Journal::without_documents_below("/storage/");
    let listening = bound.serve(mock_kit::Service {
        party: PARTY,
        router: server::router(&service),
        journal: journal.clone(),
        clock: service.clock.clone(),
        faults: service.faults.clone(),
    })?;
    Ok(Handle {
        base,
        listening,
        control: control(&service, journal),
        service,
    })
}

fn service(settings: Settings, base: Url, base_path: String) -> Result<Service, StartError> {
    let trust: Vec<&str> = settings.accepts.trust.iter().map(String::as_str).collect();
    let http = http_client_of(PARTY, &trust)?;
    let (clock, faults) = (settings.clock, FaultPlan::new(faults::SEAMS));
    let allowed: Option<HashSet<_>> = settings.addresses.map(HashSet::from_iter);
    Ok(Service {
        base,
        base_path,
        code: settings.code,
        preparation_time: settings.preparation_time,
        doorkeeper: Doorkeeper::new(
            settings.accepts,
            allowed,
            http.clone(),
            clock.clone(),
            faults.clone(),
        ),
        signer: UrlSigner::default(),
        tokens: Tokens::of(settings.das.tokens, http.clone(), clock.clone()),
        http,
        arrangement: RwLock::new(Arrangement {
            das: settings.das.base,
            transfer: settings.transfer,
        }),
        records: Mutex::new(Records::default()),
        tasks: Mutex::default(),
        clock,
        faults,
    })
}

fn control(service: &Shared, journal: Journal) -> ControlHandle {
    let (inspected, forgetful) = (Shared::clone(service), Shared::clone(service));
    ControlHandle::new(
        PARTY,
        service.clock.clone(),
        service.faults.clone(),
        journal,
        move || {
            let shown = inspection::inspect(&inspected);
            Box::pin(async move { shown })
        },
        move || {
            forgetful.break_off();
            forgetful.records().forget();
        },
    )
}

impl Handle {
    /// Shows another TLS identity from now on.
    pub fn present(&self, identity: &ServerIdentity) {
        self.listening.present(identity);
    }

    /// Under which URL the operations stand, such as `https://localhost:8443/das-office/v1`.
    pub fn base(&self) -> &Url {
        &self.base
    }

    /// Control over this office's API.
    pub fn control(&self) -> &ControlHandle {
        &self.control
    }

    /// Puts a document into the office's digital library; false where its number is no document number.
    #[must_use]
    pub fn keep(&self, document: Document) -> bool {
        self.service.records().keep(document)
    }

    /// Tells the office that a retrieval of its own is open at WIPO under this acknowledgement id, so that a notification may come.
    pub fn expect(&self, ack_id: &str) {
        self.service.records().expected.insert(ack_id.to_owned());
    }

    /// Tells the office where DAS is.
    pub fn set_das(&self, base: Url) {
        self.service
            .arrange(|arrangement| arrangement.das = Some(base));
    }

    /// Changes how content gets to WIPO.
    pub fn set_transfer(&self, transfer: Transfer) {
        self.service
            .arrange(|arrangement| arrangement.transfer = transfer);
    }

    /// Takes calls from these network addresses only; `None` means from everywhere.
    pub fn set_addresses(&self, addresses: Option<Vec<std::net::IpAddr>>) {
        self.service.doorkeeper.allow(addresses);
    }

    /// Stops serving, and breaks off what is being carried out.
    pub fn stop(&self) {
        self.listening.stop();
        self.service.break_off();
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.stop();
    }
}
