//! `/storage/…`: where signed URLs lead. Who holds one needs no access token.

mod delivery;
mod visit;

use axum::RequestExt as _;
use axum::body::{Body, Bytes};
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse as _, Response};
use futures::Stream;
use http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, StatusCode};
use url::Url;

use super::Answer;
use super::last_download::erasing;
use crate::checks::access_token::Caller;
use crate::das::{Das, Shared};
use crate::das_error::{DasError, Reason};
use crate::encrypted_content::addressee;
use crate::erasure::erase;
use crate::faults::{download, race, storage, upload};
use crate::settlement::erase_copy;
use crate::state::Records;
use crate::state::due::Work;
use crate::state::file::{Content, File, FileStage};
use crate::state::identifiers::{FileId, RequestAckId};
use crate::state::later;
use crate::state::transit_copy::ErasedBy;
use crate::storage::{Grant, ObjectName, Place, Refusal, StorageError, StoredObject};
use delivery::Delivery;
use visit::Visit;

/// `PUT`: takes the content of a file, once.
pub async fn upload(
    State(das): State<Shared>,
    Path((place, identifier)): Path<(String, String)>,
    mut request: Request,
) -> Answer {
    if das.faults.commits(&upload::DEMANDS_A_TOKEN_FOR_UPLOADS) {
        request.extract_parts_with_state::<Caller, _>(&das).await?;
    }
    let object = object_named(&place, &identifier)?;
    let visit = Visit::of(&request, &object);
    let file = {
        let records = das.settled().await;
        visit.permitted_upload(&das, &records)?;
        records.file_at(&object).ok_or(Reason::UnknownFile)?.clone()
    };
    let target = target(&das, &file)?;
    if das.faults.commits(&race::MIXES_UPLOADS_AT_ONCE) {
        das.rendezvous.meets("an upload").await;
    }
    refuse_oversized(&das, request.headers())?;
    let stored = receive(&das, &target, request.into_body().into_data_stream()).await?;
    settle_upload(&das, &file.id, stored).await
}

/// `GET`: serves a transit copy, as often as wished.
pub async fn download(
    State(das): State<Shared>,
    Path((place, identifier)): Path<(String, String)>,
    request: Request,
) -> Answer {
    let object = object_named(&place, &identifier)?;
    let visit = Visit::of(&request, &object);
    if das.faults.commits(&race::SPARES_COPIES_BEING_DOWNLOADED) {
        das.rendezvous.meets("a copy").await;
    }
    visit.permitted_download(&das)?;
    let addressee = addressee(&das, &object).await?;
    let mut records = das.settled().await;
    let content = records.content_at(&das, &object)?;
    let plain = Delivery::plain(&das, &content).await?;
    let mut ending = records.ending_with_this_download(&object);
    if let Some(ack) = ending.take_if(|_| plain.size == 0) {
        erase_copy(&das, &mut records, &ack, ErasedBy::Download).await;
    }
    drop(records);
    let Delivery {
        media_type,
        size,
        bytes,
    } = match &addressee {
        None => plain,
        Some(office) => plain.encrypted(&das, office).await?,
    };
    let body = match ending {
        Some(ack) => erasing(das.clone(), ack, object, size, bytes),
        None => Body::from_stream(bytes),
    };
    Ok(served(media_type, size, body))
}

/// `GET` of the storage itself: nothing is there for anybody (DAS-RET-10).
pub async fn list_all(das: State<Shared>) -> Answer {
    list(das, Path(String::new())).await
}

/// `GET` of a place: the same.
pub async fn list(State(das): State<Shared>, Path(place): Path<String>) -> Answer {
    if !das.faults.commits(&storage::LISTS_STORED_OBJECTS) {
        return Err(DasError::NoSuchOperation);
    }
    let names = das.storage.names().await.unwrap_or_default().into_iter();
    let lines = names.map(|name| format!("{name}\n"));
    let listed: String = lines.filter(|line| line.starts_with(&place)).collect();
    Ok(listed.into_response())
}

/// The URL that carries a grant: to here, or to the bucket that keeps the documents.
pub fn signed(das: &Das, grant: &Grant) -> Url {
    let now = das.clock.now();
    das.storage.sign(grant, &das.signer, &das.base, now)
}

fn served(media_type: &str, size: u64, body: Body) -> Response {
    let headers = [
        (CONTENT_TYPE, media_type.to_owned()),
        (CONTENT_LENGTH, size.to_string()),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, body).into_response()
}

fn object_named(place: &str, identifier: &str) -> Result<ObjectName, Reason> {
    ObjectName::parse(place, identifier).ok_or_else(|| refused(Refusal::BadSignature))
}

fn refused(refusal: Refusal) -> Reason {
    Reason::SignedUrlRefused(format!("DAS failed to {refusal}"))
}

/// Where content goes: under a name of its own, so that two uploads at once do not mix.
fn target(das: &Das, file: &File) -> Result<ObjectName, Reason> {
    let accepted = file.stage.arrived();
    if let (Some(accepted), true) = (
        accepted,
        das.faults.commits(&upload::OVERWRITES_ACCEPTED_CONTENT),
    ) {
        return Ok(accepted.object.clone());
    }
    file.stage.awaits_content()?;
    Ok(ObjectName::fresh(Place::Upload))
}

