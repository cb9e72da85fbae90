//! The service that all endpoints share.

use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, RwLock};

use jiff::{SignedDuration, Timestamp};
use mock_kit::{Clock, Engagement, FaultPlan};
use tokio::sync::{Mutex, MutexGuard, Notify};
use url::Url;

use crate::arrivals;
use crate::authorization_server::TrustedServer;
use crate::checks::careless_key_set::CarelessKeySet;
use crate::content::Limits;
use crate::encrypted_content::ContentKeys;
use crate::erasure::erase_everything;
use crate::faults::forwarding;
use crate::faults::retrieval as faulty;
use crate::rendezvous::Rendezvous;
use crate::retention::Retention;
use crate::settings::{PctService, Variant};
use crate::settlement;
use crate::state::Records;
use crate::state::identifiers::RequestAckId;
use crate::stimuli::Stimuli;
use crate::storage::{Storage, UrlSigner};
use crate::tokens::Outbound;
use crate::white_list::WhiteList;

/// DAS, as its endpoints hold it.
pub type Shared = Arc<Das>;

/// DAS.
#[derive(Debug)]
pub struct Das {
    /// Under which address offices reach it, ending in a slash.
    pub base: Url,
    /// The wire variant in force.
    pub variant: Variant,
    /// The clock.
    pub clock: Clock,
    /// The faults in force.
    pub faults: FaultPlan,
    /// How long the validation of a file and the preparation of a retrieval take.
    pub processing_time: SignedDuration,
    /// How large documents may be.
    pub limits: Limits,
    /// Where documents are.
    pub storage: Storage,
    /// Signs the URLs of uploads and downloads.
    pub signer: UrlSigner,
    /// Signs content that is encrypted to an office.
    pub content_keys: ContentKeys,
    /// The authorised clients.
    pub white_list: WhiteList,
    /// Whose tokens are honoured.
    pub authorization_server: TrustedServer,
    /// The keys as faults see them.
    pub careless_keys: CarelessKeySet,
    /// The HTTP client for calls to offices.
    pub http: reqwest::Client,
    /// The same for a DAS that believes any certificate, by a fault.
    pub careless_http: reqwest::Client,
    /// The HTTP client for the content of documents, however long that takes.
    pub content_http: reqwest::Client,
    /// The access tokens for calls to offices and to the PCT service.
    pub outbound: Outbound,
    /// The service from which documents of RO/IB are fetched.
    pub pct: RwLock<Option<PctService>>,
    /// Everything that exchanges have made.
    pub records: Mutex<Records>,
    /// Tells the background worker that its plans are out of date.
    pub changed: Notify,
    /// That the worker has something to do once it is due.
    pub engagement: Engagement,
    /// What is remembered of misbehaviour towards clients.
    pub stimuli: Stimuli,
    /// Where requests wait for each other, for faults.
    pub rendezvous: Rendezvous,
    /// Whether everything is to be forgotten before the records are used again.
    pub forgetting: AtomicBool,
}

impl Das {
    /// The records, after everything was done that time has brought about.
    pub async fn settled(&self) -> Settled<'_> {
        let mut records = self.records.lock().await;
        let next = records.next_moment();
        self.bring_up_to_date(&mut records).await;
        Settled {
            next,
            das: self,
            records,
        }
    }

    /// Forgets what is to be forgotten and does what is due.
    pub async fn bring_up_to_date(&self, records: &mut Records) {
        if self.forgetting.swap(false, Ordering::SeqCst) {
            *records = Records::default();
            let erased = erase_everything(self, records).await;
            self.forgetting.fetch_or(erased.is_err(), Ordering::SeqCst);
        }
        arrivals::take_over(self, records).await;
        settlement::settle(self, records).await;
    }

    /// The client for calls to offices and to the PCT service, which verifies their certificates.
    pub fn line(&self) -> &reqwest::Client {
        if self.faults.commits(&forwarding::BELIEVES_ANY_CERTIFICATE) {
            return &self.careless_http;
        }
        &self.http
    }

    /// The client for the content of documents, as [`Self::line`].
    pub fn content_line(&self) -> &reqwest::Client {
        if self.faults.commits(&forwarding::BELIEVES_ANY_CERTIFICATE) {
            return &self.careless_http;
        }
        &self.content_http
    }

    /// The retention rules.
    pub fn retention(&self) -> Retention<'_> {
        Retention {
            transit_period: self.variant.transit_period,
            ro_ib_erased_after: self.variant.ro_ib_erased_after,
            faults: &self.faults,
        }
    }

    /// An acknowledgement id that nobody can guess (DAS-API-RTV-05).
    pub fn acknowledge(&self, records: &mut Records) -> RequestAckId {
        if self.faults.commits(&faulty::COUNTS_ACKNOWLEDGEMENT_IDS) {
            records.counted += 1;
            return RequestAckId::from(format!("request-{}", records.counted).as_str());
        }
        RequestAckId::fresh()
    }
}

/// Up-to-date records, held by one request. The background worker learns of new plans when they are let go.
#[derive(Debug)]
pub struct Settled<'a> {
    records: MutexGuard<'a, Records>,
    das: &'a Das,
    next: Timestamp,
}

impl Deref for Settled<'_> {
    type Target = Records;

    fn deref(&self) -> &Records {
        &self.records
    }
}

impl DerefMut for Settled<'_> {
    fn deref_mut(&mut self) -> &mut Records {
        &mut self.records
    }
}

impl Drop for Settled<'_> {
    fn drop(&mut self) {
        let next = self.records.next_moment();
        self.das.engagement.begin_at(next);
        if next != self.next {
            self.das.changed.notify_one();
        }
    }
}
