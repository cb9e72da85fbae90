//! Big documents: uploaded to the transit zone of DAS, and reported with the id of the file.

use http::Method;
use http::header::CONTENT_TYPE;
use jiff::SignedDuration;
use mock_kit::tls::deadline_of_content;
use serde_json::{Value, json};
use url::Url;

use super::faults::{outbound as careless, report as faulty};
use super::outbound::{self, Call};
use super::report;
use super::service::Service;
use super::state::Kept;
use super::state::forwarded::Forwarded;
use super::state::stage::Stage;
use crate::das_error::Reason;

/// How long to wait between two looks at an uploaded file; WIPO's samples wait as long.
const PAUSE: SignedDuration = SignedDuration::from_secs(5);
/// How often a file is looked at.
const LOOKS: usize = 60;

/// An upload URL that DAS has issued.
struct Slot {
    file_id: String,
    url: Url,
}

/// Uploads the document, waits until DAS has accepted it, and reports the id of the file. What DAS rejects is reported as not available.
pub async fn tell(service: &Service, request: &Forwarded, body: &mut Value) -> Result<(), Stage> {
    let kept = service.records().documents.get(&request.key).cloned();
    let kept = kept.ok_or(Stage::GivenUp)?;
    let slot = slot(service, request, &kept).await?;
    body["fileId"] = json!(slot.file_id);
    if service.faults.commits(&faulty::NOTIFIES_BEFORE_THE_UPLOAD) {
        report::notify(service, body).await?;
        return put(service, &slot, &kept).await;
    }
    put(service, &slot, &kept).await?;
    if !is_accepted(service, &slot).await? {
        turn_into_error(body);
    }
    if service.faults.commits(&faulty::FORGETS_THE_FILE_ID) {
        body["fileId"] = Value::Null;
    }
    report::notify(service, body).await
}

async fn slot(service: &Service, request: &Forwarded, kept: &Kept) -> Result<Slot, Stage> {
    let declaration = json!({
        "fileReference": request.number,
        "fileFormatCategory": kept.format,
        "fileChecksum": kept.checksum,
    });
    let call = Call {
        method: Method::POST,
        path: "requests/files/url-uploads",
        body: Some(&declaration),
    };
    let issued = outbound::call(service, &call).await?;
    read_slot(&issued).ok_or(Stage::GivenUp)
}

/// The content goes through encrypted channels only.
fn read_slot(issued: &Value) -> Option<Slot> {
    let url = Url::parse(issued.get("fileUploadUrl")?.as_str()?).ok()?;
    (url.scheme() == "https").then_some(Slot {
        file_id: issued.get("fileId")?.as_str()?.to_owned(),
        url,
    })
}

/// The storage takes content without an access token, and the office shows it none.
async fn put(service: &Service, slot: &Slot, kept: &Kept) -> Result<(), Stage> {
    let mut request = service
        .http
        .put(slot.url.clone())
        .header(CONTENT_TYPE, kept.format.media_type());
    if service
        .faults
        .commits(&careless::SHOWS_ITS_TOKEN_TO_THE_STORAGE)
        && let Some(token) = service.tokens.token().await
    {
        request = request.bearer_auth(token);
    }
    let request = request.timeout(deadline_of_content(kept.content.len()));
    let sent = request.body(kept.content.clone()).send().await;
    let taken = sent.is_ok_and(|response| response.status().is_success());
    taken.then_some(()).ok_or(Stage::GivenUp)
}

async fn is_accepted(service: &Service, slot: &Slot) -> Result<bool, Stage> {
    let path = format!("requests/files?fileId={}", slot.file_id);
    let call = Call {
        method: Method::GET,
        path: &path,
        body: None,
    };
    for _ in 0..LOOKS {
        let state = outbound::call(service, &call).await?;
        match state.get("fileStatusCategory").and_then(Value::as_str) {
            Some("accepted" | "success") => return Ok(true),
            Some("rejected" | "error") => return Ok(false),
            _ => service.clock.wait(PAUSE).await,
        }
    }
    Err(Stage::GivenUp)
}

fn turn_into_error(body: &mut Value) {
    let reason = Reason::NotAvailable;
    body["requestStatusCategory"] = json!("error");
    body["errorCode"] = json!(reason.code());
    body["statusMessage"] = json!(reason.message(false));
    body["documentAvailabilityDate"] = Value::Null;
    body["fileId"] = Value::Null;
}
