//! Starting a DAS, and holding on to it.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{PoisonError, RwLock};

use jiff::Timestamp;
use mock_kit::tls::{
    ServerIdentity, TlsError, careless_http_client, content_client_of, http_client_of,
};
use mock_kit::{Bound, ControlHandle, FaultPlan, Journal, ListenerSettings, Listening, Service};
use serde_json::{Value, json};
use tokio::sync::{Mutex, Notify};
use tokio::task::JoinHandle;
use url::Url;

use crate::authorization_server::{MetadataFaults, TrustedServer};
use crate::checks::careless_key_set::CarelessKeySet;
use crate::content::Limits;
use crate::das::{Das, Shared};
use crate::encrypted_content::ContentKeys;
use crate::faults::forwarding;
use crate::rendezvous::Rendezvous;
use crate::settings::{Office, PctService, Settings, StorageChoice};
use crate::state::Records;
use crate::stimuli::Stimuli;
use crate::storage::{Bucket, Storage, StorageError, UrlSigner};
use crate::tokens::Outbound;
use crate::white_list::WhiteList;
use crate::{faults, inspection, server, worker};

/// The name of the party in journals and reports.
const PARTY: &str = "das";
/// As whom DAS introduces itself to the parties that it calls.
const USER_AGENT: &str = "wipo-das";

