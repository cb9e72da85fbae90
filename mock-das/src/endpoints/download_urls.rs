//! `POST /requests/files/url-downloads`: where a retrieved document is fetched.

use axum::extract::State;
use http::{Method, StatusCode};
use jiff::Timestamp;
use mock_kit::Fault;
use serde_json::json;
use url::Url;

use super::signed_urls::signed;
use super::upload_urls::handed_out;
use super::{Answer, json as answer};
use crate::checks::access_token::Caller;
use crate::checks::fields::Fields;
use crate::checks::identity;
use crate::das::{Das, Shared};
use crate::das_error::{DasError, Reason};
use crate::encrypted_content::concerns;
use crate::faults::{download as faulty, transit_zone};
use crate::state::Records;
use crate::state::file::Content;
use crate::state::identifiers::RequestAckId;
use crate::state::later;
use crate::state::retrieval::Retrieval;
use crate::storage::Grant;

/// A fresh signed URL for the caller's own retrieval, once it has succeeded (DAS-API-DWN-01, -02).
pub async fn request(State(das): State<Shared>, caller: Caller, fields: Fields) -> Answer {
    caller.must_access()?;
    let ack = RequestAckId::from(fields.required("osfAckId")?);
    let named = details(&das, &fields)?;
    let records = das.settled().await;
    let found = records.retrievals.get(&ack);
    let opened = opening(&records, &ack);
    let retrieval = caller.own_unless(opened, found, &das.faults)?;
    agree(&das, retrieval, &named)?;
    let copy = downloadable(retrieval)?;
    let (url, expires) = download_url(&das, retrieval, copy);
    let body = json!({
        "fileDownloadUrl": url,
        "fileDownloadUrlExpiryDateTime": expires,
        "fileChecksum": copy.checksum,
        "fileSizeQuantity": copy.size,
        "fileFormatCategory": copy.format,
    });
    Ok(answer(StatusCode::OK, body))
}

/// The fault that opens a retrieval to strangers: the one of the transit zone, where its content came through that.
fn opening(records: &Records, ack: &RequestAckId) -> &'static Fault {
    if records.passed.contains(ack) {
        return &transit_zone::HANDS_PASSED_FILES_TO_STRANGERS;
    }
    &faulty::HANDS_URLS_TO_STRANGERS
}

/// Number, kind and date as the caller states them here.
struct Details {
    spelling: String,
    key: crate::state::registration::DocumentKey,
    date: jiff::civil::Date,
}

fn details(das: &Das, fields: &Fields) -> Result<Details, Reason> {
    let (number, spelling, kind) = identity::number(fields)?;
    Ok(Details {
        key: identity::key(das, &number, &spelling, kind),
        spelling,
        date: fields.date("documentDate")?,
    })
}

/// The details must be those of the request that the acknowledgement id stands for (DAS-API-DWN-03).
fn agree(das: &Das, retrieval: &Retrieval, named: &Details) -> Result<(), DasError> {
    if das.faults.commits(&faulty::IGNORES_THE_STATED_DETAILS) {
        return Ok(());
    }
    if named.key != retrieval.key {
        return Err(Reason::NotRegistered {
            number: named.spelling.clone(),
            kind: named.key.kind.to_string(),
        }
        .into());
    }
    if named.date != retrieval.date {
        let expected = retrieval.date.to_string();
        return Err(Reason::WrongDate { expected }.into());
    }
    Ok(())
}

/// The copy. A retrieval that is still open or has failed is a conflict, an erased copy is gone.
fn downloadable(retrieval: &Retrieval) -> Result<&Content, DasError> {
    retrieval.stage.downloadable().map_err(|reasons| {
        let erased = reasons.contains(&Reason::CopyErased);
        let status = if erased {
            StatusCode::GONE
        } else {
            StatusCode::CONFLICT
        };
        DasError::all(reasons).with_status(status)
    })
}

/// A signed URL for the transit copy of a retrieval, and when it expires. Where the download ends the copy it goes through DAS, which learns
/// of no other one that it is complete; and so it does where the copy is encrypted.
pub fn download_url(das: &Das, retrieval: &Retrieval, copy: &Content) -> (Url, Timestamp) {
    let expires = later(das.clock.now(), das.variant.download_url_lifetime);
    let grant = Grant {
        method: Method::GET,
        object: copy.object.clone(),
        content_type: None,
        expires: expires.as_second(),
    };
    let by_das = retrieval.stage.ends_with_the_download() || concerns(das, retrieval);
    let url = if by_das {
        das.signer.sign(&das.base, &grant)
    } else {
        signed(das, &grant)
    };
    (handed_out(das, url), expires)
}
