//! Big documents: the office that was asked uploads its file, and DAS passes it on to the one retrieval that it is for.

use crate::das::Das;
use crate::das_error::Reason;
use crate::erasure::erase;
use crate::faults::transit_zone as faulty;
use crate::preparation;
use crate::state::Records;
use crate::state::errand::Holder;
use crate::state::file::{Content, File, FileStage};
use crate::state::identifiers::{FileId, RequestAckId};
use crate::storage::Place;

/// Moves an accepted file of the office that was asked into transit, bound to this retrieval and to nothing else.
pub async fn pass(
    das: &Das,
    records: &mut Records,
    ack: &RequestAckId,
    id: &FileId,
) -> Result<(), Reason> {
    let Some(Holder::Office(office)) = records.holder(ack).cloned() else {
        return Err(Reason::UnknownAcknowledgement);
    };
    let uploaded = passable(das, records, &office, id)?.clone();
    let errand = records
        .retrievals
        .get(ack)
        .and_then(|one| one.stage.errand());
    let available_since = errand.map(|errand| errand.available_since);
    let available_since = available_since.ok_or(Reason::UnknownAcknowledgement)?;
    let content = take(das, records, id, uploaded).await?;
    records.passed.insert(ack.clone());
    let now = das.clock.now();
    let copy = preparation::passed_copy(das, records, now, ack, content);
    preparation::conclude(das, records, now, ack, Ok((copy, available_since)));
    Ok(())
}

/// The content of a file that an office may pass on: uploaded by itself, accepted, and not used for anything yet.
pub fn passable<'r>(
    das: &Das,
    records: &'r Records,
    office: &str,
    id: &FileId,
) -> Result<&'r Content, Reason> {
    let file = records.files.get(id).ok_or(Reason::UnknownFile)?;
    if file.office != office && !das.faults.commits(&faulty::PASSES_FILES_OF_OTHERS) {
        return Err(Reason::UnknownFile);
    }
    carelessly_passable(das, file).map_or_else(|| file.stage.bindable(&das.faults), Ok)
}

/// What faults take besides accepted files.
fn carelessly_passable<'r>(das: &Das, file: &'r File) -> Option<&'r Content> {
    let (content, fault) = match &file.stage {
        FileStage::Validating { content, .. } => (content, &faulty::PASSES_UNCHECKED_FILES),
        FileStage::Rejected { content, .. } => (content, &faulty::PASSES_REJECTED_FILES),
        FileStage::Bound { content } => (content, &faulty::PASSES_FILES_TWICE),
        _ => return None,
    };
    das.faults.commits(fault).then_some(content)
}

async fn take(
    das: &Das,
    records: &mut Records,
    id: &FileId,
    uploaded: Content,
) -> Result<Content, Reason> {
    let object = das.storage.copy(&uploaded.object, Place::Transit).await;
    let passed = Content {
        object: object.map_err(|_| Reason::ContentLost)?,
        ..uploaded.clone()
    };
    if let Some(file) = records.files.get_mut(id) {
        file.stage = FileStage::Bound {
            content: passed.clone(),
        };
    }
    if uploaded.object.place() == Place::Upload {
        erase(das, records, &uploaded.object).await;
    }
    Ok(passed)
}
