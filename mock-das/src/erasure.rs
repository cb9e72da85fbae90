//! Erasing for good: what is to be gone goes now, or as soon as the storage lets it.

use jiff::SignedDuration;

use crate::das::Das;
use crate::state::due::Work;
use crate::state::{Records, later};
use crate::storage::{ObjectName, StorageError};

/// How long to wait before an erasure that failed is tried again.
const AGAIN: SignedDuration = SignedDuration::from_secs(30);

/// Erases an object. The records say from now on that it is gone, so that it is tried again until it is.
pub async fn erase(das: &Das, records: &mut Records, object: &ObjectName) {
    if das.storage.delete(object).await.is_err() {
        let again = later(das.clock.now(), AGAIN);
        records.schedule(again, Work::Erase(object.clone()));
    }
}

/// Erases everything that is stored.
///
/// # Errors
/// When the storage does not say what that is.
pub async fn erase_everything(das: &Das, records: &mut Records) -> Result<(), StorageError> {
    for object in das.storage.names().await? {
        erase(das, records, &object).await;
    }
    Ok(())
}
