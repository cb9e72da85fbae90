//! What DAS holds, for whoever controls it: everything but access codes and contents.

use serde_json::{Map, Value, json};

use crate::das::Shared;
use crate::state::Records;
use crate::state::registration::{Host, Registration, RegistrationStage};
use crate::state::retrieval::{Retrieval, RetrievalStage};
use crate::state::transit_copy::TransitCopy;
use crate::storage::{Place, StoredObject};
use crate::wire::date;

/// Stored objects place by place, files, registrations, retrievals and notifications. With an `error`, objects may be missing.
pub async fn inspect(das: Shared) -> Value {
    let records = das.settled().await;
    let stored = das.storage.list().await;
    let error = stored.as_ref().err();
    json!({
        "error": error.map(|error| format!("DAS failed to {error}")),
        "storage": by_place(stored.as_deref().unwrap_or_default()),
        "files": files(&records),
        "registrations": records.registrations.values().map(registration).collect::<Vec<_>>(),
        "retrievals": records.retrievals.values().map(|one| retrieval(&records, one)).collect::<Vec<_>>(),
    })
}

fn by_place(stored: &[StoredObject]) -> Map<String, Value> {
    let places = Place::ALL.into_iter().map(|place| {
        let there = stored.iter().filter(|object| object.name.place() == place);
        let listed =
            there.map(|object| json!({ "size": object.size, "checksum": object.checksum }));
        (place.as_str().to_owned(), listed.collect())
    });
    places.collect()
}

fn files(records: &Records) -> Vec<Value> {
    let files = records.files.values();
    let listed = files.map(
        |file| json!({ "fileId": file.id, "office": file.office, "state": file.stage.category() }),
    );
    listed.collect()
}

fn registration(registration: &Registration) -> Value {
    json!({
        "host": host(&registration.stage),
        "documentNumber": registration.number,
        "documentKindCategory": registration.key.kind,
        "documentDate": registration.attributes.date.to_string(),
        "office": registration.office,
        "revision": registration.revision,
        "version": registration.stage.version(),
        "archived": registration.stage.archived().len(),
        "documentAvailabilityDate": date(registration.available_since),
        "state": if registration.stage.is_registered() { "registered" } else { "withdrawn" },
    })
}

fn host(stage: &RegistrationStage) -> Option<&'static str> {
    stage.host().ok().map(|host| match host {
        Host::Das { .. } => "das",
        Host::Office => "office",
        Host::Pct => "pct",
    })
}

fn retrieval(records: &Records, retrieval: &Retrieval) -> Value {
    let notification = records.notifications.get(&retrieval.ack);
    json!({
        "requestAckId": retrieval.ack,
        "office": retrieval.office,
        "documentNumber": retrieval.number,
        "state": retrieval.stage.category(),
        "errand": retrieval.stage.errand().map(|errand| errand.progress.word()),
        "copy": copy(&retrieval.stage),
        "notification": notification.map(|one| one.stage.word()),
    })
}

fn copy(stage: &RetrievalStage) -> Value {
    match stage {
        RetrievalStage::Success {
            copy: TransitCopy::Available { expires, .. },
            ..
        } => json!({ "state": "available", "expires": expires }),
        RetrievalStage::Success {
            copy: TransitCopy::Erased(by),
            ..
        } => json!({ "state": "erased", "by": by.as_str() }),
        _ => Value::Null,
    }
}