fn refuse_oversized(das: &Das, headers: &HeaderMap) -> Result<(), Reason> {
    let announced = headers
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok());
    let announced: Option<u64> = announced.and_then(|text| text.parse().ok());
    if announced.is_some_and(|octets| octets > das.limits.bytes) {
        return Err(Reason::ContentTooLarge);
    }
    Ok(())
}

async fn receive(
    das: &Das,
    target: &ObjectName,
    bytes: impl Stream<Item = Result<Bytes, axum::Error>> + Send,
) -> Result<StoredObject, DasError> {
    let stored = das.storage.put(target, bytes, das.limits.bytes).await;
    stored.map_err(|error| match error {
        StorageError::TooLarge { .. } => Reason::ContentTooLarge.into(),
        StorageError::Interrupted(_) => {
            Reason::UnreadableBody("the content broke off".to_owned()).into()
        }
        error => DasError::Internal(format!("DAS failed to {error}")),
    })
}

/// Notes what has arrived. Of two uploads at once the first to end counts; the other is erased.
async fn settle_upload(das: &Das, id: &FileId, stored: StoredObject) -> Answer {
    let mut records = das.settled().await;
    let due = later(das.clock.now(), das.processing_time);
    let Some(file) = records.files.get_mut(id) else {
        // Everything was forgotten while the content arrived.
        erase(das, &mut records, &stored.name).await;
        return Err(Reason::UnknownFile.into());
    };
    let overwritten = file
        .stage
        .arrived()
        .is_some_and(|content| content.object == stored.name);
    if overwritten {
        return Ok(StatusCode::OK.into_response());
    }
    let content = Content {
        object: stored.name.clone(),
        size: stored.size,
        checksum: stored.checksum,
        format: file.declared.format,
    };
    if das.faults.commits(&race::MIXES_UPLOADS_AT_ONCE) && mix(file, &content) {
        return Ok(StatusCode::OK.into_response());
    }
    match file.stage.clone().receive(content, due) {
        Ok(stage) => file.stage = stage,
        Err(reason) => {
            erase(das, &mut records, &stored.name).await;
            return Err(reason.into());
        }
    }
    records.schedule(due, Work::ValidateFile(id.clone()));
    Ok(StatusCode::OK.into_response())
}

/// Gives the checksum of one of two uploads at once to the octets of the other.
fn mix(file: &mut File, late: &Content) -> bool {
    let FileStage::Validating { content, .. } = &mut file.stage else {
        return false;
    };
    if late.checksum == file.declared.checksum {
        content.checksum.clone_from(&late.checksum);
    } else {
        content.object.clone_from(&late.object);
        content.size = late.size;
    }
    true
}

impl Records {
    /// The file whose upload URLs name this object.
    fn file_at(&self, object: &ObjectName) -> Option<&File> {
        self.files.get(self.uploads.get(object)?)
    }

    /// The transit copy that a download URL names. It is gone once its retrieval no longer has it.
    pub(super) fn content_at(&mut self, das: &Das, object: &ObjectName) -> Result<Content, Reason> {
        if let Some(ack) = self.retrieval_at(object) {
            return self.count_download(das, &ack);
        }
        let stray = self.stray_content(das, object);
        stray.ok_or(Reason::CopyErased)
    }

    fn retrieval_at(&self, object: &ObjectName) -> Option<RequestAckId> {
        let found = self.retrievals.get(self.copies.get(object)?)?;
        let copy = found.stage.downloadable().ok()?;
        (copy.object == *object).then(|| found.ack.clone())
    }

    /// The retrieval whose copy a complete download ends.
    pub(super) fn ending_with_this_download(&self, object: &ObjectName) -> Option<RequestAckId> {
        let ack = self.retrieval_at(object)?;
        let ends = self.retrievals.get(&ack)?.stage.ends_with_the_download();
        ends.then_some(ack)
    }

    fn count_download(&mut self, das: &Das, ack: &RequestAckId) -> Result<Content, Reason> {
        let retrieval = self.retrievals.get_mut(ack).ok_or(Reason::CopyErased)?;
        retrieval.downloads += 1;
        if retrieval.downloads > 1 && das.faults.commits(&download::DOWNLOADS_ONCE_ONLY) {
            return Err(Reason::CopyErased);
        }
        let copy = retrieval.stage.downloadable();
        copy.cloned().map_err(|_| Reason::CopyErased)
    }

    /// Content that no download URL ever names; only faults get here.
    fn stray_content(&self, das: &Das, object: &ObjectName) -> Option<Content> {
        let reading_uploads = das.faults.commits(&upload::IGNORES_THE_SIGNED_METHOD)
            || das.faults.commits(&download::SERVES_UNSIGNED_READS);
        let file = self.file_at(object).filter(|_| reading_uploads)?;
        match &file.stage {
            FileStage::Rejected { .. } => None,
            stage => stage.arrived().cloned(),
        }
    }
}
