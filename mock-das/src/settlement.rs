//! What time brings about: files are validated, documents prepared, copies erased.
//!
//! Due work is done before any request looks at the records, each piece as of its own moment, so that the outcome does not depend on
//! when somebody happens to look.

use jiff::Timestamp;

use crate::checks::guessing::{Statement, agreed};
use crate::content::{Check, Checks, ContentError, examine};
use crate::das::Das;
use crate::das_error::Reason;
use crate::faults::{content as careless, notification, registration, retrieval as faulty};
use crate::retention::{Keeping, Source};
use crate::state::Records;
use crate::state::due::Work;
use crate::state::file::{Content, Declaration, FileStage};
use crate::state::identifiers::{FileId, RequestAckId};
use crate::state::notification::{Notification, NotificationStage};
use crate::state::registration::{DocumentKey, Registration};
use crate::state::retrieval::{Preparation, RetrievalStage};
use crate::state::transit_copy::{ErasedBy, TransitCopy};
use crate::storage::{Place, StorageError};

/// Does everything that is due.
pub async fn settle(das: &Das, records: &mut Records) {
    while let Some((at, work)) = records.due.take(das.clock.now()) {
        perform(das, records, at, work).await;
    }
}

async fn perform(das: &Das, records: &mut Records, at: Timestamp, work: Work) {
    match work {
        Work::ValidateFile(id) => validate(das, records, &id).await,
        Work::PrepareRetrieval(ack) => prepare(das, records, at, &ack).await,
        Work::EraseCopy(ack) => erase_copy(das, records, &ack, ErasedBy::Time).await,
        Work::ExpireFile(id) => expire_file(das, records, &id).await,
        Work::ForgetRegistration(key) => forget(das, records, &key).await,
        Work::Notify(ack) => records.outbox.push(ack),
    }
}

/// Finishes the check of a file.
async fn validate(das: &Das, records: &mut Records, id: &FileId) {
    let Some(file) = records.files.get_mut(id) else {
        return;
    };
    let FileStage::Validating { content, .. } = &file.stage else {
        return;
    };
    if das.faults.commits(&careless::NEVER_SETTLES_A_FILE) {
        return;
    }
    let verdict = verdict(das, &file.declared, content).await;
    file.stage = file.stage.clone().settle(verdict);
    if let FileStage::Rejected { content, .. } = &file.stage {
        discard_rejected(das, content).await;
    }
}

async fn verdict(das: &Das, declared: &Declaration, content: &Content) -> Result<(), Reason> {
    let bytes = das.storage.read(&content.object).await;
    let bytes = bytes.map_err(|_| Reason::ContentLost)?;
    let (format, checksum) = (declared.format, declared.checksum.clone());
    let (limits, checks) = (das.limits, checks_in_force(das));
    let examination =
        tokio::task::spawn_blocking(move || examine(format, &checksum, &bytes, &limits, checks));
    match examination.await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => Err(rejection(&error)),
        Err(_) => Err(Reason::UnacceptableContent(
            "the content breaks its reader".to_owned(),
        )),
    }
}

/// All checks, less those that a fault leaves out.
fn checks_in_force(das: &Das) -> Checks {
    let left_out: &[(_, &[Check])] = &[
        (&careless::SKIPS_THE_CHECKSUM, &[Check::Checksum]),
        (&careless::SKIPS_THE_FORMAT, &[Check::Format]),
        (&careless::ACCEPTS_BROKEN_PDFS, &[Check::PdfStructure]),
        (&careless::ACCEPTS_ENCRYPTED_PDFS, &[Check::PdfEncryption]),
        (&careless::ACCEPTS_POLYGLOTS, &[Check::Polyglot]),
        (
            &careless::ACCEPTS_UNREADABLE_ZIPS,
            &[Check::ZipDirectory, Check::ZipContent],
        ),
        (
            &careless::ACCEPTS_ESCAPING_ZIPS,
            &[Check::ZipPaths, Check::ZipLinks],
        ),
        (&careless::ACCEPTS_ZIP_BOMBS, &[Check::ZipBomb]),
    ];
    let committed = left_out
        .iter()
        .filter(|(fault, _)| das.faults.commits(fault));
    let skipped = committed.flat_map(|(_, checks)| checks.iter());
    skipped.fold(Checks::ALL, |checks, check| checks.without(*check))
}

