//! `/storage/…`: where signed URLs lead. Who holds one needs no access token.

use axum::body::Bytes;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse as _, Response};
use http::HeaderMap;
use http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE};

use super::faults::{document as faulty, stimuli};
use super::service::{PctService, Shared};
use super::settings::Document;
use crate::broken_off::broken_off;
use crate::das_error::{DasError, Reason};
use crate::storage::{ObjectName, Presented, Refusal};

/// `GET`: serves the document.
pub async fn download(
    State(service): State<Shared>,
    Path((place, identifier)): Path<(String, String)>,
    request: Request,
) -> Result<Response, DasError> {
    let object = ObjectName::parse(&place, &identifier);
    let object = object.ok_or_else(|| refused(Refusal::BadSignature))?;
    permit(&service, &object, &request)?;
    demand_token(&service, request.headers())?;
    let document = service.at(&object).ok_or(Reason::NotAvailable)?;
    Ok(answer(&service, &document))
}

fn permit(service: &PctService, object: &ObjectName, request: &Request) -> Result<(), Reason> {
    let presented = Presented {
        method: request.method(),
        object,
        content_type: None,
        query: request.uri().query().unwrap_or_default(),
    };
    let overlooks = |refusal| match refusal {
        Refusal::Expired => service.faults.commits(&faulty::SERVES_EXPIRED_URLS),
        Refusal::BadSignature => service.faults.commits(&faulty::SERVES_ALTERED_URLS),
        Refusal::MethodMismatch => service.faults.commits(&faulty::ANSWERS_ANY_METHOD),
        Refusal::TypeMismatch | Refusal::Missing => false,
    };
    let verified = service
        .signer
        .verify_except(presented, service.clock.unix_now(), overlooks);
    verified.map_err(refused)
}

fn refused(refusal: Refusal) -> Reason {
    Reason::SignedUrlRefused(format!("the service failed to {refusal}"))
}

/// A signed URL is all that is needed, but for a fault.
fn demand_token(service: &PctService, headers: &HeaderMap) -> Result<(), DasError> {
    let demanding = service.faults.commits(&faulty::DEMANDS_A_TOKEN_AT_THE_URL);
    if demanding && !headers.contains_key(AUTHORIZATION) {
        return Err(DasError::NoToken);
    }
    Ok(())
}

fn answer(service: &PctService, document: &Document) -> Response {
    let content = served(service, document);
    let headers = [
        (CONTENT_TYPE, document.format.media_type().to_owned()),
        (CONTENT_LENGTH, content.len().to_string()),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    if service.faults.commits(&stimuli::BREAKS_OFF_THE_CONTENT) {
        return (headers, broken_off(&content)).into_response();
    }
    if service.faults.commits(&faulty::TRUNCATES_THE_CONTENT) {
        let half = content.slice(..content.len() / 2);
        return ([headers[0].clone(), headers[2].clone()], half).into_response();
    }
    (headers, content).into_response()
}

/// The content as the service hands it out.
pub fn served(service: &PctService, document: &Document) -> Bytes {
    if service.faults.commits(&faulty::SERVES_ANOTHER_DOCUMENT) {
        return [document.content.as_ref(), b"\n% of another document\n"]
            .concat()
            .into();
    }
    document.content.clone()
}
