//! How a retrieval comes to its end: the document is copied, or had from whoever keeps it, or cannot be had.

use jiff::Timestamp;

use crate::checks::guessing::{Statement, agreed};
use crate::das::Das;
use crate::das_error::Reason;
use crate::faults::{fetching, notification, registration, retrieval as faulty, transit_zone};
use crate::number::DocumentNumber;
use crate::pct_cache;
use crate::retention::Source;
use crate::settlement::queue_notification;
use crate::state::due::Work;
use crate::state::errand::{Errand, Holder};
use crate::state::file::Content;
use crate::state::identifiers::RequestAckId;
use crate::state::registration::{Host, Registration};
use crate::state::retrieval::{Preparation, Retrieval, RetrievalStage};
use crate::state::transit_copy::TransitCopy;
use crate::state::{Records, later};
use crate::storage::{ObjectName, Place, StorageError};

/// Prepares the document of a retrieval, or asks whoever keeps it.
pub async fn prepare(das: &Das, records: &mut Records, at: Timestamp, ack: &RequestAckId) {
    let Some(retrieval) = records.retrievals.get(ack).cloned() else {
        return;
    };
    let RetrievalStage::Pending { stated, .. } = &retrieval.stage else {
        return;
    };
    let statement = Statement {
        office: &retrieval.office,
        key: &retrieval.key,
        stated,
    };
    match agreed(das, records, statement, |reason| overlooks(das, reason)) {
        Ok(found) => get_hold_of(das, records, at, &retrieval, &found).await,
        Err(reasons) => conclude(das, records, at, ack, Err(reasons)),
    }
}

/// The reasons for which a fault does not fail a retrieval.
pub fn overlooks(das: &Das, reason: &Reason) -> bool {
    match reason {
        Reason::WrongAccessCode { .. } => {
            das.faults.commits(&faulty::RETRIEVES_DESPITE_A_WRONG_CODE)
        }
        Reason::WrongDate { .. } => das.faults.commits(&faulty::RETRIEVES_DESPITE_A_WRONG_DATE),
        _ => false,
    }
}

async fn get_hold_of(
    das: &Das,
    records: &mut Records,
    at: Timestamp,
    retrieval: &Retrieval,
    found: &Registration,
) {
    let ack = &retrieval.ack;
    match found.stage.host() {
        Ok(Host::Office) => {
            let holder = Holder::Office(found.office.clone());
            records.hand_over(ack, holder, Errand::forwarded(found.available_since));
            records.schedule(at, Work::Forward(ack.clone()));
        }
        Ok(Host::Pct) => {
            if let Some(kept) = pct_cache::copy(das, records, &found.key).await {
                let copy = transit_copy(das, at, Source::of(&found.number), kept);
                let preparation = Ok((copy, found.available_since));
                return conclude(das, records, at, ack, preparation);
            }
            records.hand_over(ack, Holder::Pct, Errand::direct(found.available_since));
            records.schedule(at, Work::Fetch(ack.clone()));
        }
        _ => {
            let preparation = copied(das, at, found).await;
            return conclude(das, records, at, ack, preparation);
        }
    }
    let deadline = later(at, das.variant.forwarding_deadline);
    records.schedule(deadline, Work::GiveUp(ack.clone()));
}

/// Settles an open retrieval, and tells the office, if it has an address for that.
pub fn conclude(
    das: &Das,
    records: &mut Records,
    at: Timestamp,
    ack: &RequestAckId,
    preparation: Preparation,
) {
    let failed = preparation.is_err();
    let Some(retrieval) = records.retrievals.get_mut(ack) else {
        return;
    };
    if !retrieval.stage.is_pending() {
        return;
    }
    retrieval.stage = retrieval.stage.clone().settle(preparation);
    if let Ok(copy) = retrieval.stage.downloadable() {
        records.copies.insert(copy.object.clone(), ack.clone());
    }
    if let RetrievalStage::Success {
        copy: TransitCopy::Available { expires, .. },
        ..
    } = retrieval.stage
    {
        records.schedule(expires, Work::EraseCopy(ack.clone()));
    }
    records.close_errand(ack);
    if !failed
        || !das
            .faults
            .commits(&notification::NEVER_NOTIFIES_OF_FAILURES)
    {
        queue_notification(das, records, at, ack);
    }
}

async fn copied(das: &Das, at: Timestamp, found: &Registration) -> Preparation {
    let content = copy_into_transit(das, found).await;
    let content = content.ok_or_else(|| vec![Reason::ContentLost])?;
    let copy = transit_copy(das, at, Source::of(&found.number), content);
    Ok((copy, found.available_since))
}

/// The copy of what was fetched from whoever keeps the document.
pub fn fetched_copy(
    das: &Das,
    records: &Records,
    at: Timestamp,
    ack: &RequestAckId,
    content: Content,
) -> TransitCopy {
    let copy = transit_copy(das, at, source(records, ack), content);
    let of_office = matches!(records.holder(ack), Some(Holder::Office(_)));
    let kept = of_office && das.faults.commits(&fetching::KEEPS_FETCHED_COPIES);
    if kept { copy.forever() } else { copy }
}

/// The copy of what an office has passed through the transit zone.
pub fn passed_copy(
    das: &Das,
    records: &Records,
    at: Timestamp,
    ack: &RequestAckId,
    content: Content,
) -> TransitCopy {
    let copy = transit_copy(das, at, source(records, ack), content);
    let kept = das.faults.commits(&transit_zone::KEEPS_PASSED_FILES);
    if kept { copy.forever() } else { copy }
}

/// A copy for as long as the retention rules let it be.
fn transit_copy(das: &Das, at: Timestamp, source: Source, content: Content) -> TransitCopy {
    let retention = das.retention();
    let end = retention.keeping(Place::Transit, source).end(at);
    TransitCopy::Available {
        content,
        expires: end.unwrap_or(Timestamp::MAX),
        once: retention.ends_with_the_download(source),
    }
}

fn source(records: &Records, ack: &RequestAckId) -> Source {
    let retrieval = records.retrievals.get(ack);
    let number = retrieval.and_then(|one| DocumentNumber::parse(&one.number, one.key.kind).ok());
    number.map_or(Source::InternationalBureau, |number| Source::of(&number))
}

async fn copy_into_transit(das: &Das, found: &Registration) -> Option<Content> {
    let source = content_to_serve(das, found)?;
    if das.faults.commits(&faulty::DELIVERS_OTHER_CONTENT) {
        return other_content(das, source).await.ok();
    }
    let object = das
        .storage
        .copy(&source.object, Place::Transit)
        .await
        .ok()?;
    Some(Content {
        object,
        ..source.clone()
    })
}

/// The latest version, which is the only one that is ever served (DAS-FLOW-REP-01).
fn content_to_serve<'r>(das: &Das, found: &'r Registration) -> Option<&'r Content> {
    let archived = found.stage.archived();
    if das.faults.commits(&registration::SERVES_REPLACED_CONTENT) && !archived.is_empty() {
        return archived.first();
    }
    found.stage.current().ok().or(archived.last())
}

async fn other_content(das: &Das, source: &Content) -> Result<Content, StorageError> {
    let mut bytes = das.storage.read(&source.object).await?.to_vec();
    bytes.extend_from_slice(b"\n% other content\n");
    let name = ObjectName::fresh(Place::Transit);
    let stored = das.storage.put_bytes(&name, bytes.into()).await?;
    Ok(Content {
        object: stored.name,
        size: stored.size,
        ..source.clone()
    })
}
