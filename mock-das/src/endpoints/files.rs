//! `/requests/files`: the state of an uploaded file, and the deletion of a downloaded one.

use axum::extract::State;
use http::{StatusCode, Uri};

use super::{Answer, json, no_content};
use crate::checks::access_token::Caller;
use crate::checks::fields::Fields;
use crate::das::{Das, Shared};
use crate::das_error::DasError;
use crate::faults::{content, race, retention as faulty};
use crate::settlement::erase_copy;
use crate::state::Records;
use crate::state::identifiers::{FileId, RequestAckId};
use crate::state::retrieval::Retrieval;
use crate::state::transit_copy::ErasedBy;
use crate::wire::file_status;

/// `GET ?fileId=`: how far the check of a file has come.
pub async fn status(State(das): State<Shared>, caller: Caller, uri: Uri) -> Answer {
    let fields = Fields::of_query(uri.query())?;
    let id = FileId::from(fields.required("fileId")?);
    let records = das.settled().await;
    let file = records.files.get(&id);
    let file = caller.own_unless(&content::SHOWS_FILES_OF_OTHERS, file, &das.faults)?;
    Ok(json(StatusCode::OK, file_status(&das, file)))
}

/// `DELETE ?osfAckId=`: the office has fetched its document. A repeated deletion is no error.
pub async fn delete(State(das): State<Shared>, caller: Caller, uri: Uri) -> Answer {
    caller.must_access()?;
    let fields = Fields::of_query(uri.query())?;
    let ack = RequestAckId::from(fields.required("osfAckId")?);
    let spared = das.faults.commits(&race::SPARES_COPIES_BEING_DOWNLOADED)
        && das.rendezvous.meets("a copy").await;
    let mut records = das.settled().await;
    let retrieval = records.retrievals.get(&ack);
    let opened = &faulty::DELETES_FOR_ANYONE;
    let retrieval = caller.own_unless(opened, retrieval, &das.faults)?.clone();
    if !retrieval.stage.is_successful() {
        let missing = retrieval.stage.downloadable().err().unwrap_or_default();
        return Err(DasError::all(missing).with_status(StatusCode::CONFLICT));
    }
    if !spared && !das.faults.commits(&faulty::KEEPS_DELETED_COPIES) {
        erase_copy(&das, &mut records, &ack, ErasedBy::Office).await;
    }
    delete_too_much(&das, &mut records, &retrieval).await;
    Ok(no_content())
}

/// What faults delete along with the copy (DAS-API-DEL-02).
async fn delete_too_much(das: &Das, records: &mut Records, retrieval: &Retrieval) {
    if das.faults.commits(&faulty::DELETES_THE_COPIES_OF_OTHERS) {
        for ack in records.retrievals_of(&retrieval.key) {
            erase_copy(das, records, &ack, ErasedBy::Office).await;
        }
    }
    let original = records.registrations.get(&retrieval.key);
    if let Some(Ok(original)) = original.map(|found| found.stage.current())
        && das.faults.commits(&faulty::DELETES_THE_LIBRARY_ORIGINAL)
    {
        let _ = das.storage.delete(&original.object).await;
    }
}