/// Why a DAS cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address cannot be had.
    #[error("listen: {0}")]
    Listen(#[from] io::Error),
    /// The authorities to trust cannot be read.
    #[error("trust the given authorities: {0}")]
    Trust(#[from] TlsError),
    /// The storage cannot be used.
    #[error("open the storage: {0}")]
    Storage(#[from] StorageError),
    /// Keys cannot be made.
    #[error("make keys: {0}")]
    Keys(#[from] josekit::JoseError),
    /// The base path is no path.
    #[error("serve below {0:?}: a base path begins with a slash and has no braces")]
    BasePath(String),
    /// Its operations cannot be told apart, or stand nowhere.
    #[error("offer its operations: {0}")]
    Operations(String),
    /// The advertised address is no address that paths can be joined to.
    #[error("advertise the address: {0}")]
    Address(#[from] url::ParseError),
}

/// A running DAS. It stops when this is dropped.
pub struct Handle {
    base: Url,
    das: Shared,
    listening: Listening,
    /// Listeners that only signed URLs lead to.
    storages: std::sync::Mutex<Vec<Listening>>,
    worker: JoinHandle<()>,
    control: ControlHandle,
}

/// Starts a DAS; it serves when this returns.
///
/// # Errors
/// When the address, the storage or the trusted authorities cannot be used.
pub async fn spawn(settings: Settings) -> Result<Handle, StartError> {
    spawn_within(settings, Limits::default()).await
}

/// Starts a DAS that takes documents within these limits.
///
/// # Errors
/// When the address, the storage or the trusted authorities cannot be used.
pub async fn spawn_within(settings: Settings, limits: Limits) -> Result<Handle, StartError> {
    let base_path = checked_base_path(&settings.variant.base_path)?;
    if let Some(defect) = settings.variant.operations.defect() {
        return Err(StartError::Operations(defect));
    }
    let bound = Bound::bind(&settings.listener).await?;
    let base = bound.base().join(base_path.trim_start_matches('/'))?;
    let mut das = das(settings, bound.base().clone())?;
    das.limits = limits;
    let das = Shared::new(das);
    let journal = Journal::without_documents_below("/storage/");
    let listening = bound.serve(service(&das, journal.clone()))?;
    Ok(Handle {
        base,
        listening,
        storages: std::sync::Mutex::default(),
        worker: tokio::spawn(worker::run(das.clone())),
        control: control(&das, journal),
        das,
    })
}

fn service(das: &Shared, journal: Journal) -> Service {
    Service {
        party: PARTY,
        router: server::router(das.clone()),
        journal,
        clock: das.clock.clone(),
        faults: das.faults.clone(),
    }
}

impl Handle {
    /// Under which URL the operations stand, such as `https://localhost:8443/das-api/v1`.
    pub fn base(&self) -> &Url {
        &self.base
    }

    /// Control over this DAS.
    pub fn control(&self) -> &ControlHandle {
        &self.control
    }

    /// Puts an office on the white list, or changes what is known of it.
    pub fn allow(&self, office: &Office) {
        self.das.white_list.allow(office);
    }

    /// Takes a client off the white list; it is refused from now on, also with tokens that are still valid.
    pub fn delist(&self, client_id: &str) {
        self.das.white_list.delist(client_id);
    }

    /// Tells DAS from where it fetches documents of RO/IB.
    pub fn connect(&self, pct: PctService) {
        let mut known = self.das.pct.write().unwrap_or_else(PoisonError::into_inner);
        *known = Some(pct);
    }

    /// Shows another TLS identity from now on.
    pub fn present(&self, identity: &ServerIdentity) {
        self.listening.present(identity);
    }

    /// Serves the places to which signed URLs lead at another address as well, and hands out URLs that lead there from now on.
    ///
    /// # Errors
    /// When the address cannot be had.
    pub async fn open_storage(&self, settings: &ListenerSettings) -> io::Result<()> {
        let bound = Bound::bind(settings).await?;
        let base = bound.base().clone();
        let service = service(&self.das, self.control.journal.clone());
        let storages = self.storages.lock();
        storages
            .unwrap_or_else(PoisonError::into_inner)
            .push(bound.serve(service)?);
        self.das.stimuli.lead_storage_to(base);
        Ok(())
    }

    /// Stops serving.
    pub fn stop(&self) {
        self.listening.stop();
        self.worker.abort();
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A path without a slash at its end and without the characters that mean something to the route table.
pub(crate) fn checked_base_path(path: &str) -> Result<&str, StartError> {
    let trimmed = path.trim_end_matches('/');
    let usable =
        trimmed.len() > 1 && trimmed.starts_with('/') && !trimmed.contains(['{', '}', '?', '#']);
    usable
        .then_some(trimmed)
        .ok_or_else(|| StartError::BasePath(path.to_owned()))
}

/// The service, before anybody can reach it under `base`.
pub(crate) fn das(settings: Settings, base: Url) -> Result<Das, StartError> {
    let trust: Vec<&str> = settings
        .authorization_server
        .trust
        .iter()
        .map(String::as_str)
        .collect();
    let http = http_client_of(USER_AGENT, &trust)?;
    let content_http = content_client_of(USER_AGENT, &trust)?;
    let issuer = settings.authorization_server.issuer;
    let clock = settings.clock;
    let faults = FaultPlan::new(faults::SEAMS).with_transport(faults::storage::TRANSPORT);
    Ok(Das {
        base,
        authorization_server: TrustedServer::new(issuer.clone(), http.clone(), clock.clone()),
        careless_keys: CarelessKeySet::new(issuer, http.clone(), clock.clone()),
        outbound: Outbound::new(http.clone(), clock.clone()).believed_with(MetadataFaults {
            plan: faults.clone(),
            any_issuer: &forwarding::BELIEVES_ANY_ISSUER,
            any_host: &forwarding::SIGNS_FOR_ANY_TOKEN_ENDPOINT,
        }),
        pct: RwLock::new(settings.pct),
        variant: settings.variant,
        engagement: clock.engage(Timestamp::MAX),
        clock,
        faults,
        processing_time: settings.processing_time,
        limits: Limits::default(),
        storage: storage(&settings.storage, &http)?,
        signer: UrlSigner::default(),
        content_keys: ContentKeys::new()?,
        white_list: WhiteList::of(&settings.offices),
        http,
        careless_http: careless_http_client(USER_AGENT)?,
        content_http,
        records: Mutex::new(Records::default()),
        changed: Notify::new(),
        stimuli: Stimuli::default(),
        rendezvous: Rendezvous::default(),
        // The records of an earlier run are gone, so what it stored goes as well.
        forgetting: AtomicBool::new(true),
    })
}

fn storage(choice: &StorageChoice, http: &reqwest::Client) -> Result<Storage, StorageError> {
    match choice {
        StorageChoice::Memory => Ok(Storage::in_memory()),
        StorageChoice::Folder(folder) => Storage::in_folder(folder),
        StorageChoice::Bucket(settings) => {
            let bucket = Bucket::new(settings.clone(), http.clone())?;
            Ok(Storage::in_bucket(bucket))
        }
    }
}

fn control(das: &Shared, journal: Journal) -> ControlHandle {
    let inspected = das.clone();
    let forgetful = das.clone();
    ControlHandle::new(
        PARTY,
        das.clock.clone(),
        das.faults.clone(),
        journal,
        move || Box::pin(inspected_whole(inspected.clone())),
        move || {
            forgetful.forgetting.store(true, Ordering::SeqCst);
            forgetful.stimuli.clear();
            forgetful.changed.notify_one();
        },
    )
}

/// What is due is done before an inspection, and done to its end although nobody may wait for the outcome any more.
async fn inspected_whole(das: Shared) -> Value {
    let inspected = tokio::spawn(inspection::inspect(das)).await;
    inspected.unwrap_or_else(|_| json!({ "error": "the inspection broke off" }))
}
