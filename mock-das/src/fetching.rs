//! The content of a document, fetched from the party that keeps it into the transit area, for one retrieval.
//!
//! The URL that the party names leads to the party itself, is secured, and gets to see no access token. What arrives is what was announced,
//! or it is erased.

use http::StatusCode;
use jiff::SignedDuration;
use serde_json::{Value, json};
use url::Url;

use crate::callee::{Callee, Outcome, may_pass, retry_after};
use crate::content::FormatCategory;
use crate::das::{Das, Shared};
use crate::das_error::Reason;
use crate::erasure::erase;
use crate::faults::{fetching as faulty, ro_ib};
use crate::pct_cache;
use crate::preparation;
use crate::state::due::Work;
use crate::state::errand::Holder;
use crate::state::file::Content;
use crate::state::identifiers::RequestAckId;
use crate::state::retrieval::Retrieval;
use crate::state::{Records, later};
use crate::storage::{ObjectName, Place, StorageError, StoredObject};

/// What came of an attempt to fetch content.
enum Fetched {
    /// It lies in transit.
    Content(Content),
    /// What came is not what was announced.
    Corrupt,
    /// There was no answer, or one that says no or not now.
    None(Outcome),
}

/// One attempt to fetch the content for a retrieval.
pub async fn fetch(das: Shared, ack: RequestAckId) {
    let Some((callee, body)) = begin(&das, &ack).await else {
        return;
    };
    let fetched = match callee {
        Some(callee) => fetch_from(&das, &callee, body).await,
        None => Fetched::None(Outcome::Missed(None)),
    };
    let mut records = das.records.lock().await;
    conclude(&das, &mut records, &ack, fetched).await;
}

async fn begin(das: &Das, ack: &RequestAckId) -> Option<(Option<Callee>, Value)> {
    let records = das.records.lock().await;
    let retrieval = records.retrievals.get(ack)?;
    let errand = retrieval.stage.errand()?;
    let asked = retrieval.asked.as_ref()?;
    if !errand.progress.is_fetching() {
        return None;
    }
    let callee = Callee::holding(das, &asked.holder).await;
    Some((callee, body(retrieval, &asked.holder)))
}

/// The office knows the request by the id of its own, where it has given one; the PCT service by ours.
fn body(retrieval: &Retrieval, holder: &Holder) -> Value {
    let office_ack = retrieval.asked.as_ref();
    let office_ack = office_ack.and_then(|asked| asked.office_ack.as_deref());
    let (name, cited) = match holder {
        Holder::Office(_) => ("osfAckId", office_ack.map(|own| json!(own))),
        Holder::Pct => ("requestAckId", None),
    };
    json!({
        name: cited.unwrap_or_else(|| json!(retrieval.ack)),
        "documentKindCategory": retrieval.key.kind,
        "documentNumber": retrieval.number,
        "documentDate": retrieval.date.to_string(),
    })
}

async fn fetch_from(das: &Das, callee: &Callee, body: Value) -> Fetched {
    let operation = &das.variant.operations.download_url;
    match callee.call(das, operation, body).await {
        Outcome::Answered(answer) => match Announced::read(das, callee.base(), &answer) {
            Some(announced) => download(das, callee, &announced).await,
            None => Fetched::None(Outcome::Refused(Reason::TransferCorrupt)),
        },
        other => Fetched::None(other),
    }
}

/// Content as the party announces it.
struct Announced {
    url: Url,
    checksum: String,
    size: Option<u64>,
    format: FormatCategory,
}

impl Announced {
    fn read(das: &Das, base: &Url, answer: &Value) -> Option<Self> {
        let text = |member: &str| answer.get(member).and_then(Value::as_str);
        let format = match text("fileFormatCategory") {
            Some("zip") => FormatCategory::Zip,
            Some("pdf") | None => FormatCategory::Pdf,
            Some(_) => return None,
        };
        let url = Url::parse(text("fileDownloadUrl")?).ok()?;
        let leads_there =
            leads_to(&url, base) || das.faults.commits(&faulty::FETCHES_FROM_ANYWHERE);
        leads_there.then_some(Self {
            url,
            checksum: text("fileChecksum")?.to_ascii_lowercase(),
            size: answer.get("fileSizeQuantity").and_then(Value::as_u64),
            format,
        })
    }

    fn describes(&self, stored: &StoredObject) -> bool {
        stored.checksum == self.checksum && self.size.is_none_or(|size| size == stored.size)
    }
}

/// Whether a URL leads to the very party that names it, encrypted. Nobody has DAS send requests anywhere else (DAS-API-FWD-16).
fn leads_to(url: &Url, base: &Url) -> bool {
    url.scheme() == "https" && url.origin() == base.origin()
}

