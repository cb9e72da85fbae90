//! How uploaded content gets into the digital library, and out of it into the archive.

use crate::checks::access_token::Caller;
use crate::das::Das;
use crate::das_error::{DasError, Reason};
use crate::erasure::erase;
use crate::faults::registration as faulty;
use crate::preparation;
use crate::settlement::erase_copy;
use crate::state::Records;
use crate::state::file::{Content, FileStage};
use crate::state::identifiers::FileId;
use crate::state::registration::DocumentKey;
use crate::state::transit_copy::ErasedBy;
use crate::storage::{Place, StorageError};

/// The content of a file that the caller may have registered (DAS-API-REG-02 to -04).
pub fn bindable(
    das: &Das,
    records: &Records,
    caller: &Caller,
    id: &FileId,
) -> Result<Content, Reason> {
    let opened = &faulty::REGISTERS_FILES_OF_OTHERS;
    let file = caller.own_unless(opened, records.files.get(id), &das.faults)?;
    file.stage.bindable(&das.faults).cloned()
}

/// Takes the content of a file into the library and binds the file to it.
pub async fn take_in(
    das: &Das,
    records: &mut Records,
    id: &FileId,
    content: &Content,
) -> Result<Content, DasError> {
    let object = das.storage.copy(&content.object, Place::Library).await;
    let kept = Content {
        object: object.map_err(|error| internal(&error))?,
        ..content.clone()
    };
    if let Some(file) = records.files.get_mut(id) {
        file.stage = file.stage.clone().bind(kept.clone(), &das.faults)?;
    }
    if content.object.place() == Place::Upload {
        erase(das, records, &content.object).await;
    }
    Ok(kept)
}

/// Takes a bound file for one that is only accepted: what two registrations at once may believe, by a fault.
pub fn forget_binding(records: &mut Records, id: Option<&FileId>) {
    let file = id.and_then(|id| records.files.get_mut(id));
    if let Some(file) = file
        && let FileStage::Bound { content } = &file.stage
    {
        let content = content.clone();
        file.stage = FileStage::Accepted { content };
    }
}

/// Moves content that is no longer served into the archive.
pub async fn put_away(das: &Das, records: &mut Records, content: &Content) -> Content {
    if das.faults.commits(&faulty::THROWS_REPLACED_CONTENT_AWAY) {
        erase(das, records, &content.object).await;
        return content.clone();
    }
    let Ok(object) = das.storage.copy(&content.object, Place::Archive).await else {
        return content.clone();
    };
    erase(das, records, &content.object).await;
    Content {
        object,
        ..content.clone()
    }
}

/// Ends every transit copy of a document.
pub async fn erase_copies(das: &Das, records: &mut Records, key: &DocumentKey, by: ErasedBy) {
    for ack in records.retrievals_of(key) {
        erase_copy(das, records, &ack, by).await;
    }
}

/// Fails every open retrieval of a document.
pub fn fail_open_retrievals(das: &Das, records: &mut Records, key: &DocumentKey, reason: &Reason) {
    for ack in records.retrievals_of(key) {
        let reasons = vec![reason.clone()];
        preparation::conclude(das, records, das.clock.now(), &ack, Err(reasons));
    }
}

fn internal(error: &StorageError) -> DasError {
    DasError::Internal(format!("DAS failed to {error}"))
}
