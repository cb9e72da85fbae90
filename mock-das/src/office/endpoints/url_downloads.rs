//! `POST /requests/files/url-downloads`: where WIPO fetches a document that the office has prepared.

use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse as _;
use http::{Method, StatusCode};
use jiff::SignedDuration;
use serde_json::{Value, json};
use url::Url;

use super::body::Body;
use super::{Answer, document, not_kept};
use crate::checks::fields::Fields;
use crate::content::checksum;
use crate::das_error::{DasError, Reason};
use crate::office::admission::Wipo;
use crate::office::faults::{download as faulty, stimulus};
use crate::office::service::{Service, Shared};
use crate::office::settings::Availability;
use crate::office::state::forwarded::Forwarded;
use crate::office::state::{Kept, Records};
use crate::state::later;
use crate::storage::Grant;

/// How long a signed URL works.
const LIFETIME: SignedDuration = SignedDuration::from_mins(15);

/// A fresh signed URL for a document that WIPO was told of, and what its content will be.
pub async fn request(State(service): State<Shared>, _: Wipo, Body(fields): Body) -> Answer {
    let ack_id = fields.required("osfAckId")?;
    let records = service.records();
    let request = known(&service, &records, ack_id)?;
    agree(&service, request, &fields)?;
    let kept = ready(&service, &records, request)?;
    let body = description(&service, request, kept);
    Ok((StatusCode::OK, Json(body)).into_response())
}

fn known<'r>(
    service: &Service,
    records: &'r Records,
    ack_id: &str,
) -> Result<&'r Forwarded, Reason> {
    let any = || {
        let blind = service.faults.commits(&faulty::HANDS_URLS_FOR_UNKNOWN_IDS);
        records.forwarded.values().next_back().filter(|_| blind)
    };
    let found = records.named(ack_id).or_else(any);
    found.ok_or(Reason::UnknownAcknowledgement)
}

/// The details must be those of the request that the acknowledgement id stands for.
fn agree(service: &Service, request: &Forwarded, fields: &Fields) -> Result<(), Reason> {
    let key = document(fields)?;
    let date = fields.date("documentDate")?;
    if service.faults.commits(&faulty::IGNORES_THE_STATED_DETAILS) {
        return Ok(());
    }
    if key != request.key {
        return Err(not_kept(&key.number, key.kind));
    }
    if date != request.date {
        let expected = request.date.to_string();
        return Err(Reason::WrongDate { expected });
    }
    Ok(())
}

/// The document, once WIPO has been told of it and if it can be had at all.
fn ready<'r>(
    service: &Service,
    records: &'r Records,
    request: &Forwarded,
) -> Result<&'r Kept, DasError> {
    let early = service.faults.commits(&faulty::HANDS_URLS_TOO_EARLY);
    if !request.stage.is_prepared() && !early {
        return Err(Reason::RetrievalPending.into());
    }
    let kept = records.documents.get(&request.key);
    let kept = kept.ok_or(Reason::NotAvailable)?;
    match kept.availability {
        Availability::Available => Ok(kept),
        Availability::NotAvailable
            if service
                .faults
                .commits(&faulty::SERVES_UNAVAILABLE_DOCUMENTS) =>
        {
            Ok(kept)
        }
        Availability::NotCleared
            if service
                .faults
                .commits(&faulty::SERVES_DOCUMENTS_NOT_CLEARED) =>
        {
            Ok(kept)
        }
        Availability::NotAvailable => Err(Reason::NotAvailable.into()),
        Availability::NotCleared => Err(Reason::NotCleared.into()),
    }
}

fn description(service: &Service, request: &Forwarded, kept: &Kept) -> Value {
    let expires = later(service.clock.now(), LIFETIME);
    let grant = Grant {
        method: Method::GET,
        object: request.object.clone(),
        content_type: None,
        expires: expires.as_second(),
    };
    json!({
        "fileDownloadUrl": handed_out(service, service.signer.sign(&service.base, &grant)),
        "fileDownloadUrlExpiryDateTime": expires,
        "fileChecksum": stated_checksum(service, kept),
        "fileSizeQuantity": stated_size(service, kept),
        "fileFormatCategory": kept.format,
    })
}

fn stated_checksum(service: &Service, kept: &Kept) -> String {
    if service.faults.commits(&faulty::STATES_A_WRONG_CHECKSUM) {
        return checksum(b"another document");
    }
    kept.checksum.clone()
}

fn stated_size(service: &Service, kept: &Kept) -> Value {
    let wrong = service.faults.commits(&faulty::STATES_A_WRONG_SIZE);
    let size = kept.content.len() + usize::from(wrong);
    if service.faults.commits(&faulty::SENDS_SIZES_AS_TEXT) {
        return json!(size.to_string());
    }
    json!(size)
}

/// The URL as it is handed out; faults point it elsewhere.
fn handed_out(service: &Service, mut url: Url) -> Url {
    if service.faults.commits(&faulty::HANDS_OUT_PLAIN_URLS) {
        // Between two special schemes this cannot fail.
        let _ = url.set_scheme("http");
    }
    if service
        .faults
        .commits(&stimulus::HANDS_OUT_URLS_UNDER_ANOTHER_NAME)
    {
        let _ = url.set_host(Some("127.0.0.1"));
    }
    if service
        .faults
        .commits(&stimulus::HANDS_OUT_URLS_ON_ANOTHER_HOST)
    {
        let _ = url.set_host(Some("127.0.0.1"));
        let _ = url.set_port(Some(9));
    }
    url
}