async fn download(das: &Das, callee: &Callee, announced: &Announced) -> Fetched {
    let mut request = das.content_line().get(announced.url.clone());
    if das.faults.commits(&faulty::SENDS_ITS_TOKEN_TO_THE_STORAGE)
        && let Some(token) = callee.token().await
    {
        request = request.bearer_auth(token);
    }
    // Without an answer there is nothing that could be corrupt.
    let Ok(response) = request.send().await else {
        return Fetched::None(Outcome::Missed(None));
    };
    match response.status() {
        StatusCode::OK => store(das, response, announced).await,
        // The URL does not work, or not any more: the party is asked for another one after a while.
        status if status.is_client_error() || may_pass(status) => {
            Fetched::None(Outcome::Missed(retry_after(response.headers())))
        }
        // No redirection is followed, and nothing else is the whole content.
        _ => Fetched::Corrupt,
    }
}

/// The bytes go into the transit area and nowhere else.
async fn store(das: &Das, response: reqwest::Response, announced: &Announced) -> Fetched {
    let name = ObjectName::fresh(Place::Transit);
    let stored = das
        .storage
        .put(&name, response.bytes_stream(), das.limits.bytes);
    match stored.await {
        Ok(stored) if is_good(das, announced, &stored) => Fetched::Content(Content {
            object: stored.name,
            size: stored.size,
            checksum: stored.checksum,
            format: announced.format,
        }),
        Ok(stored) => {
            let mut records = das.records.lock().await;
            erase(das, &mut records, &stored.name).await;
            Fetched::Corrupt
        }
        Err(StorageError::TooLarge { .. }) => {
            Fetched::None(Outcome::Refused(Reason::ContentTooLarge))
        }
        Err(StorageError::Interrupted(_)) => Fetched::Corrupt,
        Err(_) => Fetched::None(Outcome::Missed(None)),
    }
}

fn is_good(das: &Das, announced: &Announced, stored: &StoredObject) -> bool {
    announced.describes(stored) || das.faults.commits(&faulty::DELIVERS_CORRUPT_TRANSFERS)
}

async fn conclude(das: &Das, records: &mut Records, ack: &RequestAckId, fetched: Fetched) {
    match fetched {
        Fetched::Content(content) => deliver(das, records, ack, content).await,
        Fetched::Corrupt => fetch_again(das, records, ack),
        Fetched::None(Outcome::Refused(reason)) => refused(das, records, ack, reason),
        Fetched::None(Outcome::Missed(wait)) => missed(das, records, ack, wait),
        Fetched::None(Outcome::Answered(_)) => {}
    }
}

/// The party will not supply the document, and the requesting office learns why.
fn refused(das: &Das, records: &mut Records, ack: &RequestAckId, reason: Reason) {
    let hidden = is_of_pct(records, ack) && das.faults.commits(&ro_ib::HIDES_THE_REASON);
    let told = if hidden { Reason::HolderSilent } else { reason };
    fail(das, records, ack, told);
}

/// How soon the PCT service is asked again by the fault that hurries it.
const HASTE: SignedDuration = SignedDuration::from_secs(1);

/// The party is away: it is asked again when it said, or after a while.
fn missed(das: &Das, records: &mut Records, ack: &RequestAckId, wait: Option<SignedDuration>) {
    let of_pct = is_of_pct(records, ack);
    if of_pct && das.faults.commits(&ro_ib::GIVES_UP_AT_ONCE) {
        return fail(das, records, ack, Reason::HolderSilent);
    }
    let now = das.clock.now();
    let hurried = of_pct && das.faults.commits(&ro_ib::HURRIES);
    if let Some(due) = records.miss(now, ack, wait) {
        let due = if hurried { later(now, HASTE) } else { due };
        records.schedule(due, Work::Fetch(ack.clone()));
    }
}

fn is_of_pct(records: &Records, ack: &RequestAckId) -> bool {
    matches!(records.holder(ack), Some(Holder::Pct))
}

/// The retrieval succeeds, unless it was settled in the meantime: then nobody may have what was fetched.
async fn deliver(das: &Das, records: &mut Records, ack: &RequestAckId, content: Content) {
    let errand = records
        .retrievals
        .get(ack)
        .and_then(|one| one.stage.errand());
    let Some(available_since) = errand.map(|errand| errand.available_since) else {
        return erase(das, records, &content.object).await;
    };
    if das.faults.commits(&faulty::KEEPS_WHAT_IT_FETCHED) {
        let _ = das.storage.copy(&content.object, Place::Library).await;
    }
    pct_cache::keep(das, records, ack, &content).await;
    let now = das.clock.now();
    let copy = preparation::fetched_copy(das, records, now, ack, content);
    preparation::conclude(das, records, now, ack, Ok((copy, available_since)));
}

/// Corrupt content is fetched again at once, and twice at most.
fn fetch_again(das: &Das, records: &mut Records, ack: &RequestAckId) {
    let errand = records
        .retrievals
        .get(ack)
        .and_then(|one| one.stage.errand());
    let next = errand.and_then(|errand| errand.progress.spoil());
    match next {
        Some(progress) if !das.faults.commits(&faulty::NEVER_FETCHES_AGAIN) => {
            records.advance(ack, progress);
            records.schedule(das.clock.now(), Work::Fetch(ack.clone()));
        }
        _ => fail(das, records, ack, Reason::TransferCorrupt),
    }
}

fn fail(das: &Das, records: &mut Records, ack: &RequestAckId, reason: Reason) {
    preparation::conclude(das, records, das.clock.now(), ack, Err(vec![reason]));
}
