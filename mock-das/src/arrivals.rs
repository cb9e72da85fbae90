//! What offices have put straight into the bucket, past DAS: it is taken over before any request looks at the records.
//!
//! Content is copied under a name that no signed URL has ever carried, so that a later `PUT` to the same URL changes nothing, and what
//! lies under the name of the URL is erased with all its versions. The place of the upload URL is empty again afterwards.

use crate::das::Das;
use crate::state::due::Work;
use crate::state::file::Content;
use crate::state::identifiers::FileId;
use crate::state::{Records, later};
use crate::storage::{Bucket, ObjectName, Place, StorageError};

/// Takes over whatever has arrived since the last time.
pub async fn take_over(das: &Das, records: &mut Records) {
    let Some(bucket) = das.storage.bucket() else {
        return;
    };
    if records.uploads.is_empty() {
        return;
    }
    for (object, id) in arrived(bucket, records).await {
        // What cannot be taken over now is tried again before the next request.
        let _ = take(das, records, &object, &id).await;
    }
}

async fn arrived(bucket: &Bucket, records: &Records) -> Vec<(ObjectName, FileId)> {
    let listed = bucket.names(Place::Upload.as_str()).await;
    let names = listed.unwrap_or_default().into_iter();
    let known = names.filter_map(|name| {
        let id = records.uploads.get(&name)?.clone();
        Some((name, id))
    });
    known.collect()
}

async fn take(
    das: &Das,
    records: &mut Records,
    object: &ObjectName,
    id: &FileId,
) -> Result<(), StorageError> {
    let Some(file) = records.files.get_mut(id) else {
        return Ok(());
    };
    if file.stage.awaits_content().is_err() {
        return das.storage.delete(object).await;
    }
    let taken = das.storage.relocate(object, Place::Upload).await?;
    let stored = das.storage.describe(taken).await?;
    let content = Content {
        object: stored.name,
        size: stored.size,
        checksum: stored.checksum,
        format: file.declared.format,
    };
    let due = later(das.clock.now(), das.processing_time);
    match file.stage.clone().receive(content, due) {
        Ok(stage) => file.stage = stage,
        Err(_) => return Ok(()),
    }
    records.schedule(due, Work::ValidateFile(id.clone()));
    Ok(())
}
