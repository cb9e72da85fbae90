//! What time brings about: files are validated, documents prepared or asked for, copies erased.
//!
//! Due work is done before any request looks at the records, each piece as of its own moment, so that the outcome does not depend on
//! when somebody happens to look.

use jiff::Timestamp;

use crate::content::{Check, Checks, ContentError, Ends, examine};
use crate::das::Das;
use crate::das_error::Reason;
use crate::erasure::erase;
use crate::faults::{content as careless, notification, race, registration, ro_ib, transit_zone};
use crate::forwarding::give_up;
use crate::preparation::prepare;
use crate::retention::{Keeping, Source};
use crate::state::Records;
use crate::state::due::{Sending, Work};
use crate::state::file::{Content, Declaration, FileStage};
use crate::state::identifiers::{FileId, RequestAckId};
use crate::state::notification::{Notification, NotificationStage};
use crate::state::registration::{DocumentKey, Registration};
use crate::state::retrieval::Retrieval;
use crate::state::transit_copy::ErasedBy;
use crate::storage::{ObjectName, Place};

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
        Work::Notify(ack) => records.outbox.push(Sending::Notification(ack)),
        Work::Forward(ack) => records.outbox.push(Sending::ForwardedRequest(ack)),
        Work::Fetch(ack) => records.outbox.push(Sending::Fetch(ack)),
        Work::GiveUp(ack) => give_up(das, records, at, &ack),
        Work::Erase(object) => erase(das, records, &object).await,
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
        let rejected = content.object.clone();
        discard_rejected(das, records, &rejected).await;
    }
}

async fn verdict(das: &Das, declared: &Declaration, content: &Content) -> Result<(), Reason> {
    let believed = das.faults.commits(&race::MIXES_UPLOADS_AT_ONCE);
    if believed && content.checksum == declared.checksum {
        return Ok(());
    }
    if content.size > das.limits.whole {
        return verdict_by_the_ends(das, declared, content).await;
    }
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

/// What can be said of a file that is too large to be examined whole.
async fn verdict_by_the_ends(
    das: &Das,
    declared: &Declaration,
    content: &Content,
) -> Result<(), Reason> {
    let ends = das.storage.ends(&content.object).await;
    let (head, tail) = ends.map_err(|_| Reason::ContentLost)?;
    let ends = Ends {
        checksum: &content.checksum,
        size: content.size,
        head: &head,
        tail: &tail,
    };
    let (limits, checks) = (&das.limits, checks_in_force(das));
    let examined = ends.examine(declared.format, &declared.checksum, limits, checks);
    examined.map_err(|error| rejection(&error))
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

async fn discard_rejected(das: &Das, records: &mut Records, rejected: &ObjectName) {
    let used = das.faults.commits(&registration::REGISTERS_REJECTED_FILES)
        || das.faults.commits(&transit_zone::PASSES_REJECTED_FILES);
    if !used {
        erase(das, records, rejected).await;
    }
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
    if spares(das, retrieval, by) {
        return;
    }
    let (stage, erased) = retrieval.stage.clone().erase_copy(by);
    retrieval.stage = stage;
    if let Some(content) = erased {
        records.copies.remove(&content.object);
        erase(das, records, &content.object).await;
    }
}

/// Whether a fault keeps a copy of RO/IB that should go.
fn spares(das: &Das, retrieval: &Retrieval, by: ErasedBy) -> bool {
    let fault = match by {
        ErasedBy::Office | ErasedBy::Download => &ro_ib::KEEPS_FETCHED_COPIES,
        ErasedBy::Withdrawal => &ro_ib::KEEPS_WITHDRAWN_COPIES,
        ErasedBy::Time | ErasedBy::Replacement => return false,
    };
    das.faults.commits(fault) && Source::of_key(&retrieval.key) == Source::InternationalBureau
}

async fn expire_file(das: &Das, records: &mut Records, id: &FileId) {
    let Some(file) = records.files.get_mut(id) else {
        return;
    };
    let (stage, erased) = file.stage.clone().expire();
    file.stage = stage;
    if let Some(content) = erased {
        erase(das, records, &content.object).await;
    }
}

/// Erases a document whose period in the library is over. No document has one, but for a fault.
async fn forget(das: &Das, records: &mut Records, key: &DocumentKey) {
    let Some(registration) = records.registrations.shift_remove(key) else {
        return;
    };
    if let Ok(current) = registration.stage.current() {
        erase(das, records, &current.object).await;
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
