//! `POST /requests/files/url-downloads`: where a document can be fetched.

use axum::Json;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use http::Method;
use http::header::CACHE_CONTROL;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use url::Url;

use super::contents::served;
use super::faults::{document as faulty, stimuli};
use super::service::{Kept, Key, PctService, Shared};
use super::settings::{Availability, Settings};
use crate::checks::fields::{Fields, malformed};
use crate::checks::identity;
use crate::content::checksum;
use crate::das_error::{DasError, Reason};
use crate::number::DocumentKind;
use crate::peer::body;
use crate::state::later;
use crate::storage::Grant;

/// For how long the fault of that name has the service unavailable.
const A_WHILE: SignedDuration = SignedDuration::from_secs(50);
/// How long a slow service takes for one answer.
const SLOWNESS: SignedDuration = SignedDuration::from_secs(20);

/// A signed URL for the document that the caller names.
pub async fn request(
    State(service): State<Shared>,
    request: Request,
) -> Result<Response, DasError> {
    let (head, content) = request.into_parts();
    service.guard.admit(&head).await?;
    let fields = body::fields(Request::from_parts(head, content)).await?;
    available(&service)?;
    if service.faults.commits(&stimuli::IS_SLOW) {
        service.clock.hold_up(SLOWNESS).await;
    }
    let wanted = Wanted::read(&service, &fields)?;
    let kept = found(&service, &wanted)?;
    let answer = Json(location(&service, &kept));
    Ok(([(CACHE_CONTROL, "no-store")], answer).into_response())
}

/// A document as the caller names it.
struct Wanted {
    key: Key,
    spelling: String,
    date: Date,
}

impl Wanted {
    fn read(service: &PctService, fields: &Fields) -> Result<Self, Reason> {
        if !service.faults.commits(&faulty::GUESSES_MISSING_DETAILS) {
            fields.required("requestAckId")?;
        }
        let kind = DocumentKind::from_wire(fields.required("documentKindCategory")?);
        let kind = kind.ok_or_else(|| malformed("documentKindCategory", "a known kind"))?;
        let spelling = fields.required("documentNumber")?.to_owned();
        Ok(Self {
            key: key(service, fields, &spelling, kind),
            date: fields.date("documentDate")?,
            spelling,
        })
    }
}

/// A number that no document of its kind can bear stands for no document.
fn key(service: &PctService, fields: &Fields, spelling: &str, kind: DocumentKind) -> Key {
    let number = identity::number(fields).ok();
    let canonical = number.map(|(number, ..)| number.canonical().to_owned());
    let by_letter = service.faults.commits(&faulty::KNOWS_ONE_SPELLING);
    let number = canonical.filter(|_| !by_letter);
    (number.unwrap_or_else(|| spelling.to_owned()), kind)
}

/// The document, if it is known under this number, kind and date, and can be had.
fn found(service: &PctService, wanted: &Wanted) -> Result<Kept, Reason> {
    let kept = service.find(&wanted.key);
    let kept = kept.ok_or_else(|| unknown(service, wanted))?;
    let expected = kept.document.date;
    if expected != wanted.date && !service.faults.commits(&faulty::OVERLOOKS_THE_DATE) {
        let expected = expected.to_string();
        return Err(Reason::WrongDate { expected });
    }
    match kept.document.availability {
        Availability::NotAvailable if !service.faults.commits(&faulty::SERVES_UNAVAILABLE) => {
            Err(Reason::NotAvailable)
        }
        Availability::NotCleared if !service.faults.commits(&faulty::SERVES_UNCLEARED) => {
            Err(Reason::NotCleared)
        }
        _ => Ok(kept),
    }
}

fn unknown(service: &PctService, wanted: &Wanted) -> Reason {
    if service.faults.commits(&faulty::CONFUSES_UNKNOWN_NUMBERS) {
        return Reason::NotCleared;
    }
    Reason::NotRegistered {
        number: wanted.spelling.clone(),
        kind: wanted.key.1.to_string(),
    }
}

/// Where the document is, and what will be found there.
fn location(service: &PctService, kept: &Kept) -> Value {
    let content = served(service, &kept.document);
    let mut stated = (checksum(&content), content.len());
    if service.faults.commits(&faulty::STATES_A_WRONG_CHECKSUM) {
        stated.0 = checksum(stated.0.as_bytes());
    }
    if service.faults.commits(&faulty::STATES_A_WRONG_SIZE) {
        stated.1 += 1;
    }
    let mut size = json!(stated.1);
    if service.faults.commits(&faulty::SENDS_SIZES_AS_TEXT) {
        size = json!(stated.1.to_string());
    }
    json!({
        "fileDownloadUrl": download_url(service, kept),
        "fileChecksum": stated.0,
        "fileSizeQuantity": size,
        "fileFormatCategory": kept.document.format,
    })
}

fn download_url(service: &PctService, kept: &Kept) -> Url {
    let grant = Grant {
        method: Method::GET,
        object: kept.object.clone(),
        content_type: None,
        expires: later(service.clock.now(), Settings::URL_LIFETIME).as_second(),
    };
    let mut url = service.signer.sign(&service.root, &grant);
    if service
        .faults
        .commits(&stimuli::HANDS_OUT_URLS_ON_ANOTHER_HOST)
    {
        let _ = url.set_host(Some("127.0.0.1"));
    }
    if service.faults.commits(&faulty::HANDS_OUT_OPEN_URLS) {
        let _ = url.set_scheme("http");
    }
    url
}

/// Refuses while the service is unavailable, by a fault.
fn available(service: &PctService) -> Result<(), DasError> {
    let now = service.clock.now();
    let since = *service.unavailability().get_or_insert(now);
    let once = service.faults.commits(&stimuli::IS_UNAVAILABLE_FOR_A_WHILE);
    let away =
        service.faults.commits(&stimuli::IS_UNAVAILABLE) || (once && within(since, A_WHILE, now));
    if away {
        return Err(DasError::Unavailable("the service is not available"));
    }
    *service.unavailability() = once.then_some(since);
    Ok(())
}

fn within(since: Timestamp, span: SignedDuration, now: Timestamp) -> bool {
    now < later(since, span)
}
