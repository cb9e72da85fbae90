//! What a fault keeps of documents of RO/IB. On the honest path nothing gets in here, so that nothing comes out.

use crate::das::Das;
use crate::faults::ro_ib as faulty;
use crate::state::Records;
use crate::state::errand::Holder;
use crate::state::file::Content;
use crate::state::identifiers::RequestAckId;
use crate::state::registration::DocumentKey;
use crate::storage::Place;

/// Keeps what the PCT service delivered for a retrieval.
pub async fn keep(das: &Das, records: &mut Records, ack: &RequestAckId, delivered: &Content) {
    let of_pct = matches!(records.holder(ack), Some(Holder::Pct));
    let key = records.retrievals.get(ack).map(|one| one.key.clone());
    let Some(key) = key.filter(|_| of_pct && das.faults.commits(&faulty::CACHES_DOCUMENTS)) else {
        return;
    };
    if let Ok(object) = das.storage.copy(&delivered.object, Place::Archive).await {
        let kept = Content {
            object,
            ..delivered.clone()
        };
        records.cached.insert(key, kept);
    }
}

/// A copy in transit of what was kept of a document.
pub async fn copy(das: &Das, records: &Records, key: &DocumentKey) -> Option<Content> {
    let kept = records.cached.get(key)?;
    let object = das.storage.copy(&kept.object, Place::Transit).await.ok()?;
    Some(Content {
        object,
        ..kept.clone()
    })
}
