//! The office's API, as its endpoints hold it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use jiff::SignedDuration;
use mock_kit::{Clock, FaultPlan};
use tokio::task::JoinSet;
use url::Url;

use super::admission::Doorkeeper;
use super::settings::Transfer;
use super::state::Records;
use crate::storage::UrlSigner;
use crate::tokens::Tokens;

/// The service, as its endpoints share it.
pub type Shared = Arc<Service>;

/// The office's API.
#[derive(Debug)]
pub struct Service {
    /// Under which address WIPO reaches it, ending in a slash.
    pub base: Url,
    /// The path under which the operations stand, without a slash at its end.
    pub base_path: String,
    /// Its code in WIPO ST.3.
    pub code: String,
    /// The clock.
    pub clock: Clock,
    /// The faults in force.
    pub faults: FaultPlan,
    /// How long the preparation of a document takes.
    pub preparation_time: SignedDuration,
    /// Who may call.
    pub doorkeeper: Doorkeeper,
    /// Signs the URLs of downloads.
    pub signer: UrlSigner,
    /// The HTTP client for calls to DAS.
    pub http: reqwest::Client,
    /// The access tokens for calls to DAS.
    pub tokens: Tokens,
    /// What can be changed while it runs.
    pub arrangement: RwLock<Arrangement>,
    /// What it holds.
    pub records: Mutex<Records>,
    /// The exchanges that it is carrying out.
    pub tasks: Mutex<JoinSet<()>>,
}

/// What can be changed while the office's API runs.
#[derive(Clone, Debug)]
pub struct Arrangement {
    /// Under which URL the operations of DAS stand.
    pub das: Option<Url>,
    /// How content gets to WIPO.
    pub transfer: Transfer,
}

impl Service {
    /// What it holds.
    pub fn records(&self) -> MutexGuard<'_, Records> {
        self.records.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is arranged at the moment.
    pub fn arrangement(&self) -> Arrangement {
        let arrangement = self.arrangement.read();
        arrangement.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Changes what is arranged.
    pub fn arrange(&self, change: impl FnOnce(&mut Arrangement)) {
        let arrangement = self.arrangement.write();
        change(&mut arrangement.unwrap_or_else(PoisonError::into_inner));
    }

    /// Carries something out in the background, until the office's API is stopped.
    pub fn begin(&self, task: impl Future<Output = ()> + Send + 'static) {
        let mut tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        while tasks.try_join_next().is_some() {}
        let work = self.clock.at_work(task);
        tasks.spawn(async { drop(work.await) });
    }

    /// Breaks off everything that is carried out.
    pub fn break_off(&self) {
        let mut tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        tasks.abort_all();
    }
}
