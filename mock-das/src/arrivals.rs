//! What offices have put straight into the bucket, past DAS: it is taken over before any request looks at the records.
//!
//! Content is copied under a name that no signed URL has ever carried, so that a later `PUT` to the same URL changes nothing, and what
//! lies under the name of the URL is erased with all its versions. The place of the upload URL is empty again afterwards.

use std::collections::HashSet;

use crate::das::Das;
use crate::erasure::erase;
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
    for object in arrived(bucket, records).await {
        // What does not succeed now is tried again before the next request.
        let _ = match records.uploads.get(&object).cloned() {
            Some(id) => take(das, records, &object, &id).await,
            // Its URL is older than everything that is known.
            None => das.storage.delete(&object).await,
        };
    }
}

/// What lies where offices put it, less what DAS itself has put there.
async fn arrived(bucket: &Bucket, records: &Records) -> Vec<ObjectName> {
    let listed = bucket.names(Place::Upload.as_str()).await;
    let taken_over: HashSet<&ObjectName> = records
        .files
        .values()
        .filter_map(|file| Some(&file.stage.arrived()?.object))
        .collect();
    let mut names = listed.unwrap_or_default();
    names.retain(|name| !taken_over.contains(name));
    names
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
    let taken = das.storage.copy(object, Place::Upload).await?;
    let stored = match das.storage.describe(taken.clone()).await {
        Ok(stored) => stored,
        Err(error) => {
            erase(das, records, &taken).await;
            return Err(error);
        }
    };
    let content = Content {
        object: stored.name,
        size: stored.size,
        checksum: stored.checksum,
        format: file.declared.format,
    };
    let due = later(das.clock.now(), das.processing_time);
    match file.stage.clone().receive(content, due) {
        Ok(stage) => file.stage = stage,
        Err(_) => erase(das, records, &taken).await,
    }
    records.schedule(due, Work::ValidateFile(id.clone()));
    // From now on the file awaits nothing, so that what cannot be deleted now is deleted later and not taken again.
    das.storage.delete(object).await
}
