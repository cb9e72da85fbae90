//! Retrieving a document: the request, its end, the download, the proof that it is the right one, its keeping, the deletion.

use std::io;

use http::Method;
use serde_json::{Value, json};

use super::Client;
use super::authorization::refused;
use super::error::ClientError;
use super::faults::download as faulty;
use super::line::LOOKS;
use super::order::{Identity, Retrieved};
use super::registering::{failed, text};
use crate::content::checksum;

const REQUEST: &str = "request the document";
const LOOK_AT_REQUEST: &str = "learn what became of the request";
const ASK_DOWNLOAD_URL: &str = "get a download URL";
const DOWNLOAD: &str = "download the document";
const DELETE: &str = "have the copy deleted";
/// How often a download is tried.
const DOWNLOADS: u32 = 2;

impl Client {
    /// Requests a document, fetches it once it is there, verifies it, keeps it, and has the copy deleted: in this order, since the copy may
    /// be the only one that the office gets.
    ///
    /// # Errors
    /// Whenever what was fetched is not what DAS says that it has, or cannot be kept.
    pub async fn retrieve(
        &mut self,
        identity: &Identity,
        keep: impl FnOnce(&[u8]) -> io::Result<()>,
    ) -> Result<Retrieved, ClientError> {
        let request_ack_id = self.request(identity).await?;
        self.await_success(&request_ack_id).await?;
        let content = self.fetch(identity, &request_ack_id).await?;
        keep(&content).map_err(ClientError::Unkept)?;
        // The copy ends by itself, so a document that was fetched is not given up when the deletion fails.
        let _ = self.delete(&request_ack_id).await;
        Ok(Retrieved {
            checksum: checksum(&content),
            request_ack_id,
            content,
        })
    }

    async fn request(&mut self, identity: &Identity) -> Result<String, ClientError> {
        let mut body = json!({ "operationCategory": "retrieval" });
        identity.write(&mut body);
        let operation = self.settings.variant.operations.retrieval.clone();
        let answer = self.ask(REQUEST, &operation, &[], Some(body)).await?;
        text(&answer, "requestAckId").ok_or(ClientError::Unusable {
            what: REQUEST,
            member: "requestAckId",
        })
    }

    async fn await_success(&mut self, ack: &str) -> Result<(), ClientError> {
        let operation = self.settings.variant.operations.retrieval_states.clone();
        for _ in 0..LOOKS {
            let query = [("requestAckId", ack)];
            let states = self.ask(LOOK_AT_REQUEST, &operation, &query, None).await?;
            let state = own(&states, ack).unwrap_or_default();
            match text(&state, "requestStatusCategory").as_deref() {
                Some("success") => return Ok(()),
                Some("error") => return self.told_of_failure(&state),
                _ => self.line.pause().await,
            }
        }
        Err(ClientError::Unsettled(LOOK_AT_REQUEST))
    }

    fn told_of_failure(&self, state: &Value) -> Result<(), ClientError> {
        if self.faults.commits(&faulty::IGNORES_A_FAILED_RETRIEVAL) {
            return Ok(());
        }
        if self.faults.commits(&faulty::SWALLOWS_THE_DETAILS) {
            return Err(ClientError::Unsettled(LOOK_AT_REQUEST));
        }
        Err(failed(REQUEST, state))
    }

    /// A download that is not what DAS says it has is tried once more, by a fresh URL; then it is given up.
    async fn fetch(&mut self, identity: &Identity, ack: &str) -> Result<Vec<u8>, ClientError> {
        let mut attempt = 1;
        loop {
            let fetched = self.fetch_once(identity, ack).await;
            let again = matches!(
                fetched,
                Err(ClientError::Corrupt(_) | ClientError::Unreachable { what: DOWNLOAD, .. })
            );
            if !again || attempt == DOWNLOADS {
                return fetched;
            }
            attempt += 1;
        }
    }

    async fn fetch_once(&mut self, identity: &Identity, ack: &str) -> Result<Vec<u8>, ClientError> {
        let body = json!({
            "osfAckId": ack,
            "documentKindCategory": identity.kind,
            "documentNumber": identity.number,
            "documentDate": identity.date,
        });
        let operation = self.settings.variant.operations.download_url.clone();
        let asked = self
            .ask(ASK_DOWNLOAD_URL, &operation, &[], Some(body))
            .await;
        if asked.is_err() && self.faults.commits(&faulty::IGNORES_A_FAILED_RETRIEVAL) {
            return Ok(Vec::new());
        }
        let stated = asked?;
        let url = self.signed_url(ASK_DOWNLOAD_URL, &stated, "fileDownloadUrl")?;
        let call = self.storage_call(DOWNLOAD, Method::GET, url);
        let answer = self.line.send(&call).await?;
        if !answer.status.is_success() {
            return Err(refused(DOWNLOAD, &answer));
        }
        let content = self.opened(answer).await?;
        self.verify(&content, &stated)?;
        Ok(content)
    }

    /// Size and checksum, as far as DAS states them.
    fn verify(&self, content: &[u8], stated: &Value) -> Result<(), ClientError> {
        let found = checksum(content);
        let wanted = text(stated, "fileChecksum");
        let size = stated.get("fileSizeQuantity").and_then(Value::as_u64);
        let right_size = size.is_none_or(|size| size == content.len() as u64);
        let right = wanted
            .as_ref()
            .is_none_or(|wanted| wanted.eq_ignore_ascii_case(&found));
        let unchecked = self.faults.commits(&faulty::USES_DOWNLOADS_UNCHECKED)
            || self.faults.commits(&faulty::KEEPS_WHAT_CAME_OF_A_DOWNLOAD);
        if (right && right_size) || unchecked {
            return Ok(());
        }
        Err(ClientError::Corrupt(format!(
            "{} octets with the checksum {found} came, and DAS has {} with {}",
            content.len(),
            size.map_or_else(|| "some".to_owned(), |size| size.to_string()),
            wanted.unwrap_or_default(),
        )))
    }

    async fn delete(&mut self, ack: &str) -> Result<(), ClientError> {
        let operation = self.settings.variant.operations.deletion.clone();
        let query = [("osfAckId", ack)];
        self.ask(DELETE, &operation, &query, None).await.map(drop)
    }
}

/// The state of one request among those that DAS lists.
fn own(states: &Value, ack: &str) -> Option<Value> {
    let states = states.get("documentRetrievalResponseBag")?.as_array()?;
    let own = |state: &&Value| state.get("requestAckId").and_then(Value::as_str) == Some(ack);
    states.iter().find(own).cloned()
}
