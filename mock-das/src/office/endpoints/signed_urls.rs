//! `/storage/…`: where signed URLs lead. Who holds one needs no access token.

use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE};
use http::{Method, Uri};

use super::Answer;
use crate::broken_off::broken_off;
use crate::das_error::Reason;
use crate::office::faults::{download as faulty, stimulus};
use crate::office::service::{Service, Shared};
use crate::office::state::Kept;
use crate::storage::{ObjectName, Presented, Refusal};

/// `GET`: serves a prepared document, as often as wished while the URL is good.
pub async fn download(
    State(service): State<Shared>,
    Path((place, identifier)): Path<(String, String)>,
    request: Request,
) -> Answer {
    let object = ObjectName::parse(&place, &identifier);
    let object = object.ok_or_else(|| refused(Refusal::BadSignature))?;
    permitted(&service, request.method(), &object, request.uri())?;
    let kept = content_of(&service, &object)?;
    Ok(served(&service, &kept))
}

fn refused(refusal: Refusal) -> Reason {
    Reason::SignedUrlRefused(format!("the office failed to {refusal}"))
}

fn permitted(
    service: &Service,
    method: &Method,
    object: &ObjectName,
    uri: &Uri,
) -> Result<(), Reason> {
    let query = uri.query().unwrap_or_default();
    if query.is_empty() && service.faults.commits(&faulty::SERVES_UNSIGNED_URLS) {
        return Ok(());
    }
    let presented = Presented {
        method,
        object,
        content_type: None,
        query,
    };
    let overlooks = |refusal| match refusal {
        Refusal::Expired => service.faults.commits(&faulty::ACCEPTS_EXPIRED_URLS),
        Refusal::BadSignature => service.faults.commits(&faulty::ACCEPTS_ALTERED_URLS),
        _ => false,
    };
    let verified = service
        .signer
        .verify_except(presented, service.clock.unix_now(), overlooks);
    verified.map_err(refused)
}

fn content_of(service: &Service, object: &ObjectName) -> Result<Kept, Reason> {
    let records = service.records();
    let mut requests = records.forwarded.values();
    let request = requests.find(|request| request.object == *object);
    let kept = request.and_then(|request| records.documents.get(&request.key));
    kept.cloned().ok_or(Reason::CopyErased)
}

fn served(service: &Service, kept: &Kept) -> Response {
    let octets = spoilt(service, kept);
    let headers = [
        (CONTENT_TYPE, kept.format.media_type().to_owned()),
        (CONTENT_LENGTH, octets.len().to_string()),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    if service.faults.commits(&stimulus::BREAKS_OFF_DOWNLOADS) {
        return (headers, broken_off(&octets)).into_response();
    }
    (headers, Body::from(octets)).into_response()
}

/// The content, less or other than it should be where a fault says so.
fn spoilt(service: &Service, kept: &Kept) -> Bytes {
    if service.faults.commits(&stimulus::SERVES_CORRUPT_CONTENT) {
        let mut octets = kept.content.to_vec();
        octets
            .iter_mut()
            .rev()
            .take(1)
            .for_each(|octet| *octet ^= 0xff);
        return octets.into();
    }
    if service.faults.commits(&stimulus::TRUNCATES_THE_CONTENT) {
        return kept.content.slice(..kept.content.len() / 2);
    }
    kept.content.clone()
}
