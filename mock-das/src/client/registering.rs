//! Registering a document: upload URL, upload, the check by DAS, registration.

use bytes::Bytes;
use http::{Method, StatusCode};
use serde_json::{Value, json};
use url::Url;

use super::Client;
use super::answer::{Answer, details};
use super::authorization::refused;
use super::error::ClientError;
use super::faults::upload as faulty;
use super::line::LOOKS;
use super::order::{Document, Identity, Registered};
use crate::content::checksum;

const ASK_UPLOAD_URL: &str = "get an upload URL";
const UPLOAD: &str = "upload the document";
const LOOK_AT_FILE: &str = "learn what became of the file";
const REGISTER: &str = "register the document";

impl Client {
    /// Uploads a document and registers it once DAS has accepted the file.
    ///
    /// # Errors
    /// Whenever it is not certain that DAS has registered the document.
    pub async fn register(&mut self, document: &Document) -> Result<Registered, ClientError> {
        let answer = self.ask_upload_url(document).await?;
        let file_id = text(&answer, "fileId").ok_or(ClientError::Unusable {
            what: ASK_UPLOAD_URL,
            member: "fileId",
        })?;
        let url = self.signed_url(ASK_UPLOAD_URL, &answer, "fileUploadUrl")?;
        self.upload(document, &file_id, url).await?;
        self.await_acceptance(&file_id).await?;
        let request_ack_id = self.enter(&document.identity, &file_id).await?;
        Ok(Registered {
            request_ack_id,
            file_id,
        })
    }

    async fn ask_upload_url(&mut self, document: &Document) -> Result<Value, ClientError> {
        let mut declared = checksum(&document.content);
        if self.faults.commits(&faulty::DECLARES_ANOTHER_CHECKSUM) {
            declared = checksum(document.identity.number.as_bytes());
        }
        let body = json!({
            "fileReference": document.reference,
            "fileFormatCategory": document.format.as_str(),
            "fileChecksum": declared,
        });
        let operation = self.settings.variant.operations.upload_url.clone();
        self.ask(ASK_UPLOAD_URL, &operation, &[], Some(body)).await
    }

    /// Uploads; where the URL has expired in the meantime, once more by a renewed one.
    async fn upload(
        &mut self,
        document: &Document,
        file_id: &str,
        url: Url,
    ) -> Result<(), ClientError> {
        let answer = self.put(document, url).await?;
        let renewing = answer.status == StatusCode::FORBIDDEN
            || self.faults.commits(&faulty::TAKES_ANY_REFUSAL_FOR_EXPIRY);
        if answer.status.is_success() {
            return Ok(());
        }
        if !renewing {
            return Err(refused(UPLOAD, &answer));
        }
        let operation = self.settings.variant.operations.renewed_upload_url.clone();
        let body = json!({ "fileId": file_id });
        let renewed = self
            .ask(ASK_UPLOAD_URL, &operation, &[], Some(body))
            .await?;
        let url = self.signed_url(ASK_UPLOAD_URL, &renewed, "fileUploadUrl")?;
        let answer = self.put(document, url).await?;
        if answer.status.is_success() {
            return Ok(());
        }
        Err(refused(UPLOAD, &answer))
    }

    async fn put(&self, document: &Document, url: Url) -> Result<Answer, ClientError> {
        let call = self.storage_call(UPLOAD, Method::PUT, url);
        let octets = Bytes::copy_from_slice(&document.content);
        self.line
            .send(&call.with(document.format.media_type(), octets))
            .await
    }

    /// Looks at the file until DAS has accepted or rejected it (DAS-CLIENT-01).
    async fn await_acceptance(&mut self, file_id: &str) -> Result<(), ClientError> {
        let operation = self.settings.variant.operations.file_state.clone();
        if self.faults.commits(&faulty::REGISTERS_WITHOUT_WAITING) {
            return Ok(());
        }
        for _ in 0..LOOKS {
            let query = [("fileId", file_id)];
            let state = self.ask(LOOK_AT_FILE, &operation, &query, None).await?;
            let sized = state.get("fileSizeQuantity").is_some_and(Value::is_number);
            if sized && self.faults.commits(&faulty::IGNORES_A_REJECTION) {
                return Ok(());
            }
            if let Some(verdict) = verdict(&state) {
                return verdict;
            }
            self.line.pause().await;
        }
        Err(ClientError::Unsettled(LOOK_AT_FILE))
    }

    async fn enter(&mut self, identity: &Identity, file_id: &str) -> Result<String, ClientError> {
        let mut body = json!({ "operationCategory": "registration" });
        identity.write(&mut body);
        body["email"] = Value::Null;
        body["fileId"] = json!(file_id);
        let operation = self.settings.variant.operations.registration.clone();
        let asked = self.ask(REGISTER, &operation, &[], Some(body)).await;
        if asked.is_err() && self.faults.commits(&faulty::CLAIMS_SUCCESS_ANYWAY) {
            return Ok("none".to_owned());
        }
        let answer = asked?;
        if text(&answer, "requestStatusCategory").as_deref() == Some("error") {
            return Err(failed(REGISTER, &answer));
        }
        text(&answer, "requestAckId").ok_or(ClientError::Unusable {
            what: REGISTER,
            member: "requestAckId",
        })
    }
}

impl Identity {
    /// Puts the details of a document, without a parent application, into a body.
    pub(super) fn write(&self, body: &mut Value) {
        body["documentKindCategory"] = json!(self.kind);
        body["documentNumber"] = json!(self.number);
        body["documentDate"] = json!(self.date);
        body["dasAccessCode"] = json!(self.access_code);
        for member in [
            "applicationCategory",
            "applicationNumber",
            "applicationFilingDate",
        ] {
            body[member] = Value::Null;
        }
    }
}

/// What DAS says about a file that it has examined: a rejection comes with an `error`, whatever else is said.
fn verdict(state: &Value) -> Option<Result<(), ClientError>> {
    let category = text(state, "fileStatusCategory").unwrap_or_default();
    let error = state.get("error").filter(|error| !error.is_null());
    match category.as_str() {
        "accepted" if error.is_none() => Some(Ok(())),
        "pending" if error.is_none() => None,
        _ => Some(Err(ClientError::FileRejected(details(state)))),
    }
}

/// A text member.
pub(super) fn text(value: &Value, member: &str) -> Option<String> {
    value.get(member)?.as_str().map(str::to_owned)
}

/// A request that was taken and came to nothing: what its state says about it.
pub(super) fn failed(what: &'static str, state: &Value) -> ClientError {
    let code = state.get("errorCode").filter(|code| !code.is_null());
    let mut told = details(state);
    if told.is_empty() {
        told.push(super::Detail {
            code: code.map(ToString::to_string),
            message: text(state, "statusMessage").unwrap_or_default(),
        });
    }
    ClientError::Failed {
        what,
        details: told,
    }
}
