//! `/requests/files/url-uploads`: upload URLs, asked for and renewed.

use axum::extract::State;
use http::{Method, StatusCode};
use jiff::Timestamp;
use serde_json::json;
use url::Url;

use super::signed_urls::signed;
use super::{Answer, json};
use crate::checks::access_token::Caller;
use crate::checks::fields::{Fields, malformed};
use crate::content::FormatCategory;
use crate::das::{Das, Shared};
use crate::das_error::Reason;
use crate::faults::upload as faulty;
use crate::retention::Source;
use crate::state::Records;
use crate::state::due::Work;
use crate::state::file::{Declaration, File, FileStage};
use crate::state::identifiers::FileId;
use crate::state::later;
use crate::storage::{Grant, ObjectName, Place};

/// `POST`: a file id and a signed URL (DAS-API-UPLOAD-01).
pub async fn request(State(das): State<Shared>, caller: Caller, fields: Fields) -> Answer {
    caller.must_deposit()?;
    let file = File {
        id: FileId::fresh(),
        office: caller.office.code,
        declared: declaration(&das, &fields)?,
        upload_object: ObjectName::fresh(Place::Upload),
        url_expires: expiry(&das),
        stage: FileStage::AwaitingContent,
    };
    let mut answer = json!({
        "fileId": file.id,
        "fileUploadUrl": upload_url(&das, &file),
        "fileUploadUrlExpiryDateTime": file.url_expires,
    });
    if das.faults.commits(&faulty::OMITS_THE_FILE_ID) {
        answer["fileId"].take();
    }
    let mut records = das.settled().await;
    await_registration(&das, &mut records, &file);
    records.add_file(file);
    Ok(json(StatusCode::CREATED, answer))
}

/// A file that no registration takes in time is given up. What it is a copy of shows only when it is registered.
fn await_registration(das: &Das, records: &mut Records, file: &File) {
    let keeping = das.retention().keeping(Place::Upload, Source::National);
    if let Some(end) = keeping.end(das.clock.now()) {
        records.schedule(end, Work::ExpireFile(file.id.clone()));
    }
}

/// `PUT`: another URL for the same file, as long as no content has arrived (DAS-API-UPLOAD-03).
pub async fn renew(State(das): State<Shared>, caller: Caller, fields: Fields) -> Answer {
    caller.must_deposit()?;
    let id = FileId::from(fields.required("fileId")?);
    let mut records = das.settled().await;
    caller.own(records.files.get(&id), &das.faults)?;
    let file = records.files.get_mut(&id).ok_or(Reason::UnknownFile)?;
    file.stage.awaits_content()?;
    file.url_expires = expiry(&das);
    let mut named = file.clone();
    if das.faults.commits(&faulty::FORGETS_THE_FILE_ON_RENEWAL) {
        named.upload_object = ObjectName::fresh(Place::Upload);
    }
    let answer = json!({
        "fileId": named.id,
        "fileUploadUrl": upload_url(&das, &named),
        "fileUploadUrlExpiryDateTime": named.url_expires,
    });
    Ok(json(StatusCode::OK, answer))
}

/// A checksum is 64 lowercase hexadecimal digits, a format is one of two (DAS-API-UPLOAD-02).
fn declaration(das: &Das, fields: &Fields) -> Result<Declaration, Reason> {
    let careless = das.faults.commits(&faulty::TAKES_ANY_CHECKSUM_TEXT);
    let format = match fields.required("fileFormatCategory")? {
        "pdf" => FormatCategory::Pdf,
        "zip" => FormatCategory::Zip,
        _ if careless => FormatCategory::Pdf,
        _ => return Err(malformed("fileFormatCategory", "pdf or zip")),
    };
    let checksum = fields.required("fileChecksum")?;
    if !is_checksum(checksum) && !careless {
        return Err(malformed("fileChecksum", "64 lowercase hexadecimal digits"));
    }
    Ok(Declaration {
        reference: fields.optional("fileReference")?.map(ToOwned::to_owned),
        format,
        checksum: checksum.to_owned(),
    })
}

fn is_checksum(text: &str) -> bool {
    let digits = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    text.len() == 64 && text.bytes().all(digits)
}

fn expiry(das: &Das) -> Timestamp {
    later(das.clock.now(), das.variant.upload_url_lifetime)
}

/// What the newest upload URL of a file grants.
pub fn grant(file: &File) -> Grant {
    Grant {
        method: Method::PUT,
        object: file.upload_object.clone(),
        content_type: Some(file.declared.format.media_type().to_owned()),
        expires: file.url_expires.as_second(),
    }
}

fn upload_url(das: &Das, file: &File) -> Url {
    handed_out(das, signed(das, &grant(file)))
}

/// Signed URLs leave DAS as `https` URLs (DAS-NET-04).
pub fn handed_out(das: &Das, url: Url) -> Url {
    let mut url = das.stimuli.redirect_storage(url);
    if das.faults.commits(&faulty::HANDS_OUT_PLAIN_HTTP_URLS) {
        let _ = url.set_scheme("http");
    }
    url
}