fn rejection(error: &ContentError) -> Reason {
    match error.check() {
        Check::Size => Reason::ContentTooLarge,
        Check::Checksum => Reason::ChecksumMismatch,
        Check::Format => Reason::FormatMismatch,
        _ => Reason::UnacceptableContent(format!("DAS failed to {error}")),
    }
}

async fn discard_rejected(das: &Das, content: &Content) {
    if !das.faults.commits(&registration::REGISTERS_REJECTED_FILES) {
        let _ = das.storage.delete(&content.object).await;
    }
}

/// Prepares the document of a retrieval and tells the office, if it has an address for that.
async fn prepare(das: &Das, records: &mut Records, at: Timestamp, ack: &RequestAckId) {
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
    let preparation = preparation(das, records, at, statement).await;
    if let Ok((TransitCopy::Available { expires, .. }, _)) = &preparation {
        records.schedule(*expires, Work::EraseCopy(ack.clone()));
        queue_notification(das, records, at, ack);
    }
    if let Some(retrieval) = records.retrievals.get_mut(ack) {
        retrieval.stage = retrieval.stage.clone().settle(preparation);
    }
}

async fn preparation(
    das: &Das,
    records: &mut Records,
    at: Timestamp,
    statement: Statement<'_>,
) -> Preparation {
    let found = agreed(das, records, statement, |reason| overlooks(das, reason))?;
    let copied = copy_into_transit(das, &found).await;
    let content = copied.ok_or_else(|| vec![Reason::ContentLost])?;
    let keeping = das
        .retention()
        .keeping(Place::Transit, Source::of(&found.number));
    let expires = keeping.end(at).unwrap_or(Timestamp::MAX);
    Ok((
        TransitCopy::Available { content, expires },
        found.available_since,
    ))
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
    let name = crate::storage::ObjectName::fresh(Place::Transit);
    let stored = das.storage.put_bytes(&name, bytes.into()).await?;
    Ok(Content {
        object: stored.name,
        size: stored.size,
        ..source.clone()
    })
}

/// Queues the notification of a retrieval (DAS-FLOW-REG-03), once.
pub fn queue_notification(das: &Das, records: &mut Records, at: Timestamp, ack: &RequestAckId) {
    let retrieval = records.retrievals.get(ack);
    let office = retrieval.and_then(|retrieval| das.white_list.office_called(&retrieval.office));
    let reachable = office.is_some_and(|office| office.api.is_some());
    let silent = das.faults.commits(&notification::NEVER_NOTIFIES);
    if !reachable || silent || records.notifications.contains_key(ack) {
        return;
    }
    let queued = Notification {
        retrieval: ack.clone(),
        stage: NotificationStage::Queued {
            attempts: 0,
            due: at,
        },
    };
    records.notifications.insert(ack.clone(), queued);
    records.schedule(at, Work::Notify(ack.clone()));
}

/// Ends the transit copy of a retrieval for good. The library original and the copies of other offices stay.
pub async fn erase_copy(das: &Das, records: &mut Records, ack: &RequestAckId, by: ErasedBy) {
    let Some(retrieval) = records.retrievals.get_mut(ack) else {
        return;
    };
    let (stage, erased) = retrieval.stage.clone().erase_copy(by);
    retrieval.stage = stage;
    if let Some(content) = erased {
        let _ = das.storage.delete(&content.object).await;
    }
}

async fn expire_file(das: &Das, records: &mut Records, id: &FileId) {
    let Some(file) = records.files.get_mut(id) else {
        return;
    };
    let (stage, erased) = file.stage.clone().expire();
    file.stage = stage;
    if let Some(content) = erased {
        let _ = das.storage.delete(&content.object).await;
    }
}

/// Erases a document whose period in the library is over. No document has one, but for a fault.
async fn forget(das: &Das, records: &mut Records, key: &DocumentKey) {
    let Some(registration) = records.registrations.shift_remove(key) else {
        return;
    };
    if let Ok(current) = registration.stage.current() {
        let _ = das.storage.delete(&current.object).await;
    }
}

/// Notes when a document has to leave the library, if ever.
pub fn schedule_end_in_library(
    das: &Das,
    records: &mut Records,
    at: Timestamp,
    registration: &Registration,
) {
    let source = Source::of(&registration.number);
    if let Keeping::For(_) = das.retention().keeping(Place::Library, source)
        && let Some(end) = das.retention().keeping(Place::Library, source).end(at)
    {
        records.schedule(end, Work::ForgetRegistration(registration.key.clone()));
    }
}
