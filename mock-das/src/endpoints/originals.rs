//! The two forms of a retrieved document: one PDF for reading, and the original as it was deposited (2026 addition to version 1).
//!
//! The PDF of a package is the core document inside it: we unpack it, and neither merge nor convert anything. It is served by the API
//! itself, wherever documents are stored.

use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse as _, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, Method};
use url::Url;

use super::Answer;
use super::download_urls::download_url;
use super::upload_urls::handed_out;
use crate::checks::fields::{Fields, malformed};
use crate::content::{FormatCategory, core_pdf, files_in};
use crate::das::{Das, Shared};
use crate::das_error::Reason;
use crate::faults::original as faulty;
use crate::state::file::Content;
use crate::state::later;
use crate::state::retrieval::Retrieval;
use crate::storage::{Grant, ObjectName, Presented};

/// What the URL of a merged PDF is signed for, so that it cannot be turned into one of the original.
const MERGED: &str = "application/pdf";

/// Where the one PDF of a copy is fetched.
pub fn merged_url(das: &Das, retrieval: &Retrieval, copy: &Content) -> Url {
    let is_package = copy.format == FormatCategory::Zip;
    if !is_package || das.faults.commits(&faulty::POLLING_LEADS_TO_THE_PACKAGE) {
        return download_url(das, retrieval, copy).0;
    }
    let expires = later(das.clock.now(), das.variant.download_url_lifetime);
    let grant = Grant {
        method: Method::GET,
        object: copy.object.clone(),
        content_type: Some(MERGED.to_owned()),
        expires: expires.as_second(),
    };
    let mut url = das.signer.sign(&das.base, &grant);
    let path = format!("{}merged/{}", das.base.path(), copy.object);
    url.set_path(&path);
    handed_out(das, url)
}

/// `GET /merged/…`: serves the one PDF of a package. It ends no copy: the package itself was not fetched yet.
pub async fn merged(
    State(das): State<Shared>,
    Path((place, identifier)): Path<(String, String)>,
    request: Request,
) -> Answer {
    let refused = || Reason::SignedUrlRefused("the URL was not issued like this".to_owned());
    let object = ObjectName::parse(&place, &identifier).ok_or_else(refused)?;
    let presented = Presented {
        method: request.method(),
        object: &object,
        content_type: Some(MERGED),
        query: request.uri().query().unwrap_or_default(),
    };
    let verified = das.signer.verify(presented, das.clock.unix_now());
    verified.map_err(|refusal| Reason::SignedUrlRefused(format!("DAS failed to {refusal}")))?;
    let mut records = das.settled().await;
    let content = records.content_at(&das, &object)?;
    let package = das.storage.read(&content.object).await;
    let package = package.map_err(|_| Reason::CopyErased)?;
    let pdf = core_pdf(&package, &das.limits).ok_or(Reason::ContentLost)?;
    let headers = [(CONTENT_TYPE, MERGED), (CACHE_CONTROL, "no-store")];
    Ok((headers, pdf).into_response())
}

/// The answer to a poll, with the original's URL in a header where it belongs there: for a package of several files always, for
/// anything else when the caller asks. An answer about several retrievals has no room for it.
pub async fn told(
    das: &Das,
    fields: &Fields,
    retrievals: &[Retrieval],
    mut response: Response,
) -> Answer {
    let asked = indicator(fields)? && !das.faults.commits(&faulty::IGNORES_THE_INDICATOR);
    let [retrieval] = retrievals else {
        return Ok(response);
    };
    let Ok(copy) = retrieval.stage.downloadable() else {
        return Ok(response);
    };
    let always = das.faults.commits(&faulty::ALWAYS_TELLS_THE_ORIGINAL);
    if asked || always || has_further_files(das, copy).await {
        let (url, _) = download_url(das, retrieval, copy);
        let header = HeaderName::try_from(header_name(das));
        if let (Ok(name), Ok(value)) = (header, HeaderValue::from_str(url.as_str())) {
            response.headers_mut().insert(name, value);
        }
    }
    Ok(response)
}

fn header_name(das: &Das) -> &str {
    if das.faults.commits(&faulty::NAMES_THE_HEADER_OTHERWISE) {
        return "x-original";
    }
    &das.variant.headers.original_document_url
}

async fn has_further_files(das: &Das, copy: &Content) -> bool {
    if copy.format != FormatCategory::Zip || das.faults.commits(&faulty::HIDES_THE_PACKAGE) {
        return false;
    }
    let package = das.storage.read(&copy.object).await;
    package.is_ok_and(|package| files_in(&package) > 1)
}

fn indicator(fields: &Fields) -> Result<bool, Reason> {
    match fields.optional("originalDocumentIndicator")? {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(_) => Err(malformed("originalDocumentIndicator", "true or false")),
    }
}
