//! `/storage/…`: where signed URLs lead. Who holds one needs no access token.

use axum::RequestExt as _;
use axum::body::{Body, Bytes};
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse as _, Response};
use futures::Stream;
use http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, Method, StatusCode, Uri};
use url::form_urlencoded;

use super::Answer;
use super::upload_urls::grant;
use crate::checks::access_token::Caller;
use crate::das::{Das, Shared};
use crate::das_error::{DasError, Reason};
use crate::faults::{download, upload};
use crate::state::Records;
use crate::state::due::Work;
use crate::state::file::{Content, File, FileStage};
use crate::state::identifiers::{FileId, RequestAckId};
use crate::state::later;
use crate::storage::{ObjectName, Place, Presented, Refusal, StorageError, StoredObject};

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
    let mut records = das.settled().await;
    visit.permitted_download(&das)?;
    let content = records.content_at(&das, &object)?;
    let bytes = das.storage.get(&content.object).await;
    let bytes = bytes.map_err(|_| Reason::CopyErased)?;
    Ok(served(&content, Body::from_stream(bytes)))
}

fn served(content: &Content, body: Body) -> Response {
    let headers = [
        (CONTENT_TYPE, content.format.media_type().to_owned()),
        (CONTENT_LENGTH, content.size.to_string()),
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

/// A request to a signed URL.
struct Visit<'a> {
    method: Method,
    object: &'a ObjectName,
    content_type: Option<String>,
    query: Option<String>,
}

impl<'a> Visit<'a> {
    fn of(request: &Request, object: &'a ObjectName) -> Self {
        let content_type = request.headers().get(CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok());
        Self {
            method: request.method().clone(),
            object,
            content_type: content_type.map(ToOwned::to_owned),
            query: Uri::query(request.uri()).map(ToOwned::to_owned),
        }
    }

    fn presented(&self) -> Presented<'_> {
        Presented {
            method: &self.method,
            object: self.object,
            content_type: self.content_type.as_deref(),
            query: self.query.as_deref().unwrap_or_default(),
        }
    }

    fn permitted_upload(&self, das: &Das, records: &Records) -> Result<(), Reason> {
        let overlooks = |refusal| match refusal {
            Refusal::Expired => das.faults.commits(&upload::ACCEPTS_EXPIRED_UPLOAD_URLS),
            Refusal::MethodMismatch => das.faults.commits(&upload::IGNORES_THE_SIGNED_METHOD),
            Refusal::TypeMismatch => das.faults.commits(&upload::IGNORES_THE_SIGNED_TYPE),
            Refusal::BadSignature => self.signature_covers_too_little(das, records),
            Refusal::Missing => false,
        };
        let verified = das
            .signer
            .verify_except(self.presented(), das.clock.unix_now(), overlooks);
        verified.map_err(refused)
    }

    fn permitted_download(&self, das: &Das) -> Result<(), Reason> {
        if self.query.is_none() && das.faults.commits(&download::SERVES_UNSIGNED_READS) {
            return Ok(());
        }
        let overlooks = |refusal| match refusal {
            Refusal::Expired => das.faults.commits(&download::ACCEPTS_EXPIRED_DOWNLOAD_URLS),
            // A reader says nothing about a type, whatever the URL was signed for.
            Refusal::MethodMismatch | Refusal::TypeMismatch => {
                das.faults.commits(&upload::IGNORES_THE_SIGNED_METHOD)
            }
            Refusal::BadSignature => das.faults.commits(&download::ACCEPTS_ALTERED_DOWNLOAD_URLS),
            Refusal::Missing => false,
        };
        let verified = das
            .signer
            .verify_except(self.presented(), das.clock.unix_now(), overlooks);
        verified.map_err(refused)
    }

    /// Whether a fault leaves something out of the signature, and this URL differs from an issued one in just that.
    fn signature_covers_too_little(&self, das: &Das, records: &Records) -> bool {
        let borrowed = |file: &File| {
            let issued = das.signer.sign(&das.base, &grant(file));
            signature_in(issued.query()) == signature_in(self.query.as_deref())
        };
        let any_object = das.faults.commits(&upload::IGNORES_THE_SIGNED_OBJECT);
        let any_expiry = das.faults.commits(&upload::IGNORES_THE_SIGNED_EXPIRY);
        (any_object && records.files.values().any(borrowed))
            || (any_expiry && records.file_at(self.object).is_some_and(borrowed))
    }
}

fn signature_in(query: Option<&str>) -> Option<String> {
    let parameters = form_urlencoded::parse(query?.as_bytes());
    parameters
        .last()
        .map(|(_, signature)| signature.into_owned())
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
    bytes: impl Stream<Item = Result<Bytes, axum::Error>>,
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
    let file = records.files.get_mut(id).ok_or(Reason::UnknownFile)?;
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
    match file.stage.clone().receive(content, due) {
        Ok(stage) => file.stage = stage,
        Err(reason) => {
            let _ = das.storage.delete(&stored.name).await;
            return Err(reason.into());
        }
    }
    records.schedule(due, Work::ValidateFile(id.clone()));
    Ok(StatusCode::OK.into_response())
}

impl Records {
    /// The file whose upload URLs name this object.
    fn file_at(&self, object: &ObjectName) -> Option<&File> {
        self.files
            .values()
            .find(|file| file.upload_object == *object)
    }

    /// The transit copy that a download URL names. It is gone once its retrieval no longer has it.
    fn content_at(&mut self, das: &Das, object: &ObjectName) -> Result<Content, Reason> {
        if let Some(ack) = self.retrieval_at(object) {
            return self.count_download(das, &ack);
        }
        let stray = self.stray_content(das, object);
        stray.ok_or(Reason::CopyErased)
    }

    fn retrieval_at(&self, object: &ObjectName) -> Option<RequestAckId> {
        let mut retrievals = self.retrievals.values();
        let found = retrievals.find(|one| {
            let copy = one.stage.downloadable();
            copy.is_ok_and(|copy| copy.object == *object)
        });
        found.map(|one| one.ack.clone())
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
